"""A former name that something is called by today: a save could not tell which was meant."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    story = draft.story
    for one in draft.declared("former"):
        if one.name in story.scenes or one.name in story.choices:
            span = story.scenes[one.name].span if one.name in story.scenes else story.choices[one.name].span
            note = Note("it is called so here", span)
            report.error("former-id-in-use", f"`{one.name}` is a former name, and in use", one.span, notes=(note,))

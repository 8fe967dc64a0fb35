"""A scene of a pair that the debrief has no sentence for."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each scene once."""
    named = {one.name: one for one in reversed(draft.mentioned("paired scene"))}
    for name, one in named.items():
        scene = draft.story.scenes.get(name)
        if scene is not None and scene.recall is None and name not in draft.left_out:
            help_ = "add `recall:`, one sentence in the past tense that its choice can be quoted after"
            note = Note("it is paired here", one.span)
            report.error(
                "pair-without-recall", f"the scene `{name}` has no `recall`", scene.span, help=help_, notes=(note,)
            )

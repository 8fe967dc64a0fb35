"""A way on that comes after one that is always open."""

from __future__ import annotations

from itertools import pairwise

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for choice in draft.story.choices.values():
        for before, route in pairwise(choice.goto):
            if before.when is None:
                note = Note("this one is always open", before.span)
                report.error(
                    "route-never-taken", f"the way on to `{route.to}` is never taken", route.span, notes=(note,)
                )

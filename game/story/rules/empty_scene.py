"""A scene in which nothing is told."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for one in draft.mentioned("scene without text"):
        report.error("empty-scene", f"the scene `{one.name}` has no `text`", one.span)

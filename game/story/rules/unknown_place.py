"""A scene happens in a place that the story does not have."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="place", known=draft.story.places, code="unknown-place", what="place")

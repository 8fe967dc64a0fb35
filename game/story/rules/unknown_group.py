"""An ending stands in a group that the story does not name."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="group", known=draft.story.groups, code="unknown-group", what="group of endings")

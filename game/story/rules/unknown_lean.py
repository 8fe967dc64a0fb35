"""A choice leans a way that the story does not declare."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="lean", known=dict.fromkeys(draft.story.leans), code="unknown-lean", what="lean")

"""Somebody stands in a picture who is not in the cast."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="person", known=draft.story.cast, code="unknown-person", what="person in the cast")

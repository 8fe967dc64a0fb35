"""Somebody stands in a picture in a mood that nobody is drawn in."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.model import MOODS
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="mood", known=dict.fromkeys(MOODS), code="unknown-mood", what="mood")

"""A lesson rests on a source that the story does not list."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="source", known=draft.story.sources, code="unknown-source", what="source")

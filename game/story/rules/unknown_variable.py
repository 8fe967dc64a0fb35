"""The fold carries or counts a variable that the story does not have."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each; what conditions and choices name is looked up while they are read."""
    unknown(draft, report, kind="variable", known=draft.story.variables, code="unknown-variable", what="variable")

"""A scene, a door message or a drain names a part that no chapter has."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    unknown(draft, report, kind="part", known=draft.story.parts, code="unknown-part", what="part")

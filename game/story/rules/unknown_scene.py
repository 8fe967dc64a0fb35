"""Something leads to, or speaks of, a scene that is not there."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.model import ENDING, NEXT
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    scenes, endings = draft.story.scenes, draft.story.endings
    targets = {**scenes, **endings, NEXT: None, ENDING: None}
    unknown(draft, report, kind="scene", known=scenes, code="unknown-scene", what="scene")
    unknown(draft, report, kind="paired scene", known=scenes, code="unknown-scene", what="scene")
    unknown(draft, report, kind="target", known=targets, code="unknown-scene", what="scene or ending")

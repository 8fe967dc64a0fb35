"""A scene that belongs to no part, and so to no half. Only an ending's scene may."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    if not draft.is_whole:
        return
    last = {ending.scene for ending in draft.story.endings.values()}
    for scene in draft.story.scenes.values():
        if not scene.part and scene.id not in last:
            help_ = "say which part of which day it belongs to: `part: …`"
            report.error("scene-without-part", f"the scene `{scene.id}` belongs to no part", scene.span, help=help_)

"""A scene that nothing leads out of, and that is no ending's."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each; a choice without a way on is noted where it is read."""
    if not draft.is_whole or not all(ending.scene for ending in draft.story.endings.values()):
        return
    last = {ending.scene for ending in draft.story.endings.values()}
    for one in draft.mentioned("scene without choices"):
        if one.name not in last:
            help_ = "add `choices:`, or `goto:` where the player only goes on"
            report.error("dead-end", f"nothing leads out of the scene `{one.name}`", one.span, help=help_)

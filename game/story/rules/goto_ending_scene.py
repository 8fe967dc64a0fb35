"""A way on to an ending's scene that leaves the ending out: a life would stop there without one."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    story = draft.story
    last = {ending.scene: ending for ending in story.endings.values() if ending.scene not in story.endings}
    if not any(name in last for name, _ in draft.mentions.get("target", ())):
        return
    for choice in story.choices.values():
        for route in choice.goto:
            if route.to in last:
                ending = last[route.to]
                message = f"`{route.to}` is the last scene of `{ending.id}`, and a way on leads to the ending"
                report.error("goto-ending-scene", message, route.span, help=f"write `goto: {ending.id}`")

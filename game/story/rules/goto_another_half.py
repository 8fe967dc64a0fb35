"""A way on that leaves a half, or a day, by another way than the door."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    scenes = draft.story.scenes
    parts = {scene.id: scene.part for scene in scenes.values()}
    for scene in scenes.values():
        own = (scene.part, "", None)
        # Nearly every way on stays in its part, or leads to no scene by its name.
        away = [route for choice in scene.choices for route in choice.goto if parts.get(route.to) not in own]
        for route in away if scene.part else ():
            there = scenes[route.to]
            if there.half != scene.half:
                message = f"`{there.id}` is a scene of {there.half}, and this is one of {scene.half}"
                help_ = "write `goto: next` where the part is over; the next part begins with its own scene"
                report.error("goto-another-half", message, route.span, help=help_)
            elif there.chapter != scene.chapter:
                message = f"`{there.id}` is in another chapter, whose beginning would be left out"
                help_ = "write `goto: next` where the chapter is over"
                report.error("goto-another-chapter", message, route.span, help=help_)

"""A way on that leaves a half, or a day, by another way than the door."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    story = draft.story
    for choice in story.choices.values():
        scene = story.scenes[story.scene_of[choice.id]]
        for route in choice.goto:
            there = story.scenes.get(route.to)
            if there is None or not (there.part and scene.part) or there.part == scene.part:
                continue
            if there.half != scene.half:
                message = f"`{there.id}` is a scene of {there.half}, and this is one of {scene.half}"
                help_ = "write `goto: next` where the part is over; the next part begins with its own scene"
                report.error("goto-another-half", message, route.span, help=help_)
            elif there.chapter != scene.chapter:
                message = f"`{there.id}` is in another chapter, whose beginning would be left out"
                help_ = "write `goto: next` where the chapter is over"
                report.error("goto-another-chapter", message, route.span, help=help_)

"""`goto: next` where nothing comes next."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.model import NEXT


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    story = draft.story
    last = {
        chapter.parts[-1].id: chapter for chapter in story.chapters.values() if chapter.parts and chapter.next is None
    }
    for scene in story.scenes.values():
        for route in [route for choice in scene.choices for route in choice.goto] if scene.part in last else ():
            if route.to == NEXT:
                chapter = last[scene.part]
                help_ = f"write `goto: ending`, or give `{chapter.id}` a `next`"
                message = f"`{chapter.id}` is the last chapter, and nothing comes next"
                report.error("next-leads-nowhere", message, route.span, help=help_)

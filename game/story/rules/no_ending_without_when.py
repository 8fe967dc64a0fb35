"""`goto: ending`, where no ending may hold."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.model import ENDING


def find(draft: Draft, report: Report) -> None:
    """Note the last ending, where it has a condition; and an ending after one that has none."""
    endings = [ending for ending in draft.story.endings.values() if not ending.by_name]
    broken = {one.name for one in draft.mentioned("ending with a broken condition")}
    leads = any(route.to == ENDING for choice in reversed(list(draft.story.choices.values())) for route in choice.goto)
    if not draft.is_whole or broken or not leads or not endings:
        return
    certain = next((ending for ending in endings if ending.when is None), None)
    if certain is None:
        message = "every ending has a condition, so that a life may have none"
        help_ = "the last has no `when`; it takes whoever is left"
        report.error("no-ending-without-when", message, endings[-1].span, help=help_)
        return
    for ending in endings[endings.index(certain) + 1 :]:
        note = Note("this one, before it, always holds", certain.span)
        message = f"`{ending.id}` is never reached"
        report.error("ending-never-reached", message, ending.span, notes=(note,))

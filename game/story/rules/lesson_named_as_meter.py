"""A lesson with the name of a meter: a debrief would seem to mark the player."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for lesson in draft.story.lessons.values():
        if lesson.id in draft.story.meters:
            note = Note("the meter is here", draft.story.meters[lesson.id].span)
            message = f"`{lesson.id}` is a meter, and a lesson is not one"
            report.error("lesson-named-as-meter", message, lesson.span, notes=(note,))

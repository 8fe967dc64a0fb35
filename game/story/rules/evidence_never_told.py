"""Evidence that comes after some that always holds."""

from __future__ import annotations

from itertools import pairwise

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for lesson in draft.story.lessons.values():
        for before, evidence in pairwise(lesson.evidence):
            if before.when is None:
                note = Note("this one always holds", before.span)
                message = f"a sentence of the lesson `{lesson.id}` that is never told"
                report.error("evidence-never-told", message, evidence.span, notes=(note,))

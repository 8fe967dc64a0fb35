"""A chapter is named that the story does not have: as what comes next, as the first, or as the last that may read a variable."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.rules.names import unknown


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    chapters = draft.story.chapters
    titles = {chapter.title.casefold(): chapter.id for chapter in chapters.values() if chapter.title}
    unknown(draft, report, kind="chapter", known=chapters, code="unknown-chapter", what="chapter", called=titles)
    unknown(draft, report, kind="until", known={**chapters, "end": None}, code="unknown-chapter", what="chapter")

"""Chapters that follow each other in a ring."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note the chapter that closes the ring."""
    chapters = draft.story.chapters
    seen: set[str] = set()
    chapter = chapters.get(draft.story.start)
    while chapter is not None:
        seen.add(chapter.id)
        if chapter.next in seen:
            report.error(
                "chapter-loop", f"after `{chapter.id}` comes `{chapter.next}`, which was before it", chapter.span
            )
            return
        chapter = draft.chapter_after(chapter)

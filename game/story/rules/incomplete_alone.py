"""A chapter that cannot begin by itself, or begins with readings that nobody chose."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.nearest import listed


def find(draft: Draft, report: Report) -> None:
    """Warn of each."""
    if not draft.is_whole:
        return
    for chapter in draft.story.chapters.values():
        if not chapter.alone:
            if chapter.id != draft.story.start:
                help_ = "add `alone:` with the `meters` and what is `set` when it begins"
                message = f"`{chapter.id}` does not say how it begins by itself"
                report.warning("incomplete-alone", message, chapter.span, help=help_)
            continue
        for standing in chapter.alone:
            missing = [meter for meter in draft.story.meters if meter not in dict(standing.meters)]
            if missing:
                message = f"`{chapter.id}`, begun by itself, has no reading for {listed(missing)}"
                report.warning("incomplete-alone", message, standing.span)

"""A name that means something else where it would be used."""

from __future__ import annotations

from typing import Final

from game.story.condition_parser import KEYWORDS
from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.model import ENDING, NEXT

RESERVED: Final = {
    "scene": {NEXT: "`goto` means the end of the part by it", ENDING: "`goto` means whichever ending holds by it"},
    "chapter": {"end": "`until` means the end of the story by it"},
    "fact": dict.fromkeys(KEYWORDS, "conditions keep it for themselves"),
}
"""By kind, the names that are taken and why."""


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for kind, names in RESERVED.items():
        for one in draft.declared(kind):
            if one.name in names:
                report.error("reserved-id", f"nothing can be called `{one.name}`: {names[one.name]}", one.span)

"""A name that means something else where it would be used."""

from __future__ import annotations

from typing import Final

from game.story.condition_parser import KEYWORDS
from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.model import ENDING, NEXT
from game.story.nodes import span_of

RESERVED: Final = {
    "scene": {NEXT: "`goto` means the end of the part by it", ENDING: "`goto` means whichever ending holds by it"},
    "chapter": {"end": "`until` means the end of the story by it"},
    "fact": dict.fromkeys(KEYWORDS, "conditions keep it for themselves"),
}
"""By kind, the names that are taken and why."""


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for kind, names in RESERVED.items():
        for name, node in draft.declarations.get(kind, ()):
            if name in names:
                report.error("reserved-id", f"nothing can be called `{name}`: {names[name]}", span_of(node))

"""Two things of one kind have the same name."""

from __future__ import annotations

from typing import Final

from game.story.diagnostic import Note, Report
from game.story.draft import Draft, Mention

KINDS: Final = {
    "scene": "a scene or an ending",
    "choice": "a choice",
    "chapter": "a chapter",
    "part": "a part",
    "fact": "a meter, a variable or a door message",
    "lesson": "a lesson",
    "pair": "a pair",
    "lean": "a lean",
}
"""What may not share a name, and what it is."""


def find(draft: Draft, report: Report) -> None:
    """Note each after the first."""
    for kind, what in KINDS.items():
        first: dict[str, Mention] = {}
        for one in draft.declared(kind):
            before = first.setdefault(one.name, one)
            if before is not one:
                note = Note("the first is here", before.span)
                report.error("duplicate-id", f"{what} is already called `{one.name}`", one.span, notes=(note,))

"""Two things of one kind have the same name."""

from __future__ import annotations

from typing import Final

from yaml.nodes import Node

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.nodes import span_of

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
        first: dict[str, tuple[str, Node]] = {}
        for one in draft.declarations.get(kind, ()):
            before = first.setdefault(one[0], one)
            if before is not one:
                note = Note("the first is here", span_of(before[1]))
                report.error("duplicate-id", f"{what} is already called `{one[0]}`", span_of(one[1]), notes=(note,))

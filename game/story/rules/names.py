"""What all rules about unknown names share: how they are put."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.nearest import listed

MOST_LISTED: Final = 8
"""How many names a note may list: of more, none is found in it."""


def unknown(draft: Draft, report: Report, *, kind: str, known: Mapping[str, object], code: str, what: str) -> None:
    """Note every mention of one kind that names nothing."""
    for mention in draft.unknown(kind, known):
        proposal = report.did_you_mean(mention.name, (*known, *draft.left_out))
        notes: tuple[Note, ...] = ()
        if proposal is None and 0 < len(known) <= MOST_LISTED:
            notes = (Note(f"there {'is' if len(known) == 1 else 'are'} {listed(known)}"),)
        report.error(code, f"no {what} is called `{mention.name}`", mention.span, help=proposal, notes=notes)

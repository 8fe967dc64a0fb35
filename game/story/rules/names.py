"""What all rules about unknown names share: how they are put."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.nearest import listed

_NOTHING: Final[Mapping[str, str]] = {}
_WAY: Final = re.compile(
    r"(?:if|when)\s+(.+?),?\s+(?:then\s+)?(?:goto|go to|to|then)\s+([\w-]+)"
    r"(?:[,;]?\s+(?:else|otherwise)\s+(?:goto\s+|to\s+)?([\w-]+))?"
)
"""A way that asks something, as it would be said."""
MOST_LISTED: Final = 8
"""How many names a note may list: of more, none is found in it."""


def unknown(
    draft: Draft,
    report: Report,
    *,
    kind: str,
    known: Mapping[str, object],
    code: str,
    what: str,
    called: Mapping[str, str] = _NOTHING,
) -> None:
    """Note every mention of one kind that names nothing.

    Args:
        draft: the story.
        report: where to note it.
        kind: what is mentioned.
        known: what there is of that kind.
        code: what the diagnostic is called.
        what: what an author calls such a thing.
        called: the ids of things by what else they are called, in small letters: a title is written where an id was meant.
    """
    for mention in draft.unknown(kind, known):
        meant = called.get(mention.name.casefold())
        proposal = f"did you mean `{meant}`?" if meant else report.did_you_mean(mention.name, (*known, *draft.left_out))
        if proposal is None and kind == "target" and (way := _WAY.fullmatch(mention.name)) is not None:
            proposal = (
                f"ways that ask something are written `[{{when: {way[1]}, to: {way[2]}}}, {{to: {way[3] or '…'}}}]`"
            )
        notes: tuple[Note, ...] = ()
        if proposal is None and 0 < len(known) <= MOST_LISTED:
            notes = (Note(f"there {'is' if len(known) == 1 else 'are'} {listed(known)}"),)
        report.error(code, f"no {what} is called `{mention.name}`", mention.span, help=proposal, notes=notes)

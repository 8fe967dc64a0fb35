"""The endings of a story, on the page of its odds: how often each, by which shortest way, and a hundred lives as letters."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Final

from game.author import shares
from game.author.table import INDENT, paragraph, table
from game.odds.chances import EndingChance, Odds

LETTERS: Final = string.ascii_uppercase + string.ascii_lowercase
"""One for each ending, in the author's order; those beyond share the last sign."""
OTHERS: Final = "+"
NO_ENDING: Final = "*"
NOT_KNOWN: Final = "?"
IN_A_ROW: Final = 50
IN_A_GROUP: Final = 10
LEAST_UNKNOWN: Final = 1e-9
"""A smaller share that no ending has is the rounding of sums."""


def endings(odds: Odds, width: int) -> str:
    """The table, and the hundred lives."""
    letters = dict(zip((each.id for each in odds.endings), LETTERS, strict=False))
    rows = [("", "ending", "share", "95 % interval", "shortest way")]
    for each in odds.endings:
        spread = shares.spread(each.interval)
        rows.append((letters.get(each.id, OTHERS), each.title, shares.share(each), spread, _way(each)))
    if not any(each.witness is not None for each in odds.endings):
        rows = [(*row[:4], "") for row in rows]
    others = _without_an_ending(odds)
    rows += [(letter, words, shares.percent(part), "", "") for letter, words, part in others]
    if not any(shares.is_estimate(each) for each in odds.endings):
        rows = [(*row[:3], "", row[4]) for row in rows]
    return table(rows, align="<<>>>", elastic=1, width=width) + "\n\n" + _hundred(odds, letters, others, width)


def _way(ending: EndingChance) -> str:
    """How many steps the shortest way to an ending takes: choices, and goings on where nothing is asked."""
    if ending.witness is None:
        return "" if ending.reachable is False else "not found"
    steps = len(ending.witness)
    return f"{steps} step{'' if steps == 1 else 's'}"


def _without_an_ending(odds: Odds) -> list[tuple[str, str, float]]:
    """The lives that come to no ending, and those of which nobody knows yet."""
    found = []
    if odds.never_ends > 0:
        found.append((NO_ENDING, "(comes to no ending)", odds.never_ends))
    unknown = 1 - odds.never_ends - sum(each.probability for each in odds.endings)
    if unknown > LEAST_UNKNOWN:
        found.append((NOT_KNOWN, "(not known yet)", unknown))
    return found


def _hundred(odds: Odds, letters: dict[str, str], others: Sequence[tuple[str, str, float]], width: int) -> str:
    """A hundred lives, a letter each; and which endings are too rare to have one."""
    signs = [letters.get(each.id, OTHERS) for each in odds.endings] + [sign for sign, _, _ in others]
    counts = shares.marks([each.probability for each in odds.endings] + [part for _, _, part in others])
    drawn = "".join(sign * count for sign, count in zip(signs, counts, strict=True))
    groups = [drawn[at : at + IN_A_GROUP] for at in range(0, len(drawn), IN_A_GROUP)]
    in_a_row = IN_A_ROW // IN_A_GROUP
    rows = [INDENT + " ".join(groups[at : at + in_a_row]) for at in range(0, len(groups), in_a_row)]
    said = "A hundred lives, a letter for the ending of each:"
    absent = [
        f"{sign} {each.title}"
        for sign, each, count in zip(signs, odds.endings, counts, strict=False)
        if not count and each.probability > 0
    ]
    lines = [paragraph(said, width), *rows]
    if absent:
        lines.append(paragraph(f"Too rare for a letter among a hundred: {', '.join(absent)}.", width))
    return "\n".join(lines)

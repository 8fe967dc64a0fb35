"""Where the odds of a story stopped being exact, and what a sample can say: the part of the page that is about its limits."""

from __future__ import annotations

from typing import Final

from game.author.shares import is_estimate, rarer_than
from game.author.table import TOGETHER, paragraph
from game.odds.chances import Odds, Stopped

FACTS_SHOWN: Final = 12
"""Of what is remembered where the walk stopped, the widest."""


def stopped(odds: Odds, stopped: Stopped, width: int) -> str:
    """Where the walk stopped, what is to blame, and what to do."""
    widest = sorted(stopped.facts, key=lambda fact: -fact[1])
    facts = ", ".join(f"{name}{TOGETHER}({values:,})" for name, values in widest[:FACTS_SHOWN])
    more = len(widest) - FACTS_SHOWN
    is_text_alone = not any(is_estimate(each) for each in (*odds.endings, *odds.scenes, *odds.choices))
    what = "All is exact but the variant texts: at" if is_text_alone else "Not exact beyond"
    said = [f"{what} `{stopped.where}`{',' if is_text_alone else ':'} {stopped.why.rstrip('.')}."]
    if facts:
        rest = f" and {more} more" if more > 0 else ""
        said.append(f"What is remembered there and can still matter, and how many values of it differ: {facts}{rest}.")
        said.append(
            "Each multiplies the others: ask about some of them for the last time before that scene, or count in place "
            "of remembering which."
        )
    said.append("`--budget SECONDS` gives the walk longer, where time is what it lacked.")
    return paragraph(" ".join(said), width)


def sampled(lives: int, width: int) -> str:
    """What an estimate is, and what it is not."""
    return paragraph(
        f"Estimated from {lives:,} lives drawn by chance: of a hundred such intervals about 95 hold the true share. "
        f"What happens in more than 1 life in {rarer_than(lives):,} would have been seen, 95 times in a hundred; "
        "so what was `not seen` is most likely rarer than that, but it is not *never*.",
        width,
    )

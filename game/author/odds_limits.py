"""Where the odds of a story stopped being exact, and what a sample can say: the part of the page that is about its limits."""

from __future__ import annotations

from typing import Final

from game.author import shares
from game.author.table import paragraph
from game.odds.chances import Stopped

FACTS_SHOWN: Final = 12
"""Of what is remembered where the walk stopped, the widest."""


def stopped(stopped: Stopped, width: int) -> str:
    """Where the walk stopped, what is to blame, and what to do."""
    widest = sorted(stopped.facts, key=lambda fact: -fact[1])
    facts = ", ".join(f"{name} ({values:,})" for name, values in widest[:FACTS_SHOWN])
    more = len(widest) - FACTS_SHOWN
    said = [f"Not exact beyond `{stopped.where}`: {stopped.why.rstrip('.')}."]
    if facts:
        rest = f" and {more} more" if more > 0 else ""
        said.append(
            f"Still remembered there because something later asks, and how many values of each differ: {facts}{rest}."
        )
        said.append(
            "Each multiplies the others. To be exact again, let some be forgotten sooner: ask about them for the last time "
            "before that scene, ask about fewer of them after it, or count in place of remembering which."
        )
    said.append("`--budget SECONDS` gives it longer, where time is what it lacked.")
    return paragraph(" ".join(said), width)


def sampled(lives: int, width: int) -> str:
    """What an estimate is, and what it is not."""
    return paragraph(
        f"Estimated from {lives:,} lives drawn by chance: of a hundred such intervals about 95 hold the true share. "
        f"What happens in more than 1 life in {shares.rarer_than(lives):,} would have been seen, 95 times in a hundred; "
        "so what was `not seen` is most likely rarer than that, but it is not *never*.",
        width,
    )

"""Shares of lives as a person reads them: percentages, intervals, and a hundred marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from game.odds.chances import Chance, Interval

WHOLE: Final = 1 - 1e-12
"""From here up a share is all there is: what is missing is the rounding of sums."""
MARKS: Final = 100


def percent(share: float) -> str:
    """`31.3 %`; never `0.0 %` for something that happens, nor `100.0 %` for something that fails to."""
    if share <= 0:
        return "0 %"
    if share >= WHOLE:
        return "100 %"
    if share < 0.0001:
        return "< 0.01 %"
    if share > 0.9999:
        return "> 99.99 %"
    return f"{share:.{1 if 0.01 <= share <= 0.999 else 2}%}".replace("%", " %")


def spread(interval: Interval) -> str:
    """`31.0 to 31.6 %`, with as many digits as tell the ends apart; empty where there is nothing between them."""
    low, high = (100 * end for end in interval)
    if not high > low:
        return ""
    digits = min(6, max(1, math.ceil(-math.log10((high - low) / 2))))
    # Rounded outwards, so that what is printed holds at least what was found.
    scale = 10**digits
    low, high = math.floor(low * scale) / scale, math.ceil(high * scale) / scale
    return f"{low:.{digits}f} to {high:.{digits}f} %" if low > 0 else f"under {high:.{digits}f} %"


def is_estimate(chance: Chance) -> bool:
    """Whether the number comes of sampled lives, in part or wholly."""
    return chance.interval[1] > chance.interval[0]


def is_unseen(chance: Chance) -> bool:
    """Whether no sampled life came to it, and no proof says that none can."""
    return chance.probability <= 0 and chance.reachable is not False and is_estimate(chance)


def is_elsewhere(chance: Chance) -> bool:
    """Whether a life can come to it, but none that chooses in the way asked about."""
    return chance.probability <= 0 and chance.reachable is True and not is_estimate(chance)


def share(chance: Chance) -> str:
    """How often a thing happens, in a column of a table; `never` only where that is proved."""
    if chance.reachable is False:
        return "never"
    if is_unseen(chance):
        return "not seen"
    if is_elsewhere(chance):
        return "not this way"
    return percent(chance.probability)


def marks(shares: Sequence[float]) -> tuple[int, ...]:
    """How many of a hundred marks each share gets: rounded down, and what is left over goes to the largest remainders.

    Args:
        shares: 0 to 1 each, 1 together.
    """
    whole = [math.floor(MARKS * each + 1e-9) for each in shares]
    left = MARKS - sum(whole)
    by_remainder = sorted(range(len(shares)), key=lambda at: whole[at] - MARKS * shares[at])
    for at in by_remainder[: max(left, 0)]:
        whole[at] += 1
    return tuple(whole)


def rarer_than(lives: int) -> int:
    """The number that stands in `1 in 33,000`: what happens more often would have been seen among so many lives, 95 times
    in a hundred. Two digits, rounded down.
    """
    exact = math.floor(1 / -math.expm1(math.log(0.05) / lives))
    scale = int(10 ** max(0, len(str(exact)) - 2))
    return exact // scale * scale

"""Which room of a column stands above which, and how high: so that lives cross as little as may be, and those of whom there
are most go straight.

The order is by barycentres, column by column to and fro, the best of all kept (Sugiyama and others; see `layers.py`); the
height is that nearest to where a room's lives come from and go to which keeps the order and the gaps, found by pooling
neighbours that would overlap (Ayer, Brunk, Ewing, Reid, Silverman, "An empirical distribution function for sampling with
incomplete information", Annals of Mathematical Statistics 26, 1955).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import attrs

Columns = list[list[str]]
SWEEPS: Final = 4
PASSES: Final = 6


@attrs.frozen
class Link:
    """Lives that pass from one column to the next."""

    source: str
    target: str
    weight: float
    """How much it matters; above nought."""


def ordered(columns: Columns, links: Sequence[Link]) -> Columns:
    """The columns, each in an order in which few links cross.

    Args:
        columns: who stands in which; the order is the author's, and stays where nothing is gained.
        links: each from one column to the next.
    """
    before, after = _neighbours(links)
    best, least = [list(column) for column in columns], crossings(columns, links)
    now = [list(column) for column in columns]
    for sweep in range(SWEEPS):
        if least == 0:
            break
        onward = sweep % 2 == 0
        for at in range(1, len(now)) if onward else range(len(now) - 2, -1, -1):
            place = {key: float(where) for where, key in enumerate(now[at - 1 if onward else at + 1])}
            near = before if onward else after
            mine = {key: float(where) for where, key in enumerate(now[at])}
            now[at].sort(key=lambda key, near=near, place=place, mine=mine: _barycentre(near[key], place, mine[key]))  # type: ignore[misc]
        found = crossings(now, links)
        if found < least:
            best, least = [list(column) for column in now], found
    return best


def crossings(columns: Columns, links: Sequence[Link]) -> int:
    """How often two links cross."""
    place = {key: (at, where) for at, column in enumerate(columns) for where, key in enumerate(column)}
    between: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        between[place[link.source][0]].append((place[link.source][1], place[link.target][1]))
    crossed = 0
    for pairs in between.values():
        pairs.sort()
        ends = [end for _, end in pairs]
        crossed += sum(1 for at, end in enumerate(ends) for later in ends[at + 1 :] if later < end)
    return crossed


def heights(columns: Columns, links: Sequence[Link], tall: Mapping[str, float], gap: float) -> dict[str, float]:
    """How high the middle of each stands; the least edge of all is at nought.

    Args:
        columns: in order, from above.
        links: each from one column to the next.
        tall: how much room each takes.
        gap: the least there is between two.
    """
    before, after = _neighbours(links)
    at: dict[str, float] = {}
    for column in columns:
        edge = -(sum(tall[key] for key in column) + gap * max(0, len(column) - 1)) / 2
        for key in column:
            at[key] = edge + tall[key] / 2
            edge += tall[key] + gap
    for turn in range(PASSES):
        last = turn == PASSES - 1
        for column in columns if turn % 2 == 0 else reversed(columns):
            wanted, weights = [], []
            for key in column:
                near = before[key] + after[key] if last else (before[key] if turn % 2 == 0 else after[key])
                weight = sum(each for _, each in near)
                wanted.append(sum(at[other] * each for other, each in near) / weight if weight else at[key])
                weights.append(weight or 1e-3)
            for key, height in zip(
                column, _kept_apart(wanted, weights, [tall[key] for key in column], gap), strict=True
            ):
                at[key] = height
    top = min((at[key] - tall[key] / 2 for key in at), default=0.0)
    return {key: height - top for key, height in at.items()}


def _neighbours(
    links: Sequence[Link],
) -> tuple[defaultdict[str, list[tuple[str, float]]], defaultdict[str, list[tuple[str, float]]]]:
    before: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    after: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for link in links:
        before[link.target].append((link.source, link.weight))
        after[link.source].append((link.target, link.weight))
    return before, after


def _barycentre(near: Sequence[tuple[str, float]], place: Mapping[str, float], mine: float) -> float:
    weight = sum(each for _, each in near)
    return sum(place[other] * each for other, each in near) / weight if weight else mine


def _kept_apart(wanted: Sequence[float], weights: Sequence[float], tall: Sequence[float], gap: float) -> list[float]:
    """The heights nearest to those wanted at which nothing overlaps."""
    if not tall:
        return []
    offsets = [0.0]
    for one, next_one in pairwise(tall):
        offsets.append(offsets[-1] + (one + next_one) / 2 + gap)
    blocks: list[tuple[float, float, int]] = []
    for want, weight, offset in zip(wanted, weights, offsets, strict=True):
        mean, heavy, many = want - offset, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, more, count = blocks.pop()
            mean = (mean * heavy + other * more) / (heavy + more)
            heavy, many = heavy + more, many + count
        blocks.append((mean, heavy, many))
    flat = [mean for mean, _, many in blocks for _ in range(many)]
    return [mean + offset for mean, offset in zip(flat, offsets, strict=True)]

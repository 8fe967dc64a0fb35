"""One row of a band: how high its rooms stand, and the way every strand takes between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

import attrs

from game.author.map import look
from game.author.map.ordering import Columns, Link, heights, ordered
from game.story.model import Ink

THROUGH: Final = "through:"
"""How the places are called at which a strand passes a column; no scene's id has a colon."""
ENOUGH: Final = 4.0
"""A strand as thick as that pulls; a thinner one pulls no less than a tenth of it."""


@attrs.frozen
class Thread:
    """One strand in a row."""

    number: int
    """Its place among all strands; -1 for several that come in together."""
    thickness: float
    ink: Ink


@attrs.frozen
class Bundle:
    """Strands that go from one thing in a row to another, side by side."""

    source: str
    target: str
    threads: tuple[Thread, ...]

    @property
    def thickness(self) -> float:
        """Of all of them, with what is between them."""
        return sum(each.thickness for each in self.threads) + self.split * (len(self.threads) - 1)

    @property
    def split(self) -> float:
        """What is between two of them."""
        mean = sum(each.thickness for each in self.threads) / len(self.threads)
        return min(look.SPLIT, look.SPLIT_SHARE * mean)


@attrs.frozen
class Piece:
    """A strand as it is drawn in one row."""

    numbers: tuple[int, ...]
    """The strands it stands for, by their place among all."""
    points: tuple[float, ...]
    """x and y by turns: from each point to the next a curve, then a straight stretch, and so on."""
    thickness: float
    ink: Ink


@attrs.frozen
class RowAsked:
    """What is to stand in a row."""

    columns: tuple[tuple[str, ...], ...]
    edges: tuple[tuple[float, float], ...]
    """The left and the right edge of each column."""
    tall: Mapping[str, float]
    bundles: tuple[Bundle, ...]
    comes_in: Mapping[str, tuple[int, ...]]
    """For what comes in from elsewhere, the strands it stands for."""
    fixed: frozenset[int] = frozenset()
    """Columns that keep their order."""


@attrs.frozen
class Placed:
    """A row laid out, its upper edge at nought."""

    middle: Mapping[str, float]
    pieces: tuple[Piece, ...]
    height: float


def placed(asked: RowAsked) -> Placed:
    """A row with everything in its place."""
    column = {key: at for at, keys in enumerate(asked.columns) for key in keys}
    columns: Columns = [list(keys) for keys in asked.columns]
    tall = dict(asked.tall)
    hops: list[list[str]] = []
    for number, bundle in enumerate(asked.bundles):
        way = [bundle.source]
        for at in range(column[bundle.source] + 1, column[bundle.target]):
            through = f"{THROUGH}{number}:{at}"
            columns[at].append(through)
            tall[through] = bundle.thickness + 2
            column[through] = at
            way.append(through)
        hops.append([*way, bundle.target])
    links = [
        Link(one, other, max(ENOUGH / 10, min(bundle.thickness, look.FULL)) ** 1.5 * _stiff(one, other))
        for bundle, way in zip(asked.bundles, hops, strict=True)
        for one, other in pairwise(way)
    ]
    in_order = ordered(columns, links)
    for at in asked.fixed:
        in_order[at] = [*asked.columns[at], *(key for key in in_order[at] if key not in asked.columns[at])]
    middle = heights(in_order, links, tall, look.APART)
    height = max((middle[key] + tall[key] / 2 for key in middle), default=0.0)
    return Placed(middle, tuple(_pieces(asked, hops, column, middle)), height)


def _stiff(one: str, other: str) -> float:
    """How much more a link is to be straight than one between two rooms: what only passes through should not bend (Gansner,
    Koutsofios, North, Vo, "A technique for drawing directed graphs", IEEE Transactions on Software Engineering 19, 1993).
    """
    passing = one.startswith(THROUGH) + other.startswith(THROUGH)
    return (1.0, 2.0, 8.0)[passing]


def _pieces(
    asked: RowAsked, hops: Sequence[Sequence[str]], column: Mapping[str, int], middle: Mapping[str, float]
) -> list[Piece]:
    leaves, arrives = _ports(asked, hops, middle)
    found = []
    for number, (bundle, way) in enumerate(zip(asked.bundles, hops, strict=True)):
        offset = -bundle.thickness / 2
        for thread in bundle.threads:
            aside = offset + thread.thickness / 2
            offset += thread.thickness + bundle.split
            points = [asked.edges[column[way[0]]][1], leaves[number] + aside]
            for through in way[1:-1]:
                left, right = asked.edges[column[through]]
                points += [left, middle[through] + aside, right, middle[through] + aside]
            points += [asked.edges[column[way[-1]]][0], arrives[number] + aside]
            numbers = asked.comes_in.get(bundle.source, ()) if thread.number < 0 else (thread.number,)
            found.append(
                Piece(numbers, tuple(round(each, 1) for each in points), round(thread.thickness, 2), thread.ink)
            )
    return found


def _ports(
    asked: RowAsked, hops: Sequence[Sequence[str]], middle: Mapping[str, float]
) -> tuple[dict[int, float], dict[int, float]]:
    """How high each bundle leaves and arrives: side by side, in the order of where they go to and come from."""
    leaving: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    arriving: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, way in enumerate(hops):
        leaving[way[0]].append((middle[way[1]], number))
        arriving[way[-1]].append((middle[way[-2]], number))
    return _stacked(asked, leaving, middle), _stacked(asked, arriving, middle)


def _stacked(
    asked: RowAsked, sides: Mapping[str, list[tuple[float, int]]], middle: Mapping[str, float]
) -> dict[int, float]:
    found = {}
    for key, bundles in sides.items():
        thick = [asked.bundles[number].thickness for _, number in sorted(bundles)]
        edge = middle[key] - (sum(thick) + look.SPLIT * 2 * (len(thick) - 1)) / 2
        for (_, number), each in zip(sorted(bundles), thick, strict=True):
            found[number] = edge + each / 2
            edge += each + look.SPLIT * 2
    return found


@attrs.frozen
class Tag:
    """Words at the right of a row: where lives go on."""

    target: str
    words: str
    told: str
    """Their share in words."""
    x: float
    y: float
    """Its middle."""
    width: float
    """How much room there is for the words."""
    ink: Ink

"""The fold: two halves walked apart, joined again.

The chance that the halves come to a and b is the sum over histories h of u_h(a) v_h(b), and the fold looks at each meter
by itself: at the sum of two readings, or the higher, or the lower. So the joint spread is a convolution in as many
dimensions as there are meters, in each of which sum, highest or lowest stands for plus; `transforms.py` turns it into a
product, and nothing as wide as the halves' product is ever made.

The ways back subtract, so which states can be is found by the same road over zeros and ones: counts of pairs, whole
numbers far below what a float holds exactly, and rounded. Shares carry an absolute error of about 1e-16. Where there are
few enough pairs, or where their meters are too wide to be transformed, they are simply gone through, and nothing is
subtracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

import attrs
import numpy as np

from game.odds.axes import Axis, axes_of
from game.odds.budget import USUAL, OverBudget, in_words
from game.odds.draws import Floats
from game.odds.gathering import DENSE, Spread, add_up, merged
from game.odds.graph import Edge, Graph, Ints
from game.odds.halves import Parted
from game.odds.live import Classes, Live
from game.odds.packing import Packing
from game.odds.transforms import Matrix, Transform, back, forth, transforms_of, width_of
from game.odds.wide_meters import for_want_of_fewer

PAIRS = 1 << 21
"""The most pairs of states that are gone through one by one where they could be transformed, and at one time."""

MOST_PAIRS = 1 << 27
"""The most that are gone through where they could not."""

AT_A_TIME = 10_000_000
"""How many numbers a transform may hold."""

ROOM = USUAL.bytes
"""How many bytes the transforms and what comes of them may hold."""

_REAL, _COMPLEX = 8, 16
"""Bytes of a number."""


@attrs.frozen(eq=False)
class Joined:
    """How lives are spread as they come out of the fold."""

    node: int
    """The node after it."""
    columns: dict[int, Ints]
    """For each fact that can still matter there, its place in each state."""
    shares: Floats
    """The share of all lives in each state; above nought exactly where a life can come to it."""

    def packed(self, packing: Packing) -> Spread:
        """The spread, numbered as some packing does it that tells no more apart."""
        keys = packing.pack_columns(self.node, self.columns, len(self.shares))
        order = np.argsort(keys, kind="stable")
        keys, shares = keys[order], self.shares[order]
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        return Spread(keys[first], np.add.reduceat(shares, first))


@attrs.frozen(eq=False)
class Side:
    """One half at the fold, arranged."""

    history: Ints
    carried: Ints
    """Which combination of carried facts each state has."""
    combinations: dict[int, Ints]
    """For each carried fact, its place in each combination."""
    readings: tuple[Ints, ...]
    """For each axis, the class of each state."""
    shares: Floats

    @property
    def count(self) -> int:
        """How many combinations of carried facts there are."""
        return int(self.carried.max()) + 1


def join(graph: Graph, live: Live, parted: Parted, ends: Sequence[tuple[Packing, int, Spread]]) -> Joined:
    """Join what the two halves came to.

    Args:
        graph: the whole graph.
        live: what can still matter in it.
        parted: how it was taken apart.
        ends: for each chain its packing, its end, and how its lives are spread there.

    Raises:
        OverBudget: There are too many pairs to go through, and the meters are too wide for anything else.
    """
    folding = arrange(graph, live, parted, ends)
    found, shares = _gone_through(folding) if folding.goes_through_pairs(PAIRS) else _transformed(folding)
    return Joined(folding.edge.to, folding.columns(found, len(shares)), shares)


@attrs.frozen(eq=False)
class Folding:
    """Two halves at the fold, arranged to be joined."""

    graph: Graph
    live: Live
    parted: Parted
    axes: Sequence[Axis]
    sides: Sequence[Side]

    @property
    def edge(self) -> Edge:
        """What the fold does."""
        return self.graph.nodes[self.parted.fold].edges[0]

    @property
    def histories(self) -> int:
        """How many there are of what may have passed between the halves."""
        return 1 << len(self.parted.history)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are of what comes of it: of what each half carries, and of each meter's classes."""
        return (*(side.count for side in self.sides), *(axis.count for axis in self.axes))

    def goes_through_pairs(self, few: int) -> bool:
        """Whether what comes of it is found pair by pair, as it is where there are few, and not by transforms.

        Raises:
            OverBudget: It can be found in neither way.
        """
        pairs = pairs_of(self.sides)
        if pairs > few and self.bytes_of_transforms() <= ROOM:
            return False
        if pairs > max(few, MOST_PAIRS):
            why = f"the halves can become one in {in_words(pairs)} ways, too many to go through"
            wide = for_want_of_fewer(self.graph, self.live.at[self.parted.fold])
            raise OverBudget(self.parted.fold, min(pairs, prod(self.shape)), why + wide)
        return True

    def bytes_of_transforms(self) -> int:
        """About how many bytes are held at once where it is found by transforms."""
        one, other = (side.count for side in self.sides)
        widths = [width_of(axis) for axis in self.axes]
        spectrum = prod(widths) // (2 if any(axis.adds for axis in self.axes) else 1)
        matrices = sum(width * (sum(axis.shape) + axis.count) for width, axis in zip(widths, self.axes, strict=True))
        spread = spectrum * (one + other + one * other)
        apart = sum(side.count * prod(axis.shape[at] for axis in self.axes) for at, side in enumerate(self.sides))
        return _COMPLEX * (matrices + spread) + _REAL * (apart * self.histories + 2 * prod(self.shape))

    def made(self, first: Ints, second: Ints) -> Ints:
        """What each of some states of the one half makes with each of some of the other: its place in the shape, one number."""
        one, other = self.sides
        keys: Ints = np.add.outer(one.carried[first] * other.count, other.carried[second])
        for at, axis in enumerate(self.axes):
            keys = keys * axis.count + axis.made(one.readings[at][first], other.readings[at][second])
        return keys.ravel()

    def places(self, made: Ints) -> list[Ints]:
        """Along each side of its shape, the places that such numbers stand for."""
        return [np.asarray(each, np.int64) for each in np.unravel_index(made, self.shape)]

    def columns(self, found: Sequence[Ints], count: int) -> dict[int, Ints]:
        """Of so many states that come of it, each given by its place along every side of its shape, the places of the
        facts that can still matter.
        """
        one, other, *classes = found
        live, edge, graph = self.live, self.edge, self.graph
        columns: dict[int, Ints] = {}
        for axis, column in zip(self.axes, classes, strict=True):
            columns[axis.fact] = live.at[edge.to][axis.fact].representative[column]
        carried = {fact: places[one] for fact, places in self.sides[0].combinations.items()}
        carried |= {fact: places[other] for fact, places in self.sides[1].combinations.items()}
        for fact in live.at[edge.to]:
            update = edge.updates.get(fact)
            if fact in columns:
                continue
            if update is None:
                standing = np.broadcast_to(np.int64(graph.first[fact]), count)
                columns[fact] = carried.get(fact, standing)
            elif not update.sources:
                columns[fact] = np.broadcast_to(update.given, count)
            else:
                places = (carried.get(each, np.int64(graph.first[each])) for each in update.sources)
                columns[fact] = np.broadcast_to(update.table[tuple(places)], count)
        return columns


def arrange(graph: Graph, live: Live, parted: Parted, ends: Sequence[tuple[Packing, int, Spread]]) -> Folding:
    """Arrange what the two halves came to; as for `join`."""
    (edge,) = graph.nodes[parted.fold].edges
    axes = list(axes_of(graph, live, parted))
    folded = {axis.fact for axis in axes}
    wanted: list[int] = []
    for fact in live.at[edge.to]:
        update = edge.updates.get(fact)
        if fact not in folded:
            wanted += (fact,) if update is None else update.sources
    return Folding(graph, live, parted, axes, [_side(live, parted, axes, wanted, end) for end in ends])


# ---- arranging


def _side(
    live: Live, parted: Parted, axes: Sequence[Axis], wanted: Sequence[int], end: tuple[Packing, int, Spread]
) -> Side:
    packing, node, spread = end
    own = packing.live.at[node]
    which = next(at for at, chain in enumerate(parted.chains) if chain.graph is packing.graph)
    history = np.zeros(len(spread.keys), np.int64)
    for at, message in enumerate(parted.history):
        history += packing.column(node, message, spread.keys) << at
    readings = []
    for axis in axes:
        source = axis.sources[which]
        classes: Classes = live.at[parted.fold][source]
        readings.append(classes.of[packing.column(node, source, spread.keys)])
    half = parted.chains[which].half
    mine = [fact for fact in dict.fromkeys(wanted) if fact in own and packing.graph.owner(fact) == half]
    rows = np.stack([packing.column(node, fact, spread.keys) for fact in mine]) if mine else None
    if rows is None:
        return Side(history, np.zeros(len(history), np.int64), {}, tuple(readings), spread.shares)
    kinds, carried = np.unique(rows, axis=1, return_inverse=True)
    combinations = {fact: kinds[at] for at, fact in enumerate(mine)}
    return Side(history, carried.ravel().astype(np.int64), combinations, tuple(readings), spread.shares)


def pairs_of(sides: Sequence[Side]) -> int:
    """How many pairs of states there are that have one history."""
    counts = [np.bincount(side.history) for side in sides]
    shared = min(len(each) for each in counts)
    return int((counts[0][:shared] * counts[1][:shared]).sum())


# ---- pair by pair


def pairs_in_blocks(sides: Sequence[Side]) -> Iterator[tuple[Ints, Ints]]:
    """The states of the one half that are met with states of the other: all pairs that have one history, some at a time."""
    one, other = sides
    for history in np.intersect1d(one.history, other.history):
        first, second = np.flatnonzero(one.history == history), np.flatnonzero(other.history == history)
        rows = max(1, max(PAIRS, 1) // len(second))
        for begin in range(0, len(first), rows):
            yield first[begin : begin + rows], second


def _gone_through(folding: Folding) -> tuple[list[Ints], Floats]:
    """Every pair of states with one history."""
    one, other = folding.sides
    met = (
        Spread(folding.made(first, second), np.multiply.outer(one.shares[first], other.shares[second]).ravel())
        for first, second in pairs_in_blocks(folding.sides)
    )
    size = prod(folding.shape)
    spread = _added_up(met, size) if size <= DENSE else _put_together(met)
    return folding.places(spread.keys), spread.shares


def _added_up(parts: Iterable[Spread], size: int) -> Spread:
    """Parts added up in an array of all there may be."""
    total = np.zeros(size)
    for part in parts:
        add_up(total, part.keys, part.shares)
    found = np.flatnonzero(total)
    return Spread(found, total[found])


def _put_together(parts: Iterable[Spread]) -> Spread:
    """Parts of something for which there is no room in an array, sorted together as they come."""
    known = Spread(np.zeros(0, np.int64), np.zeros(0))
    waiting: list[Spread] = []
    for part in parts:
        waiting.append(part)
        if sum(len(each.keys) for each in waiting) > max(PAIRS, len(known.keys)):
            known, waiting = merged([known, *waiting]), []
    return merged([known, *waiting])


# ---- by transforms


def _transformed(folding: Folding) -> tuple[list[Ints], Floats]:
    """By way of transforms: once for the shares, once for which states can be."""
    transforms = transforms_of(folding.axes)
    shares = _convolved(folding, transforms, [side.shares for side in folding.sides])
    counts = _convolved(folding, transforms, [np.ones(len(side.shares)) for side in folding.sides])
    found = np.nonzero(counts > 0.5)
    faint = 1e-18 * max(1.0, float(shares.max()))
    return [np.asarray(each, np.int64) for each in found], np.maximum(shares[found], faint)


def _convolved(folding: Folding, transforms: Sequence[Transform], weights: Sequence[Floats]) -> Floats:
    """The convolution, over each combination of what the one and the other carries: an axis for each, then the meters'."""
    dense = [
        _in_array(folding, which, side, weight)
        for which, (side, weight) in enumerate(zip(folding.sides, weights, strict=True))
    ]
    width = prod(each.back.shape[1] for each in transforms)
    one, other = folding.sides
    at_a_time = max(1, AT_A_TIME // (width * (one.count + other.count)))
    sum_of_products: Matrix | None = None
    for begin in range(0, folding.histories, at_a_time):
        there = forth(transforms, dense[0][:, begin : begin + at_a_time], 0)
        over = forth(transforms, dense[1][:, begin : begin + at_a_time], 1)
        product = there @ over.transpose(0, 2, 1)
        sum_of_products = product if sum_of_products is None else sum_of_products + product
    assert sum_of_products is not None
    return back(transforms, sum_of_products)


def _in_array(folding: Folding, which: int, side: Side, weights: Floats) -> Matrix:
    """The spread of one half as an array: what is carried, the history, and the meters one after another."""
    shape = [side.count, folding.histories, *(axis.shape[which] for axis in folding.axes)]
    keys = np.ravel_multi_index((side.carried, side.history, *side.readings), shape)
    return np.bincount(keys, weights, prod(shape)).reshape(shape)

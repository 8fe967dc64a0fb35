"""The fold: two halves walked apart, joined again.

The chance that the halves come to a and b is the sum over histories h of u_h(a) v_h(b), and the fold looks at each meter
by itself: at the sum of two readings, or the higher, or the lower. So the joint spread is a convolution in as many
dimensions as there are meters, in each of which sum, highest or lowest stands for plus. Each has a transform that turns
it into a product: the discrete Fourier transform for sums, running totals from below or from above for the highest and
the lowest (the zeta transform of a chain; Rota, "On the foundations of combinatorial theory I", 1964). All are small
matrices, and the way back folds at once: nothing as wide as the halves' product is ever made.

The ways back subtract, so which states can be is found by the same road over zeros and ones: counts of pairs, whole
numbers far below what a float holds exactly, and rounded. Shares carry an absolute error of about 1e-16. Where there are
few enough pairs they are simply gone through, and nothing is subtracted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.draws import Floats
from game.odds.gathering import Spread
from game.odds.graph import Edge, Graph, Ints
from game.odds.halves import Parted
from game.odds.live import Classes, Live
from game.odds.packing import Packing

PAIRS = 1 << 21
"""The most pairs of states that are gone through one by one."""

AT_A_TIME = 10_000_000
"""How many numbers a transform may hold."""

Matrix = NDArray[Any]


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
class Axis:
    """One meter as it folds."""

    fact: int
    """The whole's reading."""
    sources: tuple[int, int]
    """The halves' readings."""
    outcome: Ints
    """For each class of the one and of the other, the class of what they make."""
    count: int
    """How many classes it has after."""
    there: tuple[Matrix, Matrix]
    """Each half's classes into the transform."""
    back: Matrix
    """The transform into classes after the fold."""


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
    """
    folding = arrange(graph, live, parted, ends)
    axes, sides = folding.axes, folding.sides
    pairs = pairs_of(sides)
    found, shares = _gone_through(axes, sides) if pairs <= PAIRS else _transformed(axes, sides, len(parted.history))
    return Joined(graph.nodes[parted.fold].edges[0].to, folding.columns(found, len(shares)), shares)


@attrs.frozen(eq=False)
class Folding:
    """Two halves at the fold, arranged to be joined."""

    graph: Graph
    live: Live
    edge: Edge
    """What the fold does."""
    axes: Sequence[Axis]
    sides: Sequence[Side]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many there are of what comes of it: of what each half carries, and of each meter's classes."""
        return (*(side.count for side in self.sides), *(axis.count for axis in self.axes))

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
                columns[fact] = np.broadcast_to(update.table, count)
            else:
                places = (carried.get(each, np.int64(graph.first[each])) for each in update.sources)
                columns[fact] = np.broadcast_to(update.table[tuple(places)], count)
        return columns


def arrange(graph: Graph, live: Live, parted: Parted, ends: Sequence[tuple[Packing, int, Spread]]) -> Folding:
    """Arrange what the two halves came to; as for `join`."""
    (edge,) = graph.nodes[parted.fold].edges
    axes = _axes(graph, live, parted)
    folded = {axis.fact for axis in axes}
    wanted: list[int] = []
    for fact in live.at[edge.to]:
        update = edge.updates.get(fact)
        if fact not in folded:
            wanted += (fact,) if update is None else update.sources
    return Folding(graph, live, edge, axes, [_side(live, parted, axes, wanted, end) for end in ends])


# ---- arranging


def _axes(graph: Graph, live: Live, parted: Parted) -> list[Axis]:
    (edge,) = graph.nodes[parted.fold].edges
    fold = graph.story.fold
    assert fold is not None
    rules = {rule.meter: rule.take for rule in fold.meters}
    halves = [chain.half for chain in parted.chains]
    axes: list[Axis] = []
    transformed = False
    for fact, after in live.at[edge.to].items():
        update, meter = edge.updates.get(fact), graph.facts[fact].meter
        if update is None or meter is None or len(update.sources) != 2:
            continue
        if [graph.facts[source].half for source in update.sources] != halves:
            continue
        first, second = update.sources
        sides = [live.at[parted.fold][source] for source in (first, second)]
        places = [side.representative for side in sides]
        outcome = after.of[update.table[np.ix_(*places)]]
        values = [graph.facts[source].low + place for source, place in zip((first, second), places, strict=True)]
        made = _transform(rules[meter], values, outcome, after.count, is_first=not transformed)
        transformed = transformed or np.iscomplexobj(made[2])
        axes.append(Axis(fact, (first, second), outcome, after.count, made[:2], made[2]))
    return axes


def _transform(
    rule: str, values: Sequence[Ints], outcome: Ints, count: int, *, is_first: bool
) -> tuple[Matrix, Matrix, Matrix]:
    """The matrices of one axis: each half's classes into the transform, and back to classes after the fold."""
    if rule in ("mean-up", "mean-down"):
        made = _sums(values, outcome, count, is_first=is_first)
    else:
        made = _running(rule, values, outcome, count)
    there, over, back = made
    worked = np.einsum("ak,bk,mk->abm", there, over, back).real
    if np.allclose(worked, np.eye(count)[outcome], atol=1e-9):
        return made
    return _every_pair(outcome, count)


def _sums(values: Sequence[Ints], outcome: Ints, count: int, *, is_first: bool) -> tuple[Matrix, Matrix, Matrix]:
    """The discrete Fourier transform over the sums of two readings. Of one axis only half the frequencies are needed,
    since what is sought is real.
    """
    steps = [each - each.min() for each in values]
    step = max(1, int(np.gcd.reduce(np.concatenate(steps))))
    steps = [each // step for each in steps]
    width = int(steps[0].max() + steps[1].max()) + 1
    frequencies = np.arange(width // 2 + 1 if is_first else width)
    turn = -2j * np.pi / width
    weights = np.ones(len(frequencies))
    if is_first:
        weights[1 : (width + 1) // 2] = 2
    back = np.zeros((count, len(frequencies)), np.complex128)
    sums = np.add.outer(*steps)
    for total in range(width):
        made = outcome[sums == total]
        if len(made):
            back[made[0]] += weights * np.exp(-turn * total * frequencies) / width
    return np.exp(turn * np.outer(steps[0], frequencies)), np.exp(turn * np.outer(steps[1], frequencies)), back


def _running(rule: str, values: Sequence[Ints], outcome: Ints, count: int) -> tuple[Matrix, Matrix, Matrix]:
    """Running totals: from below, where the higher counts, and from above where the lower does."""
    sign = 1 if rule == "highest" else -1
    one, other = (sign * each for each in values)
    marks = np.unique(np.concatenate((one, other)))
    higher = np.maximum.outer(one, other)
    back = np.zeros((count, len(marks)))
    for at, mark in enumerate(marks):
        made = outcome[higher == mark]
        if len(made):
            back[made[0], at] += 1
            if at:
                back[made[0], at - 1] -= 1
    return (one[:, None] <= marks) * 1.0, (other[:, None] <= marks) * 1.0, back


def _every_pair(outcome: Ints, count: int) -> tuple[Matrix, Matrix, Matrix]:
    """Each pair of readings by itself, for a fold of some other kind."""
    one, other = (each.ravel() for each in np.indices(outcome.shape))
    pairs = np.arange(outcome.size)
    there = np.zeros((outcome.shape[0], outcome.size))
    over = np.zeros((outcome.shape[1], outcome.size))
    back = np.zeros((count, outcome.size))
    there[one, pairs] = over[other, pairs] = 1
    back[outcome.ravel(), pairs] = 1
    return there, over, back


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


def _gone_through(axes: Sequence[Axis], sides: Sequence[Side]) -> tuple[list[Ints], Floats]:
    """Every pair of states with one history."""
    one, other = sides
    width = [one.count, other.count, *(axis.count for axis in axes)]
    total = np.zeros(int(np.prod(width)))
    for history in np.intersect1d(one.history, other.history):
        first, second = np.flatnonzero(one.history == history), np.flatnonzero(other.history == history)
        keys = np.add.outer(one.carried[first] * other.count, other.carried[second])
        for at, axis in enumerate(axes):
            made = axis.outcome[np.ix_(one.readings[at][first], other.readings[at][second])]
            keys = keys * axis.count + made
        shares = np.multiply.outer(one.shares[first], other.shares[second])
        total += np.bincount(keys.ravel(), shares.ravel(), len(total))
    found = np.flatnonzero(total)
    return [np.asarray(each, np.int64) for each in np.unravel_index(found, width)], total[found]


# ---- by transforms


def _transformed(axes: Sequence[Axis], sides: Sequence[Side], messages: int) -> tuple[list[Ints], Floats]:
    """By way of transforms: once for the shares, once for which states can be."""
    shares = _convolved(axes, sides, messages, [side.shares for side in sides])
    counts = _convolved(axes, sides, messages, [np.ones(len(side.shares)) for side in sides])
    found = np.nonzero(counts > 0.5)
    faint = 1e-18 * max(1.0, float(shares.max()))
    return [np.asarray(each, np.int64) for each in found], np.maximum(shares[found], faint)


def _convolved(axes: Sequence[Axis], sides: Sequence[Side], messages: int, weights: Sequence[Floats]) -> Floats:
    """The convolution, over each combination of what the one and the other carries: an axis for each, then the meters'."""
    dense = [
        _in_array(axes, side, which, 1 << messages, weight)
        for which, (side, weight) in enumerate(zip(sides, weights, strict=True))
    ]
    width = int(np.prod([axis.back.shape[1] for axis in axes]))
    one, other = sides
    at_a_time = max(1, AT_A_TIME // (width * (one.count + other.count)))
    sum_of_products: Matrix | None = None
    for begin in range(0, 1 << messages, at_a_time):
        there = forth(axes, dense[0][:, begin : begin + at_a_time], 0)
        over = forth(axes, dense[1][:, begin : begin + at_a_time], 1)
        product = there @ over.transpose(0, 2, 1)
        sum_of_products = product if sum_of_products is None else sum_of_products + product
    assert sum_of_products is not None
    return back(axes, sum_of_products)


def _in_array(axes: Sequence[Axis], side: Side, which: int, histories: int, weights: Floats) -> Matrix:
    """The spread of one half as an array: what is carried, the history, and the meters one after another."""
    shape = [side.count, histories, *(axis.there[which].shape[0] for axis in axes)]
    keys = np.ravel_multi_index((side.carried, side.history, *side.readings), shape)
    return np.bincount(keys, weights, int(np.prod(shape))).reshape(shape)


def forth(axes: Sequence[Axis], dense: Matrix, which: int) -> Matrix:
    """Into the transform: frequencies first, then what is carried, then the history."""
    found = dense
    for axis in axes:
        found = np.tensordot(found, axis.there[which], axes=(2, 0))
    carried, histories = dense.shape[:2]
    return np.ascontiguousarray(found.reshape(carried, histories, -1).transpose(2, 0, 1))


def back(axes: Sequence[Axis], product: Matrix) -> Floats:
    """Out of the transform, folding each meter as it comes."""
    _, one, other = product.shape
    found = product.reshape(*(axis.back.shape[1] for axis in axes), one * other)
    for axis in axes:
        found = np.tensordot(found, axis.back, axes=(0, 1))
    # The meters now stand after what is carried, in their own order.
    shaped: Floats = np.ascontiguousarray(found.real).reshape(one, other, *(axis.count for axis in axes))
    return shaped

"""The fold again, for depths: how few choices, both halves' together, lead to each state that comes out of it.

The least of a sum over pairs of states is no sum of products, so it is found depth by depth: which states can be come to
by pairs of so many choices together is a convolution of zeros and ones, as in `joining`, and whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from game.odds.depths import FAR, SHIFT, Standing, least_of
from game.odds.gathering import Spread
from game.odds.graph import Graph, Ints
from game.odds.halves import Parted
from game.odds.joining import AT_A_TIME, PAIRS, Axis, Folding, Matrix, Side, arrange, back, forth, pairs_of
from game.odds.live import Live
from game.odds.packing import Bools, Packing

_FEW = 1 << 12
_MANY = 1 << 20
"""How many pairs are looked at together, at first and at most, in search of one that folds to a state."""


@attrs.define(eq=False)
class Meeting:
    """The states that come out of the fold."""

    standing: Standing
    """Numbered as the packing of what is walked whole does it."""
    _folding: Folding
    _depths: tuple[Ints, Ints]
    """Of each half's states."""
    _made: Ints
    """For each state, its place in all that may come of the fold."""
    _known: dict[int, tuple[int, int]] = attrs.field(factory=dict)

    def pair(self, place: int) -> tuple[int, int]:
        """A pair of the halves' states, by their places, that folds to the state at a place in so few choices."""
        if place not in self._known:
            self._known[place] = self._sought(int(self._made[place]), int(self.standing.depths[place]))
        return self._known[place]

    def _sought(self, made: int, depth: int) -> tuple[int, int]:
        axes, sides = self._folding.axes, self._folding.sides
        one, other, *classes = (int(each) for each in np.unravel_index(made, self._folding.shape))
        for history in np.intersect1d(sides[0].history, sides[1].history).tolist():
            chosen = [
                np.flatnonzero((side.history == history) & (side.carried == carried))
                for side, carried in zip(sides, (one, other), strict=True)
            ]
            first, second = self._narrowed(chosen[0], chosen[1], classes, depth)
            if not len(first) or not len(second):
                continue
            for begin, end in _pieces(len(first), len(second)):
                those = first[begin:end]
                met = np.add.outer(self._depths[0][those], self._depths[1][second]) == depth
                for at, (axis, wanted) in enumerate(zip(axes, classes, strict=True)):
                    readings = np.ix_(sides[0].readings[at][those], sides[1].readings[at][second])
                    met &= axis.outcome[readings] == wanted
                if met.any():
                    row, column = divmod(int(met.argmax()), len(second))
                    return int(those[row]), int(second[column])
        raise AssertionError((made, depth))

    def _narrowed(self, first: Ints, second: Ints, classes: Sequence[int], depth: int) -> tuple[Ints, Ints]:
        """Without those that no other state may be added to."""
        sides = self._folding.sides
        if not len(first) or not len(second):
            return first, second
        lowest = [each[those].min() for each, those in zip(self._depths, (first, second), strict=True)]
        first = first[self._depths[0][first] <= depth - lowest[1]]
        second = second[self._depths[1][second] <= depth - lowest[0]]
        for at, (axis, wanted) in enumerate(zip(self._folding.axes, classes, strict=True)):
            met = axis.outcome == wanted
            first = first[met[:, np.unique(sides[1].readings[at][second])].any(axis=1)[sides[0].readings[at][first]]]
            second = second[met[np.unique(sides[0].readings[at][first])].any(axis=0)[sides[1].readings[at][second]]]
        return first, second


def _pieces(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """Rows to go through, few at first: mostly the first few hold one that will do."""
    begin, many = 0, _FEW
    while begin < rows:
        end = begin + max(1, many // columns)
        yield begin, end
        begin, many = end, min(_MANY, 2 * many)


def meet(
    graph: Graph,
    live: Live,
    parted: Parted,
    packing: Packing,
    ends: Sequence[tuple[Packing, int, Standing]],
    *,
    pairs: int = PAIRS,
) -> Meeting:
    """How few choices lead to each state that comes out of the fold.

    Args:
        graph: the whole graph.
        live: what can still matter in it.
        parted: how it was taken apart.
        packing: how the states after the fold are numbered.
        ends: for each chain its packing, its end, and how its lives come there.
        pairs: the most pairs of states that are gone through one by one.
    """
    spreads = [(own, node, Spread(each.keys, np.ones(len(each.keys)))) for own, node, each in ends]
    folding = arrange(graph, live, parted, spreads)
    depths = ends[0][2].depths, ends[1][2].depths
    if pairs_of(folding.sides) <= pairs:
        least = _pair_by_pair(folding, depths)
    else:
        least = _depth_by_depth(folding, depths, 1 << len(parted.history))
    made = np.flatnonzero(least < FAR)
    columns = folding.columns([np.asarray(each) for each in np.unravel_index(made, folding.shape)], len(made))
    keys, codes = least_of(
        [(packing.pack_columns(folding.edge.to, columns, len(made)), (least[made] << SHIFT) + np.arange(len(made)))]
    )
    return Meeting(Standing(keys, codes >> SHIFT), folding, depths, made[codes & ((1 << SHIFT) - 1)])


def _pair_by_pair(folding: Folding, depths: Sequence[Ints]) -> Ints:
    one, other = folding.sides
    least = np.full(int(np.prod(folding.shape)), FAR, np.int64)
    for history in np.intersect1d(one.history, other.history):
        first, second = np.flatnonzero(one.history == history), np.flatnonzero(other.history == history)
        keys = np.add.outer(one.carried[first] * other.count, other.carried[second])
        for at, axis in enumerate(folding.axes):
            made = axis.outcome[np.ix_(one.readings[at][first], other.readings[at][second])]
            keys = keys * axis.count + made
        np.minimum.at(least, keys.ravel(), np.add.outer(depths[0][first], depths[1][second]).ravel())
    return least


def _depth_by_depth(folding: Folding, depths: Sequence[Ints], histories: int) -> Ints:
    """By way of transforms: the states of each half sorted by their depth, and every two sorts brought together."""
    axes, sides = folding.axes, folding.sides
    sorts = [np.unique(each).tolist() for each in depths]
    width = int(np.prod([axis.back.shape[1] for axis in axes]))
    many = sum(side.count * len(sort) for side, sort in zip(sides, sorts, strict=True))
    at_a_time = max(1, AT_A_TIME // (width * many))
    products: dict[int, Matrix] = {}
    for begin in range(0, histories, at_a_time):
        span = range(begin, min(histories, begin + at_a_time))
        there, over = (
            {depth: forth(axes, _ticked(axes, side, which, span, own == depth), which) for depth in sort}
            for which, (side, own, sort) in enumerate(zip(sides, depths, sorts, strict=True))
        )
        for one, first in there.items():
            for other, second in over.items():
                product = first @ second.transpose(0, 2, 1)
                total = one + other
                products[total] = products[total] + product if total in products else product
    least = np.full(int(np.prod(folding.shape)), FAR, np.int64)
    for total in sorted(products, reverse=True):
        least[(back(axes, products.pop(total)) > 0.5).ravel()] = total
    return least


def _ticked(axes: Sequence[Axis], side: Side, which: int, span: range, those: Bools) -> Matrix:
    """Some states of one half as an array of zeros and ones: what is carried, the history, and each meter's reading."""
    those = those & (side.history >= span.start) & (side.history < span.stop)
    shape = [side.count, len(span), *(axis.there[which].shape[0] for axis in axes)]
    places = (side.carried[those], side.history[those] - span.start, *(each[those] for each in side.readings))
    counts = np.bincount(np.ravel_multi_index(places, shape), minlength=int(np.prod(shape)))
    return counts.reshape(shape).astype(np.float64)

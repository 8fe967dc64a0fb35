"""The fold again, for depths: how few choices, both halves' together, lead to each state that comes out of it.

The least of a sum over pairs of states is no sum of products, so it is found depth by depth: which states can be come to
by pairs of so many choices together is a convolution of zeros and ones, as in `joining`, and whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod

import attrs
import numpy as np

from game.odds.axes import TABLED
from game.odds.depths import FAR, SHIFT, Standing, least_of
from game.odds.gathering import DENSE, Spread
from game.odds.graph import Graph, Ints
from game.odds.halves import Parted
from game.odds.joining import AT_A_TIME, PAIRS, Folding, arrange, pairs_in_blocks
from game.odds.live import Live
from game.odds.packing import Bools, Packing
from game.odds.transforms import Matrix, back, forth, transforms_of

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
                    met &= axis.made(sides[0].readings[at][those], sides[1].readings[at][second]) == wanted
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
            if axis.shape[0] * axis.shape[1] > TABLED:
                continue
            met = axis.table == wanted
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
    find = _pair_by_pair if folding.goes_through_pairs(pairs) else _depth_by_depth
    made, least = find(folding, depths)
    columns = folding.columns(folding.places(made), len(made))
    keys, codes = least_of(
        [(packing.pack_columns(folding.edge.to, columns, len(made)), (least << SHIFT) + np.arange(len(made)))]
    )
    return Meeting(Standing(keys, codes >> SHIFT), folding, depths, made[codes & ((1 << SHIFT) - 1)])


def _pair_by_pair(folding: Folding, depths: Sequence[Ints]) -> tuple[Ints, Ints]:
    size = prod(folding.shape)
    met = (
        (folding.made(first, second), np.add.outer(depths[0][first], depths[1][second]).ravel())
        for first, second in pairs_in_blocks(folding.sides)
    )
    if size > DENSE:
        return _least_together(met)
    least = np.full(size, FAR, np.int64)
    for made, deep in met:
        np.minimum.at(least, made, deep)
    found = np.flatnonzero(least < FAR)
    return found, least[found]


def _least_together(parts: Iterable[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """Numbers, and the least that stands beside each, where there is no room for an array of them all."""
    made, least = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for keys, deep in parts:
        made, least = least_of([(made, least), (keys, deep)])
    return made, least


def _depth_by_depth(folding: Folding, depths: Sequence[Ints]) -> tuple[Ints, Ints]:
    """By way of transforms: the states of each half sorted by their depth, and every two sorts brought together."""
    sides, transforms = folding.sides, transforms_of(folding.axes)
    sorts = [np.unique(each).tolist() for each in depths]
    width = prod(each.back.shape[1] for each in transforms)
    many = sum(side.count * len(sort) for side, sort in zip(sides, sorts, strict=True))
    at_a_time = max(1, AT_A_TIME // (width * many))
    products: dict[int, Matrix] = {}
    for begin in range(0, folding.histories, at_a_time):
        span = range(begin, min(folding.histories, begin + at_a_time))
        there, over = (
            {depth: forth(transforms, _ticked(folding, which, span, own == depth), which) for depth in sort}
            for which, (own, sort) in enumerate(zip(depths, sorts, strict=True))
        )
        for one, first in there.items():
            for other, second in over.items():
                product = first @ second.transpose(0, 2, 1)
                total = one + other
                products[total] = products[total] + product if total in products else product
    least = np.full(prod(folding.shape), FAR, np.int64)
    for total in sorted(products, reverse=True):
        least[(back(transforms, products.pop(total)) > 0.5).ravel()] = total
    found = np.flatnonzero(least < FAR)
    return found, least[found]


def _ticked(folding: Folding, which: int, span: range, those: Bools) -> Matrix:
    """Some states of one half as an array of zeros and ones: what is carried, the history, and each meter's reading."""
    side = folding.sides[which]
    those = those & (side.history >= span.start) & (side.history < span.stop)
    shape = [side.count, len(span), *(axis.shape[which] for axis in folding.axes)]
    places = (side.carried[those], side.history[those] - span.start, *(each[those] for each in side.readings))
    counts = np.bincount(np.ravel_multi_index(places, shape), minlength=prod(shape))
    return counts.reshape(shape).astype(np.float64)

"""The meters of a fold, each as an axis: what every two readings of it, the one half's and the other's, become."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs
import numpy as np

from game.odds.graph import Graph, Ints, Joint
from game.odds.halves import Parted
from game.odds.live import Classes, Live

TABLED = 1 << 20
"""The most pairs of readings for which what they become is kept in a table."""


@attrs.frozen(eq=False)
class Axis:
    """One meter as it folds."""

    fact: int
    """The whole's reading."""
    sources: tuple[int, int]
    """The halves' readings."""
    rule: str
    """`lowest`, `highest`, `mean-up` or `mean-down`."""
    values: tuple[Ints, Ints]
    """What each class of the one half and of the other reads."""
    count: int
    """How many classes it has after."""
    _places: tuple[Ints, Ints]
    """The place of each class of the one half and of the other."""
    _folds: Joint
    _after: Classes

    @property
    def adds(self) -> bool:
        """Whether it is the sum of two readings that counts."""
        return self.rule in ("mean-up", "mean-down")

    @property
    def shape(self) -> tuple[int, int]:
        """How many classes each half has."""
        return len(self.values[0]), len(self.values[1])

    @cached_property
    def table(self) -> Ints:
        """For each class of the one half and of the other, the class of what they make."""
        return self._worked_out(np.arange(self.shape[0]), np.arange(self.shape[1]))

    def made(self, one: Ints, other: Ints) -> Ints:
        """The class that each of some classes of the one half makes with each of some of the other."""
        if self.shape[0] * self.shape[1] > TABLED:
            return self._worked_out(one, other)
        return self.table[np.ix_(one, other)]

    def _worked_out(self, one: Ints, other: Ints) -> Ints:
        return self._after.of[self._folds[np.ix_(self._places[0][one], self._places[1][other])]]


def axes_of(graph: Graph, live: Live, parted: Parted) -> Iterator[Axis]:
    """The meters that both halves read, and that still matter once they are one."""
    (edge,) = graph.nodes[parted.fold].edges
    fold = graph.story.fold
    assert fold is not None
    rules = {rule.meter: rule.take for rule in fold.meters}
    halves = [chain.half for chain in parted.chains]
    for fact, after in live.at[edge.to].items():
        update, meter = edge.updates.get(fact), graph.facts[fact].meter
        if update is None or meter is None or not isinstance(update.table, Joint):
            continue
        if [graph.facts[source].half for source in update.sources] != halves:
            continue
        one, other = (live.at[parted.fold][source].representative for source in update.sources)
        first, second = update.sources
        yield Axis(
            fact=fact,
            sources=(first, second),
            rule=rules[meter],
            values=(graph.facts[first].low + one, graph.facts[second].low + other),
            count=after.count,
            places=(one, other),
            folds=update.table,
            after=after,
        )

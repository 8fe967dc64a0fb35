"""Lives drawn from several states on, as far as one node: what each has come to there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import attrs
import numpy as np

from game.odds import sampling
from game.odds.choosing import UNIFORM, Choosing
from game.odds.crowd import Arrived, Crowd, Group
from game.odds.draws import draws_of
from game.odds.graph import Graph, Ints
from game.odds.live import live
from game.odds.possible import Masks, Possible, possible
from game.odds.tallies import together

OTHERWISE = -1
"""In `Reached.ended`: came to where the lives were to stop."""
NOWHERE = -2
"""In `Reached.ended`: nothing was on offer, or was given up going round a loop."""

Start = tuple[int, tuple[int, ...]]
"""A node, and the place of every fact there."""


@attrs.frozen(eq=False)
class Reached:
    """Lives from several states on, as far as one node. Every array is shaped (starts, lives)."""

    columns: Mapping[int, Ints]
    """For each fact asked for, its place in each life that came there; -1 in one that did not."""
    ended: Ints
    """The number of the node at which each life had ended before; `OTHERWISE` or `NOWHERE`."""


def sample_from(
    graph: Graph,
    starts: Sequence[Start],
    lives_each: int,
    until: int,
    *,
    seed: int = 0,
    choosing: Choosing = UNIFORM,
    facts: Collection[int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reached:
    """Live many random lives from each of several states, until they come to one node or end.

    Args:
        graph: the story.
        starts: the states; each may be any.
        lives_each: how many lives from each.
        until: where to stop.
        seed: of chance; 0 or more.
        choosing: how they choose.
        facts: the facts to be told there; all that can still matter there, when left out.
        progress: told after each batch how many lives have been lived.
    """
    draws = draws_of(graph, choosing)
    masks = Masks(graph.facts)
    can = _possible_from(graph, masks, starts)
    asked = sampling.asked_of(draws)
    if facts is None:
        facts = live(graph, can, masks, asked).at[until].keys()
    asked = attrs.evolve(asked, kept={**asked.kept, until: frozenset(facts)})
    one = attrs.evolve(together(graph), repeated=frozenset())
    crowd = Crowd(graph, can, live(graph, can, masks, asked), draws, one=one, until=frozenset((until,)), know=True)
    total = len(starts) * lives_each
    arrivals = _Arrivals(crowd, until, facts, total)
    for batch, first in enumerate(range(0, total, sampling.BATCH)):
        some = range(first, min(first + sampling.BATCH, total))
        crowd.live(_begun(crowd, starts, lives_each, some), sampling.chance(seed, batch), arrivals.from_life(first))
        if progress is not None:
            progress(some.stop)
    return arrivals.reached((len(starts), lives_each))


def _begun(crowd: Crowd, starts: Sequence[Start], lives_each: int, some: range) -> list[tuple[int, Group]]:
    """Some of all the lives, each begun with its own start and numbered from the first of them."""
    beginnings = []
    for number in range(some.start // lives_each, -(-some.stop // lives_each)):
        first, last = max(some.start, number * lives_each), min(some.stop, (number + 1) * lives_each)
        ids = np.arange(first, last) - some.start
        beginnings.append(crowd.begin(*starts[number], len(ids), ids))
    return beginnings


class _Arrivals:
    """Where each of many lives has ended, and what it carried if it came to the node that was asked about."""

    def __init__(self, crowd: Crowd, until: int, facts: Collection[int], lives: int) -> None:
        self._crowd, self._until = crowd, until
        self._columns = {fact: np.full(lives, -1, np.int64) for fact in facts}
        self._ended = np.full(lives, NOWHERE, np.int64)

    def from_life(self, first: int) -> Arrived:
        """What takes down lives that are numbered from that one."""

        def arrived(node: int, group: Group) -> None:
            assert group.ids is not None
            ids = group.ids + first
            self._ended[ids] = OTHERWISE if node == self._until else node
            if node == self._until:
                tables = self._crowd.stops[node].crossing.tables
                for fact, column in self._columns.items():
                    column[ids] = tables.places_of(fact, group.columns)

        return arrived

    def reached(self, shape: tuple[int, int]) -> Reached:
        """All of it, by starts and lives."""
        columns = {fact: column.reshape(shape) for fact, column in self._columns.items()}
        return Reached(columns, self._ended.reshape(shape))


def _possible_from(graph: Graph, masks: Masks, starts: Iterable[Start]) -> Possible:
    """What may be at each node, from the story's beginning on and from any of these states on."""
    can = possible(graph, masks)
    for node, places in starts:
        here = can.at[node]
        if here is not None and all(mask >> place & 1 for mask, place in zip(here, places, strict=True)):
            continue
        there = possible(attrs.evolve(graph, start=node), masks, tuple(1 << place for place in places))
        both = zip(can.at, there.at, strict=True)
        can = Possible(
            tuple(
                (one or other)
                if one is None or other is None
                else tuple(a | b for a, b in zip(one, other, strict=True))
                for one, other in both
            ),
            tuple(
                tuple(a or b for a, b in zip(one, other, strict=True))
                for one, other in zip(can.through, there.through, strict=True)
            ),
        )
    return can

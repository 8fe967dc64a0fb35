"""A crowd: many random lives lived at once, node by node, each with dice of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from game.odds.columns import Columns, Groups
from game.odds.crossings import Crossed, Crossing, Dice
from game.odds.draws import Draw
from game.odds.graph import Graph, Ints, Told, Watch
from game.odds.live import Live
from game.odds.possible import Possible
from game.odds.tallies import LIVES, STUCK, UNENDED, Event, Once, Telling, Together, Written

ROUNDS = 1_000
"""How often lives are let go round one loop; each time, a life makes at least one move. Those still in it are given up."""

SEEN = 1 << 26
"""The most bits kept of what has already happened to lives."""


class Group(NamedTuple):
    """Lives at a node."""

    lives: int
    columns: Columns
    ids: Ints | None
    """Which lives they are, where that is asked."""


Arrived = Callable[[int, Group], None]
"""Is told of those who come to an end, or to where they are to stop: the node, and who."""


Tellings = tuple[tuple[Telling, int], ...]
"""Variant texts, and the first counter of each."""


class Stop:
    """A node, and which counters count what happens at it."""

    def __init__(self, written: Written, crossing: Crossing, number: int, watches: Sequence[tuple[int, Watch]]) -> None:
        edges = len(crossing.node.edges)
        self.number = number
        self.crossing = crossing
        self.is_repeated = number in written.one.repeated
        self.chooses = crossing.node.kind == "choose"
        self.came = written.take(1)
        self.made = written.take(edges)
        self.offered = written.take(edges)

        def told(how: Told, edge: int | None) -> Tellings:
            those = [each for each in watches if each[1].told == how and each[1].edge == edge]
            found = [Telling(crossing.tables, *each) for each in those]
            return tuple((each, written.take(each.arms)) for each in found)

        self.met = told("met", None)
        """What is told to all who come."""
        self.heard = tuple((bit, told("offered", edge)) for bit, edge in enumerate(crossing.open))
        """What is told to those to whom each open edge is on offer."""
        self.told = tuple((bit, told("made", edge)) for bit, edge in enumerate(crossing.open))
        """What is told to those who follow it."""


class Crowd:
    """Lives of one graph, and what is counted of them.

    Args:
        graph: the story.
        can: what may be in it.
        live: what of that is told apart: all that any guard, draw or watch reads.
        draws: how lives choose, at each node where they do.
        one: what of the graph is one thing at several nodes.
        watches: the variant texts to watch, with their numbers.
        until: nodes to stop at as if they were ends.
        know: whether it matters which life is which, other than to count no life twice.
    """

    def __init__(
        self,
        graph: Graph,
        can: Possible,
        live: Live,
        draws: Mapping[int, Draw],
        *,
        one: Together,
        watches: Sequence[tuple[int, Watch]] = (),
        until: frozenset[int] = frozenset(),
        know: bool = False,
    ) -> None:
        self.graph = graph
        self.groups = Groups(graph, live)
        self.written = Written(graph, one)
        self.until = until
        self.stops: dict[int, Stop] = {}
        for number in range(len(graph.nodes)):
            if can.at[number] is not None:
                crossing = Crossing(self.groups, number, draws.get(number), can.through[number])
                those = [each for each in watches if each[1].node == number]
                self.stops[number] = Stop(self.written, crossing, number, those)
        self._once = Once(len(self.written.events))
        self._has_ids = know or bool(self.written.events)
        self.most = max(1, SEEN // max(1, len(self.written.events)))
        """How many lives may be lived at once."""

    def begin(self, node: int, places: tuple[int, ...], lives: int, ids: Ints | None = None) -> tuple[int, Group]:
        """Lives that begin with the same facts."""
        if ids is None and self._has_ids:
            ids = np.arange(lives)
        return node, Group(lives, self.groups.columns(node, places, lives), ids)

    def live(self, beginnings: Sequence[tuple[int, Group]], dice: Dice, arrived: Arrived | None = None) -> Ints:
        """Live all these lives, and return the counters, which `written` can read."""
        counts = np.zeros(self.written.length, np.int64)
        waiting: list[list[Group]] = [[] for _ in self.graph.nodes]
        for node, group in beginnings:
            waiting[node].append(group)
            counts[LIVES] += group.lives
        self._once.begin(int(counts[LIVES]))
        for stretch, rounds in _stretches(self.graph):
            for _ in range(rounds):
                if not any(waiting[node] for node in stretch):
                    break
                for node in stretch:
                    if waiting[node]:
                        self._visit(self.stops[node], waiting, counts, dice, arrived)
            for node in stretch:
                counts[UNENDED] += sum(group.lives for group in waiting[node])
                waiting[node].clear()
        return counts

    def _visit(self, stop: Stop, waiting: list[list[Group]], counts: Ints, dice: Dice, arrived: Arrived | None) -> None:
        here = _gathered(waiting[stop.number])
        waiting[stop.number] = []
        counts[stop.came] += here.lives
        if stop.is_repeated:
            self._happened(counts, here.ids, None, ("came", stop.number))
        self._tell(stop, stop.met, counts, here, None)
        if stop.crossing.node.kind == "end" or stop.number in self.until:
            if arrived is not None:
                arrived(stop.number, here)
            return
        if not stop.crossing.open:
            counts[STUCK] += here.lives
            return
        crossed = stop.crossing.cross(here.columns, here.lives, dice)
        self._count(stop, counts, here, crossed)
        if stop.chooses:
            self._count_offered(stop, counts, here, crossed)
        ways = stop.crossing.ways
        for way in ways:
            which = None
            if len(ways) > 1 or crossed.is_stuck:
                who = crossed.who(way.bits)
                assert who is not None
                which = who.nonzero()[0]
                if not len(which):
                    continue
            lives = here.lives if which is None else len(which)
            ids = here.ids if here.ids is None or which is None else here.ids.take(which)
            columns = way.follow(here.columns, which, crossed.picked, lives)
            waiting[way.to].append(Group(lives, columns, ids))

    def _count(self, stop: Stop, counts: Ints, here: Group, crossed: Crossed) -> None:
        """Count who follows which edge, and what they are told of it."""
        gone = 0
        for bit, told in stop.told:
            who = crossed.who((bit,))
            lives = here.lives if who is None else int(np.count_nonzero(who))
            gone += lives
            edge = stop.crossing.open[bit]
            counts[stop.made + edge] += lives
            if told or stop.is_repeated:
                which = None if who is None else who.nonzero()[0]
                self._tell(stop, told, counts, here, which)
                if stop.is_repeated:
                    self._happened(counts, here.ids, which, ("made", stop.number, edge))
        if gone < here.lives:
            counts[STUCK] += here.lives - gone

    def _count_offered(self, stop: Stop, counts: Ints, here: Group, crossed: Crossed) -> None:
        """Count to whom which edge is on offer, and what they are told of it."""
        for bit, told in stop.heard:
            who = crossed.to_whom(bit) if stop.crossing.is_asked[bit] else None
            edge = stop.crossing.open[bit]
            counts[stop.offered + edge] += here.lives if who is None else int(np.count_nonzero(who))
            if told or stop.is_repeated:
                which = None if who is None else who.nonzero()[0]
                self._tell(stop, told, counts, here, which)
                if stop.is_repeated:
                    self._happened(counts, here.ids, which, ("offered", stop.number, edge))

    def _tell(self, stop: Stop, told: Tellings, counts: Ints, here: Group, which: Ints | None) -> None:
        for telling, first in told:
            arms = telling.told(here.columns, which, here.lives if which is None else len(which))
            for arm in range(telling.arms):
                those = arms == arm
                counts[first + arm] += np.count_nonzero(those)
                if stop.is_repeated:
                    chosen = those.nonzero()[0]
                    event = ("told", telling.number, arm)
                    self._happened(counts, here.ids, chosen if which is None else which.take(chosen), event)

    def _happened(self, counts: Ints, ids: Ints | None, which: Ints | None, event: Event) -> None:
        """Count those to whom something has not happened before."""
        assert ids is not None
        those = ids if which is None else ids.take(which)
        for each in self.written.events_of[event] if len(those) else ():
            counts[self.written.slot(each)] += self._once.new(each, those)


def _gathered(groups: Sequence[Group]) -> Group:
    """Lives that have come to one node from several."""
    if len(groups) == 1:
        return groups[0]
    columns: Columns = []
    for parts in zip(*(group.columns for group in groups), strict=True):
        there = [part for part in parts if part is not None]
        columns.append(np.concatenate(there) if there else None)
    ids = [group.ids for group in groups if group.ids is not None]
    return Group(sum(group.lives for group in groups), columns, np.concatenate(ids) if ids else None)


def _stretches(graph: Graph) -> Iterator[tuple[range, int]]:
    """The nodes in order, those that go round together; and how often they are gone through."""
    loops = {loop[0]: len(loop) for loop in graph.loops}
    number = 0
    while number < len(graph.nodes):
        length = loops.get(number, 1)
        yield range(number, number + length), ROUNDS if number in loops else 1
        number += length

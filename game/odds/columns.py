"""Many lives as columns of small numbers: the facts of a node sorted into groups, and for each group a column with one
number a life, the class of each of its facts in mixed radix.

A fact is in one group wherever it is live, so an edge moves most columns by one look-up each in a table that fits a
processor's near cache. Unlike one number for the whole state (`packing`), this has no end: a story of any size has groups
enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from game.odds.graph import Graph, Guard, Ints, reads_of
from game.odds.live import Classes, Live
from game.odds.packing import Bools

MOST = 1 << 12
"""The most numbers a column may hold at any node, but for a fact that has more by itself."""

Columns = list[Ints | None]
"""A column for each group; None where all lives have the number 0 in it, since nothing in it can differ."""


class Groups:
    """Which facts go together, and how their numbers are made at each node."""

    def __init__(self, graph: Graph, live: Live) -> None:
        self.graph = graph
        self.live = live
        self.of = _sorted_into_groups(graph, live, MOST)
        self.count = max(self.of.values(), default=0) + 1
        self.stride: list[dict[int, int]] = []
        """For each node, what one class of each live fact counts for in the number of its group."""
        self.size: list[list[int]] = []
        """For each node, how many numbers each group has."""
        for classes in live.at:
            strides, sizes = {}, [1] * self.count
            for fact, each in classes.items():
                strides[fact] = sizes[self.of[fact]]
                sizes[self.of[fact]] *= each.count
            self.stride.append(strides)
            self.size.append(sizes)

    def classes(self, node: int, fact: int) -> Classes:
        """The classes of a live fact at a node."""
        return self.live.at[node][fact]

    def columns(self, node: int, places: tuple[int, ...], lives: int) -> Columns:
        """Lives that all have the same facts, by the place of each."""
        numbers = [0] * self.count
        for fact, stride in self.stride[node].items():
            numbers[self.of[fact]] += stride * int(self.classes(node, fact).of[places[fact]])
        sizes = self.size[node]
        return [
            np.full(lives, number, np.int64) if size > 1 else None for number, size in zip(numbers, sizes, strict=True)
        ]


def _sorted_into_groups(graph: Graph, live: Live, most: int) -> dict[int, int]:
    """Each fact into the group it has most to do with, of those it fits in at every node; else into a new one."""
    counts: dict[int, Ints] = {}
    for node, classes in enumerate(live.at):
        for fact, each in classes.items():
            if each.count > 1:
                counts.setdefault(fact, np.ones(len(graph.nodes), np.int64))[node] = each.count
    beside = _beside(graph)
    groups: dict[int, int] = {}
    products: list[Ints] = []
    for fact in sorted(counts):
        fitting = [at for at, product in enumerate(products) if (product * counts[fact]).max() <= most]
        if not fitting:
            fitting = [len(products)]
            products.append(np.ones(len(graph.nodes), np.int64))
        others = beside.get(fact, {})
        ties = {at: sum(times for other, times in others.items() if groups.get(other) == at) for at in fitting}
        groups[fact] = max(fitting, key=ties.__getitem__)
        products[groups[fact]] = products[groups[fact]] * counts[fact]
    for classes in live.at:
        for fact in classes:
            groups.setdefault(fact, 0)
    return groups


def _beside(graph: Graph) -> dict[int, dict[int, int]]:
    """For each fact, the others it is asked or made together with, and how often."""
    beside: dict[int, dict[int, int]] = {}

    def note(facts: Iterable[int]) -> None:
        together = set(facts)
        for fact in together if len(together) > 1 else ():
            for other in together - {fact}:
                others = beside.setdefault(fact, {})
                others[other] = others.get(other, 0) + 1

    for node in graph.nodes:
        for edge in node.edges:
            note(reads_of(edge.guard))
            for fact, update in edge.updates.items():
                if update.sources and update.sources != (fact,):
                    note((fact, *update.sources))
    return beside


class Tables:
    """The tables of one node, each made when it is first asked for."""

    def __init__(self, groups: Groups, number: int) -> None:
        self.groups = groups
        self.number = number
        self._size = groups.size[number]
        self._places: dict[int, Ints] = {}

    def size(self, group: int) -> int:
        """How many numbers a group has."""
        return self._size[group]

    def wide(self, facts: Iterable[int]) -> set[int]:
        """The groups of those facts that can differ."""
        return {self.groups.of[fact] for fact in facts if self.groups.classes(self.number, fact).count > 1}

    def places(self, fact: int) -> Ints:
        """The place of a fact for each number of its group."""
        if fact not in self._places:
            classes = self.groups.classes(self.number, fact)
            numbers = np.arange(self._size[self.groups.of[fact]])
            digits = numbers // self.groups.stride[self.number][fact] % classes.count
            self._places[fact] = classes.representative[digits]
        return self._places[fact]

    def values(self, fact: int) -> Ints:
        """The value of a fact for each number of its group."""
        return self.places(fact) + self.groups.graph.facts[fact].low

    def value_in(self, columns: Columns) -> Callable[[int], Ints]:
        """What gives the value of a fact in each of many lives; where all have the same, that one value."""

        def value(fact: int) -> Ints:
            column = columns[self.groups.of[fact]]
            values = self.values(fact)
            return values if column is None else values.take(column)

        return value

    def places_of(self, fact: int, columns: Columns) -> Ints:
        """The place of a fact in each of many lives; where all have the same, that one place."""
        column = columns[self.groups.of[fact]]
        return self.places(fact) if column is None else self.places(fact).take(column)

    def group_of(self, guards: Iterable[Guard | None]) -> int | None:
        """The one group that guards look at, the first where they look at nothing that differs; None if several."""
        wide = self.wide(fact for guard in guards for fact in reads_of(guard))
        if len(wide) > 1:
            return None
        return wide.pop() if wide else next((at for at, size in enumerate(self._size) if size > 1), 0)

    def holds(self, guard: Guard, group: int) -> Bools:
        """Where a guard holds, for each number of the one group it looks at."""

        def value(fact: int) -> Ints:
            values = self.values(fact)
            return values if self.groups.of[fact] == group else values[:1]

        return np.broadcast_to(np.asarray(guard.holds(value), bool), (self._size[group],))

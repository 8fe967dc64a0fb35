"""Many lives as columns of small numbers: the facts of a node sorted into groups, and for each group a column with one
number a life, the class of each of its facts in mixed radix.

A fact is in one group wherever it is live, so an edge moves most columns by one look-up each in a table that fits a
processor's near cache. Unlike one number for the whole state (`packing`), this has no end: a story of any size has groups
enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs
import numpy as np

from game.odds.graph import Edge, Graph, Guard, Ints, Update, reads_of
from game.odds.live import Classes, Live
from game.odds.packing import Bools

MOST = 1 << 12
"""The most numbers a column may hold at any node, but for a fact that has more by itself."""

Columns = list[Ints | None]
"""A column for each group; None where all lives have the number 0 in it, since nothing in it can differ."""


class Groups:
    """Which facts go together, and how their numbers are made at each node."""

    def __init__(self, graph: Graph, live: Live, most: int = MOST) -> None:
        self.graph = graph
        self.live = live
        self.of = _sorted_into_groups(graph, live, most)
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


@attrs.frozen(eq=False)
class Made:
    """How the number of one group is made on an edge."""

    group: int
    constant: int
    tables: tuple[tuple[int, Ints | None], ...]
    """What each column adds to it; None where it adds itself."""
    apart: tuple[tuple[Update, Ints], ...] = ()
    """Facts made of several that no column holds together; with what each of their places counts for."""


class Tables:
    """The tables of one node, each made when it is first asked for."""

    def __init__(self, groups: Groups, number: int) -> None:
        self._groups = groups
        self._number = number
        self._size = groups.size[number]
        self._places: dict[int, Ints] = {}

    def size(self, group: int) -> int:
        """How many numbers a group has."""
        return self._size[group]

    def places(self, fact: int) -> Ints:
        """The place of a fact for each number of its group."""
        if fact not in self._places:
            classes = self._groups.classes(self._number, fact)
            numbers = np.arange(self._size[self._groups.of[fact]])
            digits = numbers // self._groups.stride[self._number][fact] % classes.count
            self._places[fact] = classes.representative[digits]
        return self._places[fact]

    def values(self, fact: int) -> Ints:
        """The value of a fact for each number of its group."""
        return self.places(fact) + self._groups.graph.facts[fact].low

    def value_in(self, columns: Columns) -> Callable[[int], Ints]:
        """What gives the value of a fact in each of many lives; where all have the same, that one value."""

        def value(fact: int) -> Ints:
            column = columns[self._groups.of[fact]]
            values = self.values(fact)
            return values if column is None else values.take(column)

        return value

    def places_of(self, fact: int, columns: Columns) -> Ints:
        """The place of a fact in each of many lives; where all have the same, that one place."""
        column = columns[self._groups.of[fact]]
        return self.places(fact) if column is None else self.places(fact).take(column)

    def group_of(self, guards: Iterable[Guard | None]) -> int | None:
        """The one group that guards look at, the first where they look at nothing that differs; None if several."""
        facts = {fact for guard in guards for fact in reads_of(guard)}
        wide = {self._groups.of[fact] for fact in facts if self._groups.classes(self._number, fact).count > 1}
        if len(wide) > 1:
            return None
        return wide.pop() if wide else next((at for at, size in enumerate(self._size) if size > 1), 0)

    def holds(self, guard: Guard, group: int) -> Bools:
        """Where a guard holds, for each number of the one group it looks at."""

        def value(fact: int) -> Ints:
            values = self.values(fact)
            return values if self._groups.of[fact] == group else values[:1]

        return np.broadcast_to(np.asarray(guard.holds(value), bool), (self._size[group],))

    def made(self, edge: Edge) -> tuple[Made, ...]:
        """How an edge makes the number of each group that can differ where it leads."""
        groups, to = self._groups, edge.to
        return tuple(self._made(edge, group) for group, size in enumerate(groups.size[to]) if size > 1)

    def _made(self, edge: Edge, group: int) -> Made:
        groups, to = self._groups, edge.to
        constant = 0
        tables: dict[int, Ints] = {}
        apart = []
        for fact, stride in groups.stride[to].items():
            if groups.of[fact] != group or groups.classes(to, fact).count == 1:
                continue
            counts = stride * groups.classes(to, fact).of
            update = edge.updates.get(fact)
            sources = (fact,) if update is None else update.sources
            wide = {groups.of[each] for each in sources if groups.classes(self._number, each).count > 1}
            if len(wide) > 1:
                assert update is not None
                apart.append((update, counts))
                continue
            source = wide.pop() if wide else -1
            places = tuple(
                self.places(each) if groups.of[each] == source else self.places(each)[:1] for each in sources
            )
            entries = counts[places[0] if update is None else update.table[places]]
            if source < 0:
                constant += int(entries.ravel()[0])
            elif entries.any():
                tables[source] = tables[source] + entries if source in tables else entries
        return Made(group, constant, tuple((at, _unless_itself(table)) for at, table in tables.items()), tuple(apart))


def _unless_itself(table: Ints) -> Ints | None:
    return None if np.array_equal(table, np.arange(len(table))) else np.ascontiguousarray(table)


def follow(tables: Tables, made: tuple[Made, ...], columns: Columns, which: Ints | None, lives: int) -> Columns:
    """The columns of lives after an edge.

    Args:
        tables: of the node they come from.
        made: how the edge makes each group's number.
        columns: of all at the node.
        which: those that follow the edge, by their rows; None for all.
        lives: how many they are.
    """
    after: Columns = [None] * len(columns)
    part: Columns = list(columns) if which is None else [None] * len(columns)
    for each in made:
        column: Ints | None = None
        for source, table in each.tables:
            here = part[source]
            if here is None:
                whole = columns[source]
                assert whole is not None
                assert which is not None
                here = part[source] = whole.take(which)
            found = here if table is None else table.take(here)
            column = found if column is None else column + found
        if column is None:
            column = np.full(lives, each.constant, np.int64)
        elif each.constant:
            column = column + each.constant
        for update, counts in each.apart:
            places = tuple(np.broadcast_to(tables.places_of(fact, columns), _rows(columns)) for fact in update.sources)
            found = counts[update.table[places]]
            column = column + (found if which is None else found.take(which))
        after[each.group] = column
    return after


def _rows(columns: Columns) -> tuple[int]:
    return (next(len(column) for column in columns if column is not None),)

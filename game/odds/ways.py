"""Moving many lives on from a node: all who go to one place together, whichever edges they follow there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.columns import Columns, Tables
from game.odds.graph import Edge, Ints, Update

TOGETHER = 1 << 15
"""The most entries of a table that is looked up by edge and number at once."""


@attrs.frozen(eq=False)
class Made:
    """How the number of one group is made on an edge."""

    group: int
    constant: int
    tables: tuple[tuple[int, Ints | None], ...]
    """What each column adds to it; None where it adds itself."""
    apart: tuple[tuple[Update, Ints], ...] = ()
    """Facts made of several that no column holds together; with what each of their places counts for."""


@attrs.frozen(eq=False)
class Looked:
    """How the number of one group is made on several edges that lead to one node, from one column."""

    group: int
    source: int
    size: int
    """How many numbers that column has."""
    table: Ints
    """By edge, and then by number."""


class Way:
    """Edges of one node that lead to one other.

    Args:
        tables: of the node they lead from.
        edges: the edges.
        bits: their places among all that can be followed there.
    """

    def __init__(self, tables: Tables, edges: Sequence[Edge], bits: Sequence[int]) -> None:
        self.to = edges[0].to
        self.bits = tuple(bits)
        self._tables = tables
        self._edges = tuple(edges)
        self._made: list[Made] | None = None
        self._looked: list[Looked] = []

    def follow(self, columns: Columns, which: Ints | None, picked: NDArray[Any] | None, lives: int) -> Columns:
        """The columns of those who go this way, where it leads.

        Args:
            columns: of all at the node.
            which: those who go this way, by their rows; None for all.
            picked: for all at the node, which edge each follows, by its place; None where there is but one.
            lives: how many go this way.
        """
        if self._made is None:
            self._made, self._looked = self._prepared()
        after: Columns = [None] * len(columns)
        part: Columns = list(columns) if which is None else [None] * len(columns)

        def those(source: int) -> Ints:
            found = part[source]
            if found is None:
                whole = columns[source]
                assert whole is not None
                assert which is not None
                found = part[source] = whole.take(which)
            return found

        for each in self._made:
            after[each.group] = self._make(each, columns, which, [those(source) for source, _ in each.tables], lives)
        if self._looked:
            assert picked is not None
            rows = (picked if which is None else picked.take(which)).astype(np.int64)
            for looked in self._looked:
                at = rows * looked.size
                at += those(looked.source)
                after[looked.group] = looked.table.take(at)
        return after

    def _make(self, made: Made, columns: Columns, which: Ints | None, parts: Sequence[Ints], lives: int) -> Ints:
        column: Ints | None = None
        for part, (_, table) in zip(parts, made.tables, strict=True):
            found = part if table is None else table.take(part)
            column = found if column is None else column + found
        if column is None:
            column = np.full(lives, made.constant, np.int64)
        elif made.constant:
            column = column + made.constant
        for update, counts in made.apart:
            rows = (next(len(each) for each in columns if each is not None),)
            places = tuple(np.broadcast_to(self._tables.places_of(fact, columns), rows) for fact in update.sources)
            found = counts[update.table[places]]
            column = column + (found if which is None else found.take(which))
        return column

    def _prepared(self) -> tuple[list[Made], list[Looked]]:
        """What every edge makes alike, and what each makes in its own way."""
        all_made = [_all_made(self._tables, edge) for edge in self._edges]
        made, looked = [], []
        for each in zip(*all_made, strict=True):
            if all(_alike(each[0], other) for other in each[1:]):
                made.append(each[0])
                continue
            source = next(source for one in each for source, _ in one.tables)
            size = self._tables.size(source)
            table = np.zeros((self.bits[-1] + 1, size), np.int64)
            for bit, one in zip(self.bits, each, strict=True):
                table[bit] = _entries(one, size)
            looked.append(Looked(each[0].group, source, size, table.ravel()))
        return made, looked


def ways(tables: Tables, edges: Sequence[Edge]) -> list[Way]:
    """The ways from a node, edges that lead to one node together where one look-up can serve them."""
    found: list[tuple[list[Edge], list[int]]] = []
    together: dict[int, int] = {}
    for bit, edge in enumerate(edges):
        at = together.get(edge.to)
        if at is None or not _can_be_together(tables, [*found[at][0], edge], bit):
            together[edge.to] = len(found)
            found.append(([edge], [bit]))
        else:
            found[at][0].append(edge)
            found[at][1].append(bit)
    return [Way(tables, those, bits) for those, bits in found]


def _can_be_together(tables: Tables, edges: Sequence[Edge], last: int) -> bool:
    for each in zip(*(_all_made(tables, edge) for edge in edges), strict=True):
        if all(_alike(each[0], other) for other in each[1:]):
            continue
        sources = {source for one in each for source, _ in one.tables}
        if len(sources) != 1 or any(one.apart for one in each):
            return False
        if (last + 1) * tables.size(next(iter(sources))) > TOGETHER:
            return False
    return True


def _alike(one: Made, other: Made) -> bool:
    if one.apart or other.apart or one.constant != other.constant or len(one.tables) != len(other.tables):
        return False
    return all(
        source == its_source and (table is its_table or np.array_equal(table, its_table))  # type: ignore[arg-type]
        for (source, table), (its_source, its_table) in zip(one.tables, other.tables, strict=True)
    )


def _entries(made: Made, size: int) -> Ints:
    """All numbers that one column makes."""
    if not made.tables:
        return np.full(size, made.constant, np.int64)
    ((_, table),) = made.tables
    return (np.arange(size) if table is None else table) + made.constant


def _all_made(tables: Tables, edge: Edge) -> list[Made]:
    """How an edge makes the number of each group that can differ where it leads."""
    groups = tables.groups
    return [_made(tables, edge, group) for group, size in enumerate(groups.size[edge.to]) if size > 1]


def _made(tables: Tables, edge: Edge, group: int) -> Made:
    groups, to = tables.groups, edge.to
    constant = 0
    found: dict[int, Ints] = {}
    apart = []
    for fact, stride in groups.stride[to].items():
        if groups.of[fact] != group or groups.classes(to, fact).count == 1:
            continue
        counts = stride * groups.classes(to, fact).of
        update = edge.updates.get(fact)
        sources = (fact,) if update is None else update.sources
        wide = tables.wide(sources)
        if len(wide) > 1:
            assert update is not None
            apart.append((update, counts))
            continue
        source = wide.pop() if wide else -1
        places = tuple(
            tables.places(each) if groups.of[each] == source else tables.places(each)[:1] for each in sources
        )
        entries = counts[places[0] if update is None else update.table[places]]
        if source < 0:
            constant += int(entries.ravel()[0])
        elif entries.any():
            found[source] = found[source] + entries if source in found else entries
    if len(found) == 1:
        source, entries = found.popitem()
        found[source] = entries + constant
        constant = 0
    return Made(group, constant, tuple((at, _unless_itself(table)) for at, table in found.items()), tuple(apart))


def _unless_itself(table: Ints) -> Ints | None:
    return None if np.array_equal(table, np.arange(len(table))) else np.ascontiguousarray(table)

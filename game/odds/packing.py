"""A state as one whole number: the class of each live fact, in mixed radix; and tables that move many at once.

The number is cut into chunks small enough for a table each, so that what an edge makes of a state, or whether a guard
holds, is one or two look-ups and an addition, however many facts there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.odds.budget import OverBudget
from game.odds.graph import Edge, Graph, Guard, Ints, reads_of
from game.odds.live import Live
from game.odds.possible import Possible

CHUNK = 1 << 15
"""The most entries a table may have: small enough to stay in a processor's near cache."""

WIDEST = 1 << 62
"""The most states a node's packing can number."""

Bools = NDArray[np.bool_]
Digits = list[Ints]
"""For each chunk, the part of each state's number that belongs to it."""


class TooWide(OverBudget):
    """There may be more states at a node than can be numbered."""

    def __init__(self, node: int) -> None:
        super().__init__(node, WIDEST, "there may be more states there than can be numbered")


class Packing:
    """How the states of each node are numbered."""

    def __init__(self, graph: Graph, can: Possible, live: Live) -> None:
        self.graph = graph
        self.can = can
        self.live = live
        self.stride: list[dict[int, int]] = []
        self.domain: list[int] = []
        for classes in live.at:
            strides, product = {}, 1
            for fact in sorted(classes, key=self._order):
                strides[fact] = product
                product *= classes[fact].count
            self.stride.append(strides)
            self.domain.append(product)

    @staticmethod
    def _order(fact: int) -> int:
        """Facts in the graph's own order: the halves' readings of a meter stand together, as the fold wants them."""
        return fact

    def insist_on_numbers(self, first: int = 0) -> None:
        """Refuse nodes whose states cannot be numbered, from one node on.

        Raises:
            TooWide: There are some.
        """
        for node in range(first, len(self.domain)):
            if self.domain[node] > WIDEST:
                raise TooWide(node)

    def pack(self, node: int, places: tuple[int, ...]) -> int:
        """The number of a state, given the place of each fact."""
        classes = self.live.at[node]
        return sum(stride * int(classes[fact].of[places[fact]]) for fact, stride in self.stride[node].items())

    def pack_columns(self, node: int, columns: dict[int, Ints], count: int) -> Ints:
        """The numbers of many states, given a column of places of each live fact."""
        keys = np.zeros(count, np.int64)
        for fact, stride in self.stride[node].items():
            keys += stride * self.live.at[node][fact].of[columns[fact]]
        return keys

    def column(self, node: int, fact: int, keys: Ints) -> Ints:
        """The place of a fact in many states, as the representative of its class."""
        classes = self.live.at[node][fact]
        if classes.count == 1:
            return np.broadcast_to(classes.representative, keys.shape)
        digit = (keys // self.stride[node][fact]) % classes.count
        return classes.representative[digit]


class Tables:
    """The tables of one node; made when it is walked, and dropped after."""

    def __init__(self, packing: Packing, number: int) -> None:
        self.packing = packing
        self.number = number
        self.node = packing.graph.nodes[number]
        self._chunks = self._cut()
        self._chunk_of = {fact: at for at, (facts, _) in enumerate(self._chunks) for fact in facts}
        self._places: dict[int, Ints] = {}
        self._values: dict[int, Ints] = {}
        self._known: dict[int, tuple[int, Bools] | None] = {}
        self._moves: dict[int, tuple[int, list[tuple[int, Ints]], list[tuple[int, Edge]]]] = {}

    def _cut(self) -> list[tuple[list[int], int]]:
        """The facts of each chunk, and how many numbers it has. Facts of one value need no place in any."""
        chunks: list[tuple[list[int], int]] = []
        facts: list[int] = []
        product = 1
        for fact in self.packing.stride[self.number]:
            count = self.packing.live.at[self.number][fact].count
            if facts and product * count > CHUNK:
                chunks.append((facts, product))
                facts, product = [], 1
            facts.append(fact)
            product *= count
        chunks.append((facts, product))
        return chunks

    def places(self, fact: int) -> Ints:
        """The place of a fact for each number of its chunk."""
        if fact not in self._places:
            chunk = self._chunk_of[fact]
            _, product = self._chunks[chunk]
            base = self.packing.stride[self.number][self._chunks[chunk][0][0]]
            stride = self.packing.stride[self.number][fact] // base
            classes = self.packing.live.at[self.number][fact]
            digits = np.arange(product) // stride % classes.count
            self._places[fact] = classes.representative[digits]
        return self._places[fact]

    def values(self, fact: int) -> Ints:
        """The value of a fact for each number of its chunk."""
        if fact not in self._values:
            self._values[fact] = (self.places(fact) + self.packing.graph.facts[fact].low).astype(np.int32)
        return self._values[fact]

    def digits(self, keys: Ints) -> Digits:
        """The states' numbers cut into chunks."""
        found = []
        for _, product in self._chunks[:-1]:
            rest = keys // product
            found.append(keys - rest * product)
            keys = rest
        found.append(keys)
        return found

    def value_of(self, digits: Digits, fact: int) -> Ints:
        """The value of a fact in each state."""
        return self.values(fact)[digits[self._chunk_of[fact]]]

    def place_of(self, digits: Digits, fact: int) -> Ints:
        """The place of a fact in each state."""
        return self.places(fact)[digits[self._chunk_of[fact]]]

    def may_follow(self, which: int, digits: Digits) -> Bools | None:
        """In which states an edge's guard holds; None where it always does."""
        if not self.packing.can.through[self.number][which]:
            # What it asks about is not even told apart here, since nobody ever gets through.
            return np.zeros(len(digits[0]), bool)
        return self.holds(self.node.edges[which].guard, digits)

    def holds(self, guard: Guard | None, digits: Digits) -> Bools | None:
        """In which states a guard holds; None where it has no condition, and always does."""
        if guard is None:
            return None
        table = self._table_of(guard)
        if table is not None:
            chunk, entries = table
            found: Bools = entries[digits[chunk]]
            return found
        held = guard.holds(lambda fact: self.value_of(digits, fact))
        return np.broadcast_to(np.asarray(held, bool), digits[0].shape)

    def _table_of(self, guard: Guard) -> tuple[int, Bools] | None:
        """A table of where a guard holds, if all it looks at is in one chunk."""
        key = id(guard)
        if key not in self._known:
            chunks = {self._chunk_of[fact] for fact in reads_of(guard)}
            if len(chunks) <= 1:
                chunk = chunks.pop() if chunks else 0
                held = np.broadcast_to(np.asarray(guard.holds(self.values), bool), (self._chunks[chunk][1],))
                self._known[key] = (chunk, np.ascontiguousarray(held))
            else:
                self._known[key] = None
        return self._known[key]

    def move(self, which: int, digits: Digits, chosen: Bools | None) -> Ints:
        """The numbers of the states an edge leads to, for all states or for those chosen."""
        if which not in self._moves:
            self._moves[which] = self._mover(which)
        constant, tables, apart = self._moves[which]
        count = len(digits[0]) if chosen is None else int(np.count_nonzero(chosen))
        keys: Ints | None = None
        for chunk, table in tables:
            part = digits[chunk] if chosen is None else digits[chunk][chosen]
            found = table[part]
            keys = found if keys is None else np.add(keys, found, out=keys)
        if keys is None:
            keys = np.full(count, constant, np.int64)
        elif constant:
            keys += constant
        for fact, edge in apart:
            keys += self._made_of_several(fact, edge, digits, chosen)
        return keys

    def _mover(self, which: int) -> tuple[int, list[tuple[int, Ints]], list[tuple[int, Edge]]]:
        """What an edge adds to the number it leads to: at all times, by each chunk, and where one fact is made of
        several that no chunk holds together.
        """
        edge = self.node.edges[which]
        constant = 0
        tables: dict[int, Ints] = {}
        apart = []
        for fact, stride in self.packing.stride[edge.to].items():
            of = self.packing.live.at[edge.to][fact].of
            update = edge.updates.get(fact)
            if update is not None and not update.sources:
                constant += stride * int(of[update.given])
                continue
            sources = (fact,) if update is None else update.sources
            chunks = {self._chunk_of[source] for source in sources}
            if len(chunks) > 1:
                apart.append((fact, edge))
                continue
            places = tuple(self.places(source) for source in sources)
            made = places[0] if update is None else update.table[places]
            entries = stride * of[made]
            if not entries.any():
                continue
            chunk = chunks.pop()
            tables[chunk] = tables[chunk] + entries if chunk in tables else entries
        return constant, list(tables.items()), apart

    def _made_of_several(self, fact: int, edge: Edge, digits: Digits, chosen: Bools | None) -> Ints:
        places = tuple(self.place_of(digits, source) for source in edge.updates[fact].sources)
        made = edge.updates[fact].table[places if chosen is None else tuple(each[chosen] for each in places)]
        keys: Ints = self.packing.stride[edge.to][fact] * self.packing.live.at[edge.to][fact].of[made]
        return keys

"""How few choices lead to each state: the walk again, carrying instead of a share the least number of choices so far and
the step by which so few lead there.

Steps are numbered through, node by node, so that of each state only the number of the step that came to it need be kept:
following those back tells the choices of a shortest life, as in a breadth-first search.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.flows import flows
from game.odds.gathering import DENSE
from game.odds.graph import Ints
from game.odds.packing import Bools, Digits, Packing, Tables
from game.odds.walk import BLOCK

SHIFT = 40
"""Depths stand above the number of a step in one whole number, so that the lesser is the shallower."""

FAR = 1 << 22
"""A depth that stands for what cannot be come to."""

_STEP = (1 << SHIFT) - 1
_NOWHERE = np.iinfo(np.int64).max
_SHORT = 1 << 32

_SEEN = 1 << 22
"""The most states of a node in a loop that are ticked off in an array; beyond it they are sorted."""

_SPARSE = 32
"""How many times as long as what arrives an array may be in which it is gathered, before sorting is quicker."""


@attrs.frozen(eq=False)
class Standing:
    """States of one node."""

    keys: Ints
    """Rising."""
    depths: Ints
    """The least number of choices that lead to each."""

    @property
    def least(self) -> int:
        """The least depth of any; `FAR` where there are none."""
        return int(self.depths.min()) if len(self.depths) else FAR


Way = tuple[int, bool, Bools | None]
"""An edge, whether it is a choice, and which of a block's states may follow it; None for all."""


class Regard(Protocol):
    """Looks at a block of states as the walk comes by: the tables of its node, its digits, the depths, the edges open
    from there, and the number of the first of the states among all that were come to.
    """

    def __call__(self, tables: Tables, digits: Digits, depths: Ints, ways: Sequence[Way], first: int) -> None: ...


@attrs.frozen(eq=False)
class _Stretch:
    """States of one node that went on together."""

    node: int
    first_state: int
    first_step: int
    came: NDArray[Any]
    """The step by which each was come to."""


@attrs.define(eq=False)
class Depths:
    """What a walk for depths found. States are numbered in the order in which they were come to."""

    entries: int
    """How many states it began with; they are the steps numbered first."""
    stretches: list[_Stretch] = attrs.field(factory=list)
    states: int = 0
    steps: int = 0
    kept: dict[int, Standing] = attrs.field(factory=dict)
    """The states of each node at which they were to be kept, rising."""
    numbers: dict[int, Ints] = attrs.field(factory=dict)
    """The number of each of them."""

    def trace(self, state: int) -> tuple[int, list[tuple[int, int]]]:
        """The place among the entries of a state from which a shortest way leads to another, and the edges followed,
        each by its node and place.
        """
        at = bisect_right(self.stretches, state, key=lambda stretch: stretch.first_state) - 1
        stretch = self.stretches[at]
        step = int(stretch.came[state - stretch.first_state])
        way = []
        while step >= self.entries:
            at = bisect_right(self.stretches, step, hi=at + 1, key=lambda stretch: stretch.first_step) - 1
            stretch = self.stretches[at]
            edge, place = divmod(step - stretch.first_step, len(stretch.came))
            way.append((stretch.node, edge))
            step = int(stretch.came[place])
        return step, way[::-1]


def fathom(
    packing: Packing,
    entry: tuple[int, Standing],
    *,
    wanted: frozenset[int],
    keep: frozenset[int] = frozenset(),
    regard: Mapping[int, Regard] | None = None,
    note: Callable[[int], None] | None = None,
) -> Depths:
    """Walk a graph from one node on, following whatever is on offer and letting every message both come and not come.

    Args:
        packing: the graph, and how its states are numbered.
        entry: the node to begin at, and the states there, rising, with their depths.
        wanted: the nodes of interest; only what leads to them is walked.
        keep: the nodes whose states are to be kept.
        regard: what is to look at the states of a node, by node.
        note: is told the number of each node.
    """
    return _Fathoming(packing, wanted, keep, regard or {}).fathom(entry, note)


def _leading(packing: Packing, wanted: frozenset[int]) -> set[int]:
    """The nodes that are wanted, or that lead to one."""
    nodes = packing.graph.nodes
    inside = {node: set(loop) for loop in packing.graph.loops for node in loop}
    found = set(wanted)
    for number in range(len(nodes) - 1, -1, -1):
        if number in found or any(edge.to in found for edge in nodes[number].edges):
            found |= inside.get(number, {number})
    return found


class _Fathoming:
    """A walk for depths under way."""

    def __init__(
        self, packing: Packing, wanted: frozenset[int], keep: frozenset[int], regard: Mapping[int, Regard]
    ) -> None:
        self.packing, self.keep, self.regard = packing, keep, regard
        self.leading = _leading(packing, wanted)
        self.gathering = _Gathering(packing)

    def fathom(self, entry: tuple[int, Standing], note: Callable[[int], None] | None) -> Depths:
        node, standing = entry
        entries = len(standing.keys)
        self.found = Depths(entries, steps=entries)
        self.gathering.add(node, standing.keys, (standing.depths << SHIFT) + np.arange(entries))
        graph = self.packing.graph
        loops = {loop[0]: loop for loop in graph.loops}
        inside = {each for loop in graph.loops for each in loop[1:]}
        for number in range(node if not graph.loops else 0, len(graph.nodes)):
            if note is not None:
                note(number)
            if number in loops:
                self._go_round(loops[number])
            elif number in self.gathering and number not in inside:
                keys, codes = self.gathering.take(number)
                self._keep(number, [(keys, codes, self.found.states)])
                for to, there, onward in self._go_on(Tables(self.packing, number), keys, codes):
                    self.gathering.add(to, there, onward)
        return self.found

    def _keep(self, number: int, parts: Sequence[tuple[Ints, Ints, int]]) -> None:
        """Keep states where they are asked for: parts of them, with the number of the first of each part."""
        if number in self.keep:
            keys, codes = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
            numbers = np.concatenate([np.arange(len(part[0])) + part[2] for part in parts])
            order = np.argsort(keys, kind="stable")
            self.found.kept[number] = Standing(keys[order], codes[order] >> SHIFT)
            self.found.numbers[number] = numbers[order]

    def _go_on(self, tables: Tables, keys: Ints, codes: Ints) -> Iterator[tuple[int, Ints, Ints]]:
        """Let some states of a node go on: the node each edge leads to, the states there, and their codes."""
        found, node = self.found, tables.node
        first_state, first_step, count = found.states, found.steps, len(keys)
        short = np.uint32 if first_step < _SHORT else np.int64
        found.stretches.append(_Stretch(tables.number, first_state, first_step, (codes & _STEP).astype(short)))
        found.states += count
        found.steps += count * len(node.edges)
        regard = self.regard.get(tables.number)
        further = 1 << SHIFT if node.kind == "choose" else 0
        for begin in range(0, count, BLOCK):
            block = codes[begin : begin + BLOCK]
            digits = tables.digits(keys[begin : begin + BLOCK])
            ways = list(open_ways(tables, digits))
            if regard is not None:
                regard(tables, digits, block >> SHIFT, ways, first_state + begin)
            base = (block & ~_STEP) + np.arange(begin, begin + len(block)) if ways else block
            for edge, _, chosen in ways:
                to = node.edges[edge].to
                if to in self.leading:
                    onward = base if chosen is None else base[chosen]
                    yield to, tables.move(edge, digits, chosen), onward + (further + first_step + edge * count)

    def _go_round(self, loop: Sequence[int]) -> None:
        """Walk the nodes of a loop, the states that are least deep first."""
        tables = {number: Tables(self.packing, number) for number in loop}
        known = {number: _Known(self.packing.domain[number]) for number in loop}
        kept: defaultdict[int, list[tuple[Ints, Ints, int]]] = defaultdict(list)
        waiting = _Waiting()
        for number in loop:
            if number in self.gathering:
                waiting.add(number, *self.gathering.take(number))
        while waiting:
            number, keys, codes = waiting.take()
            new = known[number].are_new(keys)
            if not new.any():
                continue
            keys, codes = keys[new], codes[new]
            kept[number].append((keys, codes, self.found.states))
            for to, there, onward in self._go_on(tables[number], keys, codes):
                if to in tables:
                    waiting.add(to, there, onward)
                else:
                    self.gathering.add(to, there, onward)
        for number, parts in kept.items():
            self._keep(number, parts)


class _Waiting:
    """States of a loop that have yet to go on, by their depth and their node."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, int], list[tuple[Ints, Ints]]] = {}

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add(self, node: int, keys: Ints, codes: Ints) -> None:
        """Let states of a node wait."""
        depths = codes >> SHIFT
        for depth in np.unique(depths).tolist():
            those = depths == depth
            self._parts.setdefault((depth, node), []).append((keys[those], codes[those]))

    def take(self) -> tuple[int, Ints, Ints]:
        """The node of some that are least deep, those that are there, rising, and their codes."""
        least = min(self._parts)
        return least[1], *least_of(self._parts.pop(least))


class _Known:
    """The states of one node of a loop that have been come to."""

    def __init__(self, domain: int) -> None:
        self._ticked = np.zeros(domain, bool) if domain <= _SEEN else None
        self._sorted = np.zeros(0, np.int64)

    def are_new(self, keys: Ints) -> Bools:
        """Which of some states, rising, have not been come to before; from now on all of them have."""
        if self._ticked is not None:
            new = ~self._ticked[keys]
            self._ticked[keys] = True
            return new
        new = np.isin(keys, self._sorted, assume_unique=True, invert=True)
        self._sorted = np.union1d(self._sorted, keys)
        return new


def open_ways(tables: Tables, digits: Digits) -> Iterator[Way]:
    """The edges that a block of states may follow from a node, however it is chosen."""
    if tables.node.kind != "choose":
        for flow in flows(tables, None, digits, None):
            yield flow.edge, False, flow.chosen
        return
    for at in range(len(tables.node.edges)):
        chosen = tables.may_follow(at, digits)
        if chosen is None or chosen.any():
            yield at, True, chosen


class _Gathering:
    """What arrives at nodes that have not been walked yet: of each state the least code."""

    def __init__(self, packing: Packing) -> None:
        self._domain = packing.domain
        self._arrays: dict[int, Ints] = {}
        self._parts: dict[int, list[tuple[Ints, Ints]]] = {}
        self._counts: defaultdict[int, int] = defaultdict(int)

    def __contains__(self, node: int) -> bool:
        return node in self._arrays or node in self._parts

    def add(self, node: int, keys: Ints, codes: Ints) -> None:
        """Let states be come to."""
        if node in self._arrays:
            np.minimum.at(self._arrays[node], keys, codes)
            return
        self._parts.setdefault(node, []).append((keys, codes))
        self._counts[node] += len(keys)
        if self._domain[node] <= min(DENSE, _SPARSE * self._counts[node]):
            self._arrays[node] = np.full(self._domain[node], _NOWHERE)
            for part in self._parts.pop(node):
                np.minimum.at(self._arrays[node], *part)

    def take(self, node: int) -> tuple[Ints, Ints]:
        """The states that have been come to at a node, rising, and the least code of each."""
        if node in self._arrays:
            array = self._arrays.pop(node)
            keys = np.flatnonzero(array < _NOWHERE)
            return keys, array[keys]
        return least_of(self._parts.pop(node))


def least_of(parts: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """States in several parts, rising, and of equal ones the least code."""
    keys = np.concatenate([part[0] for part in parts])
    codes = np.concatenate([part[1] for part in parts])
    if not len(keys):
        return keys, codes
    order = np.argsort(keys, kind="stable")
    keys, codes = keys[order], codes[order]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.minimum.reduceat(codes, first)

"""The states of a stretch of a story that goes round, and what leads where among them: found as anywhere, node by node,
until no new ones are come to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import attrs
import numpy as np

from game.odds.draws import Draw, Floats
from game.odds.flows import flows, told_arms
from game.odds.gathering import Spread
from game.odds.graph import Ints, Watch
from game.odds.packing import Bools, Digits, Tables
from game.odds.rounds import Chain
from game.odds.walk import BLOCK, Watched

MOST = 1_000_000
"""The most states a loop may have."""

_SEEN = 1 << 22
"""The most states of a node that are ticked off in an array; beyond it they are sorted."""


class LoopTooLarge(Exception):
    """A loop has more states than can be solved for."""

    def __init__(self, node: int, states: int) -> None:
        super().__init__(node, states)
        self.node = node
        """The node with the most of them."""
        self.states = states
        """How many there are in all; where they were not all found, how many were."""


def too_large(keys: Mapping[int, Ints]) -> LoopTooLarge:
    """That these are too many states."""
    return LoopTooLarge(max(keys, key=lambda number: len(keys[number])), sum(map(len, keys.values())))


# ---- which states there are


class _Found:
    """The states of one node that have been found."""

    def __init__(self, domain: int) -> None:
        self._ticked = np.zeros(domain, bool) if domain <= _SEEN else None
        self._sorted = np.zeros(0, np.int64)
        self.count = 0

    def add(self, keys: Ints) -> Ints:
        """Those that are new."""
        keys = np.unique(keys)
        if self._ticked is not None:
            keys = keys[~self._ticked[keys]]
            self._ticked[keys] = True
        else:
            keys = np.setdiff1d(keys, self._sorted, assume_unique=True)
            self._sorted = np.union1d(self._sorted, keys)
        self.count += len(keys)
        return keys

    @property
    def keys(self) -> Ints:
        """All of them, rising."""
        return self._sorted if self._ticked is None else np.flatnonzero(self._ticked)


def every_state(
    tables: Mapping[int, Tables], draws: Mapping[int, Draw], entries: Mapping[int, Spread], most: int
) -> dict[int, Ints]:
    """The states that can be come to, by node, each in rising order.

    Raises:
        LoopTooLarge: There are more than `most`.
    """
    seen = {number: _Found(each.packing.domain[number]) for number, each in tables.items()}
    waiting: defaultdict[int, list[Ints]] = defaultdict(list)
    for number, spread in entries.items():
        waiting[number].append(seen[number].add(spread.keys))
    while waiting:
        for number in tables:
            if number not in waiting:
                continue
            for step in _steps(tables[number], draws.get(number), np.concatenate(waiting.pop(number))):
                if step.to in seen:
                    new = seen[step.to].add(step.keys)
                    if len(new):
                        waiting[step.to].append(new)
            if sum(each.count for each in seen.values()) > most:
                raise too_large({number: each.keys for number, each in seen.items()})
    return {number: each.keys for number, each in seen.items()}


@attrs.frozen(eq=False)
class _Step:
    """Those of some states of a node that follow one edge."""

    edge: int
    to: int
    offered: Ints
    """The places of those, among the states asked about, to whom it is open."""
    origin: Ints
    """Of those who follow it."""
    keys: Ints
    """Where it leads each of them."""
    share: Floats
    """Of each, the share that follows it; above nought."""


def _steps(tables: Tables, draw: Draw | None, keys: Ints) -> Iterator[_Step]:
    for begin in range(0, len(keys), BLOCK):
        digits = tables.digits(keys[begin : begin + BLOCK])
        for flow in flows(tables, draw, digits, None):
            open_to = np.arange(len(digits[0])) if flow.chosen is None else np.flatnonzero(flow.chosen)
            share = np.broadcast_to(np.asarray(flow.share, float), open_to.shape)
            to = tables.move(flow.edge, digits, flow.chosen)
            goes = share > 0
            edge = tables.node.edges[flow.edge]
            yield _Step(flow.edge, edge.to, open_to + begin, open_to[goes] + begin, to[goes], share[goes])


# ---- what leads where


@attrs.frozen(eq=False)
class Exit:
    """Those who leave the loop by one edge."""

    node: int
    edge: int
    to: int
    origin: Ints
    keys: Ints
    share: Floats


@attrs.frozen(eq=False)
class LoopNode:
    """One node of a loop, as its states have it. States are numbered through the loop."""

    number: int
    states: Ints
    keys: Ints
    offered: Bools
    """By edge and state."""
    made: Floats
    """The share that follows each edge, by edge and state."""
    steps: slice
    """The places of its steps inside the loop, among all."""
    step_edges: Ints
    """The edge of each."""
    told: dict[int, Bools]
    """By the number of a watch: in which states each arm would be told, by arm and state."""


@attrs.frozen(eq=False)
class Drawn:
    """A loop as a chain."""

    chain: Chain
    nodes: tuple[LoopNode, ...]
    exits: tuple[Exit, ...]

    @property
    def bytes(self) -> int:
        """How much memory it holds."""
        chain = self.chain
        held = [chain.begins, chain.origin, chain.to, chain.share]
        held += [array for at in self.nodes for array in (at.keys, at.made)]
        held += [array for exit_ in self.exits for array in (exit_.origin, exit_.keys, exit_.share)]
        return sum(array.nbytes for array in held)


def draw_loop(
    tables: Mapping[int, Tables],
    draws: Mapping[int, Draw],
    keys: Mapping[int, Ints],
    entries: Mapping[int, Spread],
    watches: Watched,
) -> Drawn:
    """A loop as a chain.

    Args:
        tables: of each node of the loop.
        draws: how lives choose there.
        keys: every state of each node, rising.
        entries: those who come from outside, by node.
        watches: the variant texts to watch.
    """
    bounds = np.cumsum([0, *(len(keys[number]) for number in tables)])
    first = dict(zip(tables, bounds.tolist(), strict=False))
    begins = np.zeros(bounds[-1])
    leaves = np.zeros(bounds[-1], bool)
    nobody = np.zeros(0, np.int64)
    inner = [(nobody, nobody, np.zeros(0))]
    exits, nodes, many = [], [], 0
    for number, each in tables.items():
        here = first[number]
        if number in entries:
            begins[here + np.searchsorted(keys[number], entries[number].keys)] = entries[number].shares
        shape = len(each.node.edges), len(keys[number])
        offered, made = np.zeros(shape, bool), np.zeros(shape)
        step_edges, before = [nobody], many
        for step in _steps(each, draws.get(number), keys[number]):
            offered[step.edge, step.offered] = True
            made[step.edge, step.origin] = step.share
            if step.to in first:
                to = first[step.to] + np.searchsorted(keys[step.to], step.keys)
                inner.append((here + step.origin, to, step.share))
                step_edges.append(np.full(len(to), step.edge))
                many += len(to)
            else:
                leaves[here + step.origin] = True
                exits.append(Exit(number, step.edge, step.to, here + step.origin, step.keys, step.share))
        states = np.arange(here, here + shape[1])
        told = {which: _told(each, watch, keys[number], offered) for which, watch in watches.at.get(number, ())}
        edges = np.concatenate(step_edges)
        nodes.append(LoopNode(number, states, keys[number], offered, made, slice(before, many), edges, told))
    origin, to, share = (np.concatenate(column) for column in zip(*inner, strict=True))
    return Drawn(Chain(bounds, begins, origin, to, share, leaves), tuple(nodes), tuple(exits))


def _told(tables: Tables, watch: Watch, keys: Ints, offered: Bools) -> Bools:
    told = np.zeros((len(watch.guards) + 1, len(keys)), bool)
    if watch.edge is not None and not offered[watch.edge].any():
        return told
    for begin in range(0, len(keys), BLOCK):
        digits: Digits = tables.digits(keys[begin : begin + BLOCK])
        for arm, those in told_arms(tables, watch, digits):
            told[arm, begin : begin + BLOCK] = True if those is None else those
    return told

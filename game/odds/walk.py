"""The walk: every life at once, node by node, equal states counted together.

At each node the states are whole numbers with the share of all lives that comes to each. Every edge moves a block of them
by tables; at the next node equal ones are added up, in an array as long as the node's domain where that is small enough,
by sorting where not. Nothing is ever subtracted, so a state has a share above nought exactly when some life comes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import attrs
import numpy as np

from game.odds.draws import Draw, Floats, Shares
from game.odds.graph import Ints, Watch
from game.odds.packing import Bools, Digits, Packing, Tables

BLOCK = 1 << 18
"""States moved at a time."""

DENSE = 1 << 25
"""The longest array in which states are added up."""

_SPARSE = 32
"""How many times as long as what arrives such an array may be, before sorting is quicker."""

FAINT = 1e-250
"""What a share is raised to that would otherwise vanish below what a float can hold."""


@attrs.frozen(eq=False)
class Spread:
    """Lives spread over the states of one node."""

    keys: Ints
    """The states, rising."""
    shares: Floats
    """Of all lives, the share that comes to each; always above nought."""


class Incoming(Protocol):
    """How likely it is that a message comes, to those who have come so far."""

    def __call__(self, node: int, tables: Tables, digits: Digits, edge: int) -> Shares: ...


Happening = tuple[str, str] | tuple[str, int, int]
"""`("scene", id)`, come to; `("made", choice id)`; `("offered", choice id)` and `("unoffered", choice id)`, on offer or not
when its scene is met; `("told", watch, arm)`, by the least number of the watches of that text, the arm after the last being
none at all.
"""


@attrs.define(eq=False)
class Walk:
    """What a walk found."""

    shares: Floats
    """Of all lives, the share that comes to each node."""
    states: Ints
    """How many states each node was met in."""
    made: dict[tuple[int, int], float] = attrs.field(factory=dict)
    """Of all lives, the share that follows each edge, by node and place."""
    offered: dict[tuple[int, int], float] = attrs.field(factory=dict)
    """Of all lives, the share for whom its guard held."""
    unoffered: dict[tuple[int, int], float] = attrs.field(factory=dict)
    """Of all lives, the share for whom it did not."""
    told: dict[int, Floats] = attrs.field(factory=dict)
    """For each watch by its number, the share of all lives told each arm, and last the share told none."""
    ends: dict[int, Spread] = attrs.field(factory=dict)
    """How lives are spread over the last nodes."""
    keys: dict[int, Ints] = attrs.field(factory=dict)
    """The states of each node, rising, where they were to be kept."""
    stuck: float = 0.0
    """Of all lives, the share that comes to where nothing is on offer, or to a loop that it cannot leave."""
    stuck_at: dict[int, float] = attrs.field(factory=dict)
    """That share, by node: of a loop, the node where it is first come to."""
    never_ends: float = 0.0
    """Of those stuck, the share that goes round for ever."""
    trapped: dict[int, Ints] = attrs.field(factory=dict)
    """The states of each node from which a life can only go round for ever, through these states and no others."""
    times: dict[tuple[int, int], float] = attrs.field(factory=dict)
    """For each edge of a node in a loop, how many times a life follows it on average, over all lives."""
    ever: dict[Happening, float] = attrs.field(factory=dict)
    """Of all lives, the share in which something happens at least once at the nodes of a loop, however many of its nodes
    it may happen at. Added up over loops; what happens at nodes outside loops is not in it.
    """

    @classmethod
    def over(cls, nodes: int) -> Walk:
        """A walk of so many nodes that has not begun."""
        return cls(np.zeros(nodes), np.zeros(nodes, np.int64))


@attrs.frozen(eq=False)
class Flow:
    """Those of a block of states that follow one edge."""

    edge: int
    chosen: Bools | None
    """Which of them; None for all."""
    share: Shares
    """Of those chosen, the share that follows it: of each, or of all alike."""


def flows(tables: Tables, draw: Draw | None, digits: Digits, incoming: Incoming | None) -> Iterator[Flow]:
    """How the states of a block go on from a node."""
    node, count = tables.node, len(digits[0])
    if node.kind == "choose":
        assert draw is not None
        offered = [tables.may_follow(at, digits) for at in range(len(node.edges))]
        shares, _ = draw.shares(offered, lambda fact: tables.value_of(digits, fact), count)
        for at, (chosen, share) in enumerate(zip(offered, shares, strict=True)):
            if chosen is None or chosen.any():
                yield Flow(at, chosen, share if isinstance(share, float) or chosen is None else share[chosen])
    elif node.kind == "receive":
        for at in range(len(node.edges)):
            yield Flow(at, None, 1.0 if incoming is None else incoming(tables.number, tables, digits, at))
    else:
        yield from _first_that_holds(tables, digits, count)


def _first_that_holds(tables: Tables, digits: Digits, count: int) -> Iterator[Flow]:
    left: Bools | None = None
    for at in range(len(tables.node.edges)):
        held = tables.may_follow(at, digits)
        if held is None:
            chosen = left
        else:
            chosen = held if left is None else left & held
            left = ~held if left is None else left & ~held
        if chosen is None or chosen.any():
            yield Flow(at, chosen, 1.0)
        if held is None:
            return


class Gathering:
    """What arrives at nodes that have not been walked yet.

    Kept as it comes while it is little beside the node's domain, and sorted when it is taken; added up in an array as
    long as the domain once it is much.
    """

    def __init__(self, packing: Packing, *, dense: int = DENSE) -> None:
        self._domain = packing.domain
        self._dense = dense
        self._arrays: dict[int, Floats] = {}
        self._parts: dict[int, list[Spread]] = {}
        self._counts: dict[int, int] = {}
        self.bytes = 0
        """How much memory it holds."""

    def __contains__(self, node: int) -> bool:
        return node in self._arrays or node in self._parts

    def add(self, node: int, keys: Ints, shares: Floats) -> None:
        """Let lives arrive at a node."""
        if node in self._arrays:
            self._add_up(node, keys, shares)
            return
        parts = self._parts.setdefault(node, [])
        parts.append(Spread(keys, shares))
        self.bytes += keys.nbytes + shares.nbytes
        self._counts[node] = self._counts.get(node, 0) + len(keys)
        if self._domain[node] <= min(self._dense, _SPARSE * self._counts[node]):
            self._arrays[node] = np.zeros(self._domain[node])
            self.bytes += 8 * self._domain[node]
            for part in self._parts.pop(node):
                self.bytes -= part.keys.nbytes + part.shares.nbytes
                self._add_up(node, part.keys, part.shares)

    def _add_up(self, node: int, keys: Ints, shares: Floats) -> None:
        domain = self._domain[node]
        if domain <= 4 * len(keys):
            self._arrays[node] += np.bincount(keys, shares, domain)
        else:
            np.add.at(self._arrays[node], keys, shares)

    def take(self, node: int) -> Spread:
        """Those who have arrived at a node, equal states together."""
        if node in self._arrays:
            array = self._arrays.pop(node)
            self.bytes -= array.nbytes
            keys = np.flatnonzero(array)
            return _kept_from_vanishing(Spread(keys, array[keys]))
        parts = self._parts.pop(node)
        self.bytes -= sum(part.keys.nbytes + part.shares.nbytes for part in parts)
        return _kept_from_vanishing(merged(parts))


def merged(parts: Sequence[Spread]) -> Spread:
    """Lives spread over states in several parts, equal states added up."""
    keys = np.concatenate([part.keys for part in parts])
    shares = np.concatenate([part.shares for part in parts])
    if len(shares) and shares.min() <= 0:
        keys, shares = keys[shares > 0], shares[shares > 0]
    order = np.argsort(keys, kind="stable")
    keys, shares = keys[order], shares[order]
    if not len(keys):
        return Spread(keys, shares)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Spread(keys[first], np.add.reduceat(shares, first))


def _kept_from_vanishing(spread: Spread) -> Spread:
    if len(spread.shares) and spread.shares.min() < FAINT:
        return Spread(spread.keys, np.maximum(spread.shares, FAINT))
    return spread


@attrs.frozen(eq=False)
class Watched:
    """The variant texts to watch, by node; each with its number among all."""

    at: Mapping[int, tuple[tuple[int, Watch], ...]] = attrs.field(factory=dict)


def watched(watches: Sequence[tuple[int, Watch]]) -> Watched:
    """Watches, by their node."""
    at: dict[int, tuple[tuple[int, Watch], ...]] = {}
    for number, watch in watches:
        at[watch.node] = (*at.get(watch.node, ()), (number, watch))
    return Watched(at)


def walk(
    packing: Packing,
    draws: Mapping[int, Draw],
    entry: tuple[int, Spread],
    *,
    watches: Watched | None = None,
    incoming: Incoming | None = None,
    store: bool = False,
    until: frozenset[int] = frozenset(),
    note: Callable[[int, int, int], None] | None = None,
    into: Walk | None = None,
) -> Walk:
    """Walk a graph from one node on.

    Args:
        packing: the graph, and how its states are numbered.
        draws: how lives choose, at each node where they do.
        entry: the node to begin at, and how lives are spread there.
        watches: the variant texts to watch.
        incoming: how likely messages are; each is let both come and not come, with weight 1, when it is left out.
        store: whether to keep the states of every node.
        until: nodes to stop at as if they were ends.
        note: told at each node its number, how many states it has, and how many bytes are held; may raise.
        into: what to write in what is found, so that it is not lost where the walk is stopped.
    """
    from game.odds.loops import walk_loop

    graph = packing.graph
    found = Walk.over(len(graph.nodes)) if into is None else into
    gathering = Gathering(packing)
    start, spread = entry
    gathering.add(start, spread.keys, spread.shares)
    loops = {loop[0]: loop for loop in graph.loops}
    inside = {node for loop in graph.loops for node in loop[1:]}
    watching = watches or Watched()
    for number in range(len(graph.nodes)):
        if number in inside and number not in until:
            continue
        if number in loops and number not in until:
            if any(node in gathering for node in loops[number]):
                walk_loop(
                    packing, draws, loops[number], gathering, found=found, watches=watching, store=store, note=note
                )
            continue
        if number not in gathering:
            continue
        here = gathering.take(number)
        found.shares[number] = here.shares.sum()
        found.states[number] = len(here.keys)
        if note is not None:
            note(number, len(here.keys), gathering.bytes + here.keys.nbytes + here.shares.nbytes)
        if store:
            found.keys[number] = here.keys
        counting = _Counting(Tables(packing, number), found, watching.at.get(number, ()))
        if graph.nodes[number].kind == "end" or number in until:
            found.ends[number] = here
            counting.tell(here)
        else:
            counting.go_on(here, draws.get(number), incoming, gathering)
    return found


class _Counting:
    """What the lives at one node do there."""

    def __init__(self, tables: Tables, found: Walk, watching: Sequence[tuple[int, Watch]]) -> None:
        self._tables, self._found, self._watching = tables, found, watching
        edges = len(tables.node.edges)
        self._made, self._offered, self._unoffered = np.zeros(edges), np.zeros(edges), np.zeros(edges)
        self._stuck = 0.0

    def tell(self, here: Spread) -> None:
        """Tell them what is told there."""
        for begin in range(0, len(here.keys) if self._watching else 0, BLOCK):
            digits = self._tables.digits(here.keys[begin : begin + BLOCK])
            self._tell(None, digits, here.shares[begin : begin + BLOCK])

    def go_on(self, here: Spread, draw: Draw | None, incoming: Incoming | None, gathering: Gathering) -> None:
        """Let them go on."""
        for begin in range(0, len(here.keys), BLOCK):
            digits = self._tables.digits(here.keys[begin : begin + BLOCK])
            shares = here.shares[begin : begin + BLOCK]
            self._tell(None, digits, shares)
            left: Bools | None = np.ones(len(shares), bool)
            missed = set(range(len(self._made)))
            for flow in flows(self._tables, draw, digits, incoming):
                missed.discard(flow.edge)
                left = None if left is None or flow.chosen is None else left & ~flow.chosen
                gathering.add(*self._follow(flow, digits, shares))
            self._unoffered[list(missed)] += shares.sum()
            if left is not None:
                self._stuck += float(shares[left].sum())
        self._write()

    def _follow(self, flow: Flow, digits: Digits, shares: Floats) -> tuple[int, Ints, Floats]:
        """Those who follow one edge: the node they come to, their states there, and their shares."""
        those = shares
        if flow.chosen is not None:
            those = shares[flow.chosen]
            self._unoffered[flow.edge] += shares[~flow.chosen].sum()
        self._offered[flow.edge] += those.sum()
        going = those * flow.share
        self._made[flow.edge] += going.sum()
        if any(watch.edge == flow.edge for _, watch in self._watching):
            parts = digits if flow.chosen is None else [part[flow.chosen] for part in digits]
            self._tell(flow.edge, parts, those, going)
        return self._tables.node.edges[flow.edge].to, self._tables.move(flow.edge, digits, flow.chosen), going

    def _tell(self, edge: int | None, digits: Digits, shares: Floats, going: Floats | None = None) -> None:
        """Add up how many are told each arm of each variant."""
        for which, watch in self._watching:
            if watch.edge != edge:
                continue
            told = self._found.told.setdefault(which, np.zeros(len(watch.guards) + 1))
            counted = going if going is not None and watch.told == "made" else shares
            for arm, those in told_arms(self._tables, watch, digits):
                told[arm] += counted.sum() if those is None else counted[those].sum()

    def _write(self) -> None:
        number, found = self._tables.number, self._found
        for at in range(len(self._made)):
            found.made[number, at] = float(self._made[at])
            found.offered[number, at] = float(self._offered[at])
            found.unoffered[number, at] = float(self._unoffered[at])
        if self._tables.node.kind == "choose" and self._stuck:
            found.stuck += self._stuck
            found.stuck_at[number] = self._stuck


def told_arms(tables: Tables, watch: Watch, digits: Digits) -> Iterator[tuple[int, Bools | None]]:
    """The states in which each arm of a variant is told, and after the last arm those in which none is; None for all."""
    left: Bools | None = None
    for at, guard in enumerate(watch.guards):
        held = tables.holds(guard, digits)
        if held is None:
            yield at, left
            return
        yield at, held if left is None else left & held
        left = ~held if left is None else left & ~held
    yield len(watch.guards), left

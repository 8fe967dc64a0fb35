"""The walk: every life at once, node by node, equal states counted together.

At each node the states are whole numbers with the share of all lives that comes to each. Every edge moves a block of them
by tables; at the next node equal ones are added up. Nothing is ever subtracted, so a state has a share above nought
exactly when some life comes to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from game.odds.draws import Draw, Floats
from game.odds.flows import Flow, Incoming, flows, told_arms
from game.odds.gathering import Gathering, Spread
from game.odds.graph import Ints, Watch
from game.odds.packing import Bools, Digits, Packing, Tables

BLOCK = 1 << 18
"""States moved at a time."""

Note = Callable[[int, int, int], None]
"""Told at each node its number, how many states it has, and how many bytes are held; again while many go on from there. May
raise.
"""

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
class Watched:
    """The variant texts to watch, by node; each with its number among all."""

    at: Mapping[int, tuple[tuple[int, Watch], ...]] = attrs.field(factory=dict)


def watched(watches: Sequence[tuple[int, Watch]]) -> Watched:
    """Watches, by their node."""
    at: dict[int, tuple[tuple[int, Watch], ...]] = {}
    for number, watch in watches:
        at[watch.node] = (*at.get(watch.node, ()), (number, watch))
    return Watched(at)


@attrs.frozen(eq=False)
class Walking:
    """A walk under way."""

    packing: Packing
    """The graph, and how its states are numbered."""
    draws: Mapping[int, Draw]
    """How lives choose, at each node where they do."""
    watches: Watched = Watched()
    incoming: Incoming | None = None
    """How likely messages are; where that is left out each is let both come and not come, with weight 1."""
    store: bool = False
    """Whether to keep the states of every node."""
    until: frozenset[int] = frozenset()
    """Nodes to stop at as if they were ends."""
    note: Note | None = None
    found: Walk = attrs.field()
    gathering: Gathering = attrs.field()
    """Those who have come to nodes that have not been walked yet."""

    @found.default
    def _nothing_found(self) -> Walk:
        return Walk.over(len(self.packing.graph.nodes))

    @gathering.default
    def _nobody(self) -> Gathering:
        return Gathering(self.packing)

    def arrived(self, number: int, keys: Ints, held: int) -> None:
        """Take down in which states a node is met, and say so, with how many bytes are held."""
        self.found.states[number] = len(keys)
        if self.note is not None:
            self.note(number, len(keys), held)
        if self.store:
            self.found.keys[number] = keys

    def visit(self, number: int) -> None:
        """Walk a node that is in no loop: count what those who have come there do, and let them go on."""
        here = self.gathering.take(number)
        self.found.shares[number] = here.shares.sum()
        self.arrived(number, here.keys, self.gathering.bytes + here.keys.nbytes + here.shares.nbytes)
        counting = _Counting(Tables(self.packing, number), self.found, self.watches.at.get(number, ()))
        if self.packing.graph.nodes[number].kind == "end" or number in self.until:
            self.found.ends[number] = here
            counting.tell(here)
        else:
            for _ in counting.go_on(here, self.draws.get(number), self.incoming, self.gathering):
                if self.note is not None:
                    self.note(number, len(here.keys), self.gathering.needs + here.keys.nbytes + here.shares.nbytes)


def walk(
    packing: Packing,
    draws: Mapping[int, Draw],
    entry: tuple[int, Spread],
    *,
    watches: Watched | None = None,
    incoming: Incoming | None = None,
    store: bool = False,
    until: frozenset[int] = frozenset(),
    note: Note | None = None,
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

    Raises:
        TooWide: The states of some node cannot be numbered.
    """
    from game.odds.loops import walk_loop

    packing.insist_on_numbers(entry[0])
    found = Walk.over(len(packing.graph.nodes)) if into is None else into
    gathering = Gathering(packing)
    start, spread = entry
    gathering.add(start, spread.keys, spread.shares)
    walking = Walking(
        packing,
        draws,
        watches=watches or Watched(),
        incoming=incoming,
        store=store,
        until=until,
        note=note,
        found=found,
        gathering=gathering,
    )
    loops = {loop[0]: loop for loop in packing.graph.loops}
    going_round = {node for loop in packing.graph.loops for node in loop}
    for number in range(len(packing.graph.nodes)):
        if number in until or number not in going_round:
            if number in gathering:
                walking.visit(number)
        elif any(node in gathering for node in loops.get(number, ())):
            walk_loop(walking, loops[number])
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

    def go_on(self, here: Spread, draw: Draw | None, incoming: Incoming | None, gathering: Gathering) -> Iterator[None]:
        """Let them go on, a block at a time; to be asked for the next as long as there is room for it."""
        for begin in range(0, len(here.keys), BLOCK):
            if begin:
                yield
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

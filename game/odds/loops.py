"""Stretches of a story that go round: every state of one found, and how often each is come to solved for.

The states are found as anywhere, node by node, until no new ones are come to. What is counted is what happens at least once:
a life that goes round five times comes to its scenes once, as the rest of the odds mean it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import attrs
import numpy as np

from game.odds.draws import Draw, Floats
from game.odds.graph import Graph, Ints, Watch
from game.odds.packing import Bools, Digits, Packing, Tables
from game.odds.rounds import Chain, Event, Solved, TooSlow, solve
from game.odds.walk import BLOCK, FAINT, Happening, Spread, flows, told_arms

if TYPE_CHECKING:
    from game.odds.walk import Gathering, Walk, Watched

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


def walk_loop(
    packing: Packing,
    draws: Mapping[int, Draw],
    loop: tuple[int, ...],
    gathering: Gathering,
    found: Walk,
    watches: Watched,
    *,
    store: bool,
    note: Callable[[int, int, int], None] | None,
) -> None:
    """Walk the nodes of one loop together, from what has gathered at them, and let those who leave gather beyond.

    What is found goes into `found`; of its numbers for these nodes, their edges and their watches, every one is the share
    of all lives in which the thing happens at least once there.

    Raises:
        LoopTooLarge: It has too many states, or lives stay in it too long.
    """
    assert all(packing.graph.nodes[number].kind in ("choose", "follow") for number in loop)
    tables = {number: Tables(packing, number) for number in loop}
    entries = {number: gathering.take(number) for number in loop if number in gathering}
    keys = _every_state(tables, draws, entries)
    drawn = _draw(tables, draws, keys, entries, watches)
    for number in loop:
        found.states[number] = len(keys[number])
        if store:
            found.keys[number] = keys[number]
        if note is not None:
            note(number, len(keys[number]), gathering.bytes + drawn.bytes)
    events = _Events(packing.graph, drawn, watches)
    try:
        solved = solve(drawn.chain, events.listed)
    except TooSlow:
        raise _too_large(keys) from None
    _count(packing.graph, drawn, solved, events, found)
    for exit_ in drawn.exits:
        gathering.add(exit_.to, exit_.keys, np.maximum(solved.times[exit_.origin] * exit_.share, FAINT))


def _too_large(keys: Mapping[int, Ints]) -> LoopTooLarge:
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


def _every_state(
    tables: Mapping[int, Tables], draws: Mapping[int, Draw], entries: Mapping[int, Spread]
) -> dict[int, Ints]:
    """The states that can be come to, by node, each in rising order."""
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
            if sum(each.count for each in seen.values()) > MOST:
                raise _too_large({number: each.keys for number, each in seen.items()})
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
class _Exit:
    """Those who leave the loop by one edge."""

    to: int
    origin: Ints
    keys: Ints
    share: Floats


@attrs.frozen(eq=False)
class _At:
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
class _Drawn:
    """A loop as a chain."""

    chain: Chain
    nodes: tuple[_At, ...]
    exits: tuple[_Exit, ...]

    @property
    def bytes(self) -> int:
        """How much memory it holds."""
        chain = self.chain
        held = [chain.begins, chain.origin, chain.to, chain.share]
        held += [array for at in self.nodes for array in (at.keys, at.made)]
        held += [array for exit_ in self.exits for array in (exit_.origin, exit_.keys, exit_.share)]
        return sum(array.nbytes for array in held)


def _draw(
    tables: Mapping[int, Tables],
    draws: Mapping[int, Draw],
    keys: Mapping[int, Ints],
    entries: Mapping[int, Spread],
    watches: Watched,
) -> _Drawn:
    bounds = np.cumsum([0, *(len(keys[number]) for number in tables)])
    first = dict(zip(tables, bounds.tolist(), strict=False))
    begins = np.zeros(bounds[-1])
    leaves = np.zeros(bounds[-1], bool)
    inner: list[tuple[Ints, Ints, Floats]] = []
    exits, nodes, many = [], [], 0
    for number, each in tables.items():
        here = first[number]
        if number in entries:
            begins[here + np.searchsorted(keys[number], entries[number].keys)] = entries[number].shares
        shape = len(each.node.edges), len(keys[number])
        offered, made = np.zeros(shape, bool), np.zeros(shape)
        step_edges, before = [np.zeros(0, np.int64)], many
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
                exits.append(_Exit(step.to, here + step.origin, step.keys, step.share))
        states = np.arange(here, here + shape[1])
        told = {which: _told(each, watch, keys[number]) for which, watch in watches.at.get(number, ())}
        edges = np.concatenate(step_edges)
        nodes.append(_At(number, states, keys[number], offered, made, slice(before, many), edges, told))
    origin, to, share = (np.concatenate(column) for column in zip(*inner, strict=True))
    return _Drawn(Chain(bounds, begins, origin, to, share, leaves), tuple(nodes), tuple(exits))


def _told(tables: Tables, watch: Watch, keys: Ints) -> Bools:
    told = np.zeros((len(watch.guards) + 1, len(keys)), bool)
    for begin in range(0, len(keys), BLOCK):
        digits: Digits = tables.digits(keys[begin : begin + BLOCK])
        for arm, those in told_arms(tables, watch, digits):
            told[arm, begin : begin + BLOCK] = True if those is None else those
    return told


# ---- what may happen

_Place = tuple[str, int] | tuple[str, int, int]
"""What happens at one node: `("met", node)`, `("made", node, edge)` and so on, `("told", watch, arm)`."""


class _Events:
    """Everything that may happen in a loop: at each node, and at any of several."""

    def __init__(self, graph: Graph, drawn: _Drawn, watches: Watched) -> None:
        self.listed: list[Event] = []
        self._known: dict[tuple[bytes, bytes, bytes], int] = {}
        self._origin = drawn.chain.origin
        self._at: dict[_Place, Event] = {}
        self._together: defaultdict[Happening, list[Event]] = defaultdict(list)
        for at in drawn.nodes:
            self._of_node(graph, at)
            for which, watch in watches.at.get(at.number, ()):
                self._of_watch(graph, at, which, watch)
        self.at: dict[_Place, int] = {place: self._number(event) for place, event in self._at.items()}
        """The place of each in the list."""
        self.ever: dict[Happening, int] = {each: self._number(_any_of(those)) for each, those in self._together.items()}
        """Of what may happen at any of several nodes."""

    def _number(self, event: Event) -> int:
        key = event.states.tobytes(), event.shares.tobytes(), event.steps.tobytes()
        if key not in self._known:
            self._known[key] = len(self.listed)
            self.listed.append(event)
        return self._known[key]

    def _of_node(self, graph: Graph, at: _At) -> None:
        node = graph.nodes[at.number]
        met = self._come(at, np.ones(len(at.states), bool))
        self._at["met", at.number] = met
        if node.enters:
            self._together["scene", node.scene].append(met)
        for which, edge in enumerate(node.edges):
            whole = {
                "made": self._made(at, which, at.made[which] > 0),
                "offered": self._come(at, at.offered[which]),
                "unoffered": self._come(at, ~at.offered[which]),
            }
            for name, event in whole.items():
                self._at[name, at.number, which] = event
                if edge.choice is not None:
                    self._together[name, edge.choice.id].append(event)

    def _of_watch(self, graph: Graph, at: _At, which: int, watch: Watch) -> None:
        least = alike(graph, which)
        for arm, those in enumerate(at.told[which]):
            if watch.edge is None:
                event = self._come(at, those)
            elif watch.told == "made":
                event = self._made(at, watch.edge, those & (at.made[watch.edge] > 0))
            else:
                event = self._come(at, those & at.offered[watch.edge])
            self._at["told", which, arm] = event
            self._together["told", least, arm].append(event)

    def _come(self, at: _At, those: Bools) -> Event:
        """That one of some states is come to."""
        steps = those[self._origin[at.steps] - at.states[0]] if len(at.states) else np.zeros(0, bool)
        return Event(at.states[those], np.ones(int(those.sum())), np.flatnonzero(steps) + at.steps.start)

    def _made(self, at: _At, edge: int, those: Bools) -> Event:
        """That an edge is followed from one of some states."""
        steps = at.step_edges == edge
        if len(at.states):
            steps = steps & those[self._origin[at.steps] - at.states[0]]
        return Event(at.states[those], at.made[edge, those], np.flatnonzero(steps) + at.steps.start)


def _any_of(events: list[Event]) -> Event:
    if len(events) == 1:
        return events[0]
    columns = zip(*((each.states, each.shares, each.steps) for each in events), strict=True)
    return Event(*(np.concatenate(column) for column in columns))


def alike(graph: Graph, which: int) -> int:
    """The least number of the watches of the same text, which may be told at several nodes."""
    watch = graph.watches[which]
    same = (number for number, each in enumerate(graph.watches) if each.varied is watch.varied and each.of == watch.of)
    return next(same)


# ---- what is told of it


def _count(graph: Graph, drawn: _Drawn, solved: Solved, events: _Events, found: Walk) -> None:
    most = float(drawn.chain.begins.sum())
    chances = [
        min(most, max(chance, FAINT)) if len(event.states) else 0.0
        for event, chance in zip(events.listed, solved.ever, strict=True)
    ]
    into = {"made": found.made, "offered": found.offered, "unoffered": found.unoffered}
    for place, which in events.at.items():
        if len(place) == 2:
            found.shares[place[1]] = chances[which]
        elif place[0] == "told":
            _, watch, arm = place
            told = found.told.setdefault(watch, np.zeros(len(graph.watches[watch].guards) + 1))
            told[arm] = chances[which]
        else:
            into[place[0]][place[1], place[2]] = chances[which]
    for happening, which in events.ever.items():
        found.ever[happening] = found.ever.get(happening, 0.0) + chances[which]
    for at in drawn.nodes:
        _count_stuck(at, solved, found)
        for edge, made in enumerate(at.made):
            goes = made > 0
            found.times[at.number, edge] = float((solved.times[at.states[goes]] * made[goes]).sum())


def _count_stuck(at: _At, solved: Solved, found: Walk) -> None:
    """Count those who come to where no way leads on, or only ways that lead back."""
    closed, dead = solved.closed[at.states], solved.dead[at.states]
    stuck = float(solved.caught[at.states].sum())
    if stuck:
        found.stuck += stuck
        found.stuck_at[at.number] = stuck
        found.never_ends += float(solved.caught[at.states[~dead]].sum())
    if (closed & ~dead).any():
        found.trapped[at.number] = at.keys[closed & ~dead]

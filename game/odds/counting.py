"""Counting every life: plan, walk the halves, join them, walk the rest; and what came to each node, in all.

One pass answers for what steers and for one group of variant texts; which those are, `passes.py` says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from game.odds.budget import OverBudget
from game.odds.choosing import Choosing
from game.odds.draws import Draw, Floats, Shares, draws_of
from game.odds.gathering import Spread
from game.odds.graph import Graph, Ints, Watch
from game.odds.halves import Chain, NotParted, Parted, part
from game.odds.joining import Joined, join
from game.odds.live import Asked, Classes, Live, all_of, live
from game.odds.packing import Digits, Packing, Tables, TooWide
from game.odds.possible import Masks, Possible, possible
from game.odds.walk import Happening, Note, Walk, walk, watched


@attrs.frozen(eq=False)
class Survey:
    """A graph, what may be in it, and how lives choose there."""

    graph: Graph
    masks: Masks
    can: Possible
    choosing: Choosing
    draws: Mapping[int, Draw]


@attrs.frozen(eq=False)
class Plan:
    """What a pass is to tell apart, and how."""

    live: Live
    packing: Packing
    parted: Parted | None
    """How the halves are walked apart; None where they are not."""
    why_not: str | None
    """Why not, where there are halves."""
    watches: tuple[tuple[int, Watch], ...]
    last: int
    """The last node that is walked."""

    @property
    def first(self) -> int:
        """The first node that is walked whole."""
        if self.parted is None:
            return self.packing.graph.start
        return self.packing.graph.nodes[self.parted.fold].edges[0].to

    def cost(self) -> float:
        """The most states there could be, in all, in what is walked whole."""
        return float(sum(self.packing.domain[node] for node in range(min(self.first, self.last), self.last + 1)))

    def widest(self) -> tuple[float, int]:
        """The most states there could be at any node that is walked whole, and which."""
        nodes = range(min(self.first, self.last), self.last + 1)
        return max((float(self.packing.domain[node]), node) for node in nodes)


@attrs.frozen(eq=False)
class Half:
    """One half walked by itself."""

    chain: Chain
    packing: Packing
    draws: Mapping[int, Draw]
    walked: Walk
    """With every message let both come and not come."""


@attrs.define(eq=False)
class Counts:
    """What came of every life, by the nodes of the whole graph."""

    shares: Floats
    """Of all lives, the share that comes to each node."""
    states: Ints
    made: dict[tuple[int, int], float]
    offered: dict[tuple[int, int], float]
    unoffered: dict[tuple[int, int], float]
    told: dict[int, Floats]
    stuck_at: dict[int, float]
    until: int
    """The first node that was not counted; beyond the last where all were."""
    never_ends: float = 0.0
    trapped: dict[int, Ints] = attrs.field(factory=dict)
    times: dict[tuple[int, int], float] = attrs.field(factory=dict)
    ever: dict[Happening, float] = attrs.field(factory=dict)
    """These four as in a Walk: what happens in loops."""
    once: dict[Happening, float] = attrs.field(factory=dict)
    """Of all lives, the share in which something happens at least once that may happen again elsewhere."""

    def take(self, found: Walk, original: Sequence[int], own: frozenset[int] | None = None) -> None:
        """Add what a walk found, of the nodes that are a chain's own."""
        for node, number in enumerate(original):
            if own is None or node in own:
                self.shares[number] = max(self.shares[number], found.shares[node])
                self.states[number] = max(self.states[number], found.states[node])
        for mine, theirs in ((self.made, found.made), (self.offered, found.offered), (self.unoffered, found.unoffered)):
            for (node, edge), share in theirs.items():
                if own is None or node in own:
                    mine[original[node], edge] = share
        self.told.update(found.told)
        for node, share in found.stuck_at.items():
            self.stuck_at[original[node]] = share
        self.never_ends += found.never_ends
        self.trapped |= {original[node]: keys for node, keys in found.trapped.items()}
        self.times |= {(original[node], edge): times for (node, edge), times in found.times.items()}
        for happening, share in found.ever.items():
            self.ever[happening] = self.ever.get(happening, 0.0) + share


def survey(graph: Graph, choosing: Choosing) -> Survey:
    """A graph made ready for counting."""
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    return Survey(graph, masks, can, choosing, draws_of(graph, choosing))


def plan(look: Survey, watches: Sequence[tuple[int, Watch]] = (), *, last: int | None = None) -> Plan:
    """What a pass that watches some texts is to tell apart.

    Args:
        look: the graph.
        watches: the texts, with their numbers.
        last: the last node to walk; nothing that only matters later is told apart.
    """
    last = len(look.graph.nodes) - 1 if last is None else _whole_loop(look.graph, last)
    asked = attrs.evolve(_asked(look.draws, watches), last=last)
    found = live(look.graph, look.can, look.masks, asked)
    packing = Packing(look.graph, look.can, found)
    parted = part(look.graph, look.can, found)
    why_not = parted.why if isinstance(parted, NotParted) else None
    return Plan(found, packing, parted if isinstance(parted, Parted) else None, why_not, tuple(watches), last)


def _whole_loop(graph: Graph, last: int) -> int:
    return max((loop[-1] for loop in graph.loops if last in loop), default=last)


def _asked(draws: Mapping[int, Draw], watches: Sequence[tuple[int, Watch]]) -> Asked:
    guards = ((watch.node, guard) for _, watch in watches for guard in watch.guards if guard is not None)
    return Asked(all_of(guards), {node: draw.reads for node, draw in draws.items() if draw.reads})


# ---- a pass


def count(look: Survey, to: Plan, note: Note | None = None, *, store: bool = False) -> tuple[Counts, Passed]:
    """Count every life as a plan says.

    Args:
        look: the graph.
        to: the plan.
        note: as for a walk, by the nodes of the whole graph; also of its halves.
        store: whether to keep the states of every node that is walked whole.

    Raises:
        OverBudget: There are more states than can be numbered, or more pairs of them at the fold than can be gone through; or
            `note` says so.
        LoopTooLarge: A loop has too many states.
    """
    graph = look.graph
    to.packing.insist_on_numbers(to.first)
    counts = Counts(
        np.zeros(len(graph.nodes)), np.zeros(len(graph.nodes), np.int64), {}, {}, {}, {}, {}, len(graph.nodes)
    )
    halves: tuple[Half, ...] = ()
    joined = None
    entry = Spread(np.array([to.packing.pack(graph.start, graph.first)]), np.ones(1))
    if to.parted is not None:
        halves = tuple(_half(look, to, chain, note) for chain in to.parted.chains)
        if any(half.walked.stuck for half in halves):
            return count(
                look, attrs.evolve(to, parted=None, why_not="one half can come to where it cannot go on"), note
            )
        if to.last < to.first:
            for half, other in (halves, halves[::-1]):
                counts.take(_weighed(look, to, to.parted, half, other), half.chain.original, half.chain.own)
            return counts, Passed(to, halves, None, Walk.over(len(graph.nodes)))
        ends = [(half.packing, half.chain.end, half.walked.ends[half.chain.end]) for half in halves]
        joined = join(graph, to.live, to.parted, ends)
        entry = joined.packed(to.packing)
        for half, other in (halves, halves[::-1]):
            truly = _weighed(look, to, to.parted, half, other)
            counts.take(truly, half.chain.original, half.chain.own)
        counts.shares[to.parted.fold] = 1.0
        counts.made[to.parted.fold, 0] = counts.offered[to.parted.fold, 0] = 1.0
    rest = Walk.over(len(graph.nodes))
    own = frozenset(range(to.first if to.parted else 0, to.last + 1))
    try:
        walk(
            to.packing,
            look.draws,
            (to.first, entry),
            watches=watched([each for each in to.watches if each[1].node >= to.first]),
            store=store,
            until=frozenset(range(to.last + 1, len(graph.nodes))),
            note=note,
            into=rest,
        )
    except OverBudget as over:
        counts.take(rest, range(len(graph.nodes)), own)
        counts.until = over.node
        over.counts = counts
        raise
    counts.take(rest, range(len(graph.nodes)), own)
    return counts, Passed(to, halves, joined, rest)


@attrs.frozen(eq=False)
class Passed:
    """A pass as it was walked."""

    to: Plan
    halves: tuple[Half, ...]
    joined: Joined | None
    rest: Walk


def _half(look: Survey, to: Plan, chain: Chain, note: Note | None) -> Half:
    """Walk one half by itself."""
    assert to.parted is not None
    graph, masks = chain.graph, look.masks
    can = possible(graph, masks)
    draws = draws_of(graph, look.choosing)
    back = {original: node for node, original in enumerate(chain.original) if node in chain.own}
    mine = [(number, attrs.evolve(watch, node=back[watch.node])) for number, watch in watches_of(to, chain, back)]
    asked = _asked(draws, mine)
    settled = {
        fact: _with_what_cannot_be(classes, look.can.places(to.parted.fold, fact))
        for fact, classes in to.live.at[to.parted.fold].items()
        if graph.owner(fact) == chain.half
    }
    asked = attrs.evolve(
        asked,
        kept={**asked.kept, chain.end: frozenset(to.parted.history)},
        settled={chain.end: settled},
    )
    packing = Packing(graph, can, live(graph, can, masks, asked))
    entry = graph.start, Spread(np.array([packing.pack(graph.start, graph.first)]), np.ones(1))
    told = None if note is None else lambda node, states, held: note(chain.original[node], states, held)
    try:
        return Half(chain, packing, draws, walk(packing, draws, entry, note=told))
    except TooWide as wide:
        raise TooWide(chain.original[wide.node]) from None


def _with_what_cannot_be(classes: Classes, places: Sequence[int]) -> Classes:
    """Classes in which values that no whole life has at the fold are told apart from those that some have: a half walked
    by itself may come to them, after messages that never come.
    """
    of = np.full_like(classes.of, classes.count)
    of[list(places)] = classes.of[list(places)]
    return attrs.evolve(classes, of=of)


def watches_of(to: Plan, chain: Chain, back: Mapping[int, int]) -> list[tuple[int, Watch]]:
    """The watches of a chain: those that look at nothing but its own half's facts, and at what nobody has changed yet."""
    found = []
    graph = to.packing.graph
    for number, watch in to.watches:
        read = watch.reads
        first = {fact for fact in read if to.packing.can.places(watch.node, fact) == [graph.first[fact]]}
        if watch.node in back and all(fact in first or chain.graph.owner(fact) == chain.half for fact in read):
            found.append((number, watch))
    return found


def _weighed(look: Survey, to: Plan, parted: Parted, half: Half, other: Half) -> Walk:
    """One half again, each message weighed by how likely it is to those who have come so far."""
    chances = _messages(parted, half, other)
    chain, graph = half.chain, half.chain.graph
    back = {original: node for node, original in enumerate(chain.original) if node in chain.own}
    mine = [(number, attrs.evolve(watch, node=back[watch.node])) for number, watch in watches_of(to, chain, back)]

    def incoming(node: int, tables: Tables, digits: Digits, edge: int) -> Shares:
        message = chain.receives[node]
        at = parted.history.index(message)
        so_far = np.zeros(len(digits[0]), np.int64)
        for place, earlier in enumerate(parted.history[:at]):
            so_far += tables.place_of(digits, earlier).astype(np.int64) << place
        is_sent = graph.nodes[node].edges[edge].message is not None
        shares: Floats = chances[message][int(is_sent)][so_far]
        return shares

    entry = graph.start, Spread(np.array([half.packing.pack(graph.start, graph.first)]), np.ones(1))
    return walk(half.packing, half.draws, entry, watches=watched(mine), incoming=incoming)


def _messages(parted: Parted, half: Half, other: Half) -> dict[int, Floats]:
    """How likely each message to a half is not to come, and to come, given those that have passed so far.

    The sender's chain, with each message to it taken to come or not, is a chain of its own: messages to it that come later
    are held to one value and sum to one.
    """
    spread = other.walked.ends[other.chain.end]
    sent = {
        message: other.packing.column(other.chain.end, message, spread.keys).astype(np.int64)
        for message in parted.history
    }
    which = parted.chains.index(half.chain)
    chances = {}
    for at, message in enumerate(parted.history):
        if parted.sender[message] == which:
            continue
        alike = np.ones(len(spread.keys), bool)
        for later in parted.history[at + 1 :]:
            if parted.sender[later] == which:
                alike &= sent[later] == 0
        so_far = np.zeros(len(spread.keys), np.int64)
        for place, earlier in enumerate(parted.history[: at + 1]):
            so_far += sent[earlier] << place
        totals = np.bincount(so_far[alike], spread.shares[alike], 2 << at)
        which_way = totals.reshape(2, 1 << at)
        both = which_way.sum(axis=0)
        chances[message] = np.divide(which_way, both, out=np.zeros_like(which_way), where=both > 0)
    return chances

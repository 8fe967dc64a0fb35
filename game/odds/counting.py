"""Counting every life: plan, walk the halves, join them, walk the rest; and what came to each node, in all.

One pass answers for what steers and for one group of variant texts; which those are, `passes.py` says.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from game.odds.budget import OverBudget
from game.odds.draws import Floats
from game.odds.gathering import Spread
from game.odds.graph import Ints
from game.odds.half_walks import Half, walk_half, weighed
from game.odds.joining import Joined, join
from game.odds.planning import Plan, Survey, plan, survey
from game.odds.walk import Happening, Note, Walk, walk, watched

__all__ = ["Counts", "Half", "Passed", "Plan", "Survey", "count", "plan", "survey"]


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

    @classmethod
    def over(cls, nodes: int) -> Counts:
        """Nothing counted yet, at so many nodes."""
        return cls(np.zeros(nodes), np.zeros(nodes, np.int64), {}, {}, {}, {}, {}, nodes)

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
    to.packing.insist_on_numbers(to.first)
    counts = Counts.over(len(look.graph.nodes))
    if to.parted is None:
        entry = Spread(np.array([to.packing.pack(look.graph.start, look.graph.first)]), np.ones(1))
        return counts, Passed(to, (), None, _walk_whole(look, to, entry, counts, note, store=store))
    halves = tuple(walk_half(look, to, chain, note) for chain in to.parted.chains)
    if any(half.walked.stuck for half in halves):
        together = attrs.evolve(to, parted=None, why_not="one half can come to where it cannot go on")
        return count(look, together, note)
    for half, other in (halves, halves[::-1]):
        counts.take(weighed(look, to, to.parted, half, other), half.chain.original, half.chain.own)
    if to.last < to.first:
        return counts, Passed(to, halves, None, Walk.over(len(look.graph.nodes)))
    ends = [(half.packing, half.chain.end, half.walked.ends[half.chain.end]) for half in halves]
    try:
        joined = join(look.graph, to.live, to.parted, ends)
    except OverBudget as over:
        counts.until = to.parted.fold
        over.counts = counts
        raise
    counts.shares[to.parted.fold] = 1.0
    counts.made[to.parted.fold, 0] = counts.offered[to.parted.fold, 0] = 1.0
    rest = _walk_whole(look, to, joined.packed(to.packing), counts, note, store=store)
    return counts, Passed(to, halves, joined, rest)


def _walk_whole(look: Survey, to: Plan, entry: Spread, counts: Counts, note: Note | None, *, store: bool) -> Walk:
    """Walk what is walked whole, and count it, as far as that goes."""
    nodes = len(look.graph.nodes)
    found = Walk.over(nodes)
    try:
        walk(
            to.packing,
            look.draws,
            (to.first, entry),
            watches=watched([each for each in to.watches if each[1].node >= to.first]),
            store=store,
            until=frozenset(range(to.last + 1, nodes)),
            note=note,
            into=found,
        )
    except OverBudget as over:
        counts.until = over.node
        over.counts = counts
        raise
    finally:
        counts.take(found, range(nodes), frozenset(range(to.first if to.parted else 0, to.last + 1)))
    return found


@attrs.frozen(eq=False)
class Passed:
    """A pass as it was walked."""

    to: Plan
    halves: tuple[Half, ...]
    joined: Joined | None
    rest: Walk

"""A chain of states that goes round: how often each state is come to, and whether something ever happens in it.

How often is the fundamental matrix of the chain (Kemeny and Snell, "Finite Markov Chains", 1960, chapter III): the times
each state is come to are x = b + P'x, where b is who begins there and P the share that goes from state to state. Whether
something ever happens is asked of the chain cut where it happens, so that every life is counted there once. Small chains
are solved by elimination; large ones by letting everyone go on, round after round, until those still inside are too few to
matter, which only ever adds.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from game.odds.draws import Floats
from game.odds.graph import Ints
from game.odds.order import strongly_connected
from game.odds.packing import Bools

SMALL = 1000
"""The most states of a chain that is solved by elimination at once."""

LARGEST = 4000
"""The most states of one that is, where going round takes too long."""

REST = 1e-13
"""Of those who came, the share that may still be inside when no more rounds are gone."""

WORK = 4_000_000_000
"""The most steps that are taken one after another: about half a minute of them."""


class TooSlow(Exception):
    """The chain is too large to be solved at once, and lives stay in it too long to be followed round by round."""


@attrs.frozen(eq=False)
class Chain:
    """Lives that go from state to state until they leave."""

    bounds: Ints
    """Where each node's states begin among all, and last how many there are."""
    begins: Floats
    """Of all lives, the share that begins in each state."""
    origin: Ints
    """For each step from state to state, where it is from; node by node."""
    to: Ints
    """Where it leads."""
    share: Floats
    """Of those who come to where it is from, the share that goes on by it; above nought."""
    leaves: Bools
    """For each state, whether some go on from there to outside the chain."""

    @property
    def count(self) -> int:
        """How many states there are."""
        return len(self.begins)


@attrs.frozen(eq=False)
class Event:
    """Something that may happen at some states."""

    states: Ints
    """Where it may."""
    shares: Floats
    """In each of them, how likely it is when it is come to; above nought."""
    steps: Ints
    """The steps, by their place among all, of those to whom it has just happened."""


@attrs.frozen(eq=False)
class Solved:
    """What is known of a chain."""

    times: Floats
    """How many times a life comes to each state, on average over all lives; without end where it is closed."""
    caught: Floats
    """Of all lives, the share that comes to each closed state before any other of those it then stays among."""
    closed: Bools
    """The states from which a life only goes on to states that lead back to it, or from which it goes nowhere."""
    dead: Bools
    """Of those, the ones it goes nowhere from."""
    ever: tuple[float, ...]
    """Of all lives, the share to which each event happens at least once."""


def solve(chain: Chain, events: Sequence[Event], *, small: int = SMALL, work: int = WORK) -> Solved:
    """How often each state is come to, and how likely each event is to happen at least once.

    Args:
        chain: the chain.
        events: what may happen in it.
        small: the most states of a chain that is solved by elimination without trying otherwise.
        work: the most steps that are taken one after another.

    Raises:
        TooSlow: It can be done neither at once nor round by round.
    """
    closed = _closed(chain)
    open_chain = _Open(chain, closed)
    solving = _solving(open_chain, small, work / (1 + len(events)))
    times = np.where(closed >= 0, 0.0, solving.times)
    caught = np.where(closed >= 0, chain.begins, 0.0)
    into = open_chain.into
    np.add.at(caught, chain.to[into], times[chain.origin[into]] * chain.share[into])
    dead = closed >= 0
    dead[chain.origin] = False
    times[closed >= 0] = np.inf
    times[dead] = caught[dead]
    ever = tuple(_ever(open_chain, solving, event) for event in events)
    return Solved(times, caught, closed >= 0, dead, ever)


# ---- what cannot be left


def _closed(chain: Chain) -> Ints:
    """For each state, the number of the set of states it belongs to that lives do not leave; -1 where they do."""
    of = np.full(chain.count, -1, np.int64)
    rest = np.flatnonzero(~_can_leave(chain))
    if not len(rest):
        return of
    place = np.full(chain.count, -1, np.int64)
    place[rest] = np.arange(len(rest))
    ways: list[list[int]] = [[] for _ in rest]
    inside = place[chain.origin] >= 0
    for origin, to in zip(place[chain.origin[inside]].tolist(), place[chain.to[inside]].tolist(), strict=True):
        ways[origin].append(to)
    for number, part in enumerate(strongly_connected(ways)):
        within = set(part)
        if all(within.issuperset(ways[state]) for state in part):
            of[rest[part]] = number
    return of


def _can_leave(chain: Chain) -> Bools:
    """The states from which some way leads out, by a search backwards."""
    order = np.argsort(chain.to, kind="stable")
    origins = chain.origin[order]
    first = np.searchsorted(chain.to[order], np.arange(chain.count + 1))
    found = chain.leaves.copy()
    frontier = np.flatnonzero(found)
    while len(frontier):
        many = first[frontier + 1] - first[frontier]
        begin = np.repeat(first[frontier] - np.cumsum(many) + many, many)
        before = origins[begin + np.arange(len(begin))]
        frontier = np.unique(before[~found[before]])
        found[frontier] = True
    return found


class _Open:
    """The chain without what cannot be left: coming there is the end."""

    def __init__(self, chain: Chain, closed: Ints) -> None:
        self.chain = chain
        self.closed = closed
        is_open = closed < 0
        self.states = np.flatnonzero(is_open)
        self.place = np.full(chain.count, -1, np.int64)
        self.place[self.states] = np.arange(len(self.states))
        self.within = np.flatnonzero(is_open[chain.origin] & is_open[chain.to])
        """The steps from open states to open states."""
        self.into = np.flatnonzero(is_open[chain.origin] & ~is_open[chain.to])
        """Those from open states to closed ones."""


# ---- how often


class _Eliminated:
    """A chain solved at once."""

    def __init__(self, open_chain: _Open) -> None:
        chain, within = open_chain.chain, open_chain.within
        self._open = open_chain
        count = len(open_chain.states)
        left = np.eye(count)
        origin, to = open_chain.place[chain.origin[within]], open_chain.place[chain.to[within]]
        np.subtract.at(left, (origin, to), chain.share[within])
        try:
            self._fundamental = np.linalg.inv(left)
        except np.linalg.LinAlgError:
            raise TooSlow from None
        begins = chain.begins[open_chain.states]
        found = begins @ self._fundamental
        amiss = np.abs(found @ left - begins).max(initial=0.0)
        if not np.isfinite(found).all() or amiss > 1e-10 * begins.sum() or found.min(initial=0.0) < -1e-10:
            raise TooSlow
        self._times = np.maximum(found, 0.0)
        self.times = np.zeros(chain.count)
        self.times[open_chain.states] = self._times

    def before(self, states: Ints, cut: Ints) -> Floats:
        """How often each of some states is come to in the chain without some steps, all of which are from those states.

        With C the shares cut away, N the fundamental matrix and A the states, it is x_A (I + C N_A)^-1: the formula of
        Sherman, Morrison and Woodbury, in which everything is above nought.
        """
        chain, place = self._open.chain, self._open.place
        cut = cut[(self._open.closed[chain.origin[cut]] < 0) & (self._open.closed[chain.to[cut]] < 0)]
        at = place[states]
        row = np.full(chain.count, -1, np.int64)
        row[states] = np.arange(len(states))
        matrix = np.eye(len(states))
        origins = row[chain.origin[cut]]
        order = np.argsort(origins, kind="stable")
        cut, origins = cut[order], origins[order]
        nth = np.arange(len(cut)) - np.searchsorted(origins, origins)
        for turn in range(int(nth.max(initial=-1)) + 1):
            those = nth == turn
            following = self._fundamental[np.ix_(place[chain.to[cut[those]]], at)]
            matrix[origins[those]] += chain.share[cut[those], None] * following
        found: Floats = np.linalg.solve(matrix.T, self._times[at]).clip(0.0)
        return found


class _Rounds:
    """A chain followed round by round, a node at a time."""

    def __init__(self, open_chain: _Open, work: float) -> None:
        self._open = open_chain
        self._work = work
        chain, within = open_chain.chain, open_chain.within
        starts = np.searchsorted(chain.origin[within], chain.bounds)
        self._nodes = [
            (int(chain.bounds[at]), int(chain.bounds[at + 1]), within[starts[at] : starts[at + 1]])
            for at in range(len(chain.bounds) - 1)
        ]
        self._share = chain.share.copy()
        self.times = self._go_round()

    def before(self, states: Ints, cut: Ints) -> Floats:
        """How often each of some states is come to in the chain without some steps."""
        self._share[cut] = 0.0
        found = self._go_round()
        self._share[cut] = self._open.chain.share[cut]
        return found[states]

    def _go_round(self) -> Floats:
        chain = self._open.chain
        waiting = np.where(self._open.closed < 0, chain.begins, 0.0)
        enough = REST * waiting.sum()
        times = np.zeros(chain.count)
        left = self._work
        while waiting.sum() > enough:
            left -= len(self._open.within) + chain.count
            if left < 0:
                raise TooSlow
            for begin, end, steps in self._nodes:
                here = waiting[begin:end].copy()
                if not here.any():
                    continue
                times[begin:end] += here
                waiting[begin:end] = 0.0
                np.add.at(waiting, chain.to[steps], here[chain.origin[steps] - begin] * self._share[steps])
        return times


def _solving(open_chain: _Open, small: int, work: float) -> _Eliminated | _Rounds:
    count = len(open_chain.states)
    if count <= small:
        return _Eliminated(open_chain)
    try:
        return _Rounds(open_chain, work)
    except TooSlow:
        if count > LARGEST:
            raise
        return _Eliminated(open_chain)


# ---- whether ever


def _ever(open_chain: _Open, solving: _Eliminated | _Rounds, event: Event) -> float:
    """How likely an event is to happen at least once. Among states that are never left it happens sooner or later if it
    can happen at all, so coming there is enough.
    """
    chain, closed = open_chain.chain, open_chain.closed
    happens = np.zeros(chain.count)
    happens[event.states] = event.shares
    sure = np.zeros(chain.count, bool)
    certain = np.unique(closed[event.states])
    certain = certain[certain >= 0]
    if len(certain):
        sure = np.isin(closed, certain)
        into = np.setdiff1d(open_chain.into[sure[chain.to[open_chain.into]]], event.steps, assume_unique=True)
        np.add.at(happens, chain.origin[into], chain.share[into])
    states = np.flatnonzero((happens > 0) & (closed < 0))
    found = float(chain.begins[sure].sum())
    if len(states):
        found += float((solving.before(states, event.steps) * happens[states]).sum())
    return found

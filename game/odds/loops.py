"""Stretches of a story that go round, walked together: every state found, and how often each is come to solved for.

What is counted is what happens at least once: a life that goes round five times comes to its scenes once, as the rest of
the odds mean it.
"""

from __future__ import annotations

import numpy as np

from game.odds.gathering import FAINT
from game.odds.graph import Graph
from game.odds.loop_events import Events
from game.odds.loop_states import MOST, Drawn, LoopNode, LoopTooLarge, draw_loop, every_state, too_large
from game.odds.packing import Tables
from game.odds.rounds import Solved, TooSlow, solve
from game.odds.walk import Walk, Walking

__all__ = ["LoopTooLarge", "walk_loop"]


def walk_loop(walking: Walking, loop: tuple[int, ...], *, most: int = MOST) -> None:
    """Walk the nodes of one loop together, from what has gathered at them, and let those who leave gather beyond.

    What is found goes into the walk's own; of its numbers for these nodes, their edges and their watches, every one is the
    share of all lives in which the thing happens at least once there.

    Raises:
        LoopTooLarge: It has more than `most` states, or lives stay in it too long.
    """
    graph, gathering = walking.packing.graph, walking.gathering
    assert all(graph.nodes[number].kind in ("choose", "follow") for number in loop)
    tables = {number: Tables(walking.packing, number) for number in loop}
    entries = {number: gathering.take(number) for number in loop if number in gathering}
    keys = every_state(tables, walking.draws, entries, most)
    drawn = draw_loop(tables, walking.draws, keys, entries, walking.watches)
    for number in loop:
        walking.arrived(number, keys[number], gathering.bytes + drawn.bytes)
    events = Events(graph, drawn, walking.watches)
    try:
        solved = solve(drawn.chain, events.listed)
    except TooSlow:
        raise too_large(keys) from None
    _count(graph, drawn, solved, events, walking.found)
    for exit_ in drawn.exits:
        gathering.add(exit_.to, exit_.keys, np.maximum(solved.times[exit_.origin] * exit_.share, FAINT))


# ---- what is told of it


def _count(graph: Graph, drawn: Drawn, solved: Solved, events: Events, found: Walk) -> None:
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


def _count_stuck(at: LoopNode, solved: Solved, found: Walk) -> None:
    """Count those who come to where no way leads on, or only ways that lead back."""
    closed, dead = solved.closed[at.states], solved.dead[at.states]
    stuck = float(solved.caught[at.states].sum())
    if stuck:
        found.stuck += stuck
        found.stuck_at[at.number] = stuck
        found.never_ends += float(solved.caught[at.states[~dead]].sum())
    if (closed & ~dead).any():
        found.trapped[at.number] = at.keys[closed & ~dead]

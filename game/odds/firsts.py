"""What may happen to a life at several places one after another, counted once for each life.

A loop counts that for its own nodes. It is left where a scene, or a text of the door, has nodes in several stretches of the
graph of which one leads to another: in a story whose lives go back to a scene after the halves have become one, or on from
a loop through the same door. Each such thing is asked for by a walk of its own, which every life leaves when it happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import attrs
import numpy as np

from game.odds.draws import Draw
from game.odds.gathering import FAINT, Gathering, Spread
from game.odds.graph import Graph, Ints
from game.odds.loop_events import alike, any_of, event_of, occasions
from game.odds.loop_states import MOST, Drawn, Exit, draw_loop, every_state, too_large
from game.odds.packing import Bools, Packing, Tables
from game.odds.rounds import TooSlow, solve
from game.odds.walk import Happening, Watched


def in_several(graph: Graph) -> tuple[Happening, ...]:
    """What may happen to a life at one place and then at another, where no one loop has both: what the shares of nodes and
    a walk's `ever` count more than once when they are added up.
    """
    stretch = {node: at for at, loop in enumerate(graph.loops) for node in loop}
    at: defaultdict[Happening, set[int]] = defaultdict(set)
    for number, node in enumerate(graph.nodes):
        if node.enters:
            at["scene", node.scene].add(number)
        for edge in node.edges:
            if edge.choice is not None:
                for name in ("made", "offered", "unoffered"):
                    at[name, edge.choice.id].add(number)
    for which, watch in enumerate(graph.watches):
        least = alike(graph, which)
        for arm in range(len(watch.guards) + 1):
            at["told", least, arm].add(watch.node)
    apart: dict[frozenset[int], bool] = {}
    for nodes in map(frozenset, at.values()):
        if nodes not in apart:
            apart[nodes] = len({stretch.get(node, -1 - node) for node in nodes}) > 1 and _some_lead_on(
                graph, nodes, stretch
            )
    return tuple(happening for happening, nodes in at.items() if apart[frozenset(nodes)])


def _some_lead_on(graph: Graph, nodes: frozenset[int], stretch: Mapping[int, int]) -> bool:
    """Whether one of some nodes leads to one in another stretch."""
    return any(
        stretch.get(other, -1 - other) != stretch.get(node, -1 - node)
        for node in nodes
        for other in nodes & _beyond(graph, node)
    )


def _beyond(graph: Graph, start: int) -> set[int]:
    waiting, found = [start], {start}
    while waiting:
        for edge in graph.nodes[waiting.pop()].edges:
            if edge.to not in found:
                found.add(edge.to)
                waiting.append(edge.to)
    return found


def first_times(
    packing: Packing, draws: Mapping[int, Draw], entry: tuple[int, Spread], happening: Happening, watches: Watched
) -> float:
    """Of all lives, the share in which something happens at least once, at whatever nodes.

    Args:
        packing: the graph, and how its states are numbered.
        draws: how lives choose, at each node where they do.
        entry: the node to begin at, and how lives are spread there.
        happening: what may happen.
        watches: the variant texts told apart; what else than the one asked about is among them does not matter.

    Raises:
        LoopTooLarge: A loop on the way has too many states, or lives stay in it too long.
    """
    graph = packing.graph
    wanted = _watched_for(graph, happening, watches)
    on_the_way = _leading_to(graph, _places(graph, happening))
    gathering = Gathering(packing)
    start, spread = entry
    gathering.add(start, spread.keys, spread.shares)
    share, may = 0.0, False
    for stretch in _stretches(graph):
        here = [number for number in stretch if number in gathering]
        if not on_the_way.intersection(here):
            continue
        entries = {number: gathering.take(number) for number in here}
        tables = {number: Tables(packing, number) for number in stretch}
        goes_round = stretch in graph.loops
        keys = every_state(tables, draws, entries, MOST) if goes_round else {stretch[0]: entries[stretch[0]].keys}
        drawn = draw_loop(tables, draws, keys, entries, wanted)
        happened, some, exits = _let_go(graph, drawn, happening, wanted, keys)
        share, may = share + happened, may or some
        for to, arriving in exits:
            if to in on_the_way:
                gathering.add(to, arriving.keys, arriving.shares)
    return min(1.0, max(share, FAINT)) if may else 0.0


def _let_go(
    graph: Graph, drawn: Drawn, happening: Happening, wanted: Watched, keys: Mapping[int, Ints]
) -> tuple[float, bool, list[tuple[int, Spread]]]:
    """To whom it happens in a stretch, whether it can, and where those come to whom it does not."""
    chain = drawn.chain
    found = [(at, each) for at in drawn.nodes for each in occasions(graph, at, wanted) if each.happening == happening]
    by_edge = {(at.number, each.edge): at.states[each.those] for at, each in found}
    kept = np.ones(len(chain.origin), bool)
    leaves = chain.leaves.copy()
    event = any_of([event_of(drawn, at, each) for at, each in found]) if found else None
    if event is not None:
        kept[event.steps] = False
        leaves[event.states] = True
    cut = attrs.evolve(chain, origin=chain.origin[kept], to=chain.to[kept], share=chain.share[kept], leaves=leaves)
    try:
        times = solve(cut, []).times
    except TooSlow:
        raise too_large(keys) from None
    exits = []
    for exit_ in drawn.exits:
        goes = _goes(exit_, by_edge)
        origin = exit_.origin[goes]
        exits.append((exit_.to, Spread(exit_.keys[goes], np.maximum(times[origin] * exit_.share[goes], FAINT))))
    if event is None:
        return 0.0, False, exits
    return float((times[event.states] * event.shares).sum()), bool(len(event.states)), exits


def _goes(exit_: Exit, by_edge: Mapping[tuple[int, int | None], Ints]) -> Bools:
    """Those who go out by an exit without its having happened to them."""
    goes = np.ones(len(exit_.origin), bool)
    for edge in (None, exit_.edge):
        states = by_edge.get((exit_.node, edge))
        if states is not None:
            goes &= ~np.isin(exit_.origin, states)
    return goes


# ---- where it may happen


def _stretches(graph: Graph) -> Iterator[tuple[int, ...]]:
    loops = {loop[0]: loop for loop in graph.loops}
    inside = {node for loop in graph.loops for node in loop[1:]}
    for number in range(len(graph.nodes)):
        if number not in inside:
            yield loops.get(number, (number,))


def _watched_for(graph: Graph, happening: Happening, watches: Watched) -> Watched:
    """The watches of the text that is asked about."""
    if happening[0] != "told":
        return Watched()
    return Watched(
        {
            node: tuple(each for each in there if alike(graph, each[0]) == happening[1])
            for node, there in watches.at.items()
        }
    )


def _places(graph: Graph, happening: Happening) -> set[int]:
    """The nodes at which something may happen."""
    kind, what = happening[0], happening[1]
    if kind == "told":
        return {watch.node for which, watch in enumerate(graph.watches) if alike(graph, which) == what}
    if kind == "scene":
        return {number for number, node in enumerate(graph.nodes) if node.enters and node.scene == what}
    return {
        number
        for number, node in enumerate(graph.nodes)
        if any(edge.choice is not None and edge.choice.id == what for edge in node.edges)
    }


def _leading_to(graph: Graph, nodes: Iterable[int]) -> set[int]:
    """Those nodes, and all that lead to them."""
    before: defaultdict[int, list[int]] = defaultdict(list)
    for number, node in enumerate(graph.nodes):
        for edge in node.edges:
            before[edge.to].append(number)
    found = set(nodes)
    waiting = list(found)
    while waiting:
        new = [node for node in before[waiting.pop()] if node not in found]
        found.update(new)
        waiting += new
    return found

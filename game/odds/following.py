"""One life in the graph: where a choice leads it, past every junction on the way."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.odds.graph import Graph, Guard, Node

Places = tuple[int, ...]
"""The place of every fact."""


@attrs.frozen
class Standing:
    """Where one life stands."""

    node: int
    places: Places


@attrs.frozen
class Parting:
    """A moment at which a life chose, and each way it might have gone."""

    step: int
    """How many choices it had made before."""
    at: Standing
    chosen: int
    """The edge it took."""
    ways: tuple[tuple[int, Standing], ...]
    """Each edge on offer, and where that leads: to the next place to choose at, or an end."""


def first(graph: Graph) -> Standing:
    """The beginning of every life."""
    return _settled(graph, Standing(graph.start, graph.first))


def partings(graph: Graph, choices: Sequence[str]) -> tuple[Parting, ...]:
    """Every moment at which a life had more than one choice on offer.

    Args:
        graph: the graph.
        choices: the ids of the choices made, going on among them.

    Raises:
        ValueError: One of them was not on offer where it comes.
    """
    here = first(graph)
    found = []
    for step, choice in enumerate(choices):
        node = graph.nodes[here.node]
        offered = [at for at, edge in enumerate(node.edges) if holds(graph, edge.guard, here.places)]
        chosen = next((at for at in offered if _is(node, at, choice)), None)
        if chosen is None:
            raise ValueError(f"`{choice}` is not on offer in `{node.scene}`")
        ways = tuple((at, onward(graph, here, at)) for at in offered)
        if len(offered) > 1:
            found.append(Parting(step, here, chosen, ways))
        here = next(there for at, there in ways if at == chosen)
    return tuple(found)


def _is(node: Node, edge: int, choice: str) -> bool:
    known = node.edges[edge].choice
    return known is not None and known.id == choice


def holds(graph: Graph, guard: Guard | None, places: Places) -> bool:
    """Whether a guard holds for one life."""
    return guard is None or bool(guard.holds(lambda fact: graph.facts[fact].low + places[fact]))


def onward(graph: Graph, here: Standing, edge: int) -> Standing:
    """Where an edge leads: to the next place to choose at, or an end."""
    return _settled(graph, _along(graph, here, edge))


def _along(graph: Graph, here: Standing, edge: int) -> Standing:
    taken = graph.nodes[here.node].edges[edge]
    after = list(here.places)
    for fact, update in taken.updates.items():
        after[fact] = int(update.table[tuple(here.places[source] for source in update.sources)])
    return Standing(taken.to, tuple(after))


def _settled(graph: Graph, here: Standing) -> Standing:
    while graph.nodes[here.node].kind == "follow":
        edges = graph.nodes[here.node].edges
        here = _along(graph, here, next(at for at, edge in enumerate(edges) if holds(graph, edge.guard, here.places)))
    return here

"""Before counting: a graph made ready, and what a pass over it is to tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from game.odds.choosing import Choosing
from game.odds.draws import Draw, draws_of
from game.odds.graph import Graph, Watch
from game.odds.halves import NotParted, Parted, part
from game.odds.live import Asked, Live, all_of, live
from game.odds.packing import Packing
from game.odds.possible import Masks, Possible, possible


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
    asked = attrs.evolve(asked_by(look.draws, watches), last=last)
    found = live(look.graph, look.can, look.masks, asked)
    packing = Packing(look.graph, look.can, found)
    parted = part(look.graph, look.can, found)
    why_not = parted.why if isinstance(parted, NotParted) else None
    return Plan(found, packing, parted if isinstance(parted, Parted) else None, why_not, tuple(watches), last)


def _whole_loop(graph: Graph, last: int) -> int:
    return max((loop[-1] for loop in graph.loops if last in loop), default=last)


def asked_by(draws: Mapping[int, Draw], watches: Sequence[tuple[int, Watch]]) -> Asked:
    """What is asked of a chain by how lives choose in it, and by the texts that are watched."""
    guards = ((watch.node, guard) for _, watch in watches for guard in watch.guards if guard is not None)
    return Asked(all_of(guards), {node: draw.reads for node, draw in draws.items() if draw.reads})

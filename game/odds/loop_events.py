"""What may happen at the nodes of a loop: at each of them, and at any of several that belong to one scene, choice or text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import attrs
import numpy as np

from game.odds.graph import Graph
from game.odds.loop_states import Drawn, LoopNode
from game.odds.packing import Bools
from game.odds.rounds import Event
from game.odds.walk import Happening, Watched

Place = tuple[str, int] | tuple[str, int, int]
"""What happens at one node: `("met", node)`, `("made", node, edge)` and so on, `("told", watch, arm)`."""


@attrs.frozen(eq=False)
class Occasion:
    """Something that may happen at a node."""

    place: Place
    happening: Happening | None
    """What it is wherever it happens, where there may be several places."""
    those: Bools
    """The states of the node in which it may."""
    edge: int | None
    """The edge by whose being followed it does; None where coming there is enough."""


def occasions(graph: Graph, at: LoopNode, watches: Watched) -> Iterator[Occasion]:
    """All that may happen at a node."""
    node, number = graph.nodes[at.number], at.number
    everybody = np.ones(len(at.states), bool)
    yield Occasion(("met", number), ("scene", node.scene) if node.enters else None, everybody, None)
    for which, edge in enumerate(node.edges):
        offered, made = at.offered[which], at.made[which] > 0
        for name, those, by in (("made", made, which), ("offered", offered, None), ("unoffered", ~offered, None)):
            yield Occasion((name, number, which), None if edge.choice is None else (name, edge.choice.id), those, by)
    for which, watch in watches.at.get(number, ()):
        least, by = alike(graph, which), watch.edge if watch.told == "made" else None
        among = everybody if watch.edge is None else at.offered[watch.edge] if by is None else at.made[by] > 0
        for arm, those in enumerate(at.told[which]):
            yield Occasion(("told", which, arm), ("told", least, arm), those & among, by)


def event_of(drawn: Drawn, at: LoopNode, occasion: Occasion) -> Event:
    """An occasion as it concerns the chain."""
    origins = drawn.chain.origin[at.steps]
    steps = occasion.those[origins - at.states[0]] if len(at.states) else np.zeros(0, bool)
    if occasion.edge is None:
        shares = np.ones(int(occasion.those.sum()))
    else:
        steps = steps & (at.step_edges == occasion.edge)
        shares = at.made[occasion.edge, occasion.those]
    return Event(at.states[occasion.those], shares, np.flatnonzero(steps) + at.steps.start)


def any_of(events: list[Event]) -> Event:
    """That one of several events at different nodes happens."""
    if len(events) == 1:
        return events[0]
    columns = zip(*((each.states, each.shares, each.steps) for each in events), strict=True)
    return Event(*(np.concatenate(column) for column in columns))


class Events:
    """Everything that may happen in a loop: at each node, and at any of several."""

    def __init__(self, graph: Graph, drawn: Drawn, watches: Watched) -> None:
        self.listed: list[Event] = []
        self._known: dict[tuple[bytes, bytes, bytes], int] = {}
        self.at: dict[Place, int] = {}
        """The place of each in the list."""
        together: defaultdict[Happening, list[Event]] = defaultdict(list)
        for at in drawn.nodes:
            for occasion in occasions(graph, at, watches):
                event = event_of(drawn, at, occasion)
                self.at[occasion.place] = self._number(event)
                if occasion.happening is not None:
                    together[occasion.happening].append(event)
        self.ever: dict[Happening, int] = {each: self._number(any_of(those)) for each, those in together.items()}
        """Of what may happen at any of several nodes."""

    def _number(self, event: Event) -> int:
        key = event.states.tobytes(), event.shares.tobytes(), event.steps.tobytes()
        if key not in self._known:
            self._known[key] = len(self.listed)
            self.listed.append(event)
        return self._known[key]


def alike(graph: Graph, which: int) -> int:
    """The least number of the watches of the same text, which may be told at several nodes."""
    watch = graph.watches[which]
    same = (number for number, each in enumerate(graph.watches) if each.varied is watch.varied and each.of == watch.of)
    return next(same)

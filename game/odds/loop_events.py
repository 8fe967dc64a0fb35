"""What may happen at the nodes of a loop: at each of them, and at any of several that belong to one scene, choice or text."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from game.odds.graph import Graph, Watch
from game.odds.loop_states import Drawn, LoopNode
from game.odds.packing import Bools
from game.odds.rounds import Event
from game.odds.walk import Happening, Watched

_Place = tuple[str, int] | tuple[str, int, int]
"""What happens at one node: `("met", node)`, `("made", node, edge)` and so on, `("told", watch, arm)`."""


class Events:
    """Everything that may happen in a loop: at each node, and at any of several."""

    def __init__(self, graph: Graph, drawn: Drawn, watches: Watched) -> None:
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

    def _of_node(self, graph: Graph, at: LoopNode) -> None:
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

    def _of_watch(self, graph: Graph, at: LoopNode, which: int, watch: Watch) -> None:
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

    def _come(self, at: LoopNode, those: Bools) -> Event:
        """That one of some states is come to."""
        steps = those[self._origin[at.steps] - at.states[0]] if len(at.states) else np.zeros(0, bool)
        return Event(at.states[those], np.ones(int(those.sum())), np.flatnonzero(steps) + at.steps.start)

    def _made(self, at: LoopNode, edge: int, those: Bools) -> Event:
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

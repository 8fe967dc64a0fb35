"""What is counted of many lives: a row of counters, one for each thing that can happen to a life at a node.

What happens at a node that a life can come to only once is counted as it happens. Where a life may come again, in a loop
or to a scene that has several nodes, a bit for each life says whether it has been counted yet.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.columns import Columns, Tables
from game.odds.graph import Graph, Ints, Watch
from game.odds.packing import Bools

LIVES, STUCK, UNENDED = 0, 1, 2
"""The first counters: how many lives there were, came to where nothing is on offer, and were given up going round."""

Arms = NDArray[Any]

Event = tuple[Hashable, ...]
"""Something that can happen to a life: `("came", node)`, `("made", node, edge)`, `("offered", node, edge)`,
`("told", watch, arm)`; or to whatever has several nodes, `("scene", id)`, `("choice", id)`, `("offer", id)`,
`("text", watches, arm)`.
"""


@attrs.frozen(eq=False)
class Together:
    """What is told or met at several nodes, and is one thing."""

    scenes: Mapping[str, tuple[int, ...]]
    """The nodes of each scene."""
    choices: Mapping[str, tuple[tuple[int, int], ...]]
    """The edges of each choice, by node and place."""
    texts: tuple[tuple[int, ...], ...]
    """The watches of each variant text, by their numbers."""
    repeated: frozenset[int]
    """The nodes at which something may happen to a life that has happened to it before."""


def together(graph: Graph) -> Together:
    """What of a graph is one thing at several nodes."""
    scenes: dict[str, list[int]] = {}
    choices: dict[str, list[tuple[int, int]]] = {}
    for number, node in enumerate(graph.nodes):
        if node.enters:
            scenes.setdefault(node.scene, []).append(number)
        for at, edge in enumerate(node.edges):
            if edge.choice is not None:
                choices.setdefault(edge.choice.id, []).append((number, at))
    texts: dict[tuple[str, int], list[int]] = {}
    for number, watch in enumerate(graph.watches):
        texts.setdefault((watch.of, id(watch.varied)), []).append(number)
    at_once = [*scenes.values(), *([graph.watches[each].node for each in text] for text in texts.values())]
    repeated = {node for loop in graph.loops for node in loop}
    for nodes in at_once:
        if len(set(nodes)) > 1 and _lead_to_each_other(graph, set(nodes)):
            repeated.update(nodes)
    return Together(
        {scene: tuple(nodes) for scene, nodes in scenes.items()},
        {choice: tuple(edges) for choice, edges in choices.items()},
        tuple(tuple(text) for text in texts.values()),
        frozenset(repeated),
    )


def _lead_to_each_other(graph: Graph, nodes: set[int]) -> bool:
    """Whether a life may come to one of these nodes after another."""
    waiting = [edge.to for node in nodes for edge in graph.nodes[node].edges]
    met: set[int] = set()
    while waiting:
        node = waiting.pop()
        if node in nodes:
            return True
        if node not in met:
            met.add(node)
            waiting += [edge.to for edge in graph.nodes[node].edges]
    return False


class Written:
    """Which counter counts what, and what to read from them.

    Args:
        graph: the story.
        one: what of it is one thing at several nodes.
    """

    def __init__(self, graph: Graph, one: Together) -> None:
        self.one = one
        self.length = UNENDED + 1
        """How many counters there are."""
        self.events: list[int] = []
        """The counter of each event that may happen to a life again, by its number."""
        self.events_of: dict[Event, list[int]] = {}
        """The numbers of what happens whenever something happens at one node."""
        self._number: dict[Event, int] = {}
        for number in sorted(one.repeated):
            self._name(graph, number)

    def take(self, count: int) -> int:
        """So many counters more; the first of them."""
        first = self.length
        self.length += count
        return first

    def slot(self, number: int) -> int:
        """The counter of an event."""
        return self.events[number]

    def counter(self, event: Event) -> int | None:
        """The counter of the lives to which something happens, where it may happen to one again; else None."""
        number = self._number.get(event)
        return None if number is None else self.events[number]

    def _name(self, graph: Graph, number: int) -> None:
        node = graph.nodes[number]
        scene = [("scene", node.scene)] if node.enters else []
        self._event(("came", number), *scene)
        for at, edge in enumerate(node.edges):
            made = [] if edge.choice is None else [("choice", edge.choice.id)]
            offered = [] if edge.choice is None else [("offer", edge.choice.id)]
            self._event(("made", number, at), *made)
            self._event(("offered", number, at), *offered)
        for text in self.one.texts:
            for watch in text:
                if graph.watches[watch].node == number:
                    for arm in range(len(graph.watches[watch].guards) + 1):
                        self._event(("told", watch, arm), ("text", text, arm))

    def _event(self, *events: Event) -> None:
        for event in events:
            if event not in self._number:
                self._number[event] = len(self.events)
                self.events.append(self.take(1))
        self.events_of[events[0]] = [self._number[event] for event in events]


class Telling:
    """A variant text at its node.

    Args:
        tables: of the node.
        number: of the watch, among all.
        watch: the text.
    """

    def __init__(self, tables: Tables, number: int, watch: Watch) -> None:
        self.number = number
        self.arms = len(watch.guards) + 1
        """How many arms it has, and one more for those told none."""
        self._tables = tables
        self._guards = watch.guards
        self._group = tables.group_of(watch.guards)
        self._table: Arms = np.zeros(0, np.uint8)
        if self._group is not None:
            group = self._group
            self._table = _arms(
                [None if each is None else tables.holds(each, group) for each in self._guards], tables.size(group)
            )

    def told(self, columns: Columns, which: Ints | None, lives: int) -> Arms:
        """Which arm each of those lives is told."""
        if self._group is not None:
            column = columns[self._group]
            if column is None:
                return np.full(lives, self._table[0])
            return self._table.take(column if which is None else column.take(which))
        part = [None if column is None or which is None else column.take(which) for column in columns]
        value = self._tables.value_in(columns if which is None else part)
        return _arms([None if each is None else np.asarray(each.holds(value), bool) for each in self._guards], lives)


def _arms(held: Sequence[Bools | None], count: int) -> Arms:
    """The first arm that holds; one more than the last where none does."""
    arms = np.full(count, len(held), np.uint8 if len(held) < 256 else np.int64)
    for at in reversed(range(len(held))):
        one = held[at]
        if one is None:
            arms[:] = at
        else:
            arms[np.broadcast_to(one.reshape(-1), (count,))] = at
    return arms


class Once:
    """What has happened to which lives of a batch, for what may happen to them again."""

    def __init__(self, events: int) -> None:
        self._events = events
        self._seen: NDArray[np.bool_] = np.zeros((0, 0), bool)

    def begin(self, lives: int) -> None:
        """Forget all, for so many new lives."""
        if self._events and self._seen.shape != (self._events, lives):
            self._seen = np.zeros((self._events, lives), bool)
        else:
            self._seen[:] = False

    def new(self, event: int, ids: Ints) -> int:
        """How many of these lives it had not happened to, and now has."""
        seen = self._seen[event]
        new = ids[~seen.take(ids)]
        seen[new] = True
        return len(new)

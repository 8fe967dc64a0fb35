"""The halves of a cut life walked apart: each by itself, with what passes between them at the door as all they share.

Before the fold a life is two chains that take turns. What one does depends on the other only through the door's
messages, so for any history h of messages the chance that the halves come to a and b is u_h(a) v_h(b), where u_h and v_h
are found by walking each half alone, letting every message from the other both come and not come. That is exact, and
turns a product of states into a sum. Whether a story is made so is looked at here edge by edge, never taken on trust:
where it is not, the reason is told and the story is walked whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from game.odds.graph import Edge, Graph, Node, Updates, reads_of
from game.odds.live import Live
from game.odds.possible import Possible

SHARED: Final = ""
"""Whose a fact is that belongs to neither half."""


@attrs.frozen
class NotParted:
    """Why the halves cannot be walked apart."""

    why: str


@attrs.frozen(eq=False)
class Chain:
    """One half by itself, up to the fold."""

    half: str
    graph: Graph
    """Its own scenes and the doors between; its one end stands for the fold. Its watches are the whole graph's, at the
    whole graph's nodes.
    """
    original: tuple[int, ...]
    """For each of its nodes, the node of the whole graph."""
    own: frozenset[int]
    """Its nodes at which the half itself does something: all but those where it waits for the other."""
    receives: Mapping[int, int]
    """By its node, the message that comes there, by its fact."""
    end: int


@attrs.frozen(eq=False)
class Parted:
    """A graph taken apart at the fold."""

    fold: int
    """The node at which the halves become one."""
    chains: tuple[Chain, Chain]
    history: tuple[int, ...]
    """The messages, by their facts, in the order in which they pass."""
    sender: Mapping[int, int]
    """Which chain sends each."""


def part(graph: Graph, can: Possible, live: Live) -> Parted | NotParted | None:
    """Take a graph apart, if its halves meet only at the door; None where they never were apart.

    Args:
        graph: the whole graph.
        can: the values that may be in it.
        live: what can still matter in it.
    """
    folds = [number for number, node in enumerate(graph.nodes) if node.folds]
    if not folds:
        return None
    if len(folds) > 1:
        return NotParted("the halves become one in more than one place")
    return _Parting(graph, can, live, folds[0]).part()


class _Parting:
    def __init__(self, graph: Graph, can: Possible, live: Live, fold: int) -> None:
        self.graph, self.can, self.live, self.fold = graph, can, live, fold
        story = graph.story
        assert story.fold is not None
        self.halves = [half for half in story.halves if half != story.fold.into]
        self.owner = [self._owner(at) for at in range(len(graph.facts))]
        self.before = self._before()

    def _owner(self, number: int) -> str:
        half = self.graph.owner(number)
        return half if half in self.halves else SHARED

    def _before(self) -> list[int]:
        """The nodes that come before the fold."""
        leads = {self.fold}
        for number in range(self.fold - 1, -1, -1):
            if any(edge.to in leads for edge in self.graph.nodes[number].edges):
                leads.add(number)
        for loop in self.graph.loops:
            if leads & set(loop):
                leads |= set(loop)
        return sorted(leads - {self.fold})

    def part(self) -> Parted | NotParted | None:
        if not self.before:
            return None
        if len(self.halves) != 2:
            return NotParted("there are not two halves before the fold")
        why = self._what_stands_between()
        if why is not None:
            return NotParted(why)
        messages = self._messages()
        chains = tuple(self._chain(half, messages) for half in self.halves)
        for chain in chains:
            if isinstance(chain, NotParted):
                return chain
        first, second = chains
        assert isinstance(first, Chain)
        assert isinstance(second, Chain)
        order = [fact for _, fact in sorted((number, fact) for number, fact in messages.items())]
        sender = {fact: self.halves.index(self._asker(number)) for number, fact in messages.items()}
        return Parted(self.fold, (first, second), tuple(dict.fromkeys(order)), sender)

    # ---- whether they can be

    def _what_stands_between(self) -> str | None:
        within = {*self.before, self.fold}
        for number in self.before:
            node = self.graph.nodes[number]
            if not node.door and node.half not in self.halves:
                return f"`{node.scene}` is lived by neither half, before they have become one"
            for edge in node.edges:
                if edge.to not in within:
                    there = self.graph.nodes[edge.to]
                    what = f"the ending `{there.ending}`" if there.ending else f"`{there.scene}`"
                    return f"{what} can be come to from `{node.scene}`, before the halves have become one"
                askers = {self.owner[fact] for fact in reads_of(edge.guard)}
                if SHARED in askers or len(askers) > 1:
                    return f"a condition at `{node.scene}` asks about more than one half"
                if not node.door and {self.owner[fact] for fact in reads_of(edge.guard)} - {node.half}:
                    return f"a condition at `{node.scene}` asks about another half"
                if any(self.owner[fact] == SHARED for fact in edge.updates):
                    return f"something at `{node.scene}` changes what belongs to the whole"
        return None

    # ---- messages

    def _asker(self, number: int) -> str:
        """The half whose facts decide at a door node."""
        asked = reads_of(self.graph.nodes[number].edges[0].guard)
        return self.owner[next(iter(asked))] if asked else SHARED

    def _messages(self) -> dict[int, int]:
        """The door nodes at which one half learns something of the other, and the message's fact."""
        found = {}
        for number in self.before:
            node = self.graph.nodes[number]
            if not node.door or node.edges[0].message is None or len(self._open(number)) < 2:
                continue
            fact = self.graph.fact_named(node.edges[0].message)
            if self.owner[fact] != self._asker(number) and self._matters(number, fact):
                found[number] = fact
        return found

    def _open(self, number: int) -> list[Edge]:
        """The edges of a node that some life may follow."""
        return [edge for edge, may in zip(self.graph.nodes[number].edges, self.can.through[number], strict=True) if may]

    def _matters(self, number: int, message: int) -> bool:
        """Whether it makes a difference to the half that receives it."""
        sent, unsent = self.graph.nodes[number].edges
        if sent.to != unsent.to:
            return True
        if message in self.live.at[sent.to]:
            return True
        return not _same(sent.updates, unsent.updates, but=message)

    # ---- a chain

    def _chain(self, half: str, messages: Mapping[int, int]) -> Chain | NotParted:
        order, new = self._order(half)
        made: list[Node] = []
        receives: dict[int, int] = {}
        own = set()
        for at, number in enumerate(order):
            node = self.graph.nodes[number]
            seen = self._seen(number, half, new, messages)
            if isinstance(seen, NotParted):
                return seen
            made.append(seen)
            if seen.kind == "receive":
                receives[at] = messages[number]
            elif node.half == half if not node.door else self._asker(number) in (half, SHARED):
                own.add(at)
        made.append(attrs.evolve(self.graph.nodes[self.fold], kind="end", edges=()))
        graph = attrs.evolve(
            self.graph,
            nodes=tuple(made),
            loops=tuple(tuple(new[each] for each in loop) for loop in self.graph.loops if self._is_of(loop, half)),
            start=new[self.graph.start],
        )
        return Chain(half, graph, (*order, self.fold), frozenset(own), receives, len(order))

    def _order(self, half: str) -> tuple[list[int], dict[int, int]]:
        """The nodes of one half's chain, and for every node before the fold the chain's node it is, or is passed over in."""
        order: list[int] = []
        waits: dict[str, int] = {}
        new: dict[int, int] = {self.fold: 0}
        for number in self.before:
            node = self.graph.nodes[number]
            if not node.door and node.half != half:
                if node.part in waits:
                    new[number] = waits[node.part]
                    continue
                waits[node.part] = len(order)
            new[number] = len(order)
            order.append(number)
        new[self.fold] = len(order)
        return order, new

    def _seen(self, number: int, half: str, new: Mapping[int, int], messages: Mapping[int, int]) -> Node | NotParted:
        """A node as one half sees it."""
        node = self.graph.nodes[number]
        if not node.door and node.half != half:
            return self._waits(node.part, half, new)
        if not node.door or self._asker(number) in (half, SHARED):
            sent = messages.get(number)
            return attrs.evolve(node, edges=tuple(self._edge(edge, half, new, sent) for edge in node.edges))
        if number in messages:
            edges = (attrs.evolve(self._edge(edge, half, new, None), guard=None) for edge in node.edges)
            return attrs.evolve(node, kind="receive", edges=tuple(edges))
        return self._passes(number, half, new)

    def _is_of(self, loop: Iterable[int], half: str) -> bool:
        return all(number in self.before and self.graph.nodes[number].half == half for number in loop)

    def _edge(self, edge: Edge, half: str, new: Mapping[int, int], kept: int | None) -> Edge:
        """An edge as one half sees it: what it does to that half, and the message it sends."""
        updates = {fact: update for fact, update in edge.updates.items() if self.owner[fact] == half or fact == kept}
        return attrs.evolve(edge, updates=updates, to=new[edge.to])

    def _mine(self, edge: Edge, half: str) -> Updates:
        return {fact: update for fact, update in edge.updates.items() if self.owner[fact] == half}

    def _waits(self, part: str, half: str, new: Mapping[int, int]) -> Node | NotParted:
        """A stretch of the other half's, which comes out the same way however it is lived."""
        inside = {number for number in self.before if self._belongs(number, part)}
        leaving = [
            edge for number in sorted(inside) for edge in self.graph.nodes[number].edges if edge.to not in inside
        ]
        to = {edge.to for edge in leaving}
        scene = self.graph.nodes[min(inside)].scene
        if len(to) != 1:
            return NotParted(f"`{part}` ends in more than one way, and the other half would know which")
        (out,) = to
        seen = self._is(half) & self.live.at[out].keys()
        if any(not _same(leaving[0].updates, edge.updates, of=seen) for edge in leaving):
            return NotParted(f"`{part}` ends in more than one way, and the other half would know which")
        edge = Edge(None, self._mine(leaving[0], half), new[out])
        return Node("follow", scene, half, part, (edge,))

    def _belongs(self, number: int, part: str) -> bool:
        node = self.graph.nodes[number]
        return not node.door and node.part == part

    def _passes(self, number: int, half: str, new: Mapping[int, int]) -> Node | NotParted:
        """A door node at which only the other half is concerned."""
        node = self.graph.nodes[number]
        ways = [self._through(edge, half) for edge in self._open(number) or self.graph.nodes[number].edges]
        for to, updates in ways[-1]:
            seen = frozenset(self.live.at[to])
            if all(any(each[0] == to and _same(each[1], updates, of=seen) for each in way) for way in ways):
                return attrs.evolve(node, edges=(Edge(None, updates, new[to]),))
        return NotParted(f"what happens to one half before `{node.scene}` depends on the other")

    def _through(self, edge: Edge, half: str) -> list[tuple[int, Updates]]:
        """Where an edge comes out, there and past what is only told there, and what it does to a half."""
        ways = [(edge.to, self._mine(edge, half))]
        there = self.graph.nodes[edge.to]
        while there.door and len(there.edges) == 1 and not ways[-1][1] and there.edges[0].message is None:
            (edge,) = there.edges
            ways.append((edge.to, self._mine(edge, half)))
            there = self.graph.nodes[edge.to]
        return ways

    def _is(self, half: str) -> frozenset[int]:
        return frozenset(fact for fact, owner in enumerate(self.owner) if owner == half)


def _same(one: Updates, other: Updates, *, but: int | None = None, of: frozenset[int] | None = None) -> bool:
    """Whether two edges do the same, apart from one fact, or to some facts."""
    facts = {fact for fact in (*one, *other) if fact != but and (of is None or fact in of)}
    for fact in facts:
        first, second = one.get(fact), other.get(fact)
        if first is None or second is None or not first.is_like(second):
            return False
    return True

"""What can still matter at each node: the facts that are live there, and which of their values differ.

A fact is live where some guard ahead looks at it before it is set anew. Two of its values are one class where every
condition at the node agrees on them and every edge leads them to one class: worked out backwards for each fact by itself,
which makes the product of the classes a bisimulation of the chain (Paige and Tarjan, "Three partition refinement
algorithms", SIAM Journal on Computing 16:6, 1987, for the general case; with an order to walk in, one sweep is enough). So
nothing that can be asked of the chain is lost when states of one class are counted together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Any

import attrs
import numpy as np

from game.odds.graph import Graph, Guard, Ints, Update, reads_of
from game.odds.possible import TOGETHER, WIDE, Masks, Possible, bits, marks
from game.story.condition import And, Condition, Not, Or, reads


@attrs.frozen(eq=False)
class Classes:
    """The values of one fact at one node, sorted into classes."""

    of: Ints
    """The class of each place; of a place that cannot be, nought."""
    representative: Ints
    """A place of each class."""

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.representative)


@attrs.frozen(eq=False)
class Live:
    """What can still matter, at every node."""

    at: tuple[Mapping[int, Classes], ...]
    """For each node, the classes of each live fact, in the order of the facts."""

    def domain(self, node: int) -> float:
        """How many states there could be at a node, were every class met with every other."""
        return float(np.prod([float(classes.count) for classes in self.at[node].values()]))


@attrs.frozen(eq=False)
class Asked:
    """What is asked of the chain beyond its guards."""

    guards: Mapping[int, tuple[Guard, ...]]
    """By node: conditions whose truth is to be told there."""
    kept: Mapping[int, frozenset[int]]
    """By node: facts whose every value is to be told apart there."""
    settled: Mapping[int, Mapping[int, Classes]] = attrs.field(factory=dict)
    """By node: classes that are to be told apart there, whatever follows."""
    last: int | None = None
    """The last node at which anything is asked; every one when left out."""


NOTHING = Asked({}, {})


def live(graph: Graph, can: Possible, masks: Masks, asked: Asked = NOTHING) -> Live:
    """The live facts of every node and their classes.

    Args:
        graph: the graph.
        can: the values that may be.
        masks: the masks of its conditions.
        asked: what is asked beyond what steers.
    """
    classes: list[dict[int, Classes]] = [{} for _ in graph.nodes]
    loops = {loop[-1]: loop for loop in graph.loops}
    number = len(graph.nodes) - 1
    while number >= 0:
        stretch = loops.get(number, (number,))
        before: object = None
        while before is None or before != _shape(classes, stretch):
            before = _shape(classes, stretch)
            for each in reversed(stretch):
                if can.at[each] is not None and (asked.last is None or each <= asked.last):
                    classes[each] = _node(graph, can, masks, asked, each, classes=classes)
            if len(stretch) == 1 and number not in loops:
                break
        number = stretch[0] - 1
    return Live(tuple(classes))


def _shape(classes: list[dict[int, Classes]], stretch: Iterable[int]) -> object:
    return [[(fact, each.count) for fact, each in classes[number].items()] for number in stretch]


def _node(
    graph: Graph, can: Possible, masks: Masks, asked: Asked, number: int, *, classes: list[dict[int, Classes]]
) -> dict[int, Classes]:
    node, here = graph.nodes[number], can.at[number]
    assert here is not None
    kept = asked.kept.get(number, frozenset())
    guards = [*asked.guards.get(number, ())]
    edges = [edge for edge, may in zip(node.edges, can.through[number], strict=True) if may]
    guards += [edge.guard for edge in edges if edge.guard is not None]
    wanted = set(kept).union(*(reads_of(guard) for guard in guards))
    for edge in edges:
        for fact in classes[edge.to]:
            update = edge.updates.get(fact)
            wanted.update((fact,) if update is None else update.sources)
    conditions = _by_fact(guards, masks)
    into = _sources(edges, classes)
    settled = asked.settled.get(number, {})
    found = {}
    for fact in sorted(wanted | settled.keys()):
        places = bits(here[fact])
        if fact in kept or conditions.get(fact) == "all":
            found[fact] = _apart(places, graph.facts[fact].size)
            continue
        asks: list[Ints] = [marks(mask, graph.facts[fact].size)[places] for mask in conditions.get(fact, ())]
        if fact in settled:
            asks.append(settled[fact].of[places])
        for edge in edges:
            there = classes[edge.to].get(fact)
            update = edge.updates.get(fact)
            if there is not None and (update is None or update.sources == (fact,)):
                following = places if update is None else update.table[places,]
                asks.append(there.of[following])
        asks += (_through(update, there, fact, places, here) for update, there in into.get(fact, ()))
        found[fact] = _sorted(np.array(places, np.int64), asks, graph.facts[fact].size)
    return found


def _sources(edges: list[Any], classes: list[dict[int, Classes]]) -> dict[int, list[tuple[Update, Classes]]]:
    """For each fact, the tables by which others are made from it, and the classes of what they make."""
    into: dict[int, list[tuple[Update, Classes]]] = {}
    for edge in edges:
        for fact, update in edge.updates.items():
            there = classes[edge.to].get(fact)
            if there is not None and update.sources and update.sources != (fact,):
                for source in update.sources:
                    into.setdefault(source, []).append((update, there))
    return into


def _through(update: Update, there: Classes, fact: int, places: list[int], here: tuple[int, ...]) -> Ints:
    """What becomes of each value of a fact, beside every value the other sources may have: the same number for those of which
    the same becomes. Where there are too many to look at, each is held to be different, which is never wrong.
    """
    each = [places if source == fact else bits(here[source]) for source in update.sources]
    if prod(map(len, each)) > TOGETHER:
        return np.arange(len(places))
    made = there.of[update.table[np.ix_(*each)]]
    rows = np.moveaxis(made, update.sources.index(fact), 0).reshape(len(places), -1)
    return np.unique(rows, axis=0, return_inverse=True)[1].ravel()


def _by_fact(guards: Iterable[Guard], masks: Masks) -> dict[int, Any]:
    """For each fact, the masks of the conditions on it alone; `all` where it is weighed together with others."""
    found: dict[int, Any] = {}
    for guard in guards:
        for condition in _alone(guard.condition):
            one = masks.of(guard, condition)
            if one is not None:
                fact, mask = one
                if found.get(fact) != "all":
                    found.setdefault(fact, []).append(mask)
                continue
            for key in reads(condition):
                found[guard.facts[key]] = "all"
    return found


def _alone(condition: Condition) -> Iterator[Condition]:
    """The largest conditions in it that look at one fact each, or that weigh several together."""
    if len(reads(condition)) > 1:
        if isinstance(condition, Not):
            yield from _alone(condition.operand)
            return
        if isinstance(condition, And | Or):
            yield from _alone(condition.left)
            yield from _alone(condition.right)
            return
    yield condition


def _apart(places: list[int], size: int) -> Classes:
    of = np.zeros(size, np.int64)
    of[places] = np.arange(len(places))
    return Classes(of, np.array(places, np.int64))


def _sorted(places: Ints, asks: Sequence[Ints], size: int) -> Classes:
    """Classes numbered as they first come, so that they follow the values: two places are of one class where all that is asked
    finds the same.
    """
    if len(places) <= WIDE:
        return _sorted_by_hand(places.tolist(), [each.tolist() for each in asks], size)
    found = np.zeros(len(places), np.int64)
    for answers in asks:
        # Two numbers made one, and kept small: there are never more of them than places.
        _, found = np.unique(found * (int(answers.max()) + 1) + answers, return_inverse=True)
    _, first, which = np.unique(found, return_index=True, return_inverse=True)
    come = np.empty(len(first), np.int64)
    come[np.argsort(first, kind="stable")] = np.arange(len(first))
    of = np.zeros(size, np.int64)
    of[places] = come[which]
    return Classes(of, places[np.sort(first)])


def _sorted_by_hand(places: list[int], asks: Sequence[Sequence[int]], size: int) -> Classes:
    """The same of a few places, for which arrays take longer."""
    known: dict[tuple[int, ...], int] = {}
    of = np.zeros(size, np.int64)
    first: list[int] = []
    for place, signature in zip(places, zip(*asks, strict=True) if asks else [()] * len(places), strict=True):
        at = known.setdefault(signature, len(known))
        if at == len(first):
            first.append(place)
        of[place] = at
    return Classes(of, np.array(first, np.int64))


def all_of(guards: Iterable[tuple[int, Guard]]) -> dict[int, tuple[Guard, ...]]:
    """Guards by their node."""
    found: dict[int, tuple[Guard, ...]] = {}
    for node, guard in guards:
        found[node] = (*found.get(node, ()), guard)
    return found

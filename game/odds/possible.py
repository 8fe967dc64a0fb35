"""Which values each fact may hold at each node, each fact looked at by itself: more than can be, never less.

A flag that nothing has set yet has one value; a meter that moves in twos has half of its range. So what this finds
impossible is impossible, in a story of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Final

import attrs
import numpy as np

from game.odds.graph import Edge, Fact, Graph, Guard, Ints, Update
from game.story.condition import And, Condition, Not, Or, reads

WIDE: Final = 64
"""Of more places than these, arrays are faster."""
TOGETHER: Final = 1 << 22
"""Of how many facts' values together, at most, every combination is looked at."""
Mask = int
"""A set of places of a fact, a bit each."""


@attrs.frozen(eq=False)
class Possible:
    """The values that may be."""

    at: tuple[tuple[Mask, ...] | None, ...]
    """For each node, a mask for each fact; None where nothing leads."""
    through: tuple[tuple[bool, ...], ...]
    """For each node, whether each of its edges may be followed."""

    def places(self, node: int, fact: int) -> list[int]:
        """The places a fact may be at, rising."""
        masks = self.at[node]
        return [] if masks is None else bits(masks[fact])


def bits(mask: Mask) -> list[int]:
    """The places in a mask, rising."""
    if mask.bit_length() > WIDE:
        written = np.frombuffer(mask.to_bytes((mask.bit_length() + 7) // 8, "little"), np.uint8)
        told: list[int] = np.flatnonzero(np.unpackbits(written, bitorder="little")).tolist()
        return told
    found = []
    while mask:
        least = mask & -mask
        found.append(least.bit_length() - 1)
        mask ^= least
    return found


def mask_of(places: Ints) -> Mask:
    """The mask that has those places, in any order."""
    marks = np.zeros(int(places.max()) + 1 if len(places) else 0, np.uint8)
    marks[places] = 1
    return int.from_bytes(np.packbits(marks, bitorder="little").tobytes(), "little")


def marks(mask: Mask, size: int) -> Ints:
    """For each place, 1 where the mask has it."""
    written = np.frombuffer((mask & ((1 << size) - 1)).to_bytes((size + 7) // 8, "little"), np.uint8)
    return np.unpackbits(written, count=size, bitorder="little").astype(np.int64)


class Masks:
    """The masks of conditions that look at one fact, worked out once."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self._facts = facts
        self._known: dict[tuple[int, int], Mask] = {}

    def of(self, guard: Guard, condition: Condition) -> tuple[int, Mask] | None:
        """The one fact a condition looks at, and the places at which it holds; None where it looks at none or several."""
        keys = reads(condition)
        if len(keys) != 1:
            return None
        (key,) = keys
        number = guard.facts[key]
        known = (id(condition), number)
        if known not in self._known:
            self._known[known] = _where_it_holds(condition, key, self._facts[number])
        return number, self._known[known]

    def narrowed(self, guard: Guard | None, masks: tuple[Mask, ...], *, held: bool = True) -> tuple[Mask, ...] | None:
        """The masks of those for whom a guard held, or did not; None where there are none."""
        if guard is None:
            return masks if held else None
        after = list(masks)
        for condition, wanted in _together(guard.condition, held=held):
            found = self.of(guard, condition)
            if found is None:
                continue
            fact, mask = found
            after[fact] &= mask if wanted else ~mask
            if not after[fact]:
                return None
        if len(guard.facts) > 1 and self._is_settled_against(guard, after, held=held):
            return None
        return tuple(after)

    def _is_settled_against(self, guard: Guard, masks: list[Mask], *, held: bool) -> bool:
        """Whether all its facts have one value each, and those say otherwise."""
        if any(masks[fact] & (masks[fact] - 1) for fact in guard.facts.values()):
            return False
        values = {fact: self._facts[fact].low + bits(masks[fact])[0] for fact in guard.facts.values()}
        return bool(guard.holds(values.__getitem__)) is not held


def _where_it_holds(condition: Condition, key: str, fact: Fact) -> Mask:
    if fact.size > WIDE:
        held = np.asarray(condition.evaluate({key: fact.low + np.arange(fact.size)}) != 0)
        return mask_of(np.flatnonzero(np.broadcast_to(held, (fact.size,))))
    return sum(bool(condition.evaluate({key: fact.low + place})) << place for place in range(fact.size))


def _together(condition: Condition, *, held: bool) -> Iterator[tuple[Condition, bool]]:
    """Conditions that all must hold, or fail, for this one to hold, or fail."""
    if isinstance(condition, Not):
        yield from _together(condition.operand, held=not held)
    elif isinstance(condition, And if held else Or):
        yield from _together(condition.left, held=held)
        yield from _together(condition.right, held=held)
    yield condition, held


def possible(graph: Graph, masks: Masks, entries: tuple[Mask, ...] | None = None) -> Possible:
    """The values that may be at every node, from the graph's start.

    Args:
        graph: the graph.
        masks: the masks of its conditions.
        entries: what may be at the start, where that is more than the graph's first values.
    """
    nodes = graph.nodes
    at: list[tuple[Mask, ...] | None] = [None] * len(nodes)
    through: list[list[bool]] = [[False] * len(node.edges) for node in nodes]
    at[graph.start] = entries or tuple(1 << place for place in graph.first)
    waiting = {graph.start}
    for stretch in _stretches(graph):
        again = True
        while again:
            again = False
            for number in stretch:
                if number not in waiting:
                    continue
                waiting.discard(number)
                for there in _go_on(graph, masks, number, at, through[number]):
                    waiting.add(there)
                    again = again or there in stretch
    return Possible(tuple(at), tuple(tuple(each) for each in through))


def _stretches(graph: Graph) -> Iterator[range]:
    """The nodes in order, those that go round together."""
    loops = {loop[0]: len(loop) for loop in graph.loops}
    number = 0
    while number < len(graph.nodes):
        length = loops.get(number, 1)
        yield range(number, number + length)
        number += length


def _go_on(
    graph: Graph, masks: Masks, number: int, at: list[tuple[Mask, ...] | None], through: list[bool]
) -> Iterator[int]:
    """Follow each edge of a node, and say which nodes have become wider."""
    node, here = graph.nodes[number], at[number]
    assert here is not None
    left: tuple[Mask, ...] | None = here
    for which, edge in enumerate(node.edges):
        if left is None:
            return
        going = masks.narrowed(edge.guard, left)
        if node.kind == "follow":
            left = masks.narrowed(edge.guard, left, held=False)
        if going is None:
            continue
        through[which] = True
        arriving = _moved(edge, going)
        there = at[edge.to]
        wider = arriving if there is None else tuple(a | b for a, b in zip(there, arriving, strict=True))
        if wider != there:
            at[edge.to] = wider
            yield edge.to


def _moved(edge: Edge, masks: tuple[Mask, ...]) -> tuple[Mask, ...]:
    if not edge.updates:
        return masks
    after = list(masks)
    for fact, update in edge.updates.items():
        after[fact] = _image(update, masks)
    return tuple(after)


def _image(update: Update, masks: tuple[Mask, ...]) -> Mask:
    if not update.sources:
        return 1 << update.given
    mask = 0
    places = [bits(masks[source]) for source in update.sources]
    if len(places) == 1 and len(places[0]) > WIDE:
        return mask_of(update.table[places[0],])
    if len(places) == 1:
        for place in places[0]:
            mask |= 1 << int(update.table[place,])
        return mask
    if prod(map(len, places)) > TOGETHER:
        # What they make never falls where one of them rises, so all of it lies between the least and the most of each.
        least, most = (int(update.table[tuple(each[end] for each in places)]) for end in (0, -1))
        return (1 << most + 1) - (1 << least)
    chosen = update.table[np.ix_(*places)]
    if chosen.size > WIDE:
        return mask_of(chosen.ravel())
    for place in set(chosen.ravel().tolist()):
        mask |= 1 << int(place)
    return mask

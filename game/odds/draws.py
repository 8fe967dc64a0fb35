"""How often each choice on offer is made, in many states at once: ways of choosing, over columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import lcm

import numpy as np
from numpy.typing import NDArray

from game.odds.choosing import Choosing, moves
from game.odds.graph import Graph, Ints, Node
from game.odds.packing import Bools

Floats = NDArray[np.float64]
Shares = float | Floats
"""Of those who may make a choice, the share that makes it: for all alike, or for each state."""


class Draw:
    """How lives choose at one node."""

    def __init__(self, graph: Graph, node: Node, choosing: Choosing) -> None:
        choices = [edge.choice for edge in node.edges]
        assert all(choice is not None for choice in choices)
        self._known = [choice for choice in choices if choice is not None]
        self._ranks = [choosing.rank(choice) for choice in self._known]
        self._weights = [choosing.weight(choice) for choice in self._known]
        self._sign = {"highest": 1, "lowest": -1}.get(choosing.follows or "", 0)
        self._meters: list[tuple[str, int, int, int]] = []
        if self._sign and len(self._known) > 1:
            self._meters = _meters(graph, node.half)
        self.is_even = not self._meters and len(set(self._ranks)) == 1 and set(self._weights) == {1.0}

    @property
    def reads(self) -> frozenset[int]:
        """The facts it looks at."""
        return frozenset(number for _, number, _, _ in self._meters)

    def shares(
        self, offered: Sequence[Bools | None], value: Callable[[int], Ints], count: int
    ) -> tuple[list[Shares], Bools | None]:
        """For each choice, the share that makes it where it is on offer, and the states in which nothing is on offer
        (None where there is no such state).

        Args:
            offered: for each choice, where it is on offer; None for everywhere.
            value: the value of a fact, in each state.
            count: how many states there are.
        """
        if self.is_even and all(each is None for each in offered):
            return [1.0 / len(offered)] * len(offered), None
        if self.is_even:
            many = np.full(count, sum(each is None for each in offered), np.int64)
            for each in offered:
                if each is not None:
                    many += each
            nothing = many == 0 if not any(each is None for each in offered) else None
            return [_RECIPROCALS[many] if len(offered) < len(_RECIPROCALS) else 1.0 / np.maximum(many, 1)] * len(
                offered
            ), nothing
        return self._weighed(offered, value, count)

    def _weighed(
        self, offered: Sequence[Bools | None], value: Callable[[int], Ints], count: int
    ) -> tuple[list[Shares], Bools | None]:
        on = np.stack([np.ones(count, bool) if each is None else each for each in offered])
        ranks = np.array(self._ranks, np.int64)[:, None]
        if self._meters:
            ranks = ranks * _FIRST + self._followed(value, count)
        far = np.iinfo(np.int64).max
        least = np.where(on, ranks, far).min(axis=0)
        drawn = on & (ranks == least)
        weights = np.where(drawn, np.array(self._weights)[:, None], 0.0)
        total = weights.sum(axis=0)
        even = total == 0
        if even.any():
            weights[:, even] = drawn[:, even]
            total = weights.sum(axis=0)
        nothing = total == 0
        shares = weights / np.where(nothing, 1.0, total)
        return list(shares), nothing if nothing.any() else None

    def _followed(self, value: Callable[[int], Ints], count: int) -> Ints:
        """The rank of each choice in each state: the less, the more it raises the meter now highest, or lowest."""
        heights = np.stack(
            [self._sign * scale * (value(number).astype(np.int64) - low) for _, number, low, scale in self._meters]
        )
        is_top = heights == heights.max(axis=0)
        ranks = np.empty((len(self._known), count), np.int64)
        for at, choice in enumerate(self._known):
            added = moves(choice)
            raised = np.array([added.get(meter, 0) for meter, *_ in self._meters], np.int64)
            ranks[at] = -np.where(is_top, raised[:, None], np.iinfo(np.int64).min // 2).max(axis=0)
        return ranks


def draws_of(graph: Graph, choosing: Choosing) -> dict[int, Draw]:
    """How lives choose, at each node of a graph where they do."""
    return {number: Draw(graph, node, choosing) for number, node in enumerate(graph.nodes) if node.kind == "choose"}


_FIRST = 1 << 40
"""What is wanted comes before what is followed: more than any rank by the meters differs from another."""

_RECIPROCALS = np.array([0.0, *(1.0 / many for many in range(1, 33))])


def _meters(graph: Graph, half: str) -> list[tuple[str, int, int, int]]:
    """Each meter of a half: its fact, its low end, and what brings all to one scale. A meter that cannot move stands
    at the foot of its range.
    """
    readings = [(at, fact) for at, fact in enumerate(graph.facts) if fact.meter is not None and fact.half == half]
    whole = lcm(*(max(1, fact.size - 1) for _, fact in readings))
    return [(fact.meter or "", at, fact.low, whole // max(1, fact.size - 1)) for at, fact in readings]

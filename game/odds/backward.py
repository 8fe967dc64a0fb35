"""How likely each ending is from every state: worked out backwards, from the endings, over states that a walk has kept.

What a state is worth is the mean of what its ways on are worth, each as often as it is taken (Kemeny and Snell, "Finite
Markov Chains", 1960, chapter 3). Nodes are let go as soon as nothing that comes before them is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from game.odds.budget import Spending
from game.odds.draws import Draw, Floats
from game.odds.flows import flows
from game.odds.graph import Ints
from game.odds.packing import Packing, Tables
from game.odds.walk import Walk

BLOCK = 1 << 15
"""States worked out at a time."""

Wanted = Mapping[int, Sequence[int]]
"""By node, the states whose worth is wanted, by their numbers."""
Worth = dict[tuple[int, int], Floats]
"""By node and state: how likely each ending is from there."""


def worth(
    packing: Packing,
    draws: Mapping[int, Draw],
    found: Walk,
    *,
    endings: Sequence[str],
    wanted: Wanted,
    spending: Spending | None = None,
) -> Worth:
    """How likely each ending is from some states.

    Args:
        packing: how states are numbered.
        draws: how lives choose.
        found: a walk that kept its states, without loops.
        endings: the endings, in order.
        wanted: the states asked about, all among those kept.
        spending: is told how far it has come.
    """
    graph = packing.graph
    earliest: dict[int, int] = {}
    for number in sorted(found.keys, reverse=True):
        earliest |= {edge.to: number for edge in graph.nodes[number].edges}
    known: dict[int, _Known] = {}
    answers: Worth = {}
    for number in sorted(found.keys, reverse=True):
        here = _Known(found.keys[number], packing.domain[number], len(endings))
        ending = graph.nodes[number].ending
        if ending is not None:
            here.worth[:, endings.index(ending)] = 1.0
        else:
            _gather(Tables(packing, number), draws.get(number), here, known)
        known[number] = here
        for key in wanted.get(number, ()):
            answers[number, key] = here.of(np.array([key], np.int64))[0]
        for done in [each for each in known if earliest.get(each, -1) >= number and each != number]:
            del known[done]
        if spending is not None:
            spending.say(1 - number / len(graph.nodes))
    return answers


def _gather(tables: Tables, draw: Draw | None, here: _Known, known: Mapping[int, _Known]) -> None:
    """Add up what the ways on from one node are worth."""
    for begin in range(0, len(here.keys), BLOCK):
        digits = tables.digits(here.keys[begin : begin + BLOCK])
        block = here.worth[begin : begin + BLOCK]
        for flow in flows(tables, draw, digits, None):
            there = known[tables.node.edges[flow.edge].to]
            following = there.of(tables.move(flow.edge, digits, flow.chosen))
            following *= flow.share if isinstance(flow.share, float) else flow.share[:, None]
            if flow.chosen is None:
                block += following
            else:
                block[flow.chosen] += following


class _Known:
    """What each state of one node is worth."""

    def __init__(self, keys: Ints, domain: int, endings: int) -> None:
        self.keys = keys
        self.worth: Floats = np.zeros((len(keys), endings))
        self._place: NDArray[np.int32] | None = None
        if domain <= 16 * len(keys):
            self._place = np.zeros(domain, np.int32)
            self._place[keys] = np.arange(len(keys), dtype=np.int32)

    def of(self, keys: Ints) -> Floats:
        """The worth of some of them."""
        rows = np.searchsorted(self.keys, keys) if self._place is None else self._place[keys]
        found: Floats = self.worth[rows]
        return found

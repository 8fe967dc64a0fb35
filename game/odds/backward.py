"""How likely each ending is from every state: worked out backwards, from the endings, over states that a walk has kept.

What a state is worth is the mean of what its ways on are worth, each as often as it is taken (Kemeny and Snell, "Finite
Markov Chains", 1960, chapter 3). Nodes are let go as soon as nothing that comes before them is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from game.odds.draws import Draw, Floats
from game.odds.graph import Ints
from game.odds.packing import Packing, Tables
from game.odds.walk import Walk, flows

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
    endings: Sequence[str],
    wanted: Wanted,
    note: Callable[[int], None] | None = None,
) -> Worth:
    """How likely each ending is from some states.

    Args:
        packing: how states are numbered.
        draws: how lives choose.
        found: a walk that kept its states, without loops.
        endings: the endings, in order.
        wanted: the states asked about, all among those kept.
        note: told each node that is done.
    """
    graph = packing.graph
    earliest: dict[int, int] = {}
    for number in found.keys:
        for edge in graph.nodes[number].edges:
            earliest[edge.to] = min(earliest.get(edge.to, number), number)
    values: dict[int, Floats] = {}
    rows: dict[int, _Rows] = {}
    answers: Worth = {}
    for number in sorted(found.keys, reverse=True):
        keys = found.keys[number]
        node = graph.nodes[number]
        value = np.zeros((len(keys), len(endings)))
        if node.ending is not None:
            value[:, endings.index(node.ending)] = 1.0
        else:
            tables = Tables(packing, number)
            for begin in range(0, len(keys), BLOCK):
                digits = tables.digits(keys[begin : begin + BLOCK])
                block = value[begin : begin + BLOCK]
                for flow in flows(tables, draws.get(number), digits, None):
                    to = node.edges[flow.edge].to
                    following = values[to][rows[to](tables.move(flow.edge, digits, flow.chosen))]
                    following *= flow.share if isinstance(flow.share, float) else flow.share[:, None]
                    if flow.chosen is None:
                        block += following
                    else:
                        block[flow.chosen] += following
        values[number] = value
        rows[number] = _Rows(keys, packing.domain[number])
        for key in wanted.get(number, ()):
            answers[number, key] = value[rows[number](np.array([key], np.int64))[0]].copy()
        for done in [each for each in values if earliest.get(each, -1) >= number and each != number]:
            del values[done], rows[done]
        if note is not None:
            note(number)
    return answers


class _Rows:
    """The place of each state among those kept."""

    def __init__(self, keys: Ints, domain: int) -> None:
        self._keys = keys
        self._place: NDArray[np.int32] | None = None
        if domain <= 16 * len(keys):
            self._place = np.zeros(domain, np.int32)
            self._place[keys] = np.arange(len(keys), dtype=np.int32)

    def __call__(self, keys: Ints) -> Ints:
        return np.searchsorted(self._keys, keys) if self._place is None else self._place[keys]

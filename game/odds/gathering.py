"""Lives spread over the states of a node, and the gathering of those who come there from several places: equal states are
added up, in an array as long as the node's domain where that is small enough, by sorting where not.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from game.odds.draws import Floats
from game.odds.graph import Ints
from game.odds.packing import Packing

DENSE = 1 << 25
"""The longest array in which states are added up."""

_SPARSE = 32
"""How many times as long as what arrives such an array may be, before sorting is quicker."""

_TO_SORT = 40
"""How many bytes it takes, besides its number and its share, to sort a state among others."""

FAINT = 1e-250
"""What a share is raised to that would otherwise vanish below what a float can hold."""


@attrs.frozen(eq=False)
class Spread:
    """Lives spread over the states of one node."""

    keys: Ints
    """The states, rising."""
    shares: Floats
    """Of all lives, the share that comes to each; always above nought."""


class Gathering:
    """What arrives at nodes that have not been walked yet.

    Kept as it comes while it is little beside the node's domain, and sorted when it is taken; added up in an array as
    long as the domain once it is much.
    """

    def __init__(self, packing: Packing, *, dense: int = DENSE) -> None:
        self._domain = packing.domain
        self._dense = dense
        self._arrays: dict[int, Floats] = {}
        self._parts: dict[int, list[Spread]] = {}
        self._counts: dict[int, int] = {}
        self.bytes = 0
        """How much memory it holds."""

    @property
    def needs(self) -> int:
        """How much it takes to go on: what it holds, and what it takes besides to sort what waits at one node."""
        most = max((self._counts[node] for node in self._parts), default=0)
        return self.bytes + _TO_SORT * most

    def __contains__(self, node: int) -> bool:
        return node in self._arrays or node in self._parts

    def add(self, node: int, keys: Ints, shares: Floats) -> None:
        """Let lives arrive at a node."""
        if node in self._arrays:
            add_up(self._arrays[node], keys, shares)
            return
        parts = self._parts.setdefault(node, [])
        parts.append(Spread(keys, shares))
        self.bytes += keys.nbytes + shares.nbytes
        self._counts[node] = self._counts.get(node, 0) + len(keys)
        if self._domain[node] <= min(self._dense, _SPARSE * self._counts[node]):
            self._arrays[node] = np.zeros(self._domain[node])
            self.bytes += 8 * self._domain[node]
            for part in self._parts.pop(node):
                self.bytes -= part.keys.nbytes + part.shares.nbytes
                add_up(self._arrays[node], part.keys, part.shares)

    def take(self, node: int) -> Spread:
        """Those who have arrived at a node, equal states together."""
        if node in self._arrays:
            array = self._arrays.pop(node)
            self.bytes -= array.nbytes
            keys = np.flatnonzero(array)
            return _kept_from_vanishing(Spread(keys, array[keys]))
        parts = self._parts.pop(node)
        self.bytes -= sum(part.keys.nbytes + part.shares.nbytes for part in parts)
        return _kept_from_vanishing(merged(parts))


def add_up(array: Floats, keys: Ints, shares: Floats) -> None:
    """Add shares to an array of all there may be."""
    if len(array) <= 4 * len(keys):
        array += np.bincount(keys, shares, len(array))
    else:
        np.add.at(array, keys, shares)


def merged(parts: Sequence[Spread]) -> Spread:
    """Lives spread over states in several parts, equal states added up."""
    keys = np.concatenate([part.keys for part in parts])
    shares = np.concatenate([part.shares for part in parts])
    if len(shares) and shares.min() <= 0:
        keys, shares = keys[shares > 0], shares[shares > 0]
    order = np.argsort(keys, kind="stable")
    keys, shares = keys[order], shares[order]
    if not len(keys):
        return Spread(keys, shares)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Spread(keys[first], np.add.reduceat(shares, first))


def _kept_from_vanishing(spread: Spread) -> Spread:
    if len(spread.shares) and spread.shares.min() < FAINT:
        return Spread(spread.keys, np.maximum(spread.shares, FAINT))
    return spread

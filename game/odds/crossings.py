"""How many lives at once go on from a node: what is on offer to each, and which edge each follows.

What is on offer is a whole number with a bit for each edge, looked up; how likely each edge then is, is looked up by that
number. Both come from the story's own conditions and from `draws`, asked once for every value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.columns import Columns, Groups, Tables
from game.odds.draws import Draw, Floats, Shares
from game.odds.graph import Guard, Ints
from game.odds.packing import Bools
from game.odds.ways import Way, ways

CERTAIN = 1 << 31
"""What a random number is always below; a share is told apart from another to one part in so many."""

FEW = 8
"""The most edges of a node for which all that may be on offer is tabled: as many as a byte has bits."""

Randoms = NDArray[np.uint32]
Limit = NDArray[np.uint32]
Masks = NDArray[np.uint8]
Picked = NDArray[Any]
Dice = Callable[[int], Randoms]
"""Gives so many random numbers from 0 up to below `CERTAIN`, all alike."""


@attrs.frozen(eq=False)
class Crossed:
    """How lives go on from a node."""

    picked: Picked | None
    """The place, among the open edges, of the edge that each life follows; beyond the last where nothing is on offer to
    it. None where all follow the one there is."""
    is_stuck: bool = False
    """Whether there is any to whom nothing is on offer."""
    masks: Masks | None = None
    """For each life, a bit for each open edge on offer to it; None where all are on offer to all, or `offered` says."""
    offered: dict[int, Bools] = attrs.field(factory=dict)
    """Where there is no such number: for each open edge not on offer to all, by its place, to whom it is."""

    def to_whom(self, bit: int) -> Bools | None:
        """To whom an open edge is on offer; None for all."""
        return self.offered.get(bit) if self.masks is None else (self.masks & np.uint8(1 << bit)) != 0

    def who(self, bits: Sequence[int]) -> Bools | None:
        """Who follows one of these open edges; None for all."""
        if self.picked is None:
            return None
        found: Bools = self.picked == bits[0]
        for bit in bits[1:]:
            found |= self.picked == bit
        return found


class Crossing:
    """One node, ready to be crossed again and again.

    Args:
        groups: how lives are kept.
        number: the node's.
        draw: how lives choose there, if they do.
        through: for each of its edges, whether it can be followed at all.
    """

    def __init__(self, groups: Groups, number: int, draw: Draw | None, through: tuple[bool, ...]) -> None:
        self.tables = Tables(groups, number)
        self.node = groups.graph.nodes[number]
        self.open = tuple(at for at, may in enumerate(through) if may)
        """The edges that can be followed."""
        self.is_asked = tuple(self._guard(at) is not None for at in self.open)
        """For each of them, whether it is not on offer to all."""
        self._draw = draw if self.node.kind == "choose" else None
        self._is_tabled = len(self.open) <= FEW and not (draw and draw.reads)
        self._tabled: list[tuple[int, Masks]] = []
        self._spread: list[tuple[int, Guard]] = []
        self._limits: list[Limit] = []
        self._first = _least_bits(len(self.open))
        self._at_once: tuple[int, list[Limit] | Masks] | None = None
        if self._is_tabled:
            self._table()

    @cached_property
    def ways(self) -> list[Way]:
        """The ways on."""
        return ways(self.tables, [self.node.edges[at] for at in self.open])

    def _guard(self, at: int) -> Guard | None:
        return self.node.edges[at].guard

    def _table(self) -> None:
        """Look up beforehand what is on offer, and how likely each is."""
        found: dict[int, Masks] = {}
        always = 0
        for bit, at in enumerate(self.open):
            guard = self._guard(at)
            group = None if guard is None else self.tables.group_of([guard])
            if guard is None:
                always |= 1 << bit
            elif group is None:
                self._spread.append((bit, guard))
            else:
                held = self.tables.holds(guard, group).astype(np.uint8) << np.uint8(bit)
                found[group] = found[group] | held if group in found else held
        self._always = np.uint8(always)
        self._tabled = list(found.items())
        if self._tabled:
            group, table = self._tabled[0]
            self._tabled[0] = group, table | self._always
        if self._draw is not None and self.open:
            self._limits = self._limits_of(self._draw)
        if len(self._tabled) == 1 and not self._spread:
            group, table = self._tabled[0]
            if self._draw is None:
                self._at_once = group, self._first[table]
            else:
                self._at_once = group, [limit[table] for limit in self._limits]

    def _limits_of(self, draw: Draw) -> list[Limit]:
        """For each edge but the last, by what is on offer: the random numbers below which it or one before it is made."""
        count = 1 << len(self.open)
        offered: list[Bools | None] = [np.zeros(count, bool) for _ in self.node.edges]
        for bit, at in enumerate(self.open):
            offered[at] = (np.arange(count) >> bit & 1).astype(bool)
        shares, _ = draw.shares(offered, _nothing_read, count)
        return _limits([_where(offered[at], shares[at], count) for at in self.open])

    def cross(self, columns: Columns, lives: int, dice: Dice) -> Crossed:
        """Let lives go on from here, where some edge is open."""
        if not self._is_tabled:
            return self._cross_untabled(columns, lives, dice)
        if self._draw is None:
            return Crossed(self._first_of(columns, lives))
        if not any(self.is_asked):
            if len(self.open) == 1:
                return Crossed(None)
            return Crossed(_drawn(dice, [limit[self._always] for limit in self._limits], lives))
        masks = self._masks(columns, lives)
        picked = _drawn(dice, self._limits_for(masks, columns), lives)
        is_stuck = not self._always and int(np.count_nonzero(masks)) < lives
        if is_stuck:
            picked[masks == 0] = len(self.open)
        return Crossed(picked, is_stuck, masks)

    def _limits_for(self, masks: Masks, columns: Columns) -> list[Limit]:
        if self._at_once is not None:
            group, tables = self._at_once
            column = columns[group]
            if column is not None:
                return [limit.take(column) for limit in tables]
        asked = masks.astype(np.int64)
        return [limit.take(asked) for limit in self._limits]

    def _first_of(self, columns: Columns, lives: int) -> Picked | None:
        if len(self.open) == 1:
            return None
        if self._at_once is not None:
            group, table = self._at_once
            column = columns[group]
            if column is not None:
                assert not isinstance(table, list)
                return table.take(column)
        return self._first.take(self._masks(columns, lives))

    def _masks(self, columns: Columns, lives: int) -> Masks:
        masks: Masks | None = None
        for group, table in self._tabled:
            column = columns[group]
            found = np.full(lives, table[0]) if column is None else table.take(column)
            masks = found if masks is None else np.bitwise_or(masks, found, out=masks)
        if masks is None:
            masks = np.full(lives, self._always, np.uint8)
        value = self.tables.value_in(columns)
        for bit, guard in self._spread:
            masks |= np.asarray(guard.holds(value), bool).astype(np.uint8) << np.uint8(bit)
        return masks

    def _cross_untabled(self, columns: Columns, lives: int, dice: Dice) -> Crossed:
        """Where a way of choosing looks at the lives themselves, or the edges are very many."""
        values = self.tables.value_in(columns)
        held: dict[int, Bools] = {}
        for bit, at in enumerate(self.open):
            guard = self._guard(at)
            if guard is not None:
                held[bit] = np.broadcast_to(np.asarray(guard.holds(values), bool).reshape(-1), (lives,))
        if self._draw is None:
            picked = np.full(lives, len(self.open), np.int64)
            for bit in reversed(range(len(self.open))):
                picked[held.get(bit, slice(None))] = bit
            return Crossed(picked, offered=held)
        offered: list[Bools | None] = [np.zeros(lives, bool) for _ in self.node.edges]
        for bit, at in enumerate(self.open):
            offered[at] = held.get(bit)
        shares, nothing = self._draw.shares(offered, lambda fact: np.broadcast_to(values(fact), (lives,)), lives)
        picked = _drawn(dice, _limits([_where(offered[at], shares[at], lives) for at in self.open]), lives)
        if nothing is not None:
            picked[nothing] = len(self.open)
        return Crossed(picked, nothing is not None, offered=held)


def _drawn(dice: Dice, limits: Sequence[Any], lives: int) -> NDArray[Any]:
    """The place of the edge that each life draws: how many limits its random number is not below."""
    if not limits:
        return np.zeros(lives, np.uint8)
    drawn = dice(lives)
    picked: NDArray[Any] | None = None
    for limit in limits:
        beyond = (drawn >= limit).view(np.uint8)
        if picked is None:
            picked = beyond if len(limits) <= 255 else beyond.astype(np.int64)
        else:
            np.add(picked, beyond, out=picked)
    assert picked is not None
    return picked


def _limits(shares: list[Floats]) -> list[Limit]:
    """Shares that come to one, as limits; one too small to be told from nought draws nobody."""
    added = np.cumsum(np.stack(shares), axis=0)[:-1]
    return list(np.rint(np.minimum(added, 1.0) * CERTAIN).astype(np.uint32))


def _where(offered: Bools | None, share: Shares, count: int) -> Floats:
    """What share makes a choice, nought where it is not on offer."""
    return np.broadcast_to(np.asarray(share if offered is None else np.where(offered, share, 0.0), float), (count,))


@cache
def _least_bits(beyond: int) -> Picked:
    """For every byte of what may be on offer, the first of it; `beyond` where that is nothing."""
    first = [(mask & -mask).bit_length() - 1 if mask else beyond for mask in range(256)]
    return np.array(first, np.uint8 if beyond < 256 else np.int64)


def _nothing_read(fact: int) -> Ints:
    raise AssertionError(fact)

"""How many lives at once go on from a node: what is on offer to each, and which edge each follows.

What is on offer is a whole number with a bit for each edge, looked up; how likely each edge then is, is looked up by that
number. Both come from the story's own conditions and from `draws`, asked once for every value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from game.odds.columns import Columns, Groups, Made, Tables, follow
from game.odds.draws import Draw, Floats, Shares
from game.odds.graph import Edge, Guard, Ints
from game.odds.packing import Bools

CERTAIN = 1 << 31
"""What a random number is always below; a share is told apart from another to one part in so many."""

FEW = 8
"""The most edges of a node to choose at for which all that may be on offer is tabled."""

MANY = 12
"""The most edges of a junction for which it is."""

Randoms = NDArray[np.uint32]
Dice = Callable[[int], Randoms]
"""Gives so many random numbers from 0 up to below `CERTAIN`, all alike."""


class Going(NamedTuple):
    """Those who follow one edge."""

    edge: int
    which: Ints | None
    """By their rows; None for all."""
    lives: int


@attrs.frozen(eq=False)
class Crossed:
    """How lives go on from a node."""

    going: list[Going]
    masks: Ints | None = None
    """For each life, a bit for each open edge on offer to it; None where all are on offer to all, or `offered` says."""
    offered: dict[int, Bools] = attrs.field(factory=dict)
    """Where there is no such number: for each edge not on offer to all, to whom it is."""


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
        self._draw = draw if self.node.kind == "choose" else None
        self._made: dict[int, tuple[Made, ...]] = {}
        self._always = sum(1 << bit for bit, at in enumerate(self.open) if self._guard(at) is None)
        self._parts: list[tuple[int, Ints]] = []
        self._spread: list[tuple[int, Guard]] = []
        self._limits: list[NDArray[np.uint32]] = []
        self._first: NDArray[np.int8] | None = None
        self._straight: tuple[int, NDArray[np.int8]] | None = None
        self.is_tabled = len(self.open) <= (MANY if self._draw is None else FEW) and not (draw and draw.reads)
        self.is_asked = any(self._guard(at) is not None for at in self.open)
        """Whether some edge is not on offer to all."""
        if self.is_tabled and self.is_asked:
            self._table_masks()
        if self.is_tabled and self._draw is not None:
            self._limits = self._limits_of(self._draw)
        elif self.is_tabled:
            self._first = np.array([_least_bit(mask) for mask in range(1 << len(self.open))], np.int8)
            if self.is_asked and len(self._parts) == 1 and not self._spread:
                group, table = self._parts[0]
                self._straight = group, self._first[table]

    def _guard(self, at: int) -> Guard | None:
        return self.node.edges[at].guard

    def _table_masks(self) -> None:
        found: dict[int, Ints] = {}
        for bit, at in enumerate(self.open):
            guard = self._guard(at)
            if guard is None:
                continue
            group = self.tables.group_of([guard])
            if group is None:
                self._spread.append((bit, guard))
                continue
            held = self.tables.holds(guard, group).astype(np.int64) << bit
            found[group] = found[group] | held if group in found else held
        self._parts = list(found.items())
        if self._parts:
            group, table = self._parts[0]
            self._parts[0] = group, table | self._always

    def _limits_of(self, draw: Draw) -> list[NDArray[np.uint32]]:
        """For each edge but the last, by what is on offer: the random numbers below which it or one before it is made."""
        count = 1 << len(self.open)
        offered: list[Bools | None] = [np.zeros(count, bool) for _ in self.node.edges]
        for bit, at in enumerate(self.open):
            offered[at] = (np.arange(count) >> bit & 1).astype(bool)
        if not self.open:
            return []
        shares, _ = draw.shares(offered, _nothing_read, count)
        return _limits([_where(offered[at], shares[at], count) for at in self.open])

    # ---- crossing

    def cross(self, columns: Columns, lives: int, dice: Dice) -> Crossed:
        """Let lives go on."""
        if not self.open:
            return Crossed([])
        if not self.is_tabled:
            return self._cross_untabled(columns, lives, dice)
        if self._draw is None:
            return Crossed(self._first_of(columns, lives))
        if not self.is_asked:
            limits: list[Any] = [limit[self._always] for limit in self._limits]
            return Crossed(self._parted(_drawn(dice, limits, lives), None, lives))
        masks = self._masks(columns, lives)
        some = None
        asked = masks
        if not self._always and np.count_nonzero(masks) < lives:
            some = np.flatnonzero(masks)
            asked = masks.take(some)
        picked = _drawn(dice, [limit.take(asked) for limit in self._limits], len(asked))
        return Crossed(self._parted(picked, some, len(asked)), masks)

    def _first_of(self, columns: Columns, lives: int) -> list[Going]:
        assert self._first is not None
        if len(self.open) == 1 or not self.is_asked:
            return [Going(self.open[0], None, lives)]
        if self._straight is not None:
            group, table = self._straight
            column = columns[group]
            if column is not None:
                return self._parted(table.take(column), None, lives)
        return self._parted(self._first.take(self._masks(columns, lives)), None, lives)

    def _masks(self, columns: Columns, lives: int) -> Ints:
        masks: Ints | None = None
        for group, table in self._parts:
            column = columns[group]
            found = np.full(lives, table[0]) if column is None else table.take(column)
            masks = found if masks is None else np.bitwise_or(masks, found, out=masks)
        if masks is None:
            masks = np.full(lives, self._always, np.int64)
        value = self.tables.value_in(columns)
        for bit, guard in self._spread:
            masks |= (guard.holds(value) != 0).astype(np.int64) << bit
        return masks

    def _parted(self, picked: NDArray[Any], some: Ints | None, lives: int) -> list[Going]:
        if len(self.open) == 1:
            return [Going(self.open[0], some, lives)] if lives else []
        going = []
        for bit, at in enumerate(self.open):
            which = np.flatnonzero(picked == bit)
            if len(which):
                going.append(Going(at, which if some is None else some.take(which), len(which)))
        return going

    def _cross_untabled(self, columns: Columns, lives: int, dice: Dice) -> Crossed:
        """Where a way of choosing looks at the lives themselves, or the edges are very many."""
        held: dict[int, Bools] = {}
        for at in self.open:
            guard = self._guard(at)
            if guard is not None:
                found = np.asarray(guard.holds(self.tables.value_in(columns)), bool)
                held[at] = np.broadcast_to(found.reshape(-1), (lives,))
        if self._draw is None:
            return Crossed(list(self._first_held(held, lives)), offered=held)
        offered = [held.get(at) if at in self.open else np.zeros(lives, bool) for at in range(len(self.node.edges))]
        values = self.tables.value_in(columns)
        shares, nothing = self._draw.shares(offered, lambda fact: np.broadcast_to(values(fact), (lives,)), lives)
        made = [_where(offered[at], shares[at], lives) for at in self.open]
        picked = _drawn(dice, _limits(made), lives)
        if nothing is None:
            return Crossed(self._parted(picked, None, lives), offered=held)
        some = np.flatnonzero(~nothing)
        return Crossed(self._parted(picked.take(some), some, len(some)), offered=held)

    def _first_held(self, held: dict[int, Bools], lives: int) -> list[Going]:
        left = np.ones(lives, bool)
        going = []
        for at in self.open:
            chosen = left & held[at] if at in held else left
            which = np.flatnonzero(chosen)
            if len(which):
                going.append(Going(at, which, len(which)))
            left = left & ~chosen
        return going

    def follow(self, going: Going, columns: Columns) -> Columns:
        """The columns of those who follow an edge, where it leads."""
        return follow(self.tables, self.made(going.edge), columns, going.which, going.lives)

    def made(self, at: int) -> tuple[Made, ...]:
        """How an edge makes each group's number."""
        if at not in self._made:
            edge: Edge = self.node.edges[at]
            self._made[at] = self.tables.made(edge)
        return self._made[at]


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


def _limits(shares: list[Floats]) -> list[NDArray[np.uint32]]:
    """Shares that come to one, as limits; one too small to be told from nought draws nobody."""
    added = np.cumsum(np.stack(shares), axis=0)[:-1]
    return list(np.rint(np.minimum(added, 1.0) * CERTAIN).astype(np.uint32))


def _where(offered: Bools | None, share: Shares, count: int) -> Floats:
    """What share makes a choice, nought where it is not on offer."""
    return np.broadcast_to(np.asarray(share if offered is None else np.where(offered, share, 0.0), float), (count,))


def _least_bit(mask: int) -> int:
    return (mask & -mask).bit_length() - 1 if mask else -1


def _nothing_read(fact: int) -> Ints:
    raise AssertionError(fact)

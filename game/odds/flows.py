"""How the states of a node go on: which of them follow which edge, what share of each does, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import attrs

from game.odds.draws import Draw, Shares
from game.odds.graph import Watch
from game.odds.packing import Bools, Digits, Tables


class Incoming(Protocol):
    """How likely it is that a message comes, to those who have come so far."""

    def __call__(self, node: int, tables: Tables, digits: Digits, edge: int) -> Shares: ...


@attrs.frozen(eq=False)
class Flow:
    """Those of a block of states that follow one edge."""

    edge: int
    chosen: Bools | None
    """Which of them; None for all."""
    share: Shares
    """Of those chosen, the share that follows it: of each, or of all alike."""


def flows(tables: Tables, draw: Draw | None, digits: Digits, incoming: Incoming | None) -> Iterator[Flow]:
    """How the states of a block go on from a node."""
    node, count = tables.node, len(digits[0])
    if node.kind == "choose":
        assert draw is not None
        offered = [tables.may_follow(at, digits) for at in range(len(node.edges))]
        shares, _ = draw.shares(offered, lambda fact: tables.value_of(digits, fact), count)
        for at, (chosen, share) in enumerate(zip(offered, shares, strict=True)):
            if chosen is None or chosen.any():
                yield Flow(at, chosen, share if isinstance(share, float) or chosen is None else share[chosen])
    elif node.kind == "receive":
        for at in range(len(node.edges)):
            yield Flow(at, None, 1.0 if incoming is None else incoming(tables.number, tables, digits, at))
    else:
        yield from _first_that_holds(tables, digits, count)


def _first_that_holds(tables: Tables, digits: Digits, count: int) -> Iterator[Flow]:
    left: Bools | None = None
    for at in range(len(tables.node.edges)):
        held = tables.may_follow(at, digits)
        if held is None:
            chosen = left
        else:
            chosen = held if left is None else left & held
            left = ~held if left is None else left & ~held
        if chosen is None or chosen.any():
            yield Flow(at, chosen, 1.0)
        if held is None:
            return


def told_arms(tables: Tables, watch: Watch, digits: Digits) -> Iterator[tuple[int, Bools | None]]:
    """The states in which each arm of a variant is told, and after the last arm those in which none is; None for all."""
    left: Bools | None = None
    for at, guard in enumerate(watch.guards):
        held = tables.holds(guard, digits)
        if held is None:
            yield at, left
            return
        yield at, held if left is None else left & held
        left = ~held if left is None else left & ~held
    yield len(watch.guards), left

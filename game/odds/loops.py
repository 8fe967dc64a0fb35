"""Stretches of a story that go round: every state of one found, and how often each is come to solved for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from game.odds.draws import Draw
from game.odds.packing import Packing

if TYPE_CHECKING:
    from game.odds.walk import Gathering, Walk, Watched


def walk_loop(
    packing: Packing,
    draws: Mapping[int, Draw],
    loop: tuple[int, ...],
    gathering: Gathering,
    found: Walk,
    watches: Watched,
    *,
    store: bool,
    note: Callable[[int, int, int], None] | None,
) -> None:
    """Walk the nodes of one loop together."""
    raise NotImplementedError

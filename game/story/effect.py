"""What a choice changes, and how a meter stops at its ends."""

from __future__ import annotations

from typing import Protocol

from game.story.model import Change


class Stops(Protocol):
    """What keeps a value between two ends: a meter, or a variable that counts."""

    def stop(self, value: int) -> int: ...


def moved(change: Change, value: int, stops: Stops) -> int:
    """The value after one change: added, then stopped at the ends, once. Changes apply in the order written."""
    return stops.stop(value + change.amount)

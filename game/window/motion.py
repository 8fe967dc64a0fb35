"""What moves, how far it has come, and when to hold still."""

from __future__ import annotations

import math

import attrs


def ease(part: float) -> float:
    """In and out: for fades."""
    return part * part * (3 - 2 * part)


def settle(part: float) -> float:
    """Out, a little too far, and back: for a clock's hand."""
    if part >= 1:
        return 1.0
    return 1 - math.cos(part * math.pi * 1.5) * (1 - part) ** 2


@attrs.frozen
class Movement:
    """Something that takes a while, from a moment on. Times are in milliseconds."""

    start_ms: int
    length_ms: int

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.length_ms

    def part(self, now_ms: int) -> float:
        """How much of it is over, 0 to 1."""
        if self.length_ms <= 0:
            return 1.0
        return max(0.0, min(1.0, (now_ms - self.start_ms) / self.length_ms))

    def is_over(self, now_ms: int) -> bool:
        return now_ms - self.start_ms >= self.length_ms


def movement(now_ms: int, length_ms: int, *, is_reduced: bool, reduced_ms: int = 0) -> Movement:
    """A movement that begins now, or with reduced motion its stiller form."""
    return Movement(now_ms, reduced_ms if is_reduced else length_ms)

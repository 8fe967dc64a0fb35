"""How a picture's near things lean aside as the mouse is moved, and come to rest."""

from __future__ import annotations

from game.window import theme
from game.window.motion import Movement, ease


class Leaning:
    """How far to the right the nearest lies of where it was printed, in units of length.

    Args:
        aside: where the pointer is when the page is come to, -1 at the window's left to 1; none where there is none.
    """

    def __init__(self, aside: float | None = None) -> None:
        self._aside = aside
        self._from = self._to = 0.0
        self._movement = Movement(0, 0)

    def follow(self, aside: float | None, now_ms: int) -> None:
        """Lean the other way from a pointer that has moved; one that has not, or is not used, leaves all as it lies."""
        if aside is None or aside == self._aside:
            return
        self._aside, self._from, self._to = aside, self.at(now_ms), -aside * theme.LEAN
        self._movement = Movement(now_ms, theme.LEAN_MS)

    def has_moved(self, aside: float | None) -> bool:
        """Whether the pointer is elsewhere than it was followed to."""
        return aside is not None and aside != self._aside

    def at(self, now_ms: int) -> float:
        """How far it has come."""
        return self._from + (self._to - self._from) * ease(self._movement.part(now_ms))

    def is_moving(self, now_ms: int) -> bool:
        return not self._movement.is_over(now_ms)

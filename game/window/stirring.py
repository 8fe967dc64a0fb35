"""What moves by itself on a page that has been come to, each once and for a short while; then it rests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from game.window.motion import Movement

Kind = Literal["landing", "sewing", "wandering", "printing", "setting"]
"""The second plate lands, the seam is sewn, the second plate finds its register, the last picture is printed, and the
words of a day's card are set.
"""
AFTER: Mapping[Kind, Kind] = {"sewing": "landing"}
"""What waits for what, where both move."""
PICTURED: tuple[Kind, ...] = ("landing", "wandering", "printing")
"""What there is to see only where a picture is."""
PATIENT: tuple[Kind, ...] = ("landing", "printing")
"""What waits for its picture a while, rather than be missed."""


class Stirring:
    """The movements of one page, from when it was come to until the last of them is over.

    Args:
        lengths_ms: How long each lasts; empty for a page on which nothing moves.
        patience_ms: How long they wait for a picture that is not there yet.
    """

    def __init__(self, lengths_ms: Mapping[Kind, int], *, patience_ms: int = 0) -> None:
        self._lengths = dict(lengths_ms)
        self._patience_ms = patience_ms
        self._since_ms: int | None = None
        self._moving: dict[Kind, Movement] = {}

    def begin(self, now_ms: int, shown_ms: int, *, is_pictured: bool, may_come: bool) -> None:
        """Begin what has not begun, once the page is seen whole.

        Args:
            now_ms: the moment.
            shown_ms: when the page will be seen whole.
            is_pictured: whether its picture is there.
            may_come: whether it has one.
        """
        self._since_ms = now_ms if self._since_ms is None else self._since_ms
        waits = may_come and not is_pictured and any(kind in PATIENT for kind in self._lengths)
        if waits and now_ms - self._since_ms < self._patience_ms:
            return
        for kind, length in self._lengths.items():
            if is_pictured or kind not in PICTURED:
                before = self._lengths.get(AFTER[kind], 0) if kind in AFTER and is_pictured else 0
                self._moving[kind] = Movement(shown_ms + before, length)
        self._lengths = {}

    @property
    def is_due(self) -> bool:
        """Whether something has still to begin."""
        return bool(self._lengths)

    def part(self, kind: Kind, now_ms: int) -> float | None:
        """How far it has come, 0 to 1; none where it rests."""
        if kind in self._lengths:
            return 0.0
        return self._moving[kind].part(now_ms) if kind in self._moving else None

    @property
    def is_moving(self) -> bool:
        """Whether anything has begun and is not over."""
        return bool(self._moving)

    def let_rest(self, now_ms: int) -> bool:
        """Forget what is over; whether something was."""
        over = [kind for kind, movement in self._moving.items() if movement.is_over(now_ms)]
        for kind in over:
            del self._moving[kind]
        return bool(over)

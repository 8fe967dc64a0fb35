"""At whose pace a page is read: by hand, by itself, or passed over where it has been read before."""

from __future__ import annotations

from enum import Enum

from game.window import theme


class Pace(Enum):
    """What reads on."""

    HAND = "the player"
    AUTO = "the page, by the length of what stands on it"
    SKIP = "the page, over what has been read in any life"


MARKS = {
    Pace.AUTO: "Reading on by itself; any key stops it",
    Pace.SKIP: "Skipping what has been read; any key stops it",
}
"""What stands on the page meanwhile."""
WAITING = "Reading on by itself, once you have chosen"
NOTHING = "There is nothing here that has been read before."


class Pacing:
    """The pace, and since when. Times are in milliseconds."""

    def __init__(self) -> None:
        self.pace = Pace.HAND
        self._since_ms = 0
        self._counted_ms = 0
        """From when on what stands on the page counts as being read."""

    def take_up(self, pace: Pace, now_ms: int) -> None:
        """Go on at a pace."""
        self.pace, self._since_ms = pace, now_ms
        self._counted_ms = now_ms

    def rest(self) -> None:
        """Go on by hand."""
        self.pace = Pace.HAND

    def begin_anew(self, now_ms: int) -> None:
        """Something else stands on the page."""
        self._counted_ms = now_ms

    def was_held(self, now_ms: int) -> bool:
        """Whether a key that asked for the pace, let go now, was held for it rather than pressed once."""
        return now_ms - self._since_ms >= theme.HOLD_MS

    def is_read(self, characters: int, cps: int, now_ms: int) -> bool:
        """Whether so many characters can have been read by now, at so many a second."""
        return now_ms - self._counted_ms >= max(theme.AUTO_LEAST_MS, characters * 1000 // cps)

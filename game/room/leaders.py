"""Who leads a room: each page that showed a one-use code, by a key of its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from game.language import tr

PAIRING_S: Final = 300.0
"""How long a pairing code may be used, once."""


class NotTheHost(Exception):
    """Somebody who does not lead the room asked for what only its leader may."""


class Leaders:
    """The pages that lead a room.

    Args:
        clock: What time it is, in seconds that only rise.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._keys: set[str] = set()
        self._pairings: dict[str, float] = {}

    def pairing(self) -> str:
        """A code by which one page, once and soon, is made the facilitator's; the one before it holds no longer."""
        code = secrets.token_hex(16)
        self._pairings = {code: self._clock() + PAIRING_S}
        return code

    def pair(self, code: str) -> str:
        """The key of a page that has shown the pairing code, which is used up by it.

        Raises:
            NotTheHost: It is not the code, or no longer.
        """
        for known, until in tuple(self._pairings.items()):
            if _is_same(known, code):
                del self._pairings[known]
                if until >= self._clock():
                    key = secrets.token_hex(32)
                    self._keys.add(key)
                    return key
        raise NotTheHost(tr("That link has been used, or is too old. Make another on the laptop."))

    def leads(self, key: str) -> bool:
        """Whether a page shows the key of a facilitator."""
        return any(_is_same(known, key) for known in self._keys)

    def only(self, key: str) -> None:
        """Let no page lead but the one with this key, and no code that was given out make another."""
        self._keys, self._pairings = {key}, {}

    def __len__(self) -> int:
        return len(self._keys)


def _is_same(known: str, shown: str) -> bool:
    return secrets.compare_digest(known.encode(), shown.encode(errors="replace"))

"""The player's wishes, as a value, and keeping them."""

from __future__ import annotations

import json
from typing import Any

import attrs

from game import disk
from game.window import theme

FILE = "window.json"


@attrs.frozen
class Settings:
    """What the player asked the window for."""

    text_percent: int = 100
    """One of `theme.TEXT_SIZES`."""
    face: str = "book"
    """One of `theme.FACES`."""
    palette: str = "day"
    """One of `theme.THEMES`."""
    reveal: str = "usual"
    """One of `theme.REVEALS`."""
    is_reduced: bool = False
    """Whether motion is reduced."""
    is_full_screen: bool = False
    switch: str = "off"
    """One of `theme.SWITCHES_MS`."""

    @property
    def reveal_cps(self) -> int:
        """Characters a second; nought for a whole beat at once."""
        return theme.REVEALS[self.reveal]


_ALLOWED: dict[str, tuple[Any, ...]] = {
    "text_percent": theme.TEXT_SIZES,
    "face": tuple(theme.FACES),
    "palette": tuple(theme.THEMES),
    "reveal": tuple(theme.REVEALS),
    "is_reduced": (False, True),
    "is_full_screen": (False, True),
    "switch": tuple(theme.SWITCHES_MS),
}


def load() -> Settings:
    """The wishes that were kept; the usual ones for whatever is missing or cannot be read."""
    try:
        said = json.loads(disk.read(disk.settings_folder() / FILE))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(said, dict):
        return Settings()
    kept = {name: said[name] for name, allowed in _ALLOWED.items() if said.get(name) in allowed}
    return Settings(**kept)


def keep(settings: Settings) -> None:
    """Write the wishes down. Raises OSError when the disk refuses."""
    data = json.dumps(attrs.asdict(settings), indent=1).encode()
    disk.write_whole(disk.settings_folder() / FILE, data + b"\n")

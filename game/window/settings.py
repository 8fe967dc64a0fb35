"""The player's wishes, as a value, and keeping them."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Any

import attrs

from game import disk
from game.going_back import RULES
from game.window import theme
from game.window.voice.manner import LONGEST_NAME, SPEEDS

FILE = "window.json"
LONGEST_CODE = 20


@attrs.frozen
class Settings:
    """What the player asked the window for."""

    language: str = ""
    """A language by its code; empty for the system's."""
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
    line_spacing: str = "usual"
    """One of `theme.LINE_SPACINGS`."""
    letter_spacing: str = "usual"
    """One of `theme.LETTER_SPACINGS`."""
    has_hints: bool = True
    """Whether choices hint at what they cost."""
    has_effects: bool = True
    """Whether a choice is followed by what it moved."""
    instruments: str = "dials"
    """Whether the meters are `dials`, or told in `words`."""
    auto_pace: str = "usual"
    """How long the page waits before it reads on by itself, once that is asked for: one of `theme.AUTO_CPS`."""
    going_back: str = "free"
    """How far back on choices there is a way: one of `going_back.RULES`."""
    is_asked: bool = False
    """Whether the page before the first one was answered, or passed by."""
    switch: str = "off"
    """One of `theme.SWITCHES_MS`."""
    volume_music: int = 80
    volume_places: int = 100
    volume_effects: int = 80
    volume_voice: int = 100
    """How loud each is, one of `theme.VOLUMES`."""
    is_mono: bool = False
    """Whether both ears hear the same."""
    has_captions: bool = True
    """Whether what is heard is written down."""
    is_quiet_away: bool = True
    """Whether nothing sounds while another window is in front."""
    is_voiced: bool = False
    """Whether the pages are said aloud."""
    voice_speed: str = "usual"
    """One of `manner.SPEEDS`."""
    voice: str = ""
    """The name of a voice as the platform gives it; empty for the one it would take by itself."""

    @property
    def reveal_cps(self) -> int:
        """Characters a second; nought for a whole beat at once, as where it is said aloud."""
        return 0 if self.is_voiced else theme.REVEALS[self.reveal]


class _Codes:
    """What may be the code of a language: which there are is not asked before the first frame."""

    def __contains__(self, said: object) -> bool:
        return isinstance(said, str) and len(said) <= LONGEST_CODE and said.replace("-", "").isalnum()


class _Names:
    """Every name that a voice may have: which of them are here is not known yet."""

    def __contains__(self, said: object) -> bool:
        return isinstance(said, str) and len(said) <= LONGEST_NAME


_ALLOWED: dict[str, Container[Any]] = {
    "language": _Codes(),
    "text_percent": theme.TEXT_SIZES,
    "face": tuple(theme.FACES),
    "palette": tuple(theme.THEMES),
    "reveal": tuple(theme.REVEALS),
    "is_reduced": (False, True),
    "is_full_screen": (False, True),
    "line_spacing": tuple(theme.LINE_SPACINGS),
    "letter_spacing": tuple(theme.LETTER_SPACINGS),
    "has_hints": (False, True),
    "has_effects": (False, True),
    "instruments": ("dials", "words"),
    "auto_pace": tuple(theme.AUTO_CPS),
    "going_back": RULES,
    "is_asked": (False, True),
    "switch": tuple(theme.SWITCHES_MS),
    "volume_music": theme.VOLUMES,
    "volume_places": theme.VOLUMES,
    "volume_effects": theme.VOLUMES,
    "volume_voice": theme.VOLUMES[1:],
    "is_mono": (False, True),
    "has_captions": (False, True),
    "is_quiet_away": (False, True),
    "is_voiced": (False, True),
    "voice_speed": tuple(SPEEDS),
    "voice": _Names(),
}


def load() -> Settings:
    """The wishes that were kept; the usual ones for whatever is missing or cannot be read. Whoever has any was asked, or
    needed no asking.
    """
    try:
        said = json.loads(disk.read(disk.settings_folder() / FILE))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        said = {}
    if not isinstance(said, dict):
        said = {}
    said = {"is_asked": True, **said}
    kept = {name: said[name] for name, allowed in _ALLOWED.items() if said.get(name) in allowed}
    return Settings(**kept)


def keep(settings: Settings) -> None:
    """Write the wishes down. Raises OSError when the disk refuses."""
    data = json.dumps(attrs.asdict(settings), indent=1).encode()
    disk.write_whole(disk.settings_folder() / FILE, data + b"\n")

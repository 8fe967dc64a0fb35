"""How fast and in whose voice something is said."""

from __future__ import annotations

import attrs


@attrs.frozen
class Speed:
    """One speed, in the measures of the programs that speak."""

    words_per_minute: int
    rate: int
    """From -100, slowest, through 0, usual, to 100."""


SPEEDS = {
    "slow": Speed(130, -40),
    "usual": Speed(175, 0),
    "brisk": Speed(240, 30),
    "fast": Speed(320, 60),
    "fastest": Speed(450, 100),
}

LONGEST_NAME = 100
"""The most letters that the name of a voice may have."""


@attrs.frozen
class Manner:
    """How something is said."""

    speed: Speed = SPEEDS["usual"]
    voice: str = ""
    """The name of a voice as the platform gives it; empty for the one it would take by itself."""
    language: str = "en"
    """The code of the language that is spoken."""
    volume: int = 100
    """Per cent of what the platform takes for full."""
    is_foreign: bool = False
    """Whether the game around those words speaks another, so that the voice it usually has may not speak this one."""

"""How loud each kind of sound is: what the player wishes, and what the ear makes of it."""

from __future__ import annotations

from typing import Literal

import attrs

from game.window.settings import Settings

Kind = Literal["music", "places", "effects"]

LOUDEST: dict[Kind, float] = {"music": 0.78, "places": 1.0, "effects": 0.78}
"""The gain at 100. At the usual 80 music, which is mastered at -16 LUFS, and effects are 6 dB lower, under text; places
are made as quiet as they are meant to be, and usually at 100.
"""
DUCKED: dict[Kind, float] = {"music": 0.25, "places": 0.4, "effects": 1.0}
"""What is left of each while the voice speaks."""


@attrs.frozen
class Volumes:
    """The gain of each kind, 0 to 1."""

    music: float
    places: float
    effects: float

    def of(self, kind: Kind) -> float:
        """The gain of one kind."""
        gain: float = getattr(self, kind)
        return gain


def volumes(settings: Settings) -> Volumes:
    """The gains that the player's wishes come to. Halfway along is a quarter of the gain, which sounds like half."""
    wishes: dict[Kind, int] = {
        "music": settings.volume_music,
        "places": settings.volume_places,
        "effects": settings.volume_effects,
    }
    return Volumes(**{kind: LOUDEST[kind] * (percent / 100) ** 2 for kind, percent in wishes.items()})

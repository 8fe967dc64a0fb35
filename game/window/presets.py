"""Wishes that go together, to be taken in one press."""

from __future__ import annotations

from typing import Any

import attrs

from game.language import later
from game.window.settings import Settings


@attrs.frozen
class Preset:
    """A few wishes under one name."""

    key: str
    label: str
    note: str
    """What it does, in a line."""
    wishes: tuple[tuple[str, Any], ...]

    def taken(self, settings: Settings) -> Settings:
        """The settings with these wishes in them."""
        return attrs.evolve(settings, **dict(self.wishes))


LARGE = Preset(
    "large",
    later("Large and calm"),
    later("text at 150 %, words at once, little motion"),
    (("text_percent", 150), ("reveal", "off"), ("is_reduced", True)),
)
EAR = Preset(
    "ear",
    later("By ear"),
    later("every page is spoken, words at once"),
    (("is_voiced", True), ("reveal", "off")),
)
KEYS = Preset(
    "keys",
    later("By keys or one switch"),
    later("words at once; everything has a key"),
    (("reveal", "off"),),
)
SWITCH = Preset(
    "keys",
    later("By keys or one switch"),
    later("words at once; what can be pressed is framed in turn"),
    (("reveal", "off"), ("switch", "3")),
)
"""The same, for whoever was seen to use no keys."""

"""The keys each thing in a story may have, by what an author would call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.story.shapes import SHAPES

LISTS: Final = ("scenes", "endings", "lessons", "pairs", "chapters", "door", "drains")
"""What stands at the top, and adds up when it is written in more than one file."""
ONCE: Final = (
    "story", "language", "version", "title", "tagline", "about", "cover", "start", "wording", "player", "meters", "halves",
    "variables", "leans", "fold", "cast", "places", "content", "sources", "groups", "style", "spelling",
)  # fmt: skip
"""What stands at the top of one file only."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {what: tuple(keys) for what, keys in SHAPES.items()}
"""The keys of each thing; `shapes.py` says what stands under them."""

EVERY: Final = frozenset(key for keys in KEYS.values() for key in keys)
"""Every key there is."""

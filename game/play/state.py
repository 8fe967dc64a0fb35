"""A moment of one playthrough, as a value: immutable and hashable, so that keeping an old one is all rollback needs."""

from __future__ import annotations

import attrs

from game.story.model import Player


@attrs.frozen(slots=True)
class State:
    """Where a life stands. Made by `moves.start` and `moves.choose`; nothing else makes one."""

    chapter: str
    part: str
    scene: str
    half: str
    """The half that is awake: whose readings and variables the scene may see."""
    readings: tuple[tuple[int, ...], ...]
    """For each half in the story's order, the value of each meter in the story's order."""
    variables: tuple[int, ...]
    """The value of each variable in the story's order."""
    visited: frozenset[str]
    """Scenes entered, this one among them."""
    chosen: frozenset[str]
    """Choices taken."""
    folded: bool
    """Whether the halves have become one."""
    player: Player
    ending: str | None = None

"""A place of a story: how it is drawn, how it sounds, where people stand in it, and how it may look otherwise."""

from __future__ import annotations

import attrs

from game.story.condition import Condition
from game.story.source import Span

Spot = tuple[float, float, float]
"""Where somebody stands: centre x, foot y and height, in the picture's own units."""


@attrs.frozen
class Instead:
    """How a place looks while a condition holds."""

    when: Condition
    halves: frozenset[str]
    """The halves that can read what it asks; shown by any other, the place is as it is."""
    picture: str | None
    """None where the picture stays."""
    looks: str
    spots: tuple[Spot, ...] | None
    """None where people stand as before."""
    span: Span


@attrs.frozen
class Place:
    """Somewhere a scene happens."""

    id: str
    picture: str | None
    sound: str | None
    looks: str
    wide: bool
    """Whether its picture lies across the top of the page."""
    spots: tuple[Spot, ...]
    span: Span
    instead: tuple[Instead, ...] = ()
    """Tried in order."""

    def told(self) -> tuple[tuple[str, Span], ...]:
        """All that is said of how it looks, and what each belongs to."""
        return ((self.looks, self.span), *((each.looks, each.span) for each in self.instead))

    def shown_by(self, half: str) -> tuple[Instead, ...]:
        """How it may look otherwise to that half."""
        return tuple(each for each in self.instead if half in each.halves)

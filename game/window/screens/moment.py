"""All that the page of a scene depends on, as one value."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.play.events import Moved
from game.play.history import Playthrough
from game.story.model import Choice as StoryChoice
from game.story.model import Story
from game.window import telling
from game.window.pictures import Pictures
from game.window.settings import Settings
from game.window.stirring import Kind
from game.window.telling import Told
from game.window.theme import Ink

ON = "on"
"""The key of whatever reads on."""
MENU = "menu"
"""The key of the way to the menu."""


@attrs.frozen
class Aftermath:
    """A choice that was made, and what came of it, until the player reads on."""

    number: int
    choice: StoryChoice
    told: tuple[Told, ...]
    moves: tuple[Moved, ...]


@attrs.frozen
class Moment:
    """All that a page shows."""

    playthrough: Playthrough
    """The life at this page: a choice made on it and not yet read on from is the aftermath's."""
    leaf: telling.Leaf
    aftermath: Aftermath | None
    told: int
    """How many things are told of what is being told: the leaf, or the aftermath."""
    shown: int | None
    """How many characters of the newest of them; none for all."""
    stretch: int
    """Which stretch of it, where it is taller than the page."""
    is_choosing: bool
    first: int
    """The first of the choices shown, where they do not all fit."""
    sweep: float | None
    """How far the hands have come, 0 to 1; none when they rest."""
    stirred: Callable[[Kind], float | None]
    """How far something that moves by itself has come, 0 to 1; none where it rests."""
    lean: float
    """How far to the right the nearest of the picture lies of its place, in units of length."""
    settings: Settings
    pictures: Pictures
    choose: Callable[[StoryChoice], None]
    go_on: Callable[[], None]
    show_from: Callable[[int], None]
    open_menu: Callable[[], None]

    @property
    def story(self) -> Story:
        return self.playthrough.story

    @property
    def ink(self) -> Ink:
        return self.story.halves[self.playthrough.state.half].ink

    @property
    def items(self) -> tuple[Told, ...]:
        """What is being told: the scene, or what came of a choice in it."""
        return self.aftermath.told if self.aftermath else self.leaf.told

    @property
    def choices(self) -> tuple[StoryChoice, ...]:
        """What may be chosen, going on aside."""
        return tuple(each for each in self.playthrough.offered if not each.going_on)

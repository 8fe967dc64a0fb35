"""All that the page of a scene depends on, as one value."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from game.story.model import Choice as StoryChoice
from game.story.model import Story
from game.window.pictures import Pictures
from game.window.screens.standing import Standing
from game.window.settings import Settings
from game.window.stirring import Kind
from game.window.theme import Ink

ON = "on"
"""The key of whatever reads on."""
MENU = "menu"
"""The key of the way to the menu."""


@attrs.frozen
class Moment:
    """All that a page shows."""

    at: Standing
    shown: int | None
    """How many characters of the newest beat are told; none for all."""
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
        return self.at.story

    @property
    def ink(self) -> Ink:
        return self.story.halves[self.at.playthrough.state.half].ink

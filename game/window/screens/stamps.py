"""The picture of a scene at the size of a stamp, for a row that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window import drawings
from game.window.widgets.record import Print

if TYPE_CHECKING:
    from game.play.state import State
    from game.story.model import Story
    from game.window.screens.screen import Desk
    from game.window.theme import Ink, Look


def stamp(desk: Desk, story: Story, state: State, ink: Ink) -> Print | None:
    """How to print the picture of where a life stands into a place; none where its scene has no picture."""
    if drawings.stamp(story, state, ink, (1, 1), "none") is None:
        return None

    def printed(look: Look, place: pygame.Rect) -> pygame.Surface | None:
        picture = drawings.stamp(story, state, ink, place.size, "none")
        return desk.pictures.still(picture, look, place.topleft) if picture else None

    return printed

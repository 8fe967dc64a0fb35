"""The picture of a scene at the size of a stamp, for a row that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window import drawings
from game.window.widgets.record import Print

if TYPE_CHECKING:
    from game.story.model import Story
    from game.window.screens.screen import Desk
    from game.window.theme import Ink, Look


def stamp(desk: Desk, story: Story, scene: str, ink: Ink) -> Print | None:
    """How to print a scene's picture into a place; none where the scene has no picture."""
    here = story.scenes[scene]
    if drawings.stamp(story, here, ink, (1, 1), "none") is None:
        return None

    def printed(look: Look, place: pygame.Rect) -> pygame.Surface | None:
        picture = drawings.stamp(story, here, ink, place.size, "none")
        return desk.pictures.still(picture, look, place.topleft) if picture else None

    return printed

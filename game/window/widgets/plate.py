"""A picture on the page."""

from __future__ import annotations

import attrs
import pygame

from game.window.theme import Look
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Plate(Widget):
    """A printed picture, or the paper it will be printed on, and what it shows in words."""

    still: pygame.Surface | None
    looks: str

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if self.still is not None:
            canvas.blit(self.still, self.bounds)

    def says(self) -> Said | None:
        return Said(self.key, "image", self.looks, bounds=self.area)

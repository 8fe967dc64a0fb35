"""A QR code, for phones to scan from the back of a room."""

from __future__ import annotations

import attrs
import pygame

from game.window.theme import Look
from game.window.widgets.widget import Said, Widget

QUIET = 4
"""Squares of white round the code: readers look for them."""
DARK, LIGHT = (0, 0, 0), (255, 255, 255)
"""What readers expect, by day and by night."""


@attrs.frozen(kw_only=True, eq=False)
class SquareCode(Widget):
    """A QR code on white, as large as its place holds in whole pixels."""

    squares: tuple[str, ...]
    """Rows of `0` and `1`."""
    name: str
    """What it leads to, in words."""

    def height(self, look: Look, width: int) -> int:
        return width

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        count = len(self.squares) + 2 * QUIET
        size = min(self.bounds.width, self.bounds.height) // count
        if not self.squares or not size:
            return
        ground = pygame.Rect(0, 0, size * count, size * count)
        ground.midleft = self.bounds.midleft
        canvas.fill(LIGHT, ground)
        for y, row in enumerate(self.squares, QUIET):
            for x, square in enumerate(row, QUIET):
                if square == "1":
                    canvas.fill(DARK, (ground.x + x * size, ground.y + y * size, size, size))

    def says(self) -> Said | None:
        return Said(self.key, "image", self.name, bounds=self.area)

"""A sheet coloured band by band, so that no turn of the window is long for a picture's sake. No numpy."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.window.press.palette import Colour

BAND = 270
"""How many rows are coloured at a time: a quarter of a page 1080 high, about two milliseconds."""


class Printing:
    """What `print_sheet` makes in one go, in the format of the window there is."""

    def __init__(
        self, sheet: pygame.Surface, colours: Sequence[Colour], grain: pygame.Surface | None, at: tuple[int, int]
    ) -> None:
        self.printed = pygame.Surface(sheet.get_size())
        self._sheet, self._colours, self._grain, self._at = sheet, colours, grain, at
        self._down = 0

    def go_on(self) -> bool:
        """Colour the next band; whether it was the last."""
        band = pygame.Rect(0, self._down, self.printed.get_width(), BAND)
        self._sheet.set_palette(self._colours)
        self.printed.blit(self._sheet, band, band)
        if self._grain is not None:
            self.printed.blit(self._grain, band, band.move(self._at), special_flags=pygame.BLEND_RGB_MULT)
        self._down += BAND
        return self._down >= self.printed.get_height()

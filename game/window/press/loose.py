"""A sheet whose second plate has not settled: it lands, or breathes, a few pixels from where it was printed. No numpy."""

from __future__ import annotations

import pygame

from game.window.press.client import print_sheet
from game.window.press.palette import STEPS, Colour, Inks, palette

GREYS = tuple(round(255 * step / (STEPS - 1)) for step in range(STEPS))


class Loose:
    """One sheet taken apart, ready to be laid together at any register; a few milliseconds each time."""

    def __init__(self, sheet: pygame.Surface, inks: Inks) -> None:
        self._sheet = sheet
        colours = palette(inks)
        self._under = print_sheet(sheet, [colours[index - index % STEPS] for index in range(len(colours))])
        """The inner plate on paper."""
        self._over = print_sheet(sheet, [colours[index - index % STEPS + STEPS - 1] for index in range(len(colours))])
        """The inner plate as it looks through solid outer ink."""

    def at(self, across: int, down: int, *, outer: float = 1.0) -> pygame.Surface:
        """The sheet, 32 bits a pixel, with the outer plate moved by so many pixels and at that strength, 0 to 1."""
        inked = self._plate([round(grey * outer) for grey in GREYS])
        bare = self._plate([255 - round(grey * outer) for grey in GREYS])
        printed, veil = self._under.copy(), self._under.copy()
        printed.blit(bare, (across, down), special_flags=pygame.BLEND_RGB_MULT)
        veil.fill("black")
        veil.blit(inked, (across, down))
        veil.blit(self._over, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        printed.blit(veil, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        return printed

    def _plate(self, greys: list[int]) -> pygame.Surface:
        """The outer plate alone, each coverage as that grey."""
        colours: list[Colour] = [(greys[index % STEPS],) * 3 for index in range(STEPS * STEPS)]
        return print_sheet(self._sheet, colours)

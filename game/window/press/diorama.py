"""A picture as its layers, one behind another, that can be moved against each other. No numpy."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.window.press.palette import STEPS, Colour

TOP = STEPS - 1


class Diorama:
    """Layers from the back to the front, in colour.

    Args:
        sheets: each as `layers.print_layer` packs it.
        paper: what they are printed on.
        ink: what with.
    """

    def __init__(self, sheets: Sequence[pygame.Surface], paper: Colour, ink: Colour) -> None:
        far, *nearer = sheets
        self._far = _coloured(far, paper, ink).convert()
        self._nearer = [_coloured(sheet, paper, ink) for sheet in nearer]

    def at(self, lean: float) -> pygame.Surface:
        """The layers together, the nearest so many pixels to the right, and each behind it less: the furthest stays."""
        printed = self._far.copy()
        for depth, layer in enumerate(self._nearer, 1):
            across = round(lean * depth / len(self._nearer))
            slack = (layer.get_width() - printed.get_width()) // 2
            printed.blit(layer, (across - slack, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
        return printed


def _coloured(sheet: pygame.Surface, paper: Colour, ink: Colour) -> pygame.Surface:
    """A layer as colours that are weighed with how much it hides already."""
    indices = pygame.image.tobytes(sheet, "P")
    pixels = bytearray(len(indices) * 4)
    for channel in range(3):
        pixels[channel::4] = indices.translate(_table(paper[channel], ink[channel]))
    pixels[3::4] = indices.translate(bytes(round(255 * (index // STEPS) / TOP) for index in range(256)))
    return pygame.image.frombytes(bytes(pixels), sheet.get_size(), "RGBA").convert_alpha()


def _table(paper: int, ink: int) -> bytes:
    """One channel of the colour of each index."""
    hides = [(index // STEPS, min(index % STEPS, index // STEPS)) for index in range(256)]
    return bytes(round((paper * (hidden - inked) + ink * inked) / TOP) for hidden, inked in hides)

"""A picture as its layers, one behind another, that can be moved against each other. No numpy."""

from __future__ import annotations

import pygame

from game.window.press.palette import STEPS, Colour

TOP = STEPS - 1


class Diorama:
    """Layers that are laid one before another, in colour.

    Args:
        paper: what they are printed on.
        ink: what with.
    """

    def __init__(self, paper: Colour, ink: Colour) -> None:
        self._paper, self._ink = paper, ink
        self._layers: list[pygame.Surface] = []
        self._printed: pygame.Surface | None = None

    def __len__(self) -> int:
        return len(self._layers)

    def lay(self, sheet: pygame.Surface) -> None:
        """Lay the next layer before the others: as `layers.print_layer` packs it. Some milliseconds each."""
        layer = _coloured(sheet, self._paper, self._ink)
        self._layers.append(layer if self._layers else layer.convert())

    def at(self, lean: float) -> pygame.Surface:
        """The layers together, the nearest so many pixels to the right, and each behind it less: the furthest stays. The
        same surface each time.
        """
        far, *nearer = self._layers
        printed = self._printed = self._printed or pygame.Surface(far.get_size())
        printed.blit(far, (0, 0))
        for depth, layer in enumerate(nearer, 1):
            across = round(lean * depth / len(nearer))
            slack = (layer.get_width() - printed.get_width()) // 2
            printed.blit(layer, (across - slack, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
        return printed


def _coloured(sheet: pygame.Surface, paper: Colour, ink: Colour) -> pygame.Surface:
    """A layer as colours that are weighed with how much it hides already."""
    indices = pygame.image.tobytes(sheet, "P")
    pixels = bytearray(len(indices) * 4)
    for at, channel in enumerate((2, 1, 0)):  # as the window's own pixels lie, so that nothing has to be converted
        pixels[at::4] = indices.translate(_table(paper[channel], ink[channel]))
    pixels[3::4] = indices.translate(bytes(round(255 * (index // STEPS) / TOP) for index in range(256)))
    return pygame.image.frombuffer(pixels, sheet.get_size(), "BGRA")


def _table(paper: int, ink: int) -> bytes:
    """One channel of the colour of each index."""
    hides = [(index // STEPS, min(index % STEPS, index // STEPS)) for index in range(256)]
    return bytes(round((paper * (hidden - inked) + ink * inked) / TOP) for hidden, inked in hides)

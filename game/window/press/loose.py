"""A sheet whose second plate has not settled: it lands, or breathes, a few pixels from where it was printed. No numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.window.press.palette import STEPS, Colour, Inks, palette

SOLID = 255
GREYS = tuple(round(SOLID * step / (STEPS - 1)) for step in range(STEPS))


class Loose:
    """One sheet taken apart, one surface at each call of `go_on`; then it is laid together at any register, in a few
    milliseconds each time.
    """

    def __init__(self, sheet: pygame.Surface, inks: Inks) -> None:
        self._sheet = sheet
        colours = palette(inks)
        bare: list[Colour] = [colours[index - index % STEPS] for index in range(len(colours))]
        solid = [colours[index - index % STEPS + STEPS - 1] for index in range(len(colours))]
        greys: list[Colour] = [(GREYS[index % STEPS],) * 3 for index in range(len(colours))]
        clear: list[Colour] = [(SOLID - grey,) * 3 for grey, _, _ in greys]
        self._left: list[Callable[[], None]] = [
            lambda: self._have("under", bare),
            lambda: self._have("over", solid),
            lambda: self._have("outer", greys),
            lambda: self._have("clear", clear),
            lambda: self._have("printed", bare),
            lambda: self._have("veil", bare),
        ]
        self._parts: dict[str, pygame.Surface] = {}
        """`under` is the inner plate on paper, `over` as it looks through solid outer ink; `outer` is the outer plate alone,
        `clear` what it leaves clear; the two others are room to lay them together in.
        """

    @property
    def is_ready(self) -> bool:
        """Whether it is wholly taken apart."""
        return not self._left

    def go_on(self) -> bool:
        """Take it apart a little further, two milliseconds or three; whether nothing is left to do."""
        if self._left:
            self._left.pop(0)()
        return self.is_ready

    def _have(self, part: str, colours: Sequence[Colour]) -> None:
        self._sheet.set_palette(colours)
        self._parts[part] = pygame.Surface(self._sheet.get_size())
        self._parts[part].blit(self._sheet, (0, 0))

    def at(self, across: int, down: int, *, outer: float = 1.0, reaches: bool = False) -> pygame.Surface:
        """The sheet with the outer plate moved; the same surface each time.

        Args:
            across: how many pixels to the right.
            down: how many downwards.
            outer: how strong it is, 0 to 1.
            reaches: whether its ink goes on to the edge that it has been moved away from, across.
        """
        while not self.go_on():
            pass
        under, printed, veil = self._parts["under"], self._parts["printed"], self._parts["veil"]
        printed.blit(under, (0, 0))
        printed.blit(self._parts["clear"], (across, down), special_flags=pygame.BLEND_RGB_MULT)
        veil.fill("black")
        veil.blit(self._parts["outer"], (across, down))
        if reaches and across:
            width, height = printed.get_size()
            edge = pygame.Rect(0 if across > 0 else width + across, 0, abs(across), height)
            printed.blit(self._parts["clear"], edge, edge, special_flags=pygame.BLEND_RGB_MULT)
            veil.blit(self._parts["outer"], edge, edge)
        veil.blit(self._parts["over"], (0, 0), special_flags=pygame.BLEND_RGB_MULT)
        printed.blit(veil, (0, 0), special_flags=pygame.BLEND_RGB_ADD)
        if (lacking := round(SOLID * (1 - outer))) > 0:
            under.set_alpha(lacking if lacking < SOLID else None)  # SDL has no quick way with an alpha of 255
            printed.blit(under, (0, 0))
            under.set_alpha(None)
        return printed

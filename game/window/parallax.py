"""How a picture leans: its layers against one another, or in two inks the one plate against the other. What it takes is brought
up a little at a time, and only once the mouse is used.
"""

from __future__ import annotations

import attrs
import pygame

from game.window.press import depth
from game.window.press.client import Picture, Press
from game.window.press.diorama import Diorama
from game.window.press.loose import Loose
from game.window.press.palette import Inks
from game.window.theme import Look
from game.window.widgets import marks


class Parallax:
    """The one picture that may lean now."""

    def __init__(self) -> None:
        self._key: tuple[Picture, str] | None = None
        self._plates: Loose | None = None
        """The picture in two inks, taken apart."""
        self._diorama: Diorama | None = None
        """The picture in one, in layers."""
        self._coming: pygame.Surface | None = None
        """The layer that is to be laid on it next."""
        self._asked: set[Picture] = set()
        """The layers that have been asked for."""

    def is_ready(self, picture: Picture, look: Look, press: Press) -> bool:
        """Whether it can lean; each time it is asked, it comes a little nearer to it."""
        if self._key != (picture, look.theme.name):
            self._key = (picture, look.theme.name)
            self._plates = self._diorama = self._coming = None
        if picture.plates == "both":
            return self._take_apart(picture, look, press)
        layers = layers_of(picture)
        return bool(layers) and self._lay(layers, picture, look, press)

    def _take_apart(self, picture: Picture, look: Look, press: Press) -> bool:
        if len(picture.backdrops) < 2:
            return False
        if self._plates is None:
            sheet = press.held(picture)
            self._plates = Loose(sheet, Inks(*look.theme.plates)) if sheet is not None else None
            return False
        return self._plates.go_on()

    def _lay(self, layers: tuple[Picture, ...], picture: Picture, look: Look, press: Press) -> bool:
        for layer in layers:
            if layer not in self._asked:
                press.request(layer, ahead=True)
                self._asked.add(layer)
        if self._diorama is None:
            paper, inner, outer, _ = look.theme.plates
            self._diorama = Diorama(paper, inner if picture.plates == "inner" else outer)
        if len(self._diorama) < len(layers) and all(map(press.is_printed, layers)):
            sheet, self._coming = self._coming, None
            if sheet is not None:
                self._diorama.lay(sheet)
            else:
                self._coming = press.ready(layers[len(self._diorama)])
        return len(self._diorama) == len(layers)

    def at(
        self, picture: Picture, look: Look, lean: float, *, grain: pygame.Surface | None, at: tuple[int, int]
    ) -> pygame.Surface:
        """The picture with what is nearest so many pixels to the right of its place.

        Args:
            picture: which; `is_ready` has said that it can lean.
            look: how its page looks.
            lean: how far; below nought to the left.
            grain: the paper's fibres, if any.
            at: where on the page it lies.
        """
        if self._plates is not None:
            printed = self._plates.at(round(lean), 0, reaches=True)
        else:
            assert self._diorama is not None
            printed = self._diorama.at(lean)
            marks.holes(printed, look.theme.plates[0], printed.get_rect(), picture.edge)
        if grain is not None:
            printed.blit(grain, (0, 0), (at, printed.get_size()), special_flags=pygame.BLEND_RGB_MULT)
        return printed

    def let_lie(self) -> None:
        """Let go of the picture."""
        self._key = self._plates = self._diorama = self._coming = None


def layers_of(picture: Picture) -> tuple[Picture, ...]:
    """The layers of a picture, each to be printed alone; none where it has both inks, or was drawn flat."""
    if picture.plates == "both" or len(picture.backdrops) != 1 or picture.edge == "bottom":
        return ()
    layers = depth.layers_of(picture.backdrops[0], picture.plates)
    return tuple(attrs.evolve(picture, layer=layer) for layer in layers)

"""Pictures whose second plate has not settled: it lands on the first, or finds its register. Each is taken apart a little at a
time, before it is seen to move.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Literal

import pygame

from game.window.press.loose import SOLID, Loose
from game.window.press.palette import Inks
from game.window.press.picture import Picture
from game.window.theme import Look

Unrest = Literal["landing", "wandering"]
"""How a second plate comes to its place: from a long way off, or from a pixel away."""
KEPT = 2
"""How many are kept: the picture that is seen, and the one that may come."""
Key = tuple[Picture, str]


class Unsettled:
    """One picture whose second plate is to move.

    Args:
        sheet: The picture as the press has made it.
        look: How its page looks.
        grain: The paper's fibres there, if any.
        at: Where on the page it lies.
        unrest: How its plate will move.
    """

    def __init__(
        self, sheet: pygame.Surface, look: Look, grain: pygame.Surface | None, at: tuple[int, int], unrest: Unrest
    ) -> None:
        self.unrest = unrest
        self._grain, self._at = grain, at
        self._away = max(1, int(look.scale))
        self._loose: Loose | None = Loose(sheet, Inks(*look.theme.plates))
        self._strayed: pygame.Surface | None = None
        self._between: pygame.Surface | None = None

    @property
    def is_ready(self) -> bool:
        if self.unrest == "landing":
            return self._loose is not None and self._loose.is_ready
        return self._between is not None

    def go_on(self) -> bool:
        """Make it ready a little further, in some milliseconds; whether nothing is left to do."""
        if self.is_ready:
            return True
        if self._loose is not None and not self._loose.is_ready:
            self._loose.go_on()
        elif self._strayed is None:
            self._strayed = self._laid(self._away, self._away, 1.0)
        else:
            self._between, self._loose = self._strayed.copy(), None
        return self.is_ready

    def landing(self, across: int, outer: float) -> pygame.Surface:
        """The picture while its outer plate comes down: so many pixels from its place, and that strong, 0 to 1."""
        return self._laid(across, 0, outer)

    def wandering(self, still: pygame.Surface, part: float) -> pygame.Surface:
        """The picture while its outer plate finds its register: a pixel off at 0, in its place at 1."""
        strength = round(SOLID * (1 - part))
        assert self._strayed is not None
        assert self._between is not None
        if strength in (0, SOLID):
            return self._strayed if strength else still
        # Half a pixel is both places at once: the eye takes it for the way between them.
        self._between.blit(still, (0, 0))
        self._strayed.set_alpha(strength)
        self._between.blit(self._strayed, (0, 0))
        self._strayed.set_alpha(None)
        return self._between

    def _laid(self, across: int, down: int, outer: float) -> pygame.Surface:
        assert self._loose is not None
        laid = self._loose.at(across, down, outer=outer)
        if self._grain is not None:
            laid.blit(self._grain, (0, 0), (self._at, laid.get_size()), special_flags=pygame.BLEND_RGB_MULT)
        return laid


class Register:
    """The pictures that are to move so, a few at a time."""

    def __init__(self) -> None:
        self._unsettled: OrderedDict[Key, Unsettled] = OrderedDict()

    def expect(
        self,
        picture: Picture,
        look: Look,
        unrest: Unrest,
        *,
        sheet: pygame.Surface,
        grain: pygame.Surface | None,
        at: tuple[int, int],
    ) -> Unsettled:
        """Have a picture that will move so; what it is made from is what `Unsettled` is made from."""
        key = (picture, look.theme.name)
        held = self._unsettled.get(key)
        if held is None or held.unrest != unrest:
            held = self._unsettled[key] = Unsettled(sheet, look, grain, at, unrest)
        self._unsettled.move_to_end(key)
        while len(self._unsettled) > KEPT:
            self._unsettled.popitem(last=False)
        return held

    def find(self, picture: Picture, look: Look, unrest: Unrest) -> Unsettled | None:
        """The picture, once it is ready to move so."""
        held = self._unsettled.get((picture, look.theme.name))
        return held if held is not None and held.unrest == unrest and held.is_ready else None

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do ahead."""
        return all(each.is_ready for each in self._unsettled.values())

    def go_on(self) -> None:
        """Make ready a little more of what is expected."""
        unready = next((each for each in self._unsettled.values() if not each.is_ready), None)
        if unready is not None:
            unready.go_on()

    def let_lie(self, picture: Picture, look: Look) -> None:
        """Let go of a picture that moves no more."""
        self._unsettled.pop((picture, look.theme.name), None)

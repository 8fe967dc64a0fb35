"""Paper over something that is still to come, growing thinner."""

from __future__ import annotations

import attrs
import pygame

from game.window.theme import Look
from game.window.widgets.widget import Widget

SOLID = 255
"""The alpha of what nothing shows through."""


@attrs.frozen(kw_only=True, eq=False)
class Veil(Widget):
    """The page's own paper, over whatever lies in its bounds."""

    paper: pygame.Surface
    """The whole page's."""
    part: float
    """How much of what lies under it is seen, 0 to 1."""

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        area = self.bounds.clip(self.paper.get_rect())
        strength = round(SOLID * (1 - self.part))
        if strength == SOLID:  # which SDL is slow to blend
            canvas.blit(self.paper, area, area)
        elif strength:
            veil = self.paper.subsurface(area).copy()
            veil.set_alpha(strength)
            canvas.blit(veil, area)

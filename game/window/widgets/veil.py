"""Paper over something that is still to come, growing thinner."""

from __future__ import annotations

import attrs
import pygame

from game.window.theme import Look
from game.window.widgets.widget import Widget


@attrs.frozen(kw_only=True, eq=False)
class Veil(Widget):
    """The page's own paper, over whatever lies in its bounds."""

    paper: pygame.Surface
    """The whole page's."""
    part: float
    """How much of what lies under it is seen, 0 to 1."""

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        area = self.bounds.clip(self.paper.get_rect())
        veil = self.paper.subsurface(area).copy()
        veil.set_alpha(round(255 * (1 - self.part)))
        canvas.blit(veil, area)

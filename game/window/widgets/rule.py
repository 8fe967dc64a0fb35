"""A line across the page."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme
from game.window.theme import Look
from game.window.widgets.widget import Widget


@attrs.frozen(kw_only=True, eq=False)
class Rule(Widget):
    """A hairline in the page's ink."""

    def height(self, look: Look, width: int) -> int:
        return look.px(theme.RULE)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        pygame.draw.rect(canvas, look.ink, self.bounds)

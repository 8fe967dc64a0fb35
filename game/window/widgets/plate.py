"""A picture on the page."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Colour, Edge, Look
from game.window.widgets import marks
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Plate(Widget):
    """A printed picture, or the paper it will be printed on, and what it shows in words."""

    still: pygame.Surface | None
    looks: str
    edge: Edge = "none"
    """The side that is torn."""
    ground: Colour | None = None
    """What a print that is narrower than its place lies on."""
    is_blank: bool = False
    """Whether nothing will be printed here: then the page says what would be seen."""

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if self.ground is not None:
            canvas.fill(self.ground, self.bounds)
        if self.still is not None:
            self._draw_still(canvas, self.still)
            if self.edge != "none" and look.theme.plates[0] != look.paper:
                marks.holes(canvas, look.paper, self.bounds, self.edge)
        elif self.is_blank:
            self._draw_words(canvas, look)

    def _draw_still(self, canvas: pygame.Surface, still: pygame.Surface) -> None:
        """The middle of the print across, and its foot, where it is larger than its place."""
        whole = still.get_rect(midbottom=self.bounds.midbottom)
        shown = whole.clip(self.bounds)
        canvas.blit(still, shown, shown.move(-whole.x, -whole.y))

    def _draw_words(self, canvas: pygame.Surface, look: Look) -> None:
        margin = look.px(theme.MARGIN)
        block = typesetting.set_lines(
            typesetting.plain(self.looks), look.style("header"), self.bounds.width - 2 * margin
        )
        y = self.bounds.y + (self.bounds.height - block.height) * 2 // 5
        typesetting.draw(canvas, block, (self.bounds.x + margin, y), look.ink)

    def says(self) -> Said | None:
        if not self.looks:
            return None
        return Said(self.key, "image", self.looks, bounds=self.area)

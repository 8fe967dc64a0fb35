"""A word that can be pressed on a slip of paper, which may lie over a picture."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block
from game.window.widgets.widget import Pressable, Said


@attrs.frozen(kw_only=True, eq=False)
class Slip(Pressable):
    """The word, and the slip under it. With the focus it is underlined."""

    label: str
    use: str = "label"

    @property
    def is_quiet(self) -> bool:
        return True

    def size(self, look: Look) -> tuple[int, int]:
        """How wide and high it is."""
        block = self._block(look)
        inset = look.px(theme.UNIT * 4)
        return block.width + inset * 2, max(block.height + inset, look.px(theme.TARGET))

    def _block(self, look: Look) -> Block:
        return typesetting.set_lines(typesetting.plain(self.label), look.style(self.use), look.width, mends=False)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        canvas.fill(look.paper, self.bounds)
        pygame.draw.rect(canvas, look.ink, self.bounds, look.px(theme.RULE))
        block = self._block(look)
        x = self.bounds.x + (self.bounds.width - block.width) // 2
        y = self.bounds.centery - typesetting.ascent(block.style) + round(block.style.size * theme.CAPITALS_MIDDLE)
        typesetting.draw(canvas, block, (x, y), look.ink)
        if is_focused:
            drop = typesetting.ascent(block.style) + round(block.style.size * theme.UNDERLINE_DROP)
            pygame.draw.rect(canvas, look.ink, (x, y + drop, block.width, look.px(theme.UNDERLINE)))

    def says(self) -> Said | None:
        return Said(self.key, "button", self.label, is_operable=True, bounds=self.area)

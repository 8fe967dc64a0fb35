"""Lines of words that are only read: a heading, a paragraph, a note."""

from __future__ import annotations

from typing import Literal

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Ink, Look
from game.window.typesetting import Block, Runs
from game.window.widgets.widget import Role, Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Words(Widget):
    """Runs of words in one use of type."""

    runs: Runs
    use: str = "reading"
    role: Role = "text"
    align: Literal["left", "right", "centre"] = "left"
    ink: Ink | None = None
    """An ink other than the page's."""
    is_live: bool = False

    def block(self, look: Look, width: int) -> Block:
        style = look.style(self.use)
        block = typesetting.set_lines(self.runs, style, width, hangs=self.align == "left")
        if block.width > width and theme.TYPE[self.use].size >= theme.LARGE:
            return typesetting.set_lines(self.runs, theme.narrowed(style, width / block.width), width)
        return block

    def shown_block(self, look: Look, width: int) -> Block:
        """The lines of it that stand here: all."""
        return self.block(look, width)

    def height(self, look: Look, width: int) -> int:
        return self.block(look, width).height

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        block = self.block(look, self.bounds.width)
        slack = self.bounds.width - block.width
        x = self.bounds.x + {"left": 0, "right": slack, "centre": slack // 2}[self.align]
        typesetting.draw(canvas, block, (x, self.bounds.y), look.theme.ink(self.ink) if self.ink else look.ink)

    def says(self) -> Said | None:
        words = "".join(text for text, _ in self.runs)
        return Said(self.key, self.role, words, is_live=self.is_live, bounds=self.area)

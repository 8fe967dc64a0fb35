"""A line of the page that lists the keys: what is done, and what does it."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block
from game.window.widgets import marks
from game.window.widgets.widget import Pressable, Said


@attrs.frozen(kw_only=True, eq=False)
class Keyed(Pressable):
    """The one on the left and the other beside it, or under it where the page is narrow."""

    label: str
    keys: str
    label_part: float = 0.52
    """How much of the width the label takes."""

    def height(self, look: Look, width: int) -> int:
        label, keys, _ = self._set(look, width)
        high = max(label.height, keys.height) if self._is_beside(look, width) else label.height + keys.height
        return max(look.px(theme.TARGET), high)

    def _is_beside(self, look: Look, width: int) -> bool:
        style = look.style("row")
        room = width * self.label_part - look.px(theme.NOTE_GAP)
        return typesetting.advance(self.label, style.cut, style.size) <= room

    def _set(self, look: Look, width: int) -> tuple[Block, Block, int]:
        """Both, and how far from the left the keys stand."""
        x = round(width * self.label_part) if self._is_beside(look, width) else look.px(theme.NOTE_GAP * 2)
        label = typesetting.set_lines(typesetting.plain(self.label), look.style("row"), width)
        keys = typesetting.set_lines(typesetting.plain(self.keys), look.style("row-note"), width - x, mends=False)
        return label, keys, x

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        width = self.bounds.width
        label, keys, x = self._set(look, width)
        high = max(label.height, keys.height) if self._is_beside(look, width) else label.height + keys.height
        y = self.bounds.y + (self.bounds.height - high) // 2
        baseline = y + typesetting.ascent(label.style)
        typesetting.draw(canvas, label, (self.bounds.x, y), look.ink)
        top = baseline - typesetting.ascent(keys.style) if self._is_beside(look, width) else y + label.height
        typesetting.draw(canvas, keys, (self.bounds.x + x, top), look.ink)
        if is_focused:
            below = baseline + round(label.style.size * theme.UNDERLINE_DROP)
            pygame.draw.rect(canvas, look.ink, (self.bounds.x, below, label.width, look.px(theme.UNDERLINE)))
            middle = baseline - round(label.style.size * 0.27)
            marks.pointer(canvas, look, self.bounds.x - look.px(theme.POINTER_GAP), middle)

    def says(self) -> Said | None:
        return Said(self.key, "button", self.label, self.keys, is_operable=True, bounds=self.area)

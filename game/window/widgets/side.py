"""One side of a vote: its words, how many stood there, and a bar as long as their share."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block
from game.window.widgets import marks
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Side(Widget):
    """A side of a vote that was revealed. The one that leads has the pointer, and its bar is full of ink."""

    words: str
    told: str
    share: float
    """How long the bar is, 0 to 1."""
    leads: bool

    def height(self, look: Look, width: int) -> int:
        told = self._told(look, width)
        return max(self._words(look, width).height, told.height) + look.px(theme.BAR_GAP + theme.BAR)

    def _told(self, look: Look, width: int) -> Block:
        return typesetting.set_lines(typesetting.plain(self.told), look.style("name"), width // 2, mends=False)

    def _words(self, look: Look, width: int) -> Block:
        room = width - self._told(look, width).width - look.px(theme.NOTE_GAP)
        return typesetting.set_lines(typesetting.plain(self.words), look.style("row"), room)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        x, y, width = self.bounds.x, self.bounds.y, self.bounds.width
        words, told = self._words(look, width), self._told(look, width)
        typesetting.draw(canvas, words, (x, y), look.ink)
        baseline = typesetting.ascent(words.style)
        typesetting.draw(
            canvas, told, (x + width - told.width, y + baseline - typesetting.ascent(told.style)), look.ink
        )
        high, line = look.px(theme.BAR), look.px(theme.UNDERLINE)
        bar = pygame.Rect(x, self.bounds.bottom - high, width, high)
        pygame.draw.rect(canvas, look.quiet, bar, line)
        filled = pygame.Rect(bar.x, bar.y, round(bar.width * self.share), high)
        pygame.draw.rect(canvas, look.ink, filled, 0 if self.leads else line)
        if not self.leads and filled.width > 2 * line:
            canvas.fill(theme.mix(look.paper, look.ink, theme.QUIET), filled.inflate(-2 * line, -2 * line))
        if self.leads:
            marks.pointer(canvas, look, x - look.px(theme.POINTER_GAP), y + baseline - round(words.style.size * 0.27))

    def says(self) -> Said | None:
        return Said(self.key, "text", f"{self.words}: {self.told}", bounds=self.area)

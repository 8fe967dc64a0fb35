"""A hundred lives as a hundred stitches, twice: how many of them ended alike before a choice, and how many after it."""

from __future__ import annotations

import attrs
import pygame

from game.window import theme
from game.window.theme import Ink, Look
from game.window.widgets.widget import Widget

TEN = 10


@attrs.frozen(kw_only=True, eq=False)
class Hundred(Widget):
    """Two rows of stitches. Ornament: the sentence under it says the same."""

    before: float
    after: float
    """Shares of the hundred, 0 to 1."""
    ink: Ink

    def height(self, look: Look, width: int) -> int:
        return look.style("row").leading

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        high, apart = look.px(theme.STITCHES_HIGH), look.px(theme.STITCHES_APART)
        upper = self.bounds.centery - (2 * high + apart) // 2
        for y, share in ((upper, self.before), (upper + high + apart, self.after)):
            self._sew(canvas, look, pygame.Rect(self.bounds.x, y, self.bounds.width, high), share)

    def _sew(self, canvas: pygame.Surface, look: Look, area: pygame.Rect, share: float) -> None:
        """A hundred stitches by tens, as many of them in ink as lives of a hundred ended alike."""
        counted = round(share * 100)
        thread, bare = look.px(theme.STITCH_COUNTED), look.px(theme.STITCH_BARE)
        gap = look.px(theme.TENS_APART)
        pitch = (area.width - gap * (TEN - 1)) / 100
        for at in range(100):
            x = area.x + round(pitch * at + pitch / 2) + gap * (at // TEN)
            is_one = at < counted
            width = thread if is_one else bare
            colour = look.theme.ink(self.ink) if is_one else look.theme.quiet(self.ink)
            short = 0 if is_one else area.height // 4
            canvas.fill(colour, pygame.Rect(x - width // 2, area.y + short, width, area.height - 2 * short))

"""A line that stays a moment, such as *Saved*, where nothing else lies; or on a slip of paper where all is taken."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.window import theme
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.plate import Plate
from game.window.widgets.seam import Seam
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

KEY = "notice"


@attrs.frozen(kw_only=True, eq=False)
class Notice(Words):
    """The words, and the slip under them where they lie over something."""

    is_slip: bool = False

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if self.is_slip:
            slip = self.bounds.inflate(look.px(theme.UNIT * 4), look.px(theme.UNIT))
            pygame.draw.rect(canvas, look.paper, slip)
            pygame.draw.rect(canvas, look.ink, slip, look.px(theme.RULE))
        super().draw(canvas, look, is_focused=is_focused)


def notice(words: str, page: Sequence[Widget], look: Look) -> Notice:
    """The notice in its place on a page: as low as it can stand under or between what is read there."""
    told = Notice(key=KEY, runs=plain(words), use="menu-note", role="status", align="centre", is_live=True)
    read = [widget.bounds for widget in page if not isinstance(widget, Plate | Seam)]
    pictures = [widget.bounds for widget in page if isinstance(widget, Plate)]
    margin = look.px(theme.MARGIN)
    left = max(margin, min((each.x for each in read), default=margin))
    right = min(look.width - margin, max((each.right for each in read), default=look.width - margin))
    measure = max(1, min(right - left, look.px(theme.LONGEST_LINE * look.growth)))
    width = min(measure, told.block(look, measure).width)
    place = pygame.Rect(left + (right - left - width) // 2, 0, width, told.height(look, width))
    for taken, is_slip in ((read + pictures, False), (read, True)):
        if (free := _lowest(place, taken, look)) is not None:
            return attrs.evolve(told, bounds=free, is_slip=is_slip)
    place.bottom = look.height - look.px(theme.UNIT)
    return attrs.evolve(told, bounds=place, is_slip=True)


def _lowest(place: pygame.Rect, taken: list[pygame.Rect], look: Look) -> pygame.Rect | None:
    """The place as low on the page as it is free of all that is taken."""
    gap = look.px(theme.UNIT)
    place = place.copy()
    place.bottom = look.height - look.px(theme.UNIT * 2)
    while place.y >= gap:
        over = [each for each in taken if each.colliderect(place.inflate(0, gap * 2))]
        if not over:
            return place
        place.bottom = min(each.y for each in over) - gap - 1
    return None

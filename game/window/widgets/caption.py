"""What is heard, written at the foot of the picture, or where nothing is read; never over type."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.window import theme
from game.window.theme import Look
from game.window.typesetting import marked
from game.window.widgets.notice import Notice
from game.window.widgets.plate import Plate
from game.window.widgets.seam import Seam
from game.window.widgets.widget import Said, Widget
from game.window.widgets.words import Words

KEY = "caption"


@attrs.frozen(kw_only=True, eq=False)
class Caption(Notice):
    """The words in brackets. On a page that has no room for them it has no height, and is only said."""

    @property
    def has_place(self) -> bool:
        return self.bounds.height > 0

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if not self.has_place:
            return
        if self.is_slip:
            slip = self.bounds.inflate(look.px(theme.UNIT * 5), look.px(theme.UNIT * 2))
            slip.height += look.px(theme.UNIT)
            pygame.draw.rect(canvas, look.paper, slip)
            pygame.draw.rect(canvas, look.ink, slip, look.px(theme.RULE))
        Words.draw(self, canvas, look, is_focused=is_focused)

    def says(self) -> Said | None:
        said = super().says()
        return attrs.evolve(said, is_sound=True) if said else None


def caption(words: str, page: Sequence[Widget], look: Look) -> Caption:
    """The caption in its place on a page."""
    told = Caption(key=KEY, runs=marked(f"*{words}*"), use="label", role="status", align="centre", is_live=True)
    read = [widget.bounds for widget in page if not isinstance(widget, Plate | Seam)]
    pictures = [widget.bounds for widget in page if isinstance(widget, Plate)]
    bare = [pygame.Rect(0, 0, widget.bounds.x, look.height) for widget in page if isinstance(widget, Seam)]
    whole = pygame.Rect(0, 0, look.width, look.height)
    margin = look.px(theme.UNIT * 6)
    for area in (*pictures, *bare, whole):
        room = area.clip(whole).inflate(-2 * margin, -2 * look.px(theme.UNIT * 4))
        if room.width <= margin or room.height <= 0:
            continue
        width = min(room.width, told.block(look, room.width).width)
        place = pygame.Rect(0, 0, width, told.height(look, width))
        place.midbottom = room.midbottom
        if (free := _lowest(place, room, read, look)) is not None:
            return attrs.evolve(told, bounds=free, is_slip=area in pictures)
    return told


def _lowest(place: pygame.Rect, room: pygame.Rect, read: list[pygame.Rect], look: Look) -> pygame.Rect | None:
    """The place as low in the room as it is clear of all that is read."""
    apart = look.px(theme.UNIT * 2 * look.growth)
    while place.y >= room.y:
        over = [each for each in read if each.colliderect(place.inflate(apart * 4, apart * 2))]
        if not over:
            return place
        place = place.copy()
        place.bottom = min(each.y for each in over) - apart - 1
    return None

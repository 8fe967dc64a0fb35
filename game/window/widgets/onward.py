"""The mark at the end of what has been told: there is more."""

from __future__ import annotations

import attrs
import pygame

from game.language import tr
from game.window import theme
from game.window.theme import Look
from game.window.widgets import marks
from game.window.widgets.widget import Pressable, Said


@attrs.frozen(kw_only=True, eq=False)
class Onward(Pressable):
    """Reads on when it is pressed. Drawn as the pointer, once the beat before it has been told."""

    label: str = attrs.field(factory=lambda: tr("Read on"))
    is_drawn: bool = True

    def height(self, look: Look, width: int) -> int:
        return look.px(theme.TARGET)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        if self.is_drawn:
            right = self.bounds.x + look.px(theme.POINTER[0] * look.growth)
            marks.pointer(canvas, look, right, self.bounds.centery, is_quiet=not is_focused)

    def says(self) -> Said | None:
        return Said(self.key, "button", self.label, is_operable=True, bounds=self.area)

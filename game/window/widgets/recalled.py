"""A beat that was read before, and can be chosen: to go back to it, to hear it again, to copy it."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pygame

from game.window import theme, typesetting
from game.window.keymap import Action
from game.window.theme import Look
from game.window.widgets import marks
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Said, nothing


@attrs.frozen(kw_only=True, eq=False)
class Recalled(Speech):
    """A line of the history. With the focus it has the pointer."""

    on_press: Callable[[], None] = nothing

    @property
    def takes_focus(self) -> bool:
        return True

    def height(self, look: Look, width: int) -> int:
        leading = look.style(self.use).leading
        spare = max(look.px(theme.TARGET) - leading, round(leading * theme.RECALLED_APART))
        return super().height(look, width) + spare

    def operate(self, action: Action) -> bool:
        if action is not Action.PRESS:
            return False
        self.on_press()
        return True

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        spare = self.bounds.height - super().height(look, self.bounds.width)
        words = self.placed(self.bounds.move(0, max(0, spare) // 2)) if spare > 0 else self
        Speech.draw(words, canvas, look, is_focused=is_focused)
        if is_focused:
            style = look.style("name" if self.speaker else self.use)
            middle = words.bounds.y + typesetting.ascent(style) - round(style.size * 0.27)
            marks.pointer(canvas, look, self.bounds.x - look.px(theme.POINTER_GAP), middle)

    def says(self) -> Said | None:
        said = super().says()
        return attrs.evolve(said, is_operable=True) if said else None

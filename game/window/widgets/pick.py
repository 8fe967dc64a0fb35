"""A wish with more values than stand side by side: the one that holds, and how many there are."""

from __future__ import annotations

import attrs
import pygame

from game.language import tr
from game.window.keymap import Action
from game.window.theme import Look
from game.window.widgets.option import Option


@attrs.frozen(kw_only=True, eq=False)
class Pick(Option):
    """An option that shows one of its values. A click takes the next."""

    def height(self, look: Look, width: int) -> int:
        return self._shown.height(look, width)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        self._shown.draw(canvas, look, is_focused=is_focused)

    @property
    def _shown(self) -> Option:
        """The same wish, as if there were no other value."""
        value = tr("{value} ({at} of {all})", value=self.values[self.at], at=self.at + 1, all=len(self.values))
        return Option(key=self.key, label=self.label, values=(value,), at=0, on_pick=self.on_pick, bounds=self.bounds)

    def pick_at(self, look: Look, x: int, y: int) -> None:
        self.operate(Action.PRESS)

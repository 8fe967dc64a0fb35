"""A wish with a few values, gone through with left and right."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pygame

from game.window import theme, typesetting
from game.window.keymap import Action
from game.window.theme import Look
from game.window.widgets import marks
from game.window.widgets.widget import Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Option(Widget):
    """Its name, and the values side by side; the one that holds is underlined and set between marks."""

    label: str
    values: tuple[str, ...]
    at: int
    """Which of them holds."""
    on_pick: Callable[[int], None]
    label_part: float = 0.36
    """How much of the width the name takes."""

    @property
    def takes_focus(self) -> bool:
        return True

    def height(self, look: Look, width: int) -> int:
        return max(look.px(theme.TARGET), look.style("row").leading * self._rows(look, width))

    def _rows(self, look: Look, width: int) -> int:
        """One; more where the name and the values are too long to stand side by side, or the values for one row of their own."""
        return 1 if self._has_room(look, width) else 1 + len(self._values_in_rows(look, width))

    def _has_room(self, look: Look, width: int) -> bool:
        style = look.style("row")
        label = typesetting.advance(self.label, style.cut, style.size) + self._gap(look)
        return label <= width * self.label_part and sum(self._widths(look)) <= width * (1 - self.label_part)

    def _gap(self, look: Look) -> int:
        return look.px(26)

    def _widths(self, look: Look) -> list[int]:
        """How much each value takes, the space after it included."""
        style = look.style("row")
        return [typesetting.advance(value, style.cut, style.size) + self._gap(look) for value in self.values]

    def _values_in_rows(self, look: Look, width: int) -> list[list[int]]:
        """Which values stand side by side under the name, by their place."""
        rows: list[list[int]] = [[]]
        x = self._gap(look)
        for at, wide in enumerate(self._widths(look)):
            if rows[-1] and x + wide - self._gap(look) > width:
                rows.append([])
                x = self._gap(look)
            rows[-1].append(at)
            x += wide
        return rows

    def places(self, look: Look) -> list[pygame.Rect]:
        """Where each value lies."""
        bounds, widths = self.bounds, self._widths(look)
        if self._has_room(look, bounds.width):
            left, high, rows = round(bounds.width * self.label_part), bounds.height, [list(range(len(self.values)))]
        else:
            rows = self._values_in_rows(look, bounds.width)
            left, high = self._gap(look), bounds.height // (1 + len(rows))
        found = []
        for at, row in enumerate(rows, start=-len(rows)):
            x = bounds.x + left
            for value in row:
                found.append(pygame.Rect(x, bounds.bottom + at * high, widths[value] - self._gap(look), high))
                x += widths[value]
        return found

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        style = look.style("row")
        high = self.bounds.height // self._rows(look, self.bounds.width)
        top = (high - style.leading) // 2
        label = typesetting.surface(self.label, style.cut, style.size, look.ink)
        canvas.blit(label, (self.bounds.x, self.bounds.y + top))
        middle = self.bounds.y + top + typesetting.ascent(style) - round(style.size * 0.27)
        if is_focused:
            marks.pointer(canvas, look, self.bounds.x - look.px(theme.POINTER_GAP), middle)
        for at, (value, place) in enumerate(zip(self.values, self.places(look), strict=True)):
            drawn = typesetting.surface(value, style.cut, style.size, look.ink)
            canvas.blit(drawn, (place.x, place.y + top))
            if at == self.at:
                under = place.y + top + typesetting.ascent(style) + look.px(theme.UNIT * 1.5)
                pygame.draw.rect(canvas, look.ink, (place.x, under, place.width, look.px(theme.UNDERLINE)))
                marks.disc(
                    canvas,
                    look,
                    place.x - look.px(8),
                    place.y + top + typesetting.ascent(style) - round(style.size * 0.27),
                )

    def operate(self, action: Action) -> bool:
        step = {Action.LEFT: -1, Action.RIGHT: 1}.get(action)
        if action is Action.PRESS:
            self.on_pick((self.at + 1) % len(self.values))
            return True
        if step is None or not 0 <= self.at + step < len(self.values):
            return step is not None
        self.on_pick(self.at + step)
        return True

    def pick_at(self, look: Look, x: int, y: int) -> None:
        """Take the value that was clicked, or the next when none was."""
        for at, place in enumerate(self.places(look)):
            if place.inflate(self._gap(look), 0).collidepoint(x, y):
                self.on_pick(at)
                return
        self.operate(Action.PRESS)

    def says(self) -> Said | None:
        span = (self.at, 0, len(self.values) - 1)
        return Said(
            self.key, "slider", self.label, self.values[self.at], range=span, is_operable=True, bounds=self.area
        )

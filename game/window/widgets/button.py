"""A line that does something when it is pressed."""

from __future__ import annotations

from typing import Literal

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block
from game.window.widgets import marks
from game.window.widgets.widget import Piece, Pressable, Said


@attrs.frozen(kw_only=True, eq=False)
class Button(Pressable):
    """A word or two, and perhaps a note beside or under it. With the focus it has the pointer and is underlined."""

    label: str
    note: str = ""
    use: str = "menu"
    note_use: str = "menu-note"
    note_lies: Literal["beside", "under"] = "beside"
    align: Literal["left", "right"] = "left"
    stays_quiet: bool = False

    @property
    def is_quiet(self) -> bool:
        return self.stays_quiet

    def height(self, look: Look, width: int) -> int:
        note = self._note_under(look, width)
        return max(self._label(look, width).height + (note.height if note else 0), look.px(theme.TARGET))

    def _label(self, look: Look, width: int) -> Block:
        return typesetting.set_lines(typesetting.plain(self.label), look.style(self.use), width, mends=False)

    def _note_under(self, look: Look, width: int) -> Block | None:
        if not self.note or self.note_lies == "beside":
            return None
        return typesetting.set_lines(typesetting.marked(self.note), look.style(self.note_use), width)

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        label, note = self._label(look, self.bounds.width), self._note_under(look, self.bounds.width)
        style = look.style(self.use)
        x = self.bounds.x if self.align == "left" else self.bounds.right - label.width
        y = self.bounds.y + (self.bounds.height - label.height - (note.height if note else 0)) // 2
        baseline = y + typesetting.ascent(style)
        typesetting.draw(canvas, label, (x, y), look.ink)
        if note:
            typesetting.draw(canvas, note, (x, y + label.height), look.ink)
        elif self.note and self.has_room_beside(look, self.bounds.width):
            self._draw_beside(canvas, look, x + label.width, baseline)
        if is_focused:
            below = (
                y + label.height - style.leading + typesetting.ascent(style) + round(style.size * theme.UNDERLINE_DROP)
            )
            pygame.draw.rect(canvas, look.ink, (x, below, label.width, look.px(theme.UNDERLINE)))
            first = y + typesetting.ascent(style) - round(style.size * 0.27)
            marks.pointer(canvas, look, x - look.px(theme.POINTER_GAP), first)

    def has_room_beside(self, look: Look, width: int) -> bool:
        """Whether the note stands in one line beside the label."""
        room = width - self._label(look, width).width - look.px(theme.NOTE_GAP)
        style = look.style(self.note_use)
        return room > 0 and len(typesetting.set_lines(typesetting.marked(self.note), style, room).lines) < 2

    def _draw_beside(self, canvas: pygame.Surface, look: Look, x: int, baseline: int) -> None:
        style = look.style(self.note_use)
        x += look.px(theme.NOTE_GAP)
        note = typesetting.set_lines(typesetting.marked(self.note), style, self.bounds.right - x, mends=False)
        typesetting.draw(canvas, note, (x, baseline - typesetting.ascent(style)), look.ink)

    def says(self) -> Said | None:
        return Said(self.key, "button", self.label, self.note, is_operable=True, bounds=self.area)

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        return ((self.label, self.language), (self.note, ""))  # a note is ours

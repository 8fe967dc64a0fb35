"""Something that was kept: a few lines of words, a picture beside them where there is one, pressed as one thing."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Ink, Look
from game.window.typesetting import Block, Runs
from game.window.widgets import marks
from game.window.widgets.widget import Piece, Pressable, Said

Print = Callable[[Look, pygame.Rect], pygame.Surface | None]
"""Gives the picture printed to lie in a place, once it is there."""


@attrs.frozen
class Line:
    """Words in one use of type, on as many lines as they need."""

    runs: Runs
    use: str = "row"
    ink: Ink | None = None
    """An ink other than the page's."""
    language: str = ""
    """As a widget has it."""

    @property
    def plain(self) -> str:
        """The words alone, with no care for where lines are broken."""
        return "".join(text for text, _ in self.runs).replace("\u00a0", " ")


@attrs.frozen(kw_only=True, eq=False)
class Record(Pressable):
    """Lines, the first of which is what it is called. With the focus it has the pointer and its name is underlined."""

    lines: tuple[Line, ...]
    stamp: Print | None = None
    """Its picture; none where it has none, and then its words begin where others' pictures do."""
    aside: int = 0
    """What is left free at its right, in pixels."""

    def height(self, look: Look, width: int) -> int:
        words = sum(block.height for block in self._blocks(look, width))
        picture = look.px(theme.RECORD_STAMP[1]) if self._has_stamp(look, width) else 0
        least = look.px(theme.TARGET) * (2 if self.aside else 1)
        return max(words, picture, least)

    def _has_stamp(self, look: Look, width: int) -> bool:
        taken = look.px(theme.RECORD_STAMP[0]) + look.px(theme.RECORD_GAP) + self._free(look)
        return self.stamp is not None and width - taken >= look.px(theme.RECORD_LEAST * look.growth)

    def _free(self, look: Look) -> int:
        return self.aside + look.px(theme.RECORD_GAP) if self.aside else 0

    def _indent(self, look: Look, width: int) -> int:
        """How far in the words begin."""
        if not self._has_stamp(look, width):
            return 0
        return look.px(theme.RECORD_STAMP[0]) + look.px(theme.RECORD_GAP)

    def _blocks(self, look: Look, width: int) -> list[Block]:
        room = width - self._indent(look, width) - self._free(look)
        return [typesetting.set_lines(line.runs, look.style(line.use), room) for line in self.lines]

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        width = self.bounds.width
        if self._has_stamp(look, width):
            self._draw_stamp(canvas, look)
        blocks = self._blocks(look, width)
        x = self.bounds.x + self._indent(look, width)
        y = self.bounds.y + (self.bounds.height - sum(block.height for block in blocks)) // 2
        if is_focused:
            self._draw_focus(canvas, look, blocks[0], (x, y))
        for line, block in zip(self.lines, blocks, strict=True):
            typesetting.draw(canvas, block, (x, y), look.theme.ink(line.ink) if line.ink else look.ink)
            y += block.height

    def _draw_focus(self, canvas: pygame.Surface, look: Look, name: Block, at: tuple[int, int]) -> None:
        style, last = name.style, name.lines[-1]
        below = at[1] + name.height - style.leading + typesetting.ascent(style)
        below += round(style.size * theme.UNDERLINE_DROP)
        pygame.draw.rect(canvas, look.ink, (at[0] + last.x, below, last.width, look.px(theme.UNDERLINE)))
        middle = at[1] + typesetting.ascent(style) - round(style.size * 0.27)
        marks.pointer(canvas, look, self.bounds.x - look.px(theme.POINTER_GAP), middle)

    def _draw_stamp(self, canvas: pygame.Surface, look: Look) -> None:
        wide, high = (look.px(length) for length in theme.RECORD_STAMP)
        place = pygame.Rect(self.bounds.x, self.bounds.y + (self.bounds.height - high) // 2, wide, high)
        still = self.stamp(look, place) if self.stamp else None
        if still is None:
            pygame.draw.rect(canvas, look.quiet, place, look.px(theme.RULE))
            return
        whole = still.get_rect(center=place.center)
        shown = whole.clip(place)
        canvas.blit(still, shown, shown.move(-whole.x, -whole.y))

    def says(self) -> Said | None:
        name, *rest = (line.plain for line in self.lines)
        told = " ".join(
            words if words.endswith((".", "?", "!", "’", "”", "“", "»", "」")) else f"{words}." for words in rest
        )
        return Said(self.key, "button", name, told, is_operable=True, bounds=self.area)

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        return tuple((line.plain, line.language or self.language) for line in self.lines)

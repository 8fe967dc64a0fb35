"""Lines of words that are only read: a heading, a paragraph, a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Ink, Look
from game.window.typesetting import Block, Runs
from game.window.widgets.widget import Piece, Role, Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Words(Widget):
    """Runs of words in one use of type."""

    runs: Runs
    use: str = "reading"
    role: Role = "text"
    align: Literal["left", "right", "centre"] = "left"
    ink: Ink | None = None
    """An ink other than the page's."""
    is_live: bool = False
    goes_on: bool = False
    """Whether a sentence goes on in what follows it."""
    aloud: str = ""
    """What it says, where that is more than it has room to show."""
    spoken: tuple[Piece, ...] = ()
    """What it says, piece by piece, where a story's words and ours stand in one sentence."""
    lines: tuple[int, int] | None = None
    """The first of its lines that stands here and the one after the last, where it is too tall for the page."""

    @property
    def is_heading(self) -> bool:
        return self.role == "heading"

    @property
    def leads(self) -> bool:
        return self.is_heading or self.goes_on

    def block(self, look: Look, width: int) -> Block:
        style = look.style(self.use)
        is_large = theme.TYPE[self.use].size >= theme.LARGE
        block = typesetting.set_lines(self.runs, style, width, hangs=self.align == "left", cuts=not is_large)
        if block.width > width and is_large:
            return typesetting.set_lines(self.runs, theme.narrowed(style, width / block.width), width)
        return block

    def shown_block(self, look: Look, width: int) -> Block:
        """The lines of it that stand here."""
        block = self.block(look, width)
        return attrs.evolve(block, lines=block.lines[slice(*self.lines)]) if self.lines else block

    def height(self, look: Look, width: int) -> int:
        return self.shown_block(look, width).height

    def divided(self, look: Look, width: int, height: int) -> Sequence[Widget]:
        if self.height(look, width) <= height:
            return (self,)
        parts = typesetting.slices(self.block(look, width), height)
        return [attrs.evolve(self, key=f"{self.key}-{at}", lines=lines) for at, lines in enumerate(parts)]

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        block = self.shown_block(look, self.bounds.width)
        slack = self.bounds.width - block.width
        x = self.bounds.x + {"left": 0, "right": slack, "centre": slack // 2}[self.align]
        typesetting.draw(canvas, block, (x, self.bounds.y), look.theme.ink(self.ink) if self.ink else look.ink)

    def says(self) -> Said | None:
        words = "".join(text for text, _ in self.runs)
        return Said(self.key, self.role, self.aloud or words, is_live=self.is_live, bounds=self.area)

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        return self.spoken or super().pieces(said)

"""A beat: a paragraph, or what somebody says under their name, told word by word."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block, Runs
from game.window.widgets.widget import Piece, Said, Widget


@attrs.frozen(kw_only=True, eq=False)
class Speech(Widget):
    """One beat. `shown` is how many of its characters have been told; none for all."""

    runs: Runs
    speaker: str | None = None
    use: str = "reading"
    shown: int | None = None
    lines: tuple[int, int] | None = None
    """The first of its lines that stands here and the one after the last, where it is too tall for the page."""
    is_live: bool = False
    spoken: tuple[Piece, ...] = ()
    """As `Words` has it."""

    def block(self, look: Look, width: int) -> Block:
        return typesetting.set_lines(self.runs, look.style(self.use), width)

    def shown_block(self, look: Look, width: int) -> Block:
        """The lines of it that stand here."""
        block = self.block(look, width)
        return attrs.evolve(block, lines=block.lines[slice(*self.lines)]) if self.lines else block

    def height(self, look: Look, width: int) -> int:
        return self._name_height(look) + self.shown_block(look, width).height

    def divided(self, look: Look, width: int, height: int) -> Sequence[Widget]:
        if self.height(look, width) <= height:
            return (self,)
        parts = typesetting.slices(self.block(look, width), height, self._name_height(look))
        named = [self.speaker, *[None] * (len(parts) - 1)]
        return [
            attrs.evolve(self, key=f"{self.key}-{at}", lines=lines, speaker=speaker)
            for at, (lines, speaker) in enumerate(zip(parts, named, strict=True))
        ]

    def _name_height(self, look: Look) -> int:
        return look.style("name").leading if self.speaker else 0

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        x, y, width = self.bounds.x, self.bounds.y, self.bounds.width
        if self.speaker:
            style = look.style("name")
            name = typesetting.set_lines(typesetting.plain(self.speaker), style, width)
            typesetting.draw(canvas, name, (x, y), look.ink)
        typesetting.draw(canvas, self.shown_block(look, width), (x, y + self._name_height(look)), look.ink, self.shown)

    def says(self) -> Said | None:
        words = "".join(text for text, _ in self.runs)
        name = f"{self.speaker}: {words}" if self.speaker else words
        return Said(self.key, "paragraph", name, is_live=self.is_live, bounds=self.area)

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        return self.spoken or super().pieces(said)


def gap_before(beat: Speech, look: Look) -> int:
    """The space above a beat that follows another."""
    return look.px((theme.NAME_GAP if beat.speaker else theme.BEAT_GAP) * look.growth)

"""Something the player may do: an old-style numeral, a sentence, a hint."""

from __future__ import annotations

import attrs
import pygame

from game.language import tr
from game.window import theme, typesetting
from game.window.theme import Look
from game.window.typesetting import Block, Runs
from game.window.widgets import marks
from game.window.widgets.widget import Piece, Pressable, Said


@attrs.frozen(kw_only=True, eq=False)
class Choice(Pressable):
    """One choice. Its bounds begin at the numeral; the pointer stands in the margin before it."""

    number: int
    runs: Runs
    hint: Runs = ()
    is_chosen: bool = False
    """Whether it has been: its pointer is a full stop, and it can be pressed no more."""

    @property
    def takes_focus(self) -> bool:
        return not self.is_chosen

    def height(self, look: Look, width: int) -> int:
        return max(self._words_height(look, width), look.px(theme.TARGET))

    def _words_height(self, look: Look, width: int) -> int:
        hint = self._hint(look, width)
        return self._sentence(look, width).height + (hint.height if hint else 0)

    def _indent(self, look: Look) -> int:
        return look.px(theme.CHOICE_INDENT * look.growth)

    def _sentence(self, look: Look, width: int) -> Block:
        return typesetting.set_lines(self.runs, look.style("choice"), width - self._indent(look))

    def _hint(self, look: Look, width: int) -> Block | None:
        if not self.hint:
            return None
        return typesetting.set_lines(self.hint, look.style("hint"), width - self._indent(look))

    def draw(self, canvas: pygame.Surface, look: Look, *, is_focused: bool) -> None:
        x, width = self.bounds.x, self.bounds.width
        y = self.bounds.y + (self.bounds.height - self._words_height(look, width)) // 2
        style, numeral = look.style("choice"), look.style("numeral")
        baseline = y + typesetting.ascent(style)
        number = typesetting.surface(str(self.number), numeral.cut, numeral.size, look.ink)
        canvas.blit(number, (x, baseline - typesetting.ascent(numeral)))
        sentence, hint = self._sentence(look, width), self._hint(look, width)
        typesetting.draw(canvas, sentence, (x + self._indent(look), y), look.ink)
        if hint:
            typesetting.draw(canvas, hint, (x + self._indent(look), y + sentence.height), look.ink)
        margin = x - look.px(theme.POINTER_GAP)
        if self.is_chosen:
            marks.stop(canvas, look, margin, baseline)
        elif is_focused:
            marks.pointer(canvas, look, margin, baseline - round(style.size * 0.27))

    def says(self) -> Said | None:
        words = "".join(text for text, _ in self.runs)
        hint = "".join(text for text, _ in self.hint)
        if self.is_chosen:
            return Said(self.key, "text", tr("Chosen: {words}", words=words), bounds=self.area)
        return Said(self.key, "choice", words, hint, is_operable=True, bounds=self.area)

    def pieces(self, said: Said) -> tuple[Piece, ...]:
        if not self.is_chosen:
            return super().pieces(said)
        return (tr("Chosen: {words}", words="").strip(), ""), ("".join(text for text, _ in self.runs), self.language)

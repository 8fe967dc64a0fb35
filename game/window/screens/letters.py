"""A name written without a keyboard: letters to be pressed, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pygame

from game.language import titled, tr, tr_as
from game.window import layout, theme, typesetting
from game.window.keymap import Action
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.switch import OFF
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

LINES = ("abcdefghi", "jklmnopqr", "stuvwxyz'-")
MARKED = ("àáâãäåāæçč", "èéêëíîïłñò", "óôõöøœšßúüž")
"""The letters by line, without marks and with them."""
ACROSS = 11
"""How many stand side by side at most."""


class Letters(Paper):
    """The name as far as it has been written, every letter, and what takes one back. `write` is called with the name
    whenever it changes; a capital comes at the beginning of each word.
    """

    name = heading = titled("Letter by letter")
    back_label = titled("That is it")
    longest = theme.COLUMN

    def __init__(
        self, desk: Desk, text: str, longest: int, write: Callable[[str], None], *, has_capitals: bool = True
    ) -> None:
        super().__init__(desk)
        self._has_capitals = has_capitals
        self._text = text
        self._longest = longest
        self._write = write
        self._line: int | None = None
        """The line that was pressed, where a switch goes through one at a time."""
        self._has_marks = False
        self._grid: list[list[str]] = []
        """The keys of what lies side by side, line by line, as the page was last laid out."""

    @property
    def preferred(self) -> str | None:
        return self._grid[0][0] if self._grid else None

    @property
    def _is_by_line(self) -> bool:
        return self.desk.settings.switch != OFF

    def rows(self) -> Sequence[Row]:
        return [Words(key="written", runs=plain(f"{self._text}_"), use="action", role="status", is_live=True)]

    def compose(self, look: Look) -> Sequence[Widget]:
        head, written, *foot = super().compose(look)
        body = layout.sheet(look, longest=self.longest).body
        top = written.bounds.bottom + look.px(theme.UNIT * 2)
        rows = self._keys()
        pitch = min(look.px(theme.TARGET * look.growth), (body.bottom - top) // len(rows))
        placed: list[Widget] = []
        for at, row in enumerate(rows):
            placed += _side_by_side(look, pygame.Rect(body.x, top + pitch * at, body.width, pitch), row)
        self._grid = [[each.key for each in row] for row in rows]
        return [head, written, *placed, *(foot if self._line is None else ())]

    def _keys(self) -> list[list[Button]]:
        """What can be pressed, line by line: every letter at once, or with a switch a line and then a letter of it."""
        lines = MARKED if self._has_marks else LINES
        if self._line is not None:
            other = Button(key="other", label=tr("another line"), use="row", on_press=partial(self._open_line, None))
            return [[*map(self._letter, lines[self._line])], [other]]
        if self._is_by_line:
            by_line = [
                Button(key=f"line-{at}", label=" ".join(line), use="action", on_press=partial(self._open_line, at))
                for at, line in enumerate(lines)
            ]
            return [[each] for each in (*by_line, *self._others())]
        others = self._others()
        return [*([*map(self._letter, line)] for line in lines), others[:2], others[2:]]

    def _letter(self, letter: str) -> Button:
        add = partial(self._add, letter)
        return Button(key=f"letter-{letter}", label=self._cased(letter), use="action", on_press=add)

    def _others(self) -> list[Button]:
        marks = tr("without marks") if self._has_marks else tr("with marks")
        return [
            Button(key="space", label=tr_as("a letter", "space"), use="row", on_press=partial(self._add, " ")),
            Button(key="take-back", label=tr("take one back"), use="row", on_press=self._take_back),
            Button(key="clear", label=tr("clear"), use="row", on_press=self._clear),
            Button(key="marks", label=marks, use="row", on_press=self._turn_marks),
        ]

    def _open_line(self, line: int | None) -> None:
        self._line = line
        self.focus.key = None

    def _turn_marks(self) -> None:
        self._has_marks = not self._has_marks

    # ---- writing

    def _cased(self, letter: str) -> str:
        is_first = self._has_capitals and (not self._text or self._text[-1] in " -'")
        return letter.upper() if is_first and letter != "ß" else letter

    def _add(self, letter: str) -> None:
        if len(self._text) < self._longest:
            self._change(self._text + self._cased(letter))
        if self._line is not None:
            self._open_line(None)

    def _take_back(self) -> None:
        self._change(self._text[:-1])

    def _clear(self) -> None:
        self._change("")

    def _change(self, text: str) -> None:
        self._text = text
        self._write(text)

    def act(self, action: Action) -> bool:
        if action in (Action.UP, Action.DOWN) and self._grid:
            return self._go(1 if action is Action.DOWN else -1)
        return super().act(action)

    def _go(self, step: int) -> bool:
        """Up or down among the letters, to what lies nearest; at the ends, out of them."""
        at = next((line for line, keys in enumerate(self._grid) if self.focus.key in keys), None)
        if at is None:
            to = 0 if step > 0 else len(self._grid) - 1
            return self.focus.give(self._grid[to][0])
        if not 0 <= at + step < len(self._grid):
            return self.focus.give("back")
        along = self._grid[at].index(self.focus.key or "") / len(self._grid[at])
        line = self._grid[at + step]
        return self.focus.give(line[min(len(line) - 1, round(along * len(line)))])


def _side_by_side(look: Look, area: pygame.Rect, row: Sequence[Button]) -> list[Widget]:
    """Letters in columns of one width; words as wide as they are."""
    placed: list[Widget] = []
    x, apart = area.x, look.px(theme.POINTER[0] * look.growth + theme.POINTER_GAP + theme.UNIT * 4)
    for each in row:
        style = look.style(each.use)
        word = typesetting.advance(each.label, style.cut, style.size) + look.px(theme.UNIT)
        step = area.width // ACROSS if len(each.label) == 1 else word + apart
        placed.append(each.placed(pygame.Rect(x, area.y, max(word, step - apart), area.height)))
        x += step
    return placed

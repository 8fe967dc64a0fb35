"""The player's wishes: a page of words for each section, and a paragraph that shows at once what each does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs
import pygame

from game import language
from game.language import later, titled, tr
from game.window import layout, theme
from game.window.screens.paper import Paper, Row
from game.window.screens.wishes import SECTIONS, Section, Wish
from game.window.theme import Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.option import Option
from game.window.widgets.pick import Pick
from game.window.widgets.rule import Rule
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

MOST_SIDE_BY_SIDE = 8
"""The most values that a row shows all of."""
SAMPLE = later("The kettle is on. *Nobody* has asked you for anything yet, and the window over the road is lit.")


class SettingsPage(Paper):
    """Every wish in a row, a page a section; where a section takes more than a page, it has more."""

    name = heading = titled("Settings")

    def rows(self) -> Sequence[Row]:
        return [row for section in SECTIONS for row in self._rows_of(section)]

    def _rows_of(self, section: Section) -> list[Row]:
        """The rows of one section under its title."""
        options: list[Row] = [self._option(wish) for wish in section.wishes if len(self._values(wish)) > 1]
        if section.has_sample and (most := self._fitted()) is not None:
            options.insert(1, Words(key="fitted", runs=plain(most), use="row-note", role="paragraph"))
        if section.has_keys:
            options.append(Button(key="keys", label=tr("Keys and buttons"), use="row", on_press=self._open_keys))
        if section.asks_again:
            options.append(Button(key="again", label=tr("Ask again what matters"), use="row", on_press=self._ask_again))
        if section.lack is not None and (lack := section.lack()):
            options.append(Words(key=f"lack-{section.title}", runs=plain(tr(lack)), use="row", role="paragraph"))
        title = Words(key=f"section-{section.title}", runs=plain(tr(section.title)), use="question", role="heading")
        if not section.has_sample:
            return [title, *options]
        sample = Speech(key="sample", runs=marked(tr(SAMPLE)))
        return [title, *options, Rule(key="rule"), sample]

    def _fitted(self) -> str | None:
        """What the text's size comes to, where this window is too narrow for as large as was asked for."""
        percent = self.desk.look.percent
        if percent >= self.desk.settings.text_percent:
            return None
        told = later(
            "Here it is {percent} %. Were it larger, lines would be too short to read; a wider window has room for more."
        )
        return tr(told, percent=percent)

    def _paged(self, look: Look, body: pygame.Rect) -> list[list[Widget]]:
        return [page for section in SECTIONS for page in self._pages_of(section, look, body)]

    def _pages_of(self, section: Section, look: Look, body: pygame.Rect) -> list[list[Widget]]:
        """Where a section takes more than a page, what shows the text's size comes right after it."""

        def gap(row: Row) -> int:
            return self.gap(look, row)

        rows = self._rows_of(section)
        pages = layout.paged(rows, look, body, gap)
        if len(pages) == 1 or not section.has_sample:
            return pages
        about_size = 2 if self._fitted() is None else 3
        first, others = rows[:about_size], rows[about_size:]
        below = Rule(key="rule-below")
        return layout.paged([*first, *others[-2:], below, *others[:-2]], look, body, gap)

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (4 if row.key in ("rule", "sample", "rule-below") else 1))

    def _open_keys(self) -> None:
        from game.window.screens.keys import KeysPage

        self.desk.open(KeysPage(self.desk), "fade")

    def _ask_again(self) -> None:
        from game.window.screens.first_start import FirstStart

        self.desk.open(FirstStart(self.desk, self.desk.close, is_again=True), "fade")

    def _option(self, wish: Wish) -> Option:
        now = getattr(self.desk.settings, wish.field)
        if wish.is_of_languages:
            now = language.now().code
        values = [value for value, _ in self._values(wish)]
        words = tuple(word for _, word in self._values(wish))
        at = values.index(now) if now in values else 0
        kind = Pick if wish.is_of_voices or len(values) > MOST_SIDE_BY_SIDE else Option
        return kind(key=wish.field, label=tr(wish.label), values=words, at=at, on_pick=self._picker(wish))

    def _values(self, wish: Wish) -> tuple[tuple[Any, str], ...]:
        """The values that a wish may have here."""
        voices = self.desk.voices if wish.is_of_voices else ()
        told = [(value, tr(word)) for value, word in wish.values]
        if wish.is_of_languages:
            told += [(code, language.name_of(code)) for code in language.codes()]
        return (*told, *((name, name) for name in voices))

    def _picker(self, wish: Wish) -> Callable[[int], None]:
        def pick(at: int) -> None:
            self.desk.change(attrs.evolve(self.desk.settings, **{wish.field: self._values(wish)[at][0]}))

        return pick

"""The player's wishes: a page of words, and a paragraph that shows at once what each does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs
import pygame

from game.window import layout, theme
from game.window.screens.paper import Paper, Row
from game.window.theme import Look
from game.window.typesetting import marked
from game.window.widgets.option import Option
from game.window.widgets.rule import Rule
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Widget

SAMPLE = "The kettle is on. *Nobody* has asked you for anything yet, and the window over the road is lit."
OFF_ON = ((False, "off"), (True, "on"))


@attrs.frozen
class Wish:
    """A field of the settings, what it is called, and each value with its word."""

    field: str
    label: str
    values: tuple[tuple[Any, str], ...]


WISHES = (
    Wish("text_percent", "Text size", tuple((size, f"{size} %") for size in theme.TEXT_SIZES)),
    Wish("face", "Typeface", (("book", "book"), ("plain", "plain"), ("dyslexic", "OpenDyslexic"))),
    Wish("palette", "Paper", (("day", "day"), ("night", "night"), ("sharp", "high contrast"))),
    Wish("reveal", "Words appear", tuple((name, "at once" if name == "off" else name) for name in theme.REVEALS)),
    Wish("is_reduced", "Reduce motion", OFF_ON),
    Wish("is_full_screen", "Full screen", OFF_ON),
)


class SettingsPage(Paper):
    """Every wish in a row."""

    name = heading = "Settings"

    def rows(self) -> Sequence[Row]:
        options: list[Row] = [self._option(wish) for wish in WISHES]
        sample = Speech(key="sample", runs=marked(SAMPLE))
        return [*options, Rule(key="rule"), sample]

    def _paged(self, look: Look, body: pygame.Rect) -> list[list[Widget]]:
        """Where it takes more than a page, what shows the text's size comes right after it."""
        gap = partial(self.gap, look)
        pages = layout.paged(self.rows(), look, body, gap)
        if len(pages) == 1:
            return pages
        first, *others = self.rows()
        return layout.paged([first, *others[-2:], *others[:-2]], look, body, gap)

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (4 if row.key in ("rule", "sample") else 1))

    def _option(self, wish: Wish) -> Option:
        now = getattr(self.desk.settings, wish.field)
        at = [value for value, _ in wish.values].index(now)
        words = tuple(word for _, word in wish.values)
        return Option(key=wish.field, label=wish.label, values=words, at=at, on_pick=self._picker(wish))

    def _picker(self, wish: Wish) -> Callable[[int], None]:
        def pick(at: int) -> None:
            self.desk.change(attrs.evolve(self.desk.settings, **{wish.field: wish.values[at][0]}))

        return pick

"""Whose life it is: a name, and the words the prose calls them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.story.model import Player
from game.window import layout, theme
from game.window.keymap import Action
from game.window.screens.screen import Desk, Screen
from game.window.theme import Look
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.entry import Entry
from game.window.widgets.option import Option
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.shelf import Shelf

PRONOUNS = {"they": "they, them", "she": "she, her", "he": "he, him"}
LONGEST = 40
"""The most letters a name has room for."""


class Name(Screen):
    """The page before a life begins."""

    name = "Name and pronouns"

    def __init__(self, desk: Desk, shelf: Shelf, chapter: str | None = None) -> None:
        super().__init__(desk)
        assert shelf.story is not None
        self._shelf = shelf
        self._chapter = chapter
        self._player = shelf.story.player
        self._text = self._player.name
        self._pronouns = list(PRONOUNS).index(self._player.pronouns)
        self.focus.key = "begin"

    @property
    def takes_letters(self) -> bool:  # type: ignore[override]
        return self.focus.key == "name"

    def type(self, text: str) -> bool:
        if not self.takes_letters:
            return False
        if text == "\b":
            self._text = self._text[:-1]
        elif text.isprintable() and len(self._text) < LONGEST:
            self._text += text
        return True

    def act(self, action: Action) -> bool:
        if action is Action.MENU:
            self.desk.pass_by("fade")
            self.desk.close()
            return True
        if action is Action.PRESS and self.takes_letters:
            self._begin()
            return True
        return False

    def compose(self, look: Look) -> Sequence[Widget]:
        sheet = layout.sheet(look, longest=theme.COLUMN)
        heading = Words(key="heading", runs=plain("Who is it about?"), use="heading", role="heading").placed(
            sheet.heading
        )
        rows: list[Widget] = [
            Words(
                key="intro",
                runs=marked("A name and pronouns for the one whose life this is. Keep them, or put your own."),
                use="reading",
            ),
            Entry(key="name", label="Name", text=self._text),
            Option(
                key="pronouns", label="Pronouns", values=tuple(PRONOUNS.values()), at=self._pronouns, on_pick=self._pick
            ),
            Button(key="begin", label="Begin", use="menu", on_press=self._begin),
            Button(key="back", label="Back", use="menu", on_press=self._back),
        ]
        placed = layout.stack(rows, look, sheet.body, gap=lambda row: look.px(4 if row.key == "back" else 26))
        return [heading, *placed]

    def _pick(self, at: int) -> None:
        self._pronouns = at

    def _begin(self) -> None:
        player = Player(self._text.strip() or self._player.name, list(PRONOUNS)[self._pronouns])
        self._shelf.begin(self._chapter, player)

    def _back(self) -> None:
        self.desk.pass_by("fade")
        self.desk.close()

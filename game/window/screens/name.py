"""Whose life it is: a name, and the words the prose calls them by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.language import later, titled, tr
from game.story.model import Player
from game.story.pronouns import in_words, is_own
from game.window import theme
from game.window.keymap import Action
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.theme import Look
from game.window.typesetting import marked
from game.window.widgets.button import Button
from game.window.widgets.entry import Entry
from game.window.widgets.option import Option
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.shelf import Shelf

PRONOUNS = {"they": later("they, them"), "she": later("she, her"), "he": later("he, him")}
LONGEST = 40
"""The most letters a name has room for."""


class Name(Paper):
    """The page before a life begins."""

    name = titled("Name and pronouns")
    heading = titled("Who is it about?")
    longest = theme.COLUMN

    def __init__(self, desk: Desk, shelf: Shelf, chapter: str | None = None) -> None:
        super().__init__(desk)
        assert shelf.story is not None
        self._shelf = shelf
        self._chapter = chapter
        self._player = shelf.story.player
        self._text = self._player.name
        self._pronouns = self._player.pronouns
        self._own = ""
        """The player's own, once there are any."""

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
        if action is Action.PRESS and self.takes_letters:
            if self.desk.hands.used == "pad":
                self._open_letters()
            else:
                self._begin()
            return True
        if action in (Action.LEFT, Action.RIGHT) and self.takes_letters:
            return True
        return super().act(action)

    @property
    def preferred(self) -> str | None:
        return "begin"

    def rows(self) -> Sequence[Row]:
        own = in_words(self._own).split("/")[:2] if self._own else (tr("my own"),)
        values = (*map(tr, PRONOUNS.values()), ", ".join(own))
        at = list(PRONOUNS).index(self._pronouns) if self._pronouns in PRONOUNS else len(PRONOUNS)
        rows: list[Row] = [
            Words(key="intro", runs=marked(tr("*Keep these, or put your own.*")), use="row"),
            Entry(key="name", label=tr("Name"), text=self._text),
            Button(key="letters", label=tr("Write it letter by letter"), use="row", on_press=self._open_letters),
            Option(key="pronouns", label=tr("Pronouns"), values=values, at=at, on_pick=self._pick),
        ]
        if at == len(PRONOUNS):
            rows.append(self._own_row())
        return [*rows, Button(key="begin", label=tr("Begin"), on_press=self._begin)]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (1 if row.key in ("letters", "own") else 5))

    def _open_letters(self) -> None:
        """For hands that hold no keyboard."""
        from game.window.screens.letters import Letters

        self.desk.open(Letters(self.desk, self._text, LONGEST, self._write), "fade")

    def _write(self, text: str) -> None:
        self._text = text

    def _pick(self, at: int) -> None:
        if at < len(PRONOUNS):
            self._pronouns = list(PRONOUNS)[at]
        elif self._own:
            self._pronouns = self._own
        else:
            self._open_own()

    def _own_row(self) -> Row:
        return Button(
            key="own",
            label=tr("Change them"),
            note=in_words(self._own),
            use="row",
            note_use="row-note",
            note_lies="under",
            on_press=self._open_own,
        )

    def _open_own(self) -> None:
        from game.window.screens.own_pronouns import OwnPronouns

        self.desk.open(OwnPronouns(self.desk, self._own or self._pronouns, self._take_own), "fade")

    def _take_own(self, pronouns: str) -> None:
        self._pronouns = pronouns
        if is_own(pronouns):
            self._own = pronouns

    def _begin(self) -> None:
        player = Player(self._text.strip() or self._player.name, self._pronouns)
        self._shelf.begin(self._chapter, player)

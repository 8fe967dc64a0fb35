"""A question before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.language import titled
from game.window import theme
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.words import Words


class Confirm(Paper):
    """One question, to do it or to leave it; leaving it is where the focus begins."""

    name = heading = titled("Are you sure?")
    back_label = titled("Leave it")
    longest = theme.COLUMN

    def __init__(self, desk: Desk, question: str, yes: str, do: Callable[[], None]) -> None:
        super().__init__(desk)
        self._question = question
        self._yes = yes
        self._do = do

    @property
    def preferred(self) -> str | None:
        return "back"

    def rows(self) -> Sequence[Row]:
        return [
            Words(key="question", runs=plain(self._question), use="reading", is_live=True),
            Button(key="yes", label=self._yes, use="action", on_press=self._agree),
        ]

    def _agree(self) -> None:
        self.go_back()
        self._do()

"""Play one day: each day of the story, begun by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.window import theme
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.story.model import Chapter
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look


class Days(Paper):
    """The days, each with its question."""

    name = heading = "Play one day"

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__(desk)
        self._shelf = shelf

    @property
    def preferred(self) -> str | None:
        assert self._shelf.story is not None
        return f"day-{next(iter(self._shelf.story.chapters))}"

    def rows(self) -> Sequence[Row]:
        story = self._shelf.story
        assert story is not None
        intro = Words(
            key="intro",
            runs=plain("A day stands by itself: it begins from a place of its own and keeps no score."),
            use="row",
        )
        return [intro, *(self._day(chapter) for chapter in story.chapters.values())]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * 2)

    def _day(self, chapter: Chapter) -> Button:
        from game.window.screens.name import Name

        def begin() -> None:
            self.desk.open(Name(self.desk, self._shelf, chapter.id), "fade")

        return Button(
            key=f"day-{chapter.id}",
            label=self._named(chapter),
            note=chapter.question or "",
            use="action",
            note_use="row-note",
            note_lies="under",
            on_press=begin,
        )

    def _named(self, chapter: Chapter) -> str:
        """The day, with whose it is where two have one name."""
        story = self._shelf.story
        assert story is not None
        halves = " and ".join(dict.fromkeys(story.halves[part.half].header for part in chapter.parts))
        return f"{chapter.title}, {halves}" if halves else chapter.title

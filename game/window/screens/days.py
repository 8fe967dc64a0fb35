"""Each chapter of the story, begun by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.language import both, tr
from game.window import theme
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.record import Line, Record
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.story.model import Chapter
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look


class Days(Paper):
    """The days, each with its question, whether it has been met, and what it holds that somebody may want to know of."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__(desk)
        self._shelf = shelf
        self.name = self.heading = shelf.own("one")

    @property
    def preferred(self) -> str | None:
        assert self._shelf.story is not None
        return f"day-{next(iter(self._shelf.story.chapters))}"

    def rows(self) -> Sequence[Row]:
        story = self._shelf.story
        assert story is not None
        intro = Words(
            key="intro",
            runs=plain(self._shelf.own("each")),
            use="row",
        )
        return [intro, *(self._day(chapter) for chapter in story.chapters.values())]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * 4)

    def _day(self, chapter: Chapter) -> Record:
        told = [(chapter.question or "", "row-note"), (self._met(chapter), "label"), (self._holds(chapter), "label")]
        lines = (Line(plain(words), use) for words, use in told if words)
        return Record(
            key=f"day-{chapter.id}",
            lines=(Line(plain(self._named(chapter)), "action"), *lines),
            on_press=partial(self._begin, chapter),
        )

    def _begin(self, chapter: Chapter) -> None:
        from game.window.screens.name import Name

        self.desk.open(Name(self.desk, self._shelf, chapter.id), "fade")

    def _met(self, chapter: Chapter) -> str:
        return self._shelf.own("met") if chapter.id in self._shelf.days_met else tr("Not met yet.")

    def _holds(self, chapter: Chapter) -> str:
        """The content notes of the day's scenes, each once."""
        story = self._shelf.story
        assert story is not None
        notes = [note for scene in story.scenes.values() if scene.chapter == chapter.id for note in scene.content]
        held = [story.content.get(note, note) for note in dict.fromkeys(notes)]
        return " ".join([tr("What it holds:"), *held]) if held else ""

    def _named(self, chapter: Chapter) -> str:
        """The day, with whose it is where two have one name."""
        story = self._shelf.story
        assert story is not None
        halves = dict.fromkeys(
            story.halves[part.half].header for part in chapter.parts if story.halves[part.half].header
        )
        return f"{chapter.title}, {both(tuple(halves))}" if halves else chapter.title

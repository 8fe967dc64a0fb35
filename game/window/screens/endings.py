"""The endings that lives here have come to, and the last scene of each to be read again.

What has not been found is neither shown nor counted nor hinted at: an ending is somewhere a life came to, not a prize.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game import dates, found
from game.language import titled, tr
from game.window import telling, theme
from game.window.screens.paper import Paper, Row
from game.window.screens.stamps import stamp
from game.window.typesetting import plain
from game.window.widgets.record import Line, Record
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.found import Found
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look


class Endings(Paper):
    """Each ending with its picture, its title, when it was found and under which name."""

    name = heading = titled("Endings found")
    longest = theme.RECORDS_WIDEST
    turns_by_arrows = True

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__(desk)
        self._shelf = shelf

    @property
    def preferred(self) -> str | None:
        return f"ending-{self._shelf.endings[0].ending}" if self._shelf.endings else "back"

    def rows(self) -> Sequence[Row]:
        if not self._shelf.endings:
            return [Words(key="none", runs=plain(tr("None is kept here.")), use="row")]
        return [self._row(each) for each in self._shelf.endings]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * 4)

    def _row(self, each: Found) -> Record:
        story = self._shelf.story
        assert story is not None
        day = dates.day(each.when)
        found_on = (
            tr("Found on {day}, as {name}", day=day, name=each.name) if each.name else tr("Found on {day}", day=day)
        )
        return Record(
            key=f"ending-{each.ending}",
            lines=(
                Line(plain(each.title), "action"),
                Line(plain(found_on), "label"),
                Line(((tr("Read its last scene again"), True),), "label"),
            ),
            stamp=stamp(self.desk, story, each.state, story.halves[each.state.half].ink),
            on_press=partial(self._read, each),
        )

    def _read(self, each: Found) -> None:
        self.desk.open(LastScene(self.desk, self._shelf, each), "fade")


class LastScene(Paper):
    """An ending's last scene, as the life that came to it was told it."""

    longest = theme.COLUMN

    def __init__(self, desk: Desk, shelf: Shelf, found: Found) -> None:
        super().__init__(desk)
        assert shelf.story is not None
        self._story = shelf.story
        self._found = found
        self.name = self.heading = found.title
        self.ink = self._story.halves[found.state.half].ink

    def rows(self) -> Sequence[Row]:
        told = telling.told(self._story, found.last_scene(self._found, self._story), self._found.state.chapter)
        return [
            Speech(key=f"beat-{at}", runs=each.runs, speaker=each.speaker, language=each.language)
            for at, each in enumerate(told)
        ]

    def gap(self, look: Look, row: Row) -> int:
        return gap_before(row, look) if isinstance(row, Speech) else super().gap(look, row)

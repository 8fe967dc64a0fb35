"""What you chose: day by day, what each choice was about, its words, and what it moved; a way back to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from game.language import apart, in_quotes, later, titled, tr
from game.own_words import own
from game.play import page
from game.window import theme
from game.window.keymap import Action
from game.window.screens import going_back
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.record import Line, Record
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.play.history import Line as Done
    from game.play.journal import Entry
    from game.window.screens.scene import Scene
    from game.window.screens.screen import Desk
    from game.window.theme import Look

NONE = later("You have made no choice yet.")
DAY = "day-"


class Journal(Paper):
    """The choices so far, its last page first; and the days that were skipped."""

    name = heading = titled("What you chose")
    starts_at_end = True
    turns_by_arrows = True

    def __init__(self, desk: Desk, scene: Scene) -> None:
        super().__init__(desk)
        self._scene = scene
        self.ink = scene.ink
        self._rows = self._told()

    @property
    def preferred(self) -> str | None:
        return "back"

    def rows(self) -> Sequence[Row]:
        return self._rows

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (6 if row.key.startswith(DAY) else 3))

    def act(self, action: Action) -> bool:
        if action is Action.JOURNAL:
            self.go_back()
            return True
        return super().act(action)

    @property
    def line(self) -> str:
        focused = next((row for row in self._rows if row.key == self.focus.key), None)
        return " ".join(line.plain for line in focused.lines) if isinstance(focused, Record) else ""

    def _told(self) -> list[Row]:
        record = self._scene.life.playthrough.record
        rows: list[Row] = []
        for at, (day, lines) in enumerate(groupby(record, self._day)):
            rows.append(Words(key=f"{DAY}{at}", runs=plain(day), use="header", role="heading"))
            rows += (self._row(done) for done in lines)
        return rows or [Words(key="none", runs=plain(tr(NONE)), use="row")]

    def _day(self, done: Done) -> str:
        story = self._scene.life.story
        return story.headed(done.chapter, done.entry.half) if done.entry else story.chapters[done.chapter].title

    def _row(self, done: Done) -> Record:
        lines = (
            self._lines(done.entry)
            if done.entry
            else (Line(plain(own(self._scene.life.story.wording, "skipped")), "row"),)
        )
        return Record(
            key=f"done-{done.step}", lines=lines, on_press=partial(going_back.ask, self.desk, self._scene, done.step)
        )

    def _lines(self, entry: Entry) -> tuple[Line, ...]:
        """Its words first, since those are what it is called; then what it was about, and what it moved."""
        story = self._scene.life.story
        code = story.told_in(entry.chapter)
        words = in_quotes(entry.quoted, code) if entry.spoken else entry.quoted
        moved = apart(page.moved(story, move) for move in entry.moves) if self.desk.settings.has_effects else ""
        lines = [Line(plain(words), "quoted", story.halves[entry.half].ink, language=code)]
        if entry.recall:
            lines.append(Line(plain(entry.recall), "label", language=code))
        if moved:
            lines.append(Line(((moved, True),), "label"))
        return tuple(lines)

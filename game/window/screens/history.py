"""What has been read: every beat and choice so far, and the way back to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.play import page
from game.play.events import ChapterBegan, Chosen, Entered, HalfWoke, Said
from game.play.history import Read
from game.window import telling, theme
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.speech import Speech
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.screens.scene import Scene
    from game.window.screens.screen import Desk
    from game.window.theme import Look


class History(Paper):
    """The backlog, its last page first. A choice in it is a way back to where it was made."""

    name = heading = "What has been read"
    starts_at_end = True
    keeps_arrows = False

    def __init__(self, desk: Desk, scene: Scene) -> None:
        super().__init__(desk)
        self._scene = scene
        self.ink = scene.ink
        self._rows = self._told()

    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def preferred(self) -> str | None:
        return "back"

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (6 if isinstance(row, Words) and row.role == "heading" else 2))

    def _told(self) -> list[Row]:
        rows: list[Row] = []
        room = self._scene.told_here
        for read in self._scene.life.playthrough.backlog:
            rows += self._rows_of(read, len(rows), room.get(_kind(read)) if self._is_here(read) else None)
            if self._is_here(read) and isinstance(read.event, Said | Entered) and _kind(read) in room:
                room[_kind(read)] = max(0, room[_kind(read)] - len(read.event.beats))
        return rows

    def _is_here(self, read: Read) -> bool:
        """Whether it was met on the page that is still being read."""
        life = self._scene.life.playthrough
        return read.step == len(life.steps)

    def _rows_of(self, read: Read, at: int, room: int | None) -> list[Row]:
        """What is shown of something read, or of its first beats where there is `room` for no more."""
        story, event = self._scene.life.story, read.event
        if isinstance(event, ChapterBegan | HalfWoke):
            return []
        if isinstance(event, Chosen):
            return [self._choice(read, event, at)]
        if not isinstance(event, Said | Entered):
            return []
        rows: list[Row] = []
        if room == 0:
            return rows
        if isinstance(event, Entered):
            rows.append(
                Words(key=f"head-{at}", runs=plain(page.header(story, read.state)), use="header", role="heading")
            )
        for place, told in enumerate(telling.told(story, event.beats[:room])):
            rows.append(Speech(key=f"told-{at}-{place}", runs=told.runs, speaker=told.speaker, use="row"))
        return rows

    def _choice(self, read: Read, event: Chosen, at: int) -> Row:
        story = self._scene.life.story
        choice = next(each for each in story.scenes[read.state.scene].choices if each.id == event.choice)
        if choice.going_on:
            return Words(key=f"on-{at}", runs=plain(""), use="label")
        words = page.wording(story, read.state, choice)
        said = f"‘{words}’" if choice.spoken else words
        return Button(
            key=f"choice-{at}",
            label=said,
            note="you chose this; press to go back to it",
            use="row",
            note_use="hint",
            note_lies="under",
            on_press=lambda: self._go_to(read.step),
        )

    def _go_to(self, step: int) -> None:
        self.desk.begin_with(self._scene, "fade")
        self._scene.come_back_to(step)


def _kind(read: Read) -> str:
    """What came of a choice, or the scene it led to."""
    event = read.event
    return "after" if isinstance(event, Said) and event.cause == "then" else "scene"

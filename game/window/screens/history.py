"""What has been read: every beat and choice so far, and the way back to the page of any of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.language import in_quotes, titled, tr
from game.play import page
from game.play.events import ChapterBegan, Chosen, Entered, HalfWoke, Said, Skipped
from game.play.history import Read
from game.window import telling, theme
from game.window.keymap import Action
from game.window.screens import going_back
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.recalled import Recalled
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.screens.scene import Scene
    from game.window.screens.screen import Desk
    from game.window.theme import Look

TOLD, CHOICE = "told-", "choice-"
"""What the keys of beats and of choices begin with."""


class History(Paper):
    """The backlog, its last page first. Each line of it is a way back to the page it stood on."""

    name = heading = titled("What has been read")
    starts_at_end = True
    keeps_arrows = False
    turns_by_arrows = True

    def __init__(self, desk: Desk, scene: Scene) -> None:
        super().__init__(desk)
        self._scene = scene
        self.ink = scene.ink
        self._rows = self._told()
        self._shown: Sequence[Widget] = ()

    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def preferred(self) -> str | None:
        return "back"

    def gap(self, look: Look, row: Row) -> int:
        if isinstance(row, Words) and row.role == "heading":
            return look.px(theme.UNIT * 6)
        return 0 if isinstance(row, Recalled) else look.px(theme.UNIT * 2)

    def act(self, action: Action) -> bool:
        if action is Action.HISTORY:
            self.go_back()
            return True
        return super().act(action)

    def compose(self, look: Look) -> Sequence[Widget]:
        self._shown = super().compose(look)
        return self._shown

    @property
    def line(self) -> str:
        focused = next((each for each in self._shown if each.key == self.focus.key), None)
        said = (
            focused.says()
            if isinstance(focused, Recalled | Button) and focused.key.startswith((TOLD, CHOICE))
            else None
        )
        return said.name if said else ""

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
        if isinstance(event, Skipped):
            words = tr("You skipped {day}.", day=story.chapters[event.chapter].title)
            return [self._pressable(at, words, "", read.step)]
        if not isinstance(event, Said | Entered):
            return []
        rows: list[Row] = []
        if room == 0:
            return rows
        if isinstance(event, Entered):
            rows.append(
                Words(
                    key=f"head-{at}",
                    runs=plain(page.header(story, read.state)),
                    use="header",
                    role="heading",
                )
            )
        back = partial(going_back.ask, self.desk, self._scene, _page_of(read))
        for place, told in enumerate(telling.told(story, event.beats[:room], read.state.chapter)):
            key = f"{TOLD}{at}-{place}"
            rows.append(
                Recalled(
                    key=key, runs=told.runs, speaker=told.speaker, use="row", on_press=back, language=told.language
                )
            )
        return rows

    def _choice(self, read: Read, event: Chosen, at: int) -> Row:
        story = self._scene.life.story
        choice = next(each for each in story.scenes[read.state.scene].choices if each.id == event.choice)
        if choice.going_on:
            return Words(key=f"on-{at}", runs=plain(""), use="label")
        words = page.wording(story, read.state, choice)
        code = story.told_in(read.state.chapter)
        said = in_quotes(words, code) if choice.spoken else words
        return self._pressable(at, said, tr("you chose this"), read.step, code)

    def _pressable(self, at: int, words: str, note: str, step: int, code: str = "") -> Row:
        return Button(
            key=f"{CHOICE}{at}",
            label=words,
            language=code,
            note=note,
            use="row",
            note_use="hint",
            note_lies="under",
            on_press=partial(going_back.ask, self.desk, self._scene, step),
        )


def _page_of(read: Read) -> int:
    """How many choices had been made when the page was opened on which something stood: what comes of a choice is told
    on the page of the choice.
    """
    return read.step - 1 if _kind(read) == "after" else read.step


def _kind(read: Read) -> str:
    """What came of a choice, or the scene it led to."""
    event = read.event
    return "after" if isinstance(event, Said) and event.cause == "then" else "scene"

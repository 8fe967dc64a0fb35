"""Files that were carried to this machine, each with a life in this story: to be put in a slot that is free."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from game import dates
from game.language import later, titled, tr
from game.window import carrying, theme
from game.window.screens.paper import Paper, Row
from game.window.typesetting import plain
from game.window.widgets.record import Line, Record
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.window.carrying import Carried
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look

LOOKING = later("Looking through your documents, downloads and desktop…")
NONE = later(
    "There is none among your documents, your downloads or on your desktop. A file that lies elsewhere can be dropped on "
    "the window."
)
INTRO = later("Each of these is put in the first slot that is free, and stays where it lies too.")


class BringBack(Paper):
    """What was found among the player's own files."""

    name = heading = titled("Bring one back")
    longest = theme.RECORDS_WIDEST
    turns_by_arrows = True

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        super().__init__(desk)
        self._shelf = shelf
        self._found: tuple[Carried, ...] | None = None

    def arrive(self) -> None:
        story = self._shelf.story
        if story is None or self._found is not None:
            return

        def found(files: tuple[Carried, ...]) -> None:
            self._found = files

        def not_found(error: Exception) -> None:
            self._found = ()
            self.desk.tell(str(error))

        self.desk.work.begin(lambda: carrying.carried(story), found, not_found)

    def rows(self) -> Sequence[Row]:
        words = LOOKING if self._found is None else INTRO if self._found else NONE
        intro = Words(key="intro", runs=plain(tr(words)), use="row", role="status", is_live=True)
        return [intro, *(self._row(at, each) for at, each in enumerate(self._found or ()))]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * 3)

    def _row(self, at: int, carried: Carried) -> Record:
        saved = carried.saved
        lines = (
            Line(plain(str(saved.where)), "action"),
            Line(plain(" · ".join(part for part in (saved.player.name, dates.said(saved.when)) if part)), "label"),
            Line(((str(carried.file), True),), "label"),
        )
        return Record(key=f"file-{at}", lines=lines, on_press=partial(self._bring, carried))

    def _bring(self, carried: Carried) -> None:
        carrying.bring_back(self.desk, carried.file, self.go_back)

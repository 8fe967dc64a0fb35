"""The moments that were kept: to return to one, or to keep another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from game.saves import NUMBERED
from game.saves import name as named
from game.window import theme
from game.window.screens.confirm import Confirm
from game.window.screens.paper import Paper, Row
from game.window.typesetting import marked
from game.window.widgets.button import Button
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.saves import Kept
    from game.window.life import Life
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look


class Saves(Paper):
    """Every slot with the day, the half and the hour it keeps."""

    def __init__(self, desk: Desk, shelf: Shelf, *, saving: Life | None = None) -> None:
        """`saving` is the life to keep, where that is what the page is for."""
        super().__init__(desk)
        self._shelf = shelf
        self._saving = saving
        self.name = self.heading = "Save" if saving else "Load"
        if saving:
            self.ink = saving.half.ink

    def arrive(self) -> None:
        self._shelf.look_again()

    def rows(self) -> Sequence[Row]:
        kept = {each.slot: each for each in self._shelf.kept()}
        if self._saving:
            return [self._slot(slot, kept.get(slot)) for slot in NUMBERED]
        if not kept:
            return [Words(key="none", runs=marked("Nothing has been kept yet."), use="row")]
        return [self._slot(slot, each) for slot, each in kept.items()]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * 3)

    def _slot(self, slot: str, kept: Kept | None) -> Row:
        return Button(
            key=f"slot-{slot}",
            label=self._label(slot, kept),
            note=self._note(kept),
            use="action",
            note_use="row-note",
            note_lies="under",
            on_press=self._pressed(slot, kept),
        )

    @staticmethod
    def _label(slot: str, kept: Kept | None) -> str:
        name = named(slot)
        return f"{name}.  {kept.where}" if kept and kept.where else name if kept else f"{name}.  empty"

    @staticmethod
    def _note(kept: Kept | None) -> str:
        if kept is None:
            return ""
        when = f"{kept.when.astimezone():%d %B %Y, %H:%M}" if kept.when else ""
        return "; ".join(part for part in (when, kept.problem) if part)

    def _pressed(self, slot: str, kept: Kept | None) -> Callable[[], None]:
        life = self._saving

        def load() -> None:
            self._shelf.open_slot(slot)

        def save() -> None:
            assert life is not None
            self._shelf.save(slot, life.playthrough)

        def save_over() -> None:
            question = f"Slot {slot} keeps {kept.where if kept else ''}. Put this moment in its place?"
            self.desk.open(Confirm(self.desk, question, "Put it there", save), "fade")

        if life is None:
            return load
        return save_over if kept else save

"""The moments that were kept: to return to one, or to keep another; and what else can be done with saves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import attrs
import pygame

from game import dates
from game.language import in_quotes, later, titled, tr
from game.play import page
from game.saves import EARLIER_ONES, NUMBERED
from game.saves import name as named
from game.window import carrying, theme, typesetting
from game.window.keymap import Action
from game.window.screens.confirm import Confirm
from game.window.screens.paper import Paper, Row
from game.window.screens.stamps import stamp
from game.window.typesetting import marked, plain
from game.window.widgets.button import Button
from game.window.widgets.record import Line, Print, Record
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words

if TYPE_CHECKING:
    from game.play.state import State
    from game.saves import Kept
    from game.window.life import Life
    from game.window.screens.screen import Desk
    from game.window.shelf import Shelf
    from game.window.theme import Look

SLOT = "slot-"
CARRY = "carry-"
ERASE = "erase-"
"""What the keys of a slot, and of what can be done with it, begin with; its name follows."""
CARRYING = later("Carry away")
TIED = "\u00a0"
"""A space that no line is broken at."""

ERASING_ALL = later(
    "Everything that was kept of this story goes: each slot, the lives put aside, what has been read, and the endings and "
    "days that were found. Your settings stay."
)
ERASING_FOR_GOOD = later("It cannot be brought back. Erase all of it?")


class Saves(Paper):
    """Every slot with its picture, the day, the half, how its meters stand, and when it was written."""

    name = heading = titled("Load")
    longest = theme.RECORDS_WIDEST
    turns_by_arrows = True

    def __init__(self, desk: Desk, shelf: Shelf, *, saving: Life | None = None) -> None:
        """`saving` is the life to keep, where that is what the page is for."""
        super().__init__(desk)
        self._shelf = shelf
        self._saving = saving
        self._standing: dict[tuple[str, object], State | None] = {}
        """Where the life in each slot stands, by the slot and when it was written."""
        self._is_looking = False
        self._shown: Sequence[Widget] = ()
        if saving:
            self.name = self.heading = tr("Save")
            self.ink = saving.half.ink

    def arrive(self) -> None:
        self._shelf.look_again()

    # ---- what is on it

    def rows(self) -> Sequence[Row]:
        kept = {each.slot: each for each in self._shelf.kept()}
        self._look_into(kept)
        if self._saving:
            return [self._slot(slot, kept.get(slot)) for slot in NUMBERED]
        rows: list[Row] = []
        for title, slots in _sections(list(kept)):
            rows.append(Words(key=f"section-{title}", runs=plain(title), use="header", role="heading"))
            rows += (self._slot(slot, kept[slot]) for slot in slots)
        if not kept:
            rows.append(Words(key="none", runs=marked(tr("Nothing has been kept yet.")), use="row"))
        return [*rows, *self._with_all(is_any=bool(kept))]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (5 if isinstance(row, Words) else 3))

    def _with_all(self, *, is_any: bool) -> list[Row]:
        """What can be done with all of them."""
        ways = [
            ("folder", tr("Where saves are"), tr("opens the folder, and says which it is"), self._show_folder),
            (
                "bring",
                tr("Bring one back"),
                tr("a file that was carried away; or drop it on the window"),
                self._bring_back,
            ),
        ]
        if is_any:
            ways.append(("all", tr("Erase everything"), tr("you will be asked twice"), self._erase_all))
        buttons = [
            Button(
                key=key, label=label, note=note, use="action", note_use="row-note", note_lies="under", on_press=press
            )
            for key, label, note, press in ways
        ]
        return [Words(key="section-all", runs=plain(tr("All of them")), use="header", role="heading"), *buttons]

    def _look_into(self, kept: dict[str, Kept]) -> None:
        """Find out, elsewhere, where the lives in the slots stand: each has to be lived again for that."""
        wanted = [(each.slot, each.when) for each in kept.values() if (each.slot, each.when) not in self._standing]
        if not wanted or self._is_looking:
            return
        self._is_looking = True
        saves = self._shelf.saves

        def seen(states: dict[tuple[str, object], State | None]) -> None:
            self._is_looking = False
            self._standing |= states

        def unseen(_: Exception) -> None:
            self._is_looking = False
            self._standing |= dict.fromkeys(wanted)

        self.desk.work.begin(lambda: {key: saves.standing(key[0]) for key in wanted}, seen, unseen)

    def _slot(self, slot: str, kept: Kept | None) -> Row:
        state = self._standing.get((slot, kept.when)) if kept else None
        return Record(
            key=f"{SLOT}{slot}",
            lines=(Line(plain(self._label(slot, kept)), "action"), *self._lines(kept, state)),
            stamp=self._stamp(state),
            aside=self._aside(self.desk.look),
            on_press=self._pressed(slot, kept),
        )

    def _stamp(self, state: State | None) -> Print | None:
        story = self._shelf.story
        assert story is not None
        return stamp(self.desk, story, state, story.halves[state.half].ink) if state else None

    @staticmethod
    def _label(slot: str, kept: Kept | None) -> str:
        name = named(slot)
        return f"{name}.  {kept.where}" if kept and kept.where else name if kept else f"{name}.  {tr('empty')}"

    def _lines(self, kept: Kept | None, state: State | None) -> list[Line]:
        """Whose life it is and how it stands; when it was kept; what is the matter with it."""
        if kept is None:
            return []
        story = self._shelf.story
        assert story is not None
        readings = [f"{each.called}{TIED}{each.value}" for each in page.gauges(story, state)] if state else []
        whose = f"{TIED}· ".join([kept.player, *readings] if kept.player else readings)
        when = dates.said(kept.when) if kept.when else ""
        told = [(whose, False), (when, True), (kept.problem, False)]
        return [Line(((words, is_italic),), "label") for words, is_italic in told if words]

    @staticmethod
    def _aside(look: Look) -> int:
        """The width of what can be done with each, in pixels."""
        longest = typesetting.line_width(tr(CARRYING), look.style("label"))
        return max(look.px(theme.RECORD_ASIDE * look.growth), longest)

    # ---- what can be done with each

    def compose(self, look: Look) -> Sequence[Widget]:
        widgets: list[Widget] = []
        kept = {each.slot: each for each in self._shelf.kept()}
        for widget in super().compose(look):
            if not isinstance(widget, Record):
                widgets.append(widget)
                continue
            place = widget.bounds.copy()
            place.width -= self._aside(look) + look.px(theme.RECORD_GAP)
            widgets.append(attrs.evolve(widget, aside=0, bounds=place))
            slot = kept.get(widget.key.removeprefix(SLOT))
            if slot is not None:
                widgets += self._beside(look, widget.bounds, slot)
        self._shown = widgets
        return widgets

    def _beside(self, look: Look, place: pygame.Rect, kept: Kept) -> list[Widget]:
        """The ways to carry a save away and to erase it, at the right of it."""
        ways = [(f"{ERASE}{kept.slot}", tr("Erase"), partial(self._erase, kept))]
        if kept.when is not None:
            ways.insert(0, (f"{CARRY}{kept.slot}", tr(CARRYING), partial(carrying.carry_away, self.desk, kept)))
        wide = self._aside(look)
        high = look.px(theme.TARGET)
        top = place.centery - high * len(ways) // 2
        placed: list[Widget] = []
        for at, (key, label, press) in enumerate(ways):
            button = Button(key=key, label=label, use="label", align="right", on_press=press)
            placed.append(button.placed(pygame.Rect(place.right - wide, top + high * at, wide, high)))
        return placed

    def act(self, action: Action) -> bool:
        beside = self._ways_beside()
        if self.focus.key in beside and action in (Action.LEFT, Action.RIGHT):
            at = beside.index(self.focus.key) + (1 if action is Action.RIGHT else -1)
            return self.focus.give(beside[max(0, min(at, len(beside) - 1))])
        if self.focus.key in beside[1:] and action in (Action.UP, Action.DOWN):
            self.focus.give(beside[0])  # and from there along the page
        if super().act(action):
            return True
        return action in (Action.UP, Action.DOWN) and self._step_over(action)

    def _step_over(self, action: Action) -> bool:
        """Go along the page, past what lies beside each slot."""
        straight = [each for each in self._shown if not each.key.startswith((CARRY, ERASE))]
        return self.focus.step(straight, action)

    def _ways_beside(self) -> list[str]:
        """The slot with the focus and what lies at its right, as keys; nothing when no slot has it."""
        begins = next((each for each in (SLOT, CARRY, ERASE) if (self.focus.key or "").startswith(each)), None)
        if begins is None or self.focus.key is None:
            return []
        slot = self.focus.key.removeprefix(begins)
        kept = next((each for each in self._shelf.kept() if each.slot == slot), None)
        if kept is None:
            return []
        return [f"{SLOT}{slot}", *([f"{CARRY}{slot}"] if kept.when else []), f"{ERASE}{slot}"]

    # ---- what it does

    def _pressed(self, slot: str, kept: Kept | None) -> Callable[[], None]:
        life = self._saving

        def load() -> None:
            self._shelf.open_slot(slot)

        def save() -> None:
            assert life is not None
            self._shelf.save(slot, life.playthrough)

        def save_over() -> None:
            question = tr("Slot {slot} keeps {where}. Put this moment in its place?", slot=slot, where=_said(kept))
            self.desk.open(Confirm(self.desk, question, tr("Put it there"), save), "fade")

        if life is None:
            return load
        return save_over if kept else save

    def _erase(self, kept: Kept) -> None:
        question = tr(
            "{slot} keeps {where}. Erase it? It cannot be brought back.",
            slot=_capital(named(kept.slot)),
            where=_said(kept),
        )
        self.desk.open(
            Confirm(self.desk, question, tr("Erase it"), partial(carrying.erase, self.desk, kept.slot)), "fade"
        )

    def _erase_all(self) -> None:
        def ask_again() -> None:
            erase = partial(carrying.erase_all, self.desk)
            self.desk.open(Confirm(self.desk, tr(ERASING_FOR_GOOD), tr("Erase everything"), erase), "fade")

        self.desk.open(Confirm(self.desk, tr(ERASING_ALL), tr("Erase everything"), ask_again), "fade")

    def _show_folder(self) -> None:
        carrying.show_folder(self.desk)

    def _bring_back(self) -> None:
        from game.window.screens.bring_back import BringBack

        self.desk.open(BringBack(self.desk, self._shelf), "fade")


def _sections(slots: list[str]) -> list[tuple[str, list[str]]]:
    """The slots that hold something, by what they are for."""
    earlier = [slot for slot in slots if slot in EARLIER_ONES]
    numbered = [slot for slot in slots if slot in NUMBERED]
    others = [slot for slot in slots if slot not in earlier and slot not in numbered]
    sections = [(tr("Kept by itself"), others), (tr("Kept by you"), numbered), (tr("Put aside"), earlier)]
    return [(title, each) for title, each in sections if each]


def _said(kept: Kept | None) -> str:
    return str(kept.where) if kept and kept.where else tr("something that cannot be opened")


def _capital(slot: str) -> str:
    return tr("Slot {slot}", slot=slot) if slot in NUMBERED else in_quotes(slot)

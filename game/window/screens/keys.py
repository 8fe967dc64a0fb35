"""The page where every action can be given other keys and buttons, and the page of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from game.language import later, titled, tr
from game.window import bindings, strokes, theme
from game.window.bindings import Bindings, Settled
from game.window.keymap import ALWAYS, USUAL, Action
from game.window.screens.paper import Paper, Row
from game.window.screens.screen import Desk
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.button import Button
from game.window.widgets.keyed import Keyed
from game.window.widgets.words import Words

LISTENING = later(
    "Press the key or the button that is to do it. Escape, or one that does it already, leaves all as it was."
)


class KeysPage(Paper):
    """Each action with what asks for it."""

    name = heading = titled("Keys and buttons")

    def rows(self) -> Sequence[Row]:
        given, pad = self.desk.hands.bindings, self.desk.hands.pads.family
        rows: list[Row] = [
            Keyed(
                key=f"action-{action.name.lower()}",
                label=tr(action.value),
                keys=bindings.listed(given.of(action), pad),
                on_press=partial(self._open, action),
            )
            for action in USUAL
        ]
        if given.is_usual:
            return rows
        usual = Button(key="usual", label=tr("All as usual again"), use="row", on_press=self._give_back)
        return [usual, *rows]

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT / 4)

    def _open(self, action: Action) -> None:
        self.desk.open(KeysOf(self.desk, action), "fade")

    def _give_back(self) -> None:
        self.desk.rebind(Bindings())
        self.desk.tell(tr("All keys and buttons are as usual again."))


class KeysOf(Paper):
    """What asks for one action: to take away, to add to, to give back."""

    name = heading = titled("Other keys")

    def __init__(self, desk: Desk, action: Action) -> None:
        super().__init__(desk)
        self._action = action
        self._settled = ""
        """What came of the last change, in a sentence."""
        self.is_listening = False

    @property
    def preferred(self) -> str | None:
        return "leave" if self.is_listening else "add"

    def rows(self) -> Sequence[Row]:
        what = Words(
            key="action", runs=plain(tr("{what}:", what=tr(self._action.value))), use="reading", role="paragraph"
        )
        if self.is_listening:
            asked = Words(key="asked", runs=plain(tr(LISTENING)), use="row", role="status", is_live=True)
            return [what, asked, Button(key="leave", label=tr("Leave it"), use="action", on_press=self._stop)]
        rows: list[Row] = [what, *self._held()]
        if self._settled:
            rows.append(Words(key="settled", runs=plain(self._settled), use="row-note", role="status", is_live=True))
        rows.append(Button(key="add", label=tr("Add a key or a button"), use="action", on_press=self._listen))
        if set(self._given.of(self._action)) != set(USUAL[self._action]):
            rows.append(Button(key="usual", label=tr("As usual again"), use="action", on_press=self._give_back))
        return rows

    def gap(self, look: Look, row: Row) -> int:
        return look.px(theme.UNIT * (3 if row.key in ("settled", "add", "leave", "asked") else 1))

    @property
    def _given(self) -> Bindings:
        return self.desk.hands.bindings

    def _held(self) -> list[Row]:
        """Each key and button it has; none of them can be pressed that must stay."""
        names = self._given.of(self._action)
        if not names:
            return [Words(key="none", runs=plain(tr("Nothing asks for it now.")), use="row", role="paragraph")]
        return [self._key(at, name) for at, name in enumerate(names)]

    def _key(self, at: int, name: str) -> Row:
        words = strokes.words(name, self.desk.hands.pads.family)
        if name == ALWAYS:
            return Keyed(key=f"key-{at}", label=words, keys=tr("stays, so that there is always a way to the menu"))
        take = partial(self._take_away, name)
        return Keyed(key=f"key-{at}", label=words, keys=tr("press to take it away"), on_press=take)

    # ---- changing

    def _listen(self) -> None:
        self.is_listening = True
        self.focus.key = None

    def _stop(self) -> None:
        self.is_listening = False
        self.focus.key = "add"

    def hear(self, stroke: str) -> None:
        if not self.is_listening:
            return
        self._stop()
        if stroke != ALWAYS:
            self._settle(self._given.giving(self._action, stroke, self.desk.hands.pads.family))

    def _take_away(self, name: str) -> None:
        self._settle(self._given.without(self._action, name, self.desk.hands.pads.family))
        self.focus.key = "add"

    def _give_back(self) -> None:
        self._settle(self._given.as_usual(self._action))
        self.focus.key = "add"

    def _settle(self, settled: Settled) -> None:
        self._settled = settled.words
        if settled.bindings != self._given:
            self.desk.rebind(settled.bindings)

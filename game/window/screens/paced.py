"""A page that is read by hand, reads on by itself, or skips what any life has read; and what stops it."""

from __future__ import annotations

from enum import Enum

import attrs

from game.language import later, tr
from game.window import theme
from game.window.keymap import Action
from game.window.screens.screen import Desk, Screen
from game.window.theme import Look
from game.window.widgets.notice import notice
from game.window.widgets.widget import Widget


class Pace(Enum):
    """What reads on."""

    HAND = "the player"
    AUTO = "the page, by the length of what stands on it"
    SKIP = "the page, over what has been read in any life"


MARKS = {
    Pace.AUTO: later("Reading on by itself; any key stops it"),
    Pace.SKIP: later("Skipping what has been read; any key stops it"),
}
"""What stands on the page meanwhile."""
WAITING = later("Reading on by itself, once you have chosen")
NOTHING = later("There is nothing here that has been read before.")


class Paced(Screen):
    """The pace of a page. Subclasses say what stands on it and how it goes further."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._pace = Pace.HAND
        self._taken_up_ms = 0
        self._counted_ms = 0
        """From when on what stands on the page counts as being read."""
        self._turned_ms = 0
        """When the page was turned last."""

    # ---- what a subclass says

    @property
    def is_at_choices(self) -> bool:
        """Whether the player is asked for something."""
        raise NotImplementedError

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left to be read."""
        raise NotImplementedError

    @property
    def newest(self) -> str:
        """The words that stand on the page last; empty for none."""
        raise NotImplementedError

    @property
    def whose(self) -> str:
        """The name of the player, which may stand among them."""
        raise NotImplementedError

    def advance(self) -> bool:
        """Go on by one thing; whether anything changed."""
        raise NotImplementedError

    def pass_over(self) -> bool:
        """Go on by one thing that has been read, told whole at once; not to another page. Whether there was one."""
        raise NotImplementedError

    def begin_beat(self) -> None:
        """Tell what stands there last from its beginning."""
        raise NotImplementedError

    # ---- what the player asks

    def read_by_itself(self) -> bool:
        """Read on by itself from here, or no more."""
        self._take_up(Pace.HAND if self._pace is Pace.AUTO else Pace.AUTO)
        return True

    def skip_what_was_read(self) -> bool:
        """Skip from here what has been read in any life, or no more."""
        if self._pace is Pace.SKIP:
            self._rest()
        elif self.is_at_choices or not self._was_read():
            self.desk.tell(tr(NOTHING))
        else:
            self._take_up(Pace.SKIP)
        return True

    def _take_up(self, pace: Pace) -> None:
        self._pace = pace
        self._taken_up_ms = self._counted_ms = self.desk.now_ms

    def _rest(self) -> None:
        self._pace = Pace.HAND

    def interrupt(self, action: Action | None) -> bool:
        if self._pace is Pace.HAND or action in (Action.AUTO, Action.SKIP) or self.is_at_choices:
            return False
        self._rest()
        return True

    def let_go(self, action: Action | None) -> bool:
        was_held = self.desk.now_ms - self._taken_up_ms >= theme.HOLD_MS
        if action is not Action.SKIP or self._pace is not Pace.SKIP or not was_held:
            return False
        self._rest()
        return True

    @property
    def is_hurrying(self) -> bool:
        return self._pace is Pace.SKIP

    # ---- going on

    def go_on_by_itself(self, now_ms: int) -> bool:
        """Take the page further at its own pace; whether anything changed."""
        if self._pace is Pace.HAND:
            return False
        if self.is_at_end:
            self._rest()
            return True
        if self._pace is Pace.SKIP:
            return self._skip_on(now_ms)
        if self.is_revealing or self.is_at_choices or self.desk.is_speaking:
            return False
        needed = len(self.newest) * 1000 // theme.AUTO_CPS[self.desk.settings.auto_pace]
        return now_ms - self._counted_ms >= max(theme.AUTO_LEAST_MS, needed) and self.advance()

    def _skip_on(self, now_ms: int) -> bool:
        """Over what has been read; new words and choices end it, and no page stands for less than it may."""
        if self.is_at_choices:
            self._rest()
            return True
        if not self._was_read():
            self._rest()
            self.begin_beat()
            return True
        return self.pass_over() or (now_ms - self._turned_ms >= theme.SKIP_MS and self.advance())

    def _was_read(self) -> bool:
        """Whether what stands there last has been read before, in any life."""
        return not self.newest or self.desk.shelf.seen.has(self.newest, self.whose)

    def _mark_read(self) -> None:
        if self.newest:
            self.desk.shelf.seen.mark(self.newest, self.whose)

    def _mark(self, look: Look, page: tuple[Widget, ...]) -> tuple[Widget, ...]:
        """What says that the page goes on by itself."""
        if self._pace is Pace.HAND:
            return ()
        words = WAITING if self.is_at_choices else MARKS[self._pace]
        return (attrs.evolve(notice(words, page, look), key="pace"),)

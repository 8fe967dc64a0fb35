"""Which of a page's widgets the keyboard is at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.window.keymap import Action
from game.window.widgets.widget import Widget

STEPS = {Action.NEXT: 1, Action.DOWN: 1, Action.RIGHT: 1, Action.PREVIOUS: -1, Action.UP: -1, Action.LEFT: -1}
"""How far along the page's order each action goes."""


class Focus:
    """The key of the widget that has the focus, remembered while pages are made anew around it."""

    def __init__(self) -> None:
        self.key: str | None = None

    def settle(self, widgets: Iterable[Widget], preferred: str | None) -> None:
        """Keep the focus where it is if that is still there; else the preferred one, else the first."""
        keys = [widget.key for widget in widgets if widget.takes_focus]
        if self.key in keys:
            return
        self.key = preferred if preferred in keys else next(iter(keys), None)

    def step(self, widgets: Sequence[Widget], action: Action, *, goes_round: bool = True) -> bool:
        """Go along the page; whether the focus moved. At the ends it goes round, or stays."""
        by_tab = action in (Action.NEXT, Action.PREVIOUS)
        keys = [widget.key for widget in widgets if widget.takes_focus and (by_tab or not widget.is_quiet)]
        if action not in STEPS or not keys:
            return False
        at = keys.index(self.key) if self.key in keys else -1 if STEPS[action] > 0 else 0
        if not goes_round and not 0 <= at + STEPS[action] < len(keys):
            return False
        before, self.key = self.key, keys[(at + STEPS[action]) % len(keys)]
        return before != self.key

    def give(self, key: str | None) -> bool:
        """Put the focus somewhere; whether that is news."""
        before, self.key = self.key, key
        return before != key

"""A choice as a room sees it: its numeral, its sentence and a hint. It is chosen elsewhere."""

from __future__ import annotations

import attrs

from game.window.widgets.choice import Choice
from game.window.widgets.widget import Said


@attrs.frozen(kw_only=True, eq=False)
class Offered(Choice):
    """A choice that is only read."""

    @property
    def takes_focus(self) -> bool:
        return False

    def says(self) -> Said | None:
        words, hint = ("".join(text for text, _ in runs) for runs in (self.runs, self.hint))
        return Said(self.key, "text", f"{self.number}. {words}", hint, bounds=self.area)

"""What a page shows of a slot that holds something."""

from __future__ import annotations

from datetime import datetime

import attrs

from game import dates
from game.play.saved import Where
from game.saves import slots


@attrs.frozen
class Kept:
    """A slot that holds something."""

    slot: str
    when: datetime | None
    """When it was written; never in the future, whatever it says."""
    where: Where | None
    player: str = ""
    """The name the life is lived under."""
    problem: str = ""
    """What is the matter with it, in a sentence; empty when nothing is. It cannot be opened when `when` is missing."""

    @property
    def name(self) -> str:
        """What a page calls the slot."""
        return slots.name(self.slot)

    def __str__(self) -> str:
        when = dates.said(self.when) if self.when else ""
        return "; ".join(part for part in (str(self.where or ""), when, self.problem) if part)

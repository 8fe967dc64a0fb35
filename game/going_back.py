"""How far back on choices there is a way: all of it, to the beginning of the day, or none.

A wish of whoever plays or leads, and not of a life: no save holds it, and every way in obeys it.
"""

from __future__ import annotations

from typing import Final

from game import wished as wishes
from game.language import later

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.play.history import Playthrough

FREE: Final = "free"
DAY: Final = "day"
NEVER: Final = "never"
RULES: Final = (FREE, DAY, NEVER)

IN_WORDS: Final = {
    FREE: later("any choice can be gone back on"),
    DAY: later("choices can be gone back on until their day is over"),
    NEVER: later("no choice can be gone back on"),
}
WHY_NOT: Final = {
    FREE: later("This is the beginning; there is nothing to go back to."),
    DAY: later("This is as far as there is a way back: choices stick once their day is over."),
    NEVER: later("There is no way back from here: choices stick."),
}
"""What is said where there is no way further back."""

FIELD: Final = "going_back"


def least(playthrough: Playthrough, rule: str) -> int:
    """The fewest choices that a life can be taken back to; what only went on was no choice."""
    if rule == DAY:
        return playthrough.day_began
    if rule == NEVER:
        return playthrough.last_asked
    return 0


def wished() -> str:
    """The rule that was wished for; free where nothing was, or it cannot be read."""
    rule = wishes.read().get(FIELD)
    return rule if rule in RULES else FREE


def wish(rule: str) -> None:
    """Keep a rule, among whatever else is wished. Raises OSError when the disk refuses."""
    wishes.keep(FIELD, rule)

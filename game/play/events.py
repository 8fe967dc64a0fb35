"""What happens when a choice is made, in the order it happens. A way in shows these; everything about a playthrough
that is not in its State can be derived from the choices that caused them.

1. `Chosen`, then what the choice tells (`Said`, `then`), moves (`Moved`) and sets (`Assigned`).
2. Where a part is over: `PartEnded`, with the last part of a day `ChapterEnded` and `ChapterBegan`, then `HalfWoke`, and
   then what passed at the door and the drains (`Assigned`, `Said`, `Moved`), so that they are told to the half that wakes.
3. `Folded` where the halves become one, and `HalfWoke` for the whole they become.
4. `Entered`, and with an ending's scene `Reached`.

Where a day is skipped instead, `Skipped` stands in place of the first two, and nothing passes.
"""

from __future__ import annotations

import attrs

from game.play.telling import Entered, Said

__all__ = [
    "Assigned",
    "ChapterBegan",
    "ChapterEnded",
    "Chosen",
    "Entered",
    "Event",
    "Folded",
    "HalfWoke",
    "Moved",
    "PartEnded",
    "Reached",
    "Said",
    "Skipped",
]


@attrs.frozen
class Chosen:
    """The player chose."""

    choice: str


@attrs.frozen
class Moved:
    """A meter of one half went from one value to another."""

    meter: str
    half: str
    before: int
    after: int
    cause: str
    """The id of the choice, or `door` or `drain`."""


@attrs.frozen
class Assigned:
    """A variable took a value."""

    variable: str
    before: int
    after: int


@attrs.frozen
class PartEnded:
    """A half's stretch of the chapter is over."""

    part: str


@attrs.frozen
class ChapterEnded:
    """A day is over."""

    chapter: str


@attrs.frozen
class ChapterBegan:
    """A day begins."""

    chapter: str


@attrs.frozen
class Skipped:
    """A day is left unlived, and the next begins."""

    chapter: str


@attrs.frozen
class HalfWoke:
    """Another half is awake than a moment ago."""

    half: str


@attrs.frozen
class Folded:
    """The halves became one; its readings, in the story's order of meters."""

    into: str
    readings: tuple[int, ...]


@attrs.frozen
class Reached:
    """An ending was reached; the scene just entered is its last."""

    ending: str


Event = (
    Chosen
    | Said
    | Moved
    | Assigned
    | PartEnded
    | ChapterEnded
    | Skipped
    | ChapterBegan
    | HalfWoke
    | Folded
    | Entered
    | Reached
)

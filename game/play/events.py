"""What happens when a choice is made, in the order it happens. A way in shows these; everything about a playthrough
that is not in its State can be derived from the choices that caused them."""

from __future__ import annotations

import attrs

from game.story.prose import Beat


@attrs.frozen
class Chosen:
    """The player chose."""

    choice: str


@attrs.frozen
class Said:
    """Beats were told: a choice's `then`, a door message's plain fact, a drain's, a recap."""

    beats: tuple[Beat, ...]
    cause: str
    """`then`, `door`, `drain` or `recap`."""


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
class HalfWoke:
    """Another half is awake than a moment ago."""

    half: str


@attrs.frozen
class Folded:
    """The halves became one; its readings, in the story's order of meters."""

    into: str
    readings: tuple[int, ...]


@attrs.frozen
class Entered:
    """A scene was entered, and its beats told."""

    scene: str
    beats: tuple[Beat, ...]


@attrs.frozen
class Reached:
    """An ending was reached; the scene just entered is its last."""

    ending: str


Event = (
    Chosen | Said | Moved | Assigned | PartEnded | ChapterEnded | ChapterBegan | HalfWoke | Folded | Entered | Reached
)

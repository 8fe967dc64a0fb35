"""A map as it is finished: boxes, rows and bands, all in the coordinates of one sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from game.author.map.placing import Piece, Tag
from game.author.map.rooms import Room, Shown
from game.story.model import Ink

ENDINGS: Final = "endings"
"""The id of the last band."""
NO_DAY: Final = "no-day"
"""The id of the band of scenes that belong to no day."""


@attrs.frozen
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@attrs.frozen
class Stretch:
    """A part, where it begins in a row."""

    header: str
    ink: Ink
    x: float
    y: float
    height: float
    is_seam: bool
    """Whether another part stands before it in the row."""


@attrs.frozen
class RoomBox:
    """A room in its place."""

    room: Room
    box: Box


@attrs.frozen
class Row:
    """A row of a band."""

    box: Box
    rooms: tuple[RoomBox, ...]
    pieces: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    stretches: tuple[Stretch, ...]


@attrs.frozen
class Band:
    """A day, the scenes of no day, or the endings."""

    id: str
    title: str
    question: str
    box: Box
    rows: tuple[Row, ...]

    @property
    def rooms(self) -> tuple[RoomBox, ...]:
        """All its rooms."""
        return tuple(each for row in self.rows for each in row.rooms)


@attrs.frozen(eq=False)
class Map:
    """A story laid out."""

    shown: Shown
    width: float
    height: float
    page: float
    """How wide one of its pages is, with the margins."""
    bands: tuple[Band, ...]
    at: Mapping[str, Box]
    """Where each room stands, by id."""


def lowered(piece: Piece, down: float, across: float = 0.0) -> Piece:
    """A strand moved down, and to the right."""
    points = tuple(round(each + (down if at % 2 else across), 1) for at, each in enumerate(piece.points))
    return attrs.evolve(piece, points=points)

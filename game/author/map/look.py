"""Every number about how a map looks, once. Lengths are those of the drawing, in pixels at its own size."""

from __future__ import annotations

from typing import Final

import attrs

from game.story.model import Ink

# ---- space

MARGIN: Final = 28.0
ROOM_WIDTH: Final = 150.0
ROOM_HEIGHT: Final = 45.0
ENDING_WIDTH: Final = 340.0
ENDING_HEIGHT: Final = 38.0
BAR_WIDTH: Final = 420.0
"""How long the bar of the most frequent ending is."""
TAB: Final = 9.0
"""The edge of a room that shows its half."""
PAD: Final = 7.0
"""Between that, or the other edge, and the words."""
BETWEEN: Final = 44.0
"""From one column to the next: what strands bend in."""
APART: Final = 11.0
"""The least between two things of one column."""
ENTRY: Final = 26.0
"""How far from the left edge lives come that were elsewhere."""
TAG_WIDTH: Final = 144.0
"""Room for the words that say where lives go on."""
TAG_HEIGHT: Final = 34.0
BAND_HEAD: Final = 46.0
"""A day's title, its question, and the rule under them."""
HEAD_GAP: Final = 22.0
"""Between a day's title and its question."""
STRETCH_HEAD: Final = 24.0
"""The name of the half over a part's first column."""
ROW_FOOT: Final = 16.0
BAND_FOOT: Final = 10.0
TITLE_HEIGHT: Final = 176.0
"""The story's title, what the map is of, and the key."""
PAGE_GAP: Final = 64.0
ONE_PAGE: Final = 3600.0
"""Bands that are no higher together stand on one page, as wide as a window; more are parted into several."""
COLUMNS: Final = (4, 7)
"""The fewest and the most columns of a page: with seven it can be read at 1280 pixels."""

# ---- lives

FULL: Final = 28.0
"""How thick all lives are."""
HAIR: Final = 0.9
"""How thick all strands between two rooms are together, however few pass."""
UNKNOWN: Final = 2.4
"""How thick a strand is of whose lives nobody asked."""
KEY: Final = (1.0, 0.3, 0.1, 0.01)
"""The shares that the key shows."""
SPLIT: Final = 1.2
"""The most there is between the strands of two choices that lead the same way."""
SPLIT_SHARE: Final = 0.2
"""What is between them where they are thin, of the thickness of one."""

# ---- type


@attrs.frozen
class Type:
    """One use of type."""

    name: str
    family: str
    weight: int
    size: float
    is_italic: bool = False


TITLE: Final = Type("title", "Fraunces", 700, 46)
DAY: Final = Type("day", "Fraunces", 700, 25)
QUESTION: Final = Type("question", "Fraunces", 400, 17, is_italic=True)
HEADER: Final = Type("header", "Fraunces", 400, 16, is_italic=True)
ROOM: Final = Type("room", "Literata", 400, 13.5)
LEAD: Final = Type("lead", "Fraunces", 400, 20, is_italic=True)
SMALL: Final = Type("small", "Literata", 400, 12)
MARK: Final = Type("mark", "Literata", 400, 12, is_italic=True)
TAG: Final = Type("tag", "Fraunces", 400, 15, is_italic=True)
ENDING: Final = Type("ending", "Fraunces", 500, 19)
SHARE: Final = Type("share", "Fraunces", 500, 18)
NOTE: Final = Type("note", "Literata", 400, 14)
TYPES: Final = (TITLE, LEAD, DAY, QUESTION, HEADER, ROOM, SMALL, MARK, TAG, ENDING, SHARE, NOTE)
FACES: Final = (
    ("Fraunces", 700, "normal", "display.ttf"),
    ("Fraunces", 500, "normal", "display-soft.ttf"),
    ("Fraunces", 400, "italic", "display-italic.ttf"),
    ("Literata", 400, "normal", "text.ttf"),
    ("Literata", 400, "italic", "text-italic.ttf"),
)
"""The cuts that a map is set in, by hundreds of weight, since some that draw an SVG know no others. Each may be embedded
under the SIL Open Font License.
"""

# ---- colour


@attrs.frozen
class Palette:
    """A palette by role: the text inks keep 7:1 on their paper, the plates are for what is not read."""

    name: str
    paper: str
    inner: str
    outer: str
    both: str
    inner_plate: str
    outer_plate: str
    both_plate: str

    def plate(self, ink: Ink) -> str:
        """What is printed with an ink and not read."""
        return {"inner": self.inner_plate, "outer": self.outer_plate, "both": self.both_plate}[ink]


DAYLIGHT: Final = Palette("day", "#f5ecdb", "#0b4254", "#7d2012", "#2d1030", "#1f7f9c", "#e8552f", "#4a1c46")
NIGHT: Final = Palette("night", "#191522", "#a9e1ee", "#ffc3a8", "#fbeed7", "#3b8ea6", "#c4623f", "#a98aa6")
ROLES: Final = ("paper", "inner", "outer", "both", "inner_plate", "outer_plate", "both_plate")

TINT: Final = 0.42
"""How much of its plate a ribbon is printed with."""
THIN: Final = 2.2
"""A ribbon that is thinner has no grain, and more of its plate."""
THIN_TINT: Final = 0.75


@attrs.frozen
class Grain:
    """What is printed along the middle of a ribbon, so that its ink is known without its colour: a dashed line."""

    share: float
    """How wide it is, of the ribbon."""
    least: float
    most: float
    dash: tuple[float, float]
    is_round: bool = False

    def width(self, thickness: float) -> float:
        """How wide it is on a ribbon so thick."""
        return min(self.most, max(self.least, self.share * thickness))


GRAINS: Final[dict[Ink, Grain]] = {
    "inner": Grain(0.32, 0.9, 4.0, (0.01, 7.0), is_round=True),
    "outer": Grain(1.0, 0.0, 1e3, (1.6, 4.2)),
    "both": Grain(0.2, 0.8, 3.4, (8.0, 5.0)),
}
"""Dots, as the seam is perforated; stripes; and stitches."""

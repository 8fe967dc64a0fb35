"""Two plates onto one 8-bit sheet: screened, averaged down, worn, a hair out of register, packed."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from game.window.press.halftone import INNER_ANGLE, OUTER_ANGLE, screen
from game.window.press.palette import STEPS
from game.window.press.picture import Picture
from game.window.press.separations import FINE, Plate, separate
from game.window.press.wear import worn

Indices = npt.NDArray[np.uint8]
"""What a sheet holds, indexed [x, y]: the inner plate's step times `STEPS`, plus the outer's."""

CELL = 5.0
"""From dot to dot, in page units; never fewer pixels than this, or the dots close up."""

REGISTER = (2, -1)
"""How far the outer plate lands from the inner, right and down, in page units."""

SEED = 7
BAND = 64
"""How many rows are screened at a time; `FINE` of them make one of the sheet."""
DITHER = 0.8
"""How far a coverage may be pushed, in steps, so that sixteen of them show no bands."""


@attrs.frozen
class Setting:
    """How the press is set up for one job."""

    scale: float
    """Pixels to a page unit."""
    dry: tuple[float, float] = (0.0, 0.0)
    cell: float = CELL
    register: tuple[int, int] = REGISTER

    def cell_px(self) -> float:
        return max(CELL, self.cell * self.scale)

    def register_px(self) -> tuple[int, int]:
        """Never under the page units themselves: on a stamp the two inks must still be seen to be two."""
        across, down = (round(part * max(1.0, self.scale)) for part in self.register)
        return (across, down)


def print_picture(picture: Picture) -> Indices:
    """The sheet of a picture.

    Raises:
        OSError: a drawing is missing.
        NotADrawing: a drawing is no SVG.
        pygame.error: a drawing cannot be rasterised.
    """
    inner, outer, scale = separate(picture)
    return impress(inner, outer, Setting(scale, picture.dry))


def impress(inner: Plate, outer: Plate, setting: Setting) -> Indices:
    """The sheet of two plates of tone that are `FINE` times its size."""
    cell = setting.cell_px() * FINE
    return lay(dotted(inner, INNER_ANGLE, cell), dotted(outer, OUTER_ANGLE, cell), setting)


def dotted(tone: Plate, angle: float, cell: float) -> Plate:
    """A plate of tone, `FINE` times the sheet's size, as dots at that size: band by band, since so much of a large one is at
    hand at a time.
    """
    dots = np.zeros((tone.shape[0] // FINE, tone.shape[1] // FINE), np.float32, order="F")
    for top in range(0, tone.shape[1], BAND):
        band = screen(tone[:, top : top + BAND], angle, cell, top=top)
        dots[:, top // FINE : (top + BAND) // FINE] = down(band)
    return dots


def lay(inner: Plate, outer: Plate, setting: Setting) -> Indices:
    """The sheet of two plates that are dots already, at its size."""
    random = np.random.default_rng(SEED)
    plates = []
    for plate, dry in ((inner, setting.dry[0]), (outer, setting.dry[1])):
        wear_of_plate = np.random.default_rng(random.integers(2**31))
        plates.append(worn(plate, wear_of_plate, dry, setting.scale))
    plates[1] = shift(plates[1], *setting.register_px())
    push = random.random(plates[0].shape, dtype=np.float32) * DITHER - DITHER / 2
    return _steps(plates[0], push) * np.uint8(STEPS) + _steps(plates[1], push)


def down(plate: Plate) -> Plate:
    """A plate at the sheet's own size."""
    parts = [plate[across::FINE, along::FINE] for along in range(FINE) for across in range(FINE)]
    small: Plate = parts[0] + parts[1]
    for part in parts[2:]:
        small += part
    small *= np.float32(1 / FINE**2)
    return small


def shift(plate: Plate, across: int, down: int) -> Plate:
    """The plate moved right and down by whole pixels; what was on its edge is drawn out to fill the gap."""
    margin = max(abs(across), abs(down))
    width, height = plate.shape
    wide = np.pad(plate, margin, mode="edge")
    return wide[margin - across : margin - across + width, margin - down : margin - down + height]


def _steps(plate: Plate, push: Plate) -> Indices:
    """Coverages as steps, dithered; bare paper and solid ink are left alone."""
    top = STEPS - 1
    between = (plate > 0) & (plate < 1)
    steps: Indices = np.clip(np.rint(plate * top + push * between), 0, top).astype(np.uint8)
    return steps

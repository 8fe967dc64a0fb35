"""Print the title picture and the paper when the game is built: `assets/title/*.png`, three window heights.

    python tools/build_title.py build/npm/node_modules      (see build_fonts.py for that folder)

The first frame must be there before anything imports numpy, so it is opened, not made. The picture is the & in both
plates a hand's breadth apart: the inner plate runs out to the right, the outer to the left, and in the middle they are
one letter. Three bolt holes show where it hung.
"""

from __future__ import annotations

import argparse
import io
import os
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import attrs
import numpy as np
import pygame
from build_glyphs import outline

from game.window.press import sheetfile
from game.window.press.client import PAGE_HEIGHT, baked_paper
from game.window.press.grain import paper
from game.window.press.halftone import INNER_ANGLE, OUTER_ANGLE, screen
from game.window.press.palette import Colour
from game.window.press.separations import FINE, Plate
from game.window.press.sheet import Indices, Setting, down, lay
from game.window.press.worker import GREYS, PROOF

TITLE = Path(__file__).parent.parent / "assets" / "title"
HEIGHTS = (720, 1080, 1440)
PAGE_WIDTH, WIDTH = 1280, 752
"""In page units: the whole page, and the part of it left of the Seam, which the picture fills."""

AXES = {"opsz": 144, "wght": 820, "SOFT": 20}
CENTRE, HEIGHT = (372, 362), 574
APART = (13, 9)
"""How far each plate stands from the middle, left and up for the inner, right and down for the outer."""

INNER_ENDS, OUTER_ENDS = (730, 400), (30, 360)
"""Where each plate is bare, and where it is solid."""

CURVE = 1.15
CELL = 6.0
HOLES = ((112, 292), (118, 520), (566, 402))
HOLE, BOLT = 9.0, 3.2


@attrs.frozen
class Letter:
    """The & as a path that can be put anywhere."""

    path: str
    middle: tuple[float, float]
    scale: float

    def coverage(self, at: tuple[float, float], scale: float) -> Plate:
        """One plate of the letter, holes and bolts cut in, `FINE` times the size of the sheet."""
        size = (round(WIDTH * scale) * FINE, round(PAGE_HEIGHT * scale) * FINE)
        holes = "".join(
            f'<circle cx="{x}" cy="{y}" r="{HOLE}" fill="#fff"/><circle cx="{x}" cy="{y}" r="{BOLT}"/>'
            for x, y in HOLES
        )
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {PAGE_HEIGHT}">'
            f'<rect width="{WIDTH}" height="{PAGE_HEIGHT}" fill="#fff"/><path transform="translate({at[0]} {at[1]}) '
            f'scale({self.scale:.5f}) translate({-self.middle[0]:.2f} {-self.middle[1]:.2f})" d="{self.path}"/>{holes}</svg>'
        )
        art = pygame.image.load_sized_svg(io.BytesIO(drawn.encode()), size)
        return 1 - pygame.surfarray.array3d(art)[..., 0].astype(np.float32) / 255


def letter(modules: Path) -> Letter:
    shape = outline(modules, "&", AXES)
    middle = (shape.left + shape.width / 2, shape.top + shape.height / 2)
    return Letter(shape.path, middle, HEIGHT / shape.height)


def fade(shape: tuple[int, int], bare: float, solid: float) -> Plate:
    """A tone that runs from nothing at one x to solid at another, both in page units."""
    across = np.linspace(0, WIDTH, shape[0], dtype=np.float32)
    ramp = np.clip((across - bare) / (solid - bare), 0, 1) ** CURVE
    return np.repeat(ramp[:, None], shape[1], axis=1)


def title(modules: Path, height: int) -> Indices:
    """The sheet for one height of window. Dots are cut by the letter after screening: its outline stays clean."""
    scale = height / PAGE_HEIGHT
    and_sign = letter(modules)
    plates = []
    for side, angle, (bare, solid) in ((-1, INNER_ANGLE, INNER_ENDS), (1, OUTER_ANGLE, OUTER_ENDS)):
        shape = and_sign.coverage((CENTRE[0] + side * APART[0], CENTRE[1] + side * APART[1]), scale)
        tone = fade((shape.shape[0], shape.shape[1]), bare, solid)
        plates.append(down(screen(tone, angle, CELL * scale * FINE) * shape))
    return lay(plates[0], plates[1], Setting(scale, register=(0, 0)))


def as_file(indices: Indices, colours: tuple[Colour, ...]) -> bytes:
    size = (indices.shape[0], indices.shape[1])
    return sheetfile.write(indices.T.tobytes(), size, colours, level=9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, help="the node_modules folder that holds Fraunces")
    modules = parser.parse_args().modules
    TITLE.mkdir(parents=True, exist_ok=True)
    for height in HEIGHTS:
        scale = height / PAGE_HEIGHT
        page = (round(PAGE_WIDTH * scale), height)
        (TITLE / f"title-{height}.png").write_bytes(as_file(title(modules, height), PROOF))
        (TITLE / baked_paper(page)).write_bytes(as_file(paper(page, scale), GREYS))


if __name__ == "__main__":
    main()

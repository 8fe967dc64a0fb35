"""One layer of a picture in one ink, with what it hides, printed so that it can be moved against the others.

It is cut out of the picture as it is without what is nearer: laid in their places the layers are the picture again, dot
for dot.
"""

from __future__ import annotations

import attrs
import numpy as np

from game.window.press.depth import only, slack, up_to
from game.window.press.halftone import INNER_ANGLE, OUTER_ANGLE, screen
from game.window.press.palette import STEPS
from game.window.press.picture import PLATES, Picture, separations_of
from game.window.press.separations import FINE, Drawing, Plate, cover, figure_layers, plate_of, split
from game.window.press.sheet import DITHER, SEED, Indices, Setting, down, shift
from game.window.press.wear import worn

PROOF = 16
"""How many times smaller a drawing is looked at to see which inks it has."""

VEIL = 4.0
"""What lets more than one part in so many through is printed with what is behind it, and moves with it: dots cannot be
seen through dots.
"""


def print_layer(picture: Picture) -> Indices:
    """The sheet of the layer that `picture` names: how much it hides times `STEPS`, plus how much ink it lays.

    Raises:
        OSError: a drawing is missing.
        NotADrawing: a drawing is no SVG.
        pygame.error: a drawing cannot be rasterised.
    """
    assert picture.layer is not None
    drawing, channel = _drawing_in(picture)
    within = cover(picture.view or drawing.box, picture.size)
    scale = picture.size[0] / within[2]
    margin = 0 if picture.layer == "far" else slack(picture.size[1])
    size = ((picture.size[0] + 2 * margin) * FINE, picture.size[1] * FINE)
    view = (within[0] - margin / scale, within[1], within[2] + 2 * margin / scale, within[3])
    behind = attrs.evolve(drawing, text=up_to(drawing.text, picture.layer))
    alone = attrs.evolve(drawing, text=only(drawing.text, picture.layer))
    tone = plate_of(behind.raster(view, size), channel).ink
    hidden = np.clip(plate_of(alone.raster(view, size), channel).cover * VEIL, 0, 1)
    if picture.layer == "near":
        for figure in picture.figures:
            stood = figure_layers(figure, view, size, picture, within)[PLATES.index(picture.plates)]
            if stood:
                tone = tone * (1 - stood.cover) + stood.ink
                hidden = 1 - (1 - hidden) * (1 - stood.cover)
    if picture.layer == "far":
        hidden = np.ones_like(hidden)
    setting = Setting(scale, picture.dry)
    angle = INNER_ANGLE if picture.plates == "inner" else OUTER_ANGLE
    dots = screen(tone, angle, setting.cell_px() * FINE, margin * FINE) * hidden
    return _packed(down(dots), down(hidden), setting, picture, margin)


def _packed(dots: Plate, hidden: Plate, setting: Setting, picture: Picture, margin: int) -> Indices:
    """Worn as the whole picture is, so that a layer in its place looks as it does there."""
    random = np.random.default_rng(SEED)
    seeds = [random.integers(2**31) for _ in PLATES]
    index = PLATES.index(picture.plates)
    solid = np.ones(picture.size, np.float32)
    taken = worn(solid, np.random.default_rng(seeds[index]), setting.dry[index], setting.scale)
    push = random.random(picture.size, dtype=np.float32) * DITHER - DITHER / 2
    aside = ((margin, margin), (0, 0))
    dots = dots * np.pad(taken, aside, mode="edge")
    if picture.plates == "outer":
        dots, hidden = (shift(each, *setting.register_px()) for each in (dots, hidden))
    top = STEPS - 1
    hides = np.rint(np.clip(hidden, 0, 1) * top)
    between = (dots > 0) & (dots < 1)
    inked = np.clip(np.rint(dots * top + np.pad(push, aside, mode="edge") * between), 0, hides)
    packed: Indices = (hides * STEPS + inked).astype(np.uint8)
    return packed


def _drawing_in(picture: Picture) -> tuple[Drawing, int]:
    """The drawing that is printed in the picture's ink, and which of its inks that is: its own, or where it has none
    of it the other's.
    """
    files = separations_of(picture.backdrops[0])
    own = PLATES.index(picture.plates)
    for channel in (own, 1 - own):
        for file in files:
            if len(files) == 1 or f".{PLATES[channel]}." in file.name:
                drawing = Drawing.read(file)
                small = drawing.raster(drawing.box, (picture.size[0] // PROOF + 1, picture.size[1] // PROOF + 1))
                if split(small)[channel]:
                    return drawing, channel
    return Drawing.read(files[0]), own

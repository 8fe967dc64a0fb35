"""Drawings in process colours -> two plates.

In a drawing white is paper, `#00ffff` solid inner ink, `#ff00ff` solid outer, `#0000ff` both, and lighter is a tint:
so red is what the inner plate does not print, and green what the outer does not. Plates are arrays of coverage, 0 (bare)
to 1 (solid), indexed [x, y], `FINE` times as large as the sheet that will be made of them.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
import pygame

from game.window.press.depth import only, without
from game.window.press.picture import PLATES, Figure, Part, Picture, separations_of

Plate = npt.NDArray[np.floating[Any]]
Box = tuple[float, float, float, float]

FINE = 2
"""Plates are screened at twice the size and averaged down: smooth edges, round dots."""

OVERHANG = 1 / 6
"""How much of a figure's width the edge of a picture may cut off."""

SCALLOP_RADIUS = 5.5
SCALLOP_PITCH = 18.0
SCALLOP_OFFSET = 8.0
"""The holes of a perforated edge, in page units (720 to the window's height), measured along the edge."""

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_PLACING = re.compile(r"""\s(?:viewBox|width|height|preserveAspectRatio|x|y)\s*=\s*("[^"]*"|'[^']*')""")


class NotADrawing(ValueError):
    """A file that is no SVG, or does not say how large it is."""


@attrs.frozen
class Drawing:
    """One SVG, ready to be rasterised at any crop of its viewBox."""

    text: str
    box: Box

    @classmethod
    def read(cls, path: Path) -> Drawing:
        text = path.read_text("utf-8")
        root = _ROOT.search(text)
        if not root:
            raise NotADrawing(f"{path.name} has no <svg> element")
        return cls(text, _box(root.group(), path))

    def raster(self, view: Box, size: tuple[int, int]) -> pygame.Surface:
        """The part of the drawing in `view`, filling `size` pixels exactly, on nothing."""

        def root(found: re.Match[str]) -> str:
            bare = _PLACING.sub("", found.group())
            return f'{bare[:4]} viewBox="{_numbers(view)}" width="{size[0]}" height="{size[1]}" {bare[4:]}'

        whole = _ROOT.sub(root, self.text, count=1)
        return pygame.image.load_sized_svg(io.BytesIO(whole.encode()), size)


def _box(root: str, path: Path) -> Box:
    said = dict(re.findall(r"""\s(viewBox|width|height)\s*=\s*["']([^"']*)["']""", root))
    try:
        x, y, width, height = (float(part) for part in said["viewBox"].replace(",", " ").split())
    except (KeyError, ValueError):
        raise NotADrawing(f"{path.name} has no viewBox of four numbers") from None
    return (x, y, width, height)


def _numbers(box: Box) -> str:
    return " ".join(f"{part:.4f}" for part in box)


def separate(picture: Picture) -> tuple[Plate, Plate, float]:
    """The two plates of a picture, and how many pixels of the finished sheet make one unit of its viewBox."""
    size = (picture.size[0] * FINE, picture.size[1] * FINE)
    first = Drawing.read(separations_of(picture.backdrops[0])[0])
    view = cover(picture.view or first.box, picture.size)
    bare: list[Plate] = [np.zeros(size, np.float32, order="F") for _ in PLATES]
    for path in picture.backdrops:
        for plate, layer in zip(bare, _layers(path, view, size, picture), strict=True):
            if layer:
                _overprint(plate, layer.ink)
    for figure in picture.figures:
        _stand(bare, figure_layers(figure, view, size, picture, is_tight=True), is_cut=figure.is_cut)
    scale = picture.size[0] / view[2]
    if picture.edge != "none":
        for plate in bare:
            _perforate(plate, picture.edge, picture.size, scale)
    return bare[0], bare[1], scale


def _overprint(plate: Plate, ink: Plate) -> None:
    """Lay ink over ink: neither hides the other. In the arrays that are there: of a large picture each takes sixty megabytes."""
    np.subtract(1, plate, out=plate)
    np.subtract(1, ink, out=ink)
    plate *= ink
    np.subtract(1, plate, out=plate)


def _stand(plates: list[Plate], layers: Layers, *, is_cut: bool) -> None:
    """Lay somebody before what is there; cut out, before what there is of the other ink too."""
    laid = None
    for plate, layer in zip(plates, layers, strict=True):
        if layer:
            _cover(plate[layer.where], layer)
            laid = layer
    if is_cut and laid and None in layers:
        plates[layers.index(None)][laid.where] *= laid.cover


def _cover(plate: Plate, layer: Layer) -> None:
    """Lay ink where nothing shows through. The layer's cover is what it leaves open then, in the array that is there."""
    np.subtract(1, layer.cover, out=layer.cover)
    plate *= layer.cover
    plate += layer.ink


def cover(view: Box, size: tuple[int, int]) -> Box:
    """The largest part in the middle of `view` that has the shape of `size`."""
    x, y, width, height = view
    wide, high = min(width, height * size[0] / size[1]), min(height, width * size[1] / size[0])
    return (x + (width - wide) / 2, y + (height - high) / 2, wide, high)


@attrs.frozen(eq=False)
class Layer:
    """What one drawing does to one plate: the ink it lays, and how much of what was there it covers first."""

    ink: Plate
    cover: Plate
    where: tuple[slice, slice] = (slice(None), slice(None))
    """The part of the plate that these are of."""


Layers = tuple[Layer | None, Layer | None]


def _layers(
    path: Path,
    view: Box,
    size: tuple[int, int],
    picture: Picture,
    *,
    flip: bool = False,
    part: Part | None = None,
    is_tight: bool = False,
) -> Layers:
    """A drawing's effect on the inner and the outer plate, or tight on the part of it that there is anything on; None where
    it has no ink for that plate.
    """
    files = separations_of(path)
    arts: dict[Path, pygame.Surface] = {}

    def layer(channel: int) -> Layer | None:
        for file in files:
            if len(files) > 1 and f".{PLATES[channel]}." not in file.name:
                continue
            if file not in arts:
                art = _parted(Drawing.read(file), part).raster(view, size)
                arts[file] = pygame.transform.flip(art, True, False) if flip else art
            box = _inked(arts[file]) if is_tight else arts[file].get_rect()
            found = plate_of(arts[file].subsurface(box), channel)
            if found.ink.any():
                where = (slice(box.left, box.right), slice(box.top, box.bottom))
                return attrs.evolve(found, where=where)
        return None

    if picture.plates == "both":
        return (layer(0), layer(1))
    own = PLATES.index(picture.plates)
    lent = layer(own) or layer(1 - own)  # a drawing that has none of the ink lends the other's
    return (lent, None) if own == 0 else (None, lent)


def _inked(art: pygame.Surface) -> pygame.Rect:
    """The part of a drawing that there is anything on: twenty times as fast as the surface's own answer."""
    rows = pygame.surfarray.pixels2d(art).T
    down = np.flatnonzero(rows.any(axis=1))
    if not down.size:
        return pygame.Rect(0, 0, 0, 0)
    top, bottom = int(down[0]), int(down[-1]) + 1
    across = np.flatnonzero(rows[top:bottom].any(axis=0))
    left, right = int(across[0]), int(across[-1]) + 1
    return pygame.Rect(left, top, right - left, bottom - top)


def _parted(drawing: Drawing, part: Part | None) -> Drawing:
    """A part of somebody's mark: where the drawing has no lanyard of its own, all of it is the mark."""
    if part is None:
        return drawing
    return attrs.evolve(drawing, text=(only if part == "lanyard" else without)(drawing.text, "lanyard"))


def split(art: pygame.Surface) -> Layers:
    """What a drawing lays in each ink, and hides; none where it has nothing of that ink."""
    found = [plate_of(art, channel) for channel in (0, 1)]
    inner, outer = (layer if layer.ink.any() else None for layer in found)
    return (inner, outer)


def plate_of(art: pygame.Surface, channel: int) -> Layer:
    """What a drawing lays in one ink, and hides: what is not red is inner ink (0), what is not green is outer (1)."""
    tint = (pygame.surfarray.pixels_red, pygame.surfarray.pixels_green)[channel](art)
    cover = pygame.surfarray.pixels_alpha(art).astype(np.float32)
    cover /= 255
    ink = cover / 255
    ink *= 255 - tint
    return Layer(ink, cover)


def figure_layers(
    figure: Figure,
    view: Box,
    size: tuple[int, int],
    picture: Picture,
    within: Box | None = None,
    *,
    is_tight: bool = False,
) -> Layers:
    """The figure's layers over the whole picture, or tight: its drawing is seen through a view that puts its foot on the
    spot, inside `within` where that is not the view.
    """
    x, y, width, height = Drawing.read(separations_of(figure.path)[0]).box
    unit = figure.height / height
    foot = step_in(figure.x, width * unit, within or view)
    left, top = (view[0] - foot) / unit, (view[1] - figure.y) / unit
    wide, high = view[2] / unit, view[3] / unit
    if figure.flip:
        left = -left - wide
    seen = (left + x + width / 2, top + y + height, wide, high)
    return _layers(figure.path, seen, size, picture, flip=figure.flip, part=figure.part, is_tight=is_tight)


def step_in(x: float, width: float, view: Box) -> float:
    """Where somebody so wide puts their foot: at `x`, or just far enough from the edge that most of them is seen."""
    margin = width * (1 / 2 - OVERHANG)
    first, last = view[0] + margin, view[0] + view[2] - margin
    return min(max(x, first), last) if first <= last else view[0] + view[2] / 2


def _perforate(plate: Plate, edge: str, size: tuple[int, int], scale: float) -> None:
    """Leave holes along one edge. Only as much of it is drawn as they reach into."""
    width, height = size[0] / scale, size[1] / scale
    along = width if edge == "bottom" else height
    across = {"left": 0.0, "right": width, "bottom": height}[edge]
    middles = [SCALLOP_OFFSET + SCALLOP_PITCH * n for n in range(-1, int(along / SCALLOP_PITCH) + 2)]
    spots = [(at, across) if edge == "bottom" else (across, at) for at in middles]
    holes = "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{SCALLOP_RADIUS}"/>' for x, y in spots)
    art = Drawing(f'<svg xmlns="http://www.w3.org/2000/svg">{holes}</svg>', (0.0, 0.0, width, height))
    reach = min(plate.shape[edge == "bottom"], (int(SCALLOP_RADIUS * scale) + 2) * FINE)
    deep = reach / (scale * FINE)
    if edge == "bottom":
        there, view, pixels = plate[:, -reach:], (0.0, height - deep, width, deep), (plate.shape[0], reach)
    elif edge == "left":
        there, view, pixels = plate[:reach], (0.0, 0.0, deep, height), (reach, plate.shape[1])
    else:
        there, view, pixels = plate[-reach:], (width - deep, 0.0, deep, height), (reach, plate.shape[1])
    there *= 1 - pygame.surfarray.pixels_alpha(art.raster(view, pixels)).astype(np.float32) / 255

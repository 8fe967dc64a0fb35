"""Draw the people of the inside as `assets/portraits/<cast id>-<mood>.svg`, from `assets/portraits.yaml`.

    python tools/build_glyphs.py build/npm/node_modules      (see build_fonts.py for that folder)

A portrait is a separation for the press: `#00ffff` is ink, white knocks out. Its viewBox is 600 high; the foot stands in
the middle of its bottom edge.
"""

from __future__ import annotations

import argparse
from functools import lru_cache
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import attrs
import yaml
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

ASSETS = Path(__file__).parent.parent / "assets"
SOURCE = ASSETS / "portraits.yaml"
PORTRAITS = ASSETS / "portraits"
FRAUNCES = "@fontsource-variable/fraunces/files/fraunces-{}-full-normal.woff2"
BADGE_AXES = {"opsz": 24, "wght": 700, "SOFT": 50, "WONK": 0}

PAPER = "#ffffff"
STRAP, GAP = 5.5, 15.0
"""A lanyard is a line with a band of paper round it, so that it shows on a solid mark as well as beside it."""

HALO = 9.0
"""The rim of paper round a person, in units: in a tinted room a tint would have no edge, nor a solid one on a solid."""

Point = tuple[float, float]


def ink(tint: float = 1.0) -> str:
    return f"#{round(255 * (1 - tint)):02x}ffff"


@attrs.frozen
class Outline:
    """A glyph as path data, y down, and the box it fills."""

    path: str
    left: float
    top: float
    width: float
    height: float


@lru_cache
def _font(modules: Path, subset: str) -> TTFont:
    return TTFont(modules / FRAUNCES.format(subset))


def outline(modules: Path, char: str, axes: dict[str, float], pair: float = 0.0) -> Outline:
    """A mark at any point of Fraunces' design space; `pair` sets it twice, so many widths apart."""
    for subset in ("latin", "latin-ext"):
        font = _font(modules, subset)
        name = font.getBestCmap().get(ord(char))
        if name:
            break
    else:
        raise KeyError(char)
    glyphs = font.getGlyphSet(location={"WONK": 0, **axes})
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    left, bottom, right, top = bounds.bounds
    steps = (0.0, (right - left) * pair) if pair else (0.0,)
    pen = SVGPathPen(glyphs, ntos=number)
    for step in steps:
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, -1, step, 0)))
    return Outline(pen.getCommands(), left, -top, right - left + steps[-1], top - bottom)


def hand_cut(cut: dict[str, Any]) -> Outline:
    """A mark that no cut of Fraunces draws as hard as it is meant."""
    return Outline(" ".join(cut["path"].split()), 0, 0, *cut["size"])


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


@attrs.frozen
class Stance:
    """Where a mark stands and how it holds itself: glyph units to portrait units."""

    shape: Outline
    scale: float
    corner: Point
    pivot: Point
    lean: float

    def at(self, part: Point) -> Point:
        """The place in the portrait of a part of the mark's box."""
        x = self.corner[0] + part[0] * self.shape.width * self.scale - self.pivot[0]
        y = self.corner[1] + part[1] * self.shape.height * self.scale - self.pivot[1]
        turn = radians(self.lean)
        return (self.pivot[0] + x * cos(turn) - y * sin(turn), self.pivot[1] + x * sin(turn) + y * cos(turn))

    def drawn(self, fill: str, *, turn: float = 0.0, away: Point = (0.0, 0.0), rim: float = 0.0) -> str:
        """The mark itself; `turn` and `away` move a ghost off it, `rim` makes it so much larger all round."""
        x, y = self.pivot
        left = self.corner[0] - self.shape.left * self.scale - x
        top = self.corner[1] - self.shape.top * self.scale - y
        edge = f' stroke="{fill}" stroke-width="{number(2 * rim / self.scale)}" stroke-linejoin="round"' if rim else ""
        return (
            f'<path transform="translate({number(x + away[0])} {number(y + away[1])}) rotate({number(self.lean + turn)}) '
            f'translate({number(left)} {number(top)}) scale({self.scale:.4f})" d="{self.shape.path}" fill="{fill}"{edge}/>'
        )


def stance(shape: Outline, mark: dict[str, Any], mood: dict[str, Any], stature: float) -> Stance:
    """Standing marks lean from the foot and slump by shrinking; hovering ones turn about their middle and sink."""
    box, slump, lean = mark["box"], mood.get("slump", 0), mood.get("lean", 0)
    middle = mark["width"] / 2
    if "hover" in box:
        scale = box["width"] / shape.width
        centre = (middle, stature - box["hover"] + slump)
        corner = (middle - box["width"] / 2, centre[1] - shape.height * scale / 2)
        return Stance(shape, scale, corner, centre, lean)
    height = box["height"] - slump
    scale = height / shape.height
    return Stance(shape, scale, (middle - shape.width * scale / 2, stature - height), (middle, stature), lean)


def rect(x: float, y: float, width: float, height: float, fill: str, *, round_by: float = 0.0) -> str:
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'rx="{number(round_by)}" fill="{fill}"/>'
    )


def line(path: str, stroke: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{number(width)}" stroke-linecap="round" '
        f'stroke-linejoin="round"/>'
    )


def lanyard(ends: tuple[Point, Point], hook: Point) -> str:
    """Two straps hanging from the mark to the hook of a badge."""

    def half(end: Point) -> str:
        across, down = hook[0] - end[0], hook[1] - end[1]
        near = (end[0] + across * 0.16, end[1] + down * 0.52)
        far = (end[0] + across * 0.70, end[1] + down * 0.90)
        return " ".join(f"{number(x)} {number(y)}" for x, y in (near, far, hook))

    path = " ".join(f"M{number(end[0])} {number(end[1])} C{half(end)}" for end in ends)
    return line(path, PAPER, GAP) + line(path, ink(), STRAP)


def badge(hook: Point, small: Outline | None, style: dict[str, Any], tilt: float) -> str:
    """A badge hanging from its hook, with the mark on it; with nobody's if `small` is None."""
    width, height = style["size"]
    rim = style["rim"]
    left, top = hook[0] - width / 2, hook[1] - rim
    card = rect(left - 5, top - 5, width + 10, height + 10, PAPER, round_by=12)
    card += rect(left, top, width, height, ink(), round_by=9)
    card += rect(left + rim, top + rim, width - 2 * rim, height - 2 * rim, PAPER, round_by=4)
    card += rect(hook[0] - 13, top + rim + 6, 26, 6, ink(), round_by=3)
    if small:
        scale = style["mark"] / max(small.width, small.height)
        x = hook[0] - (small.left + small.width / 2) * scale
        y = top + height * 0.53 - (small.top + small.height / 2) * scale
        card += (
            f'<path transform="translate({number(x)} {number(y)}) scale({scale:.4f})" d="{small.path}" fill="{ink()}"/>'
        )
        card += rect(hook[0] - 22, top + height - rim - 14, 44, 5, ink())
    return f'<g transform="rotate({number(tilt)} {number(hook[0])} {number(hook[1])})">{card}</g>'


def portrait(modules: Path, mark: dict[str, Any], mood: dict[str, Any], source: dict[str, Any]) -> str:
    """One person in one mood, as the text of an SVG."""
    own = mark.get("moods", {}).get(mood["name"], {})
    held = {**mood, **own, "axes": {**mood["axes"], **own.get("axes", {})}}
    shape = (
        hand_cut(held["cut"]) if "cut" in held else outline(modules, mark["char"], held["axes"], mark.get("pair", 0.0))
    )
    stood = stance(shape, mark, held, source["stature"])
    body = standing(stood, held)
    left, right = (stood.at(tuple(part)) for part in held.get("straps", mark["straps"]))
    body_of = attrs.evolve(stood, lean=0) if "hover" in mark["box"] else stood  # under a mark in the air it hangs plumb
    hook = body_of.at(tuple(mark["badge"]))
    small = outline(modules, mark["char"], BADGE_AXES, mark.get("pair", 0.0))
    card = badge(hook, small, source["badge"], held.get("tilt", held.get("lean", 0) / -2))
    body += f'<g id="lanyard">{lanyard((left, right), hook)}{card}</g>'
    return svg(mark["width"], source["stature"], body)


def standing(stood: Stance, mood: dict[str, Any]) -> str:
    """The mark with the rim of paper round it; with a ghost of itself on either side when it trembles."""
    places: list[dict[str, Any]] = [{}]
    if ghosts := mood.get("ghosts"):
        across, down = ghosts["away"]
        places += [{"turn": ghosts["turn"] * side, "away": (across * side, down * side)} for side in (-1, 1)]
    rims = "".join(stood.drawn(PAPER, rim=HALO, **place) for place in places)
    pale = "".join(stood.drawn(ink(ghosts["tint"]), **place) for place in places[1:])
    return rims + pale + stood.drawn(ink(mood.get("tint", 1.0)))


def desk(source: dict[str, Any]) -> str:
    """Who is gone: a lamp left on over three dots, and a badge with no mark."""
    top, width = 330.0, 460.0
    glow = (
        '<radialGradient id="glow" cx="50%" cy="50%" r="50%"><stop offset="0" stop-color="#ffffff" stop-opacity="1"/>'
        '<stop offset="0.55" stop-color="#ffffff" stop-opacity="0.9"/><stop offset="1" stop-color="#ffffff" '
        'stop-opacity="0"/></radialGradient><ellipse cx="262" cy="290" rx="200" ry="150" fill="url(#glow)"/>'
    )
    table = rect(10, top, 440, 24, ink(), round_by=4) + rect(36, top, 22, 270, ink()) + rect(402, top, 22, 270, ink())
    lamp = rect(82, top - 14, 96, 16, ink(), round_by=8) + line(f"M130 {top - 10} V214 L212 138", ink(), 15)
    lamp += f'<path d="M194 86 L306 151 L279 201 L171 134 Z" fill="{ink()}"/>'
    dots = "".join(f'<circle cx="{x}" cy="{top - 19}" r="19" fill="{ink()}"/>' for x in (252, 310, 368))
    hook = (412.0, 420.0)
    straps = lanyard(((396, top + 6), (428, top + 6)), hook)
    solid = f'fill="{ink()}"'
    rims = (table + lamp + dots).replace(solid, f'fill="{PAPER}" stroke="{PAPER}" stroke-width="{2 * HALO}"')
    return svg(
        width, source["stature"], glow + rims + table + lamp + dots + straps + badge(hook, None, source["badge"], 3)
    )


def svg(width: float, height: float, body: str) -> str:
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}" height="{number(height)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>\n'


def drawings(modules: Path) -> dict[str, str]:
    """Every portrait by its file name."""
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    drawn = {}
    for cast_id, mark in source["marks"].items():
        if mark.get("desk"):
            drawn[f"{cast_id}-gone.svg"] = desk(source)
            continue
        for name, mood in source["moods"].items():
            drawn[f"{cast_id}-{name}.svg"] = portrait(modules, mark, {"name": name, **mood}, source)
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, help="the node_modules folder that holds Fraunces")
    PORTRAITS.mkdir(parents=True, exist_ok=True)
    for name, text in drawings(parser.parse_args().modules).items():
        (PORTRAITS / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()

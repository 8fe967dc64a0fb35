"""Bake the game's fonts: one static cut a file, out of the variable fonts that `fonts.lock` names.

    npm install --prefix build/npm $(python tools/build_fonts.py --packages)
    python tools/build_fonts.py build/npm/node_modules

SDL_ttf cannot set the axes of a variable font, hence the static cuts; the latin and latin-ext subsets are baked apart
and then merged, because † is only in the second. Each cut also gets a ditto mark (U+3003), which none of the families
has: two of its own closing quotes. OpenDyslexic has a Reserved Font Name and is copied as it came.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import attrs
from fontTools.merge import Merger
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
LOCK = HERE / "fonts.lock"
FONTS = HERE.parent / "assets" / "fonts"

DITTO = 0x3003
DITTO_PITCH = 1.22
"""From one comma of a ditto mark to the next, in widths of the comma."""

SUBSETS = ("latin", "latin-ext")
DROPPED = ("STAT", "MVAR", "HVAR", "VVAR", "avar", "DSIG", "vhea", "vmtx")
"""Tables a static cut for horizontal lines has no use for."""


@attrs.frozen
class Family:
    """A variable family as its package lays it out."""

    package: str
    stem: str
    """Which set of axes the file has, in the package's words."""
    licence: str
    """The name of its licence text in `assets/fonts/`."""

    def source(self, modules: Path, subset: str, style: str) -> Path:
        folder = modules / self.package
        return folder / "files" / f"{folder.name}-{subset}-{self.stem}-{style}.woff2"


LITERATA = Family("@fontsource-variable/literata", "standard", "OFL-Literata.txt")
FRAUNCES = Family("@fontsource-variable/fraunces", "full", "OFL-Fraunces.txt")
ATKINSON = Family("@fontsource-variable/atkinson-hyperlegible-next", "wght", "OFL-AtkinsonHyperlegibleNext.txt")
DYSLEXIC = Family("@fontsource/opendyslexic", "", "OFL-OpenDyslexic.txt")


@attrs.frozen
class Cut:
    """One point of a family's design space."""

    family: Family
    style: str
    axes: dict[str, float]


CUTS = {
    "text": Cut(LITERATA, "normal", {"opsz": 16, "wght": 420}),
    "text-italic": Cut(LITERATA, "italic", {"opsz": 16, "wght": 420}),
    "text-bold": Cut(LITERATA, "normal", {"opsz": 16, "wght": 680}),
    "display": Cut(FRAUNCES, "normal", {"opsz": 144, "wght": 620, "SOFT": 40, "WONK": 0}),
    "display-soft": Cut(FRAUNCES, "normal", {"opsz": 72, "wght": 480, "SOFT": 100, "WONK": 0}),
    "display-italic": Cut(FRAUNCES, "italic", {"opsz": 72, "wght": 420, "SOFT": 60, "WONK": 1}),
    "plain": Cut(ATKINSON, "normal", {"wght": 430}),
    "plain-italic": Cut(ATKINSON, "italic", {"wght": 430}),
    "plain-bold": Cut(ATKINSON, "normal", {"wght": 700}),
}

UNALTERED = {
    "dyslexic": "opendyslexic-latin-400-normal.woff",
    "dyslexic-italic": "opendyslexic-latin-400-italic.woff",
    "dyslexic-bold": "opendyslexic-latin-700-normal.woff",
}


def bake(cut: Cut, modules: Path, target: Path) -> None:
    """Write one static cut to `target`; the same bytes each time."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            part = Path(folder, f"{subset}.ttf")
            _instance(cut.family.source(modules, subset, cut.style), cut.axes).save(part)
            parts.append(str(part))
        head = TTFont(parts[0])["head"]
        merged = Merger().merge(parts)
    add_ditto(merged)
    merged["head"].created, merged["head"].modified = head.created, head.modified  # not today, or no two builds match
    merged.recalcTimestamp = False
    target.parent.mkdir(parents=True, exist_ok=True)
    merged.save(target)


def _instance(source: Path, axes: dict[str, float]) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    font = instancer.instantiateVariableFont(font, axes, inplace=True)
    for tag in DROPPED:
        if tag in font:
            del font[tag]
    return font


def add_ditto(font: TTFont) -> None:
    """Give a font U+3003: two closing quotes as a pair, brought down to the middle of the lower case."""
    name = "uni3003"
    quote = font.getBestCmap()[ord("’")]
    left, bottom, right, top = _bounds(font, quote)
    pitch = round((right - left) * DITTO_PITCH)
    drop = round((bottom + top - font["OS/2"].sxHeight) / 2)
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(quote, (1, 0, 0, 1, 0, -drop))
    pen.addComponent(quote, (1, 0, 0, 1, pitch, -drop))
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    advance, bearing = font["hmtx"][quote]
    font["hmtx"][name] = (advance + pitch, bearing)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[DITTO] = name


def _bounds(font: TTFont, glyph: str) -> tuple[float, float, float, float]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[glyph].draw(pen)
    bounds: Any = pen.bounds
    return (bounds[0], bounds[1], bounds[2], bounds[3])


def packages() -> list[str]:
    """What to ask npm for: `name@version`, one for each line of the lock."""
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return ["{}@{}".format(*line.split()) for line in lines]


def build(modules: Path, target: Path) -> None:
    """Bake every cut and copy OpenDyslexic and the licences."""
    for name, cut in CUTS.items():
        bake(cut, modules, target / f"{name}.ttf")
    for name, file in UNALTERED.items():
        shutil.copyfile(modules / DYSLEXIC.package / "files" / file, target / f"{name}.woff")
    for family in (LITERATA, FRAUNCES, ATKINSON, DYSLEXIC):
        shutil.copyfile(modules / family.package / "LICENSE", target / family.licence)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, nargs="?", help="the node_modules folder that holds the packages")
    parser.add_argument("--packages", action="store_true", help="print what npm should install, and stop")
    wanted = parser.parse_args()
    if wanted.packages:
        print(*packages())
    elif wanted.modules:
        build(wanted.modules, FONTS)
    else:
        parser.error("say where node_modules is, or --packages")


if __name__ == "__main__":
    main()

"""A map as one SVG: strands, rooms, words, and a key, in three inks that also differ in their grain."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from game import disk
from game.author.map import look
from game.author.map.layout import ENDINGS, Band, Map, RoomBox, Row
from game.author.map.look import Palette, Type
from game.author.map.placing import Piece, Tag
from game.author.map.rooms import SORTING
from game.story.model import Ink

INKS: Final[tuple[Ink, ...]] = ("inner", "outer", "both")


def drawn(map_: Map, palette: Palette = look.DAYLIGHT, *, embed: bool = False, whole: bool = True) -> str:
    """The map as an SVG.

    Args:
        map_: what is drawn.
        palette: its colours.
        embed: whether the fonts travel inside; without, whoever shows it has them.
        whole: whether it stands alone, on its own paper; not, as part of a page that has one.
    """
    width, height = round(map_.width), round(map_.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label={quoteattr("Map of " + map_.shown.story.title)}>',
        f"<title>{escape(map_.shown.story.title)}</title>",
        f"<style>{fonts() if embed else ''}{style(palette)}</style>",
        f"<defs>{''.join(_grain(ink, palette) for ink in INKS)}</defs>",
        *([f'<rect class="paper" width="{width}" height="{height}"/>'] if whole else []),
        *_head(map_),
        *(line for band in map_.bands for line in _band(map_, band)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def fonts() -> str:
    """The cuts, embedded."""
    return "".join(
        f"@font-face{{font-family:{family};font-weight:{weight};font-style:{slant};"
        f"src:url(data:font/ttf;base64,{base64.b64encode(disk.asset(f'fonts/{file}').read_bytes()).decode()})}}"
        for family, weight, slant, file in look.FACES
    )


def style(palette: Palette) -> str:
    """Colours and type, as rules."""
    colours = {"inner": palette.inner, "outer": palette.outer, "both": palette.both}
    rules = [f".paper{{fill:{palette.paper}}}", "text{white-space:pre}"]
    for name, colour in colours.items():
        rules += [f".{name}{{fill:{colour}}}", f".line-{name}{{stroke:{colour};fill:none}}"]
        rules += [f".room-{name}{{stroke:{colour};fill:{palette.paper};stroke-width:1.3}}"]
        rules += [f".flow-{name}{{stroke:url(#grain-{name});fill:none}}", f".fill-{name}{{fill:url(#grain-{name})}}"]
    rules += [".seldom{stroke-dasharray:5 3}", ".seam{stroke-width:3;stroke-linecap:round;stroke-dasharray:0.1 9}"]
    rules += [".rule{stroke-width:1.2}", ".end{text-anchor:end}"]
    rules += [
        f".{each.name}{{font-family:{each.family},Georgia,serif;font-weight:{each.weight};font-size:{each.size:g}px"
        f"{';font-style:italic' if each.is_italic else ''}}}"
        for each in look.TYPES
    ]
    return "".join(rules)


def _grain(ink: Ink, palette: Palette) -> str:
    """What tells the inks apart where colour does not: dots, slanting lines, a weave."""
    plate = {"inner": palette.inner_plate, "outer": palette.outer_plate, "both": palette.both_plate}[ink]
    ground = f'<rect width="6" height="6" fill="{palette.paper}"/><rect width="6" height="6" fill="{plate}" opacity="{look.GROUND}"/>'
    mark = {
        "inner": f'<circle cx="3" cy="3" r="1.55" fill="{plate}"/>',
        "outer": f'<rect width="6" height="2.4" fill="{plate}"/>',
        "both": f'<path d="M0 1H6M1 0V6" stroke="{plate}" stroke-width="1.8"/>',
    }[ink]
    turn = {"inner": 22, "outer": -45, "both": 45}[ink]
    return (
        f'<pattern id="grain-{ink}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})">{ground}{mark}</pattern>'
    )


# ---- pieces


def _text(type_: Type, x: float, y: float, words: str, ink: Ink = "both", *, end: bool = False) -> str:
    return f'<text class="{type_.name} {ink}{" end" if end else ""}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _head(map_: Map) -> Iterator[str]:
    yield from ()


def _band(map_: Map, band: Band) -> Iterator[str]:
    box = band.box
    yield f"<g id={quoteattr('day-' + band.id)}>"
    yield _text(look.DAY, box.x, box.y + 24, band.title)
    if band.question:
        yield _text(look.QUESTION, box.x + look.width_of(band.title, look.DAY.size) + 22, box.y + 24, band.question)
    yield f'<path class="line-both rule" d="M{box.x:.1f} {box.y + 36:.1f}H{box.x + box.width:.1f}"/>'
    for row in band.rows:
        yield from _row(map_, band, row)
    yield "</g>"


def _row(map_: Map, band: Band, row: Row) -> Iterator[str]:
    for stretch in row.stretches:
        if stretch.is_seam:
            x, top = stretch.x - look.BETWEEN / 2, stretch.y + 6
            yield f'<path class="line-both seam" d="M{x:.1f} {top:.1f}V{stretch.y + stretch.height:.1f}"/>'
        yield _text(look.HEADER, stretch.x, stretch.y + 14, stretch.header, stretch.ink)
    for piece in sorted(row.pieces, key=lambda each: -each.thickness):
        yield _piece(map_, piece)
    for each in row.rooms:
        yield from (_ending(map_, band, each) if band.id == ENDINGS and each.room.id != SORTING else _room(each))
    for tag in row.tags:
        yield from _tag(tag)


def _piece(map_: Map, piece: Piece) -> str:
    strands = [map_.shown.strands[number] for number in piece.numbers]
    words = "; ".join(f"{each.source}: {each.words}{', ' + each.told if each.told else ''}" for each in strands[:6])
    return (
        f'<path class="flow-{piece.ink}" stroke-width="{piece.thickness:g}" d="{path(piece)}">'
        f"<title>{escape(words)}</title></path>"
    )


def path(piece: Piece) -> str:
    """The way of a strand: curves from column to column, straight across what it only passes."""
    points = piece.points
    way = f"M{points[0]:g} {points[1]:g}"
    for at in range(2, len(points), 2):
        (x, y), (to_x, to_y) = points[at - 2 : at], points[at : at + 2]
        if (at // 2) % 2 == 0 or y == to_y:
            way += f"H{to_x:g}"
        else:
            half = (x + to_x) / 2
            way += f"C{half:g} {y:g} {half:g} {to_y:g} {to_x:g} {to_y:g}"
    return way


def _room(placed: RoomBox) -> Iterator[str]:
    room, box = placed.room, placed.box
    seldom = " seldom" if room.mark else ""
    wide = box.width - 2 * look.PAD - look.TAB
    first, second = look.in_two(room.name, look.ROOM.size, wide)
    left, right = box.x + look.TAB + look.PAD, box.x + box.width - look.PAD
    yield f"<g id={quoteattr(room.id)}><title>{escape(room.opening)}</title>"
    yield (
        f'<rect class="room-{room.ink}{seldom}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}"/>'
    )
    yield f'<rect class="fill-{room.ink}" x="{box.x:.1f}" y="{box.y:.1f}" width="{look.TAB}" height="{box.height:.1f}"/>'
    yield _text(look.ROOM, left, box.y + 19, first, room.ink)
    if second:
        yield _text(look.ROOM, left, box.y + 36, second, room.ink)
    elif room.mark:
        yield _text(look.MARK, left, box.y + 36, room.mark, room.ink)
    elif room.time:
        yield _text(look.SMALL, left, box.y + 36, room.time, room.ink)
    if room.told:
        yield _text(look.SMALL, right, box.y + 36, room.told, room.ink, end=True)
    yield "</g>"


def _ending(map_: Map, band: Band, placed: RoomBox) -> Iterator[str]:
    room, box = placed.room, placed.box
    yield f"<g id={quoteattr(room.id)}><title>{escape(room.opening)}</title>"
    yield f'<rect class="fill-{room.ink}" x="{box.x:.1f}" y="{box.y:.1f}" width="{look.TAB}" height="{box.height:.1f}"/>'
    yield _text(look.ENDING, box.x + look.TAB + look.PAD + 4, box.y + 25, room.name, room.ink)
    if room.told:
        yield _text(look.SHARE, box.x + box.width - look.PAD, box.y + 25, room.told, room.ink, end=True)
    most = max((each.room.share or 0.0 for each in band.rooms if each.room.kind == "ending"), default=0.0)
    if room.share and most:
        long = look.BAR_WIDTH * room.share / most
        yield (
            f'<rect class="fill-{room.ink}" x="{box.x + box.width + 8:.1f}" y="{box.y + 9:.1f}" width="{long:.1f}" '
            f'height="{box.height - 18:.1f}"/>'
        )
    yield "</g>"


def _tag(tag: Tag) -> Iterator[str]:
    x = tag.x + 18
    yield f'<path class="{tag.ink}" d="M{tag.x + 3:.1f} {tag.y - 5:.1f}l8 5l-8 5z"/>'
    words = look.fitted(tag.words, look.TAG.size, look.TAG_WIDTH - 18)
    yield _text(look.TAG, x, tag.y + (-2 if tag.told else 5), words, tag.ink)
    if tag.told:
        yield _text(look.SMALL, x, tag.y + 14, tag.told, tag.ink)

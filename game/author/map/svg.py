"""A map as one SVG: strands, rooms, words, and a key, in three inks that also differ in their grain."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from game import disk
from game.author.map import look
from game.author.map.look import Palette, Type
from game.author.map.measuring import fitted, in_two, width_of
from game.author.map.passing import Shares
from game.author.map.placing import Piece, Tag
from game.author.map.rooms import GOING_ON, SORTING, Room, Shown
from game.author.map.sheet import ENDINGS, Band, Map, RoomBox, Row
from game.story.model import Ink

INKS: Final[tuple[Ink, ...]] = ("inner", "outer", "both")


def drawn(map_: Map, palette: Palette = look.DAYLIGHT, *, embed: bool = False, alone: bool = True) -> str:
    """The map as an SVG.

    Args:
        map_: what is drawn.
        palette: its colours.
        embed: whether the fonts travel inside; without, whoever shows it has them.
        alone: whether it has its own paper, and each room its id for its address; not, as part of a page that has both.
    """
    width, height = round(map_.width), round(map_.height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'class="map" role="img" aria-label={quoteattr("Map of " + map_.shown.story.title)}>',
        f"<title>{escape(map_.shown.story.title)}</title>",
        f"<style>{fonts() if embed else ''}{style(palette)}</style>",
        *([f'<rect class="paper" width="{width}" height="{height}"/>'] if alone else []),
        *_head(map_),
        *(line for band in map_.bands for line in _band(map_, band, alone)),
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
    rules = [f".paper{{fill:{palette.paper}}}"]
    for name, colour in colours.items():
        rules += [f".{name}{{fill:{colour}}}", f".line-{name}{{stroke:{colour};fill:none}}"]
        rules += [f".room-{name}{{stroke:{colour};fill:{palette.paper};stroke-width:1.3}}"]
    for ink in INKS:
        grain, plate = look.GRAINS[ink], palette.plate(ink)
        dash = f"{grain.dash[0]:g} {grain.dash[1]:g}"
        ends = ";stroke-linecap:round" if grain.is_round else ""
        rules += [f".flow-{ink}{{stroke:{plate};stroke-opacity:{look.TINT};fill:none}}"]
        rules += [f".grain-{ink}{{stroke:{plate};fill:none;stroke-dasharray:{dash}{ends}}}"]
    rules += [
        ".seldom{stroke-dasharray:5 3}",
        ".nobody{stroke-dasharray:2 5}",
        f".thin{{stroke-opacity:{look.THIN_TINT}}}",
        ".seam{stroke-width:3;stroke-linecap:round;stroke-dasharray:0.1 9}",
    ]
    rules += [".rule{stroke-width:1.2}", ".end{text-anchor:end}"]
    rules += [
        f".{each.name}{{font-family:{each.family},Georgia,serif;font-weight:{each.weight};font-size:{each.size:g}px"
        f"{';font-style:italic' if each.is_italic else ''}}}"
        for each in look.TYPES
    ]
    return "".join(f".map {rule}" for rule in rules)


# ---- pieces


def _group(name: str, alone: bool) -> str:
    return f"<g id={quoteattr(name)}>" if alone else "<g>"


def _ribbon(ink: Ink, thickness: float, way: str, *, kind: str = "", title: str = "") -> str:
    """A ribbon along a way: its tint, and where it is thick enough its grain."""
    is_thin = thickness < look.THIN
    kind = f"{kind} thin" if is_thin else kind
    tint = f'<path class="flow-{ink}{kind}" stroke-width="{thickness:g}" d="{way}">{title}</path>'
    if is_thin:
        return tint
    wide = look.GRAINS[ink].width(thickness)
    return f'{tint}<path class="grain-{ink}" stroke-width="{wide:.3g}" d="{way}"/>'


def _block(ink: Ink, x: float, y: float, width: float, height: float) -> str:
    """A ribbon that fills a box, along its longer side."""
    if width > height:
        return _ribbon(ink, height, f"M{x:.1f} {y + height / 2:.1f}h{width:.1f}")
    return _ribbon(ink, width, f"M{x + width / 2:.1f} {y:.1f}v{height:.1f}")


def _text(type_: Type, x: float, y: float, words: str, ink: Ink = "both", *, end: bool = False) -> str:
    return f'<text class="{type_.name} {ink}{" end" if end else ""}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _head(map_: Map) -> Iterator[str]:
    """The story's title, what the map is of, and the key to it."""
    found, x, y = map_.shown, look.MARGIN, look.MARGIN
    yield _text(look.TITLE, x, y + 44, titled(map_))
    for line, words in enumerate((counted(found), measured(found.shares))):
        yield _text(look.NOTE if line else look.LEAD, x, y + 76 + 25 * line, words)
    yield from _key(found, x, y + 136)


def titled(map_: Map) -> str:
    """The story's title, as far as it fits a page."""
    return fitted(map_.shown.story.title, look.TITLE, map_.page - 2 * look.MARGIN)


def _key(found: Shown, x: float, y: float) -> Iterator[str]:
    for half in found.story.halves.values():
        yield _block(half.ink, x, y - 12, 30, 16)
        yield _text(look.HEADER, x + 38, y + 1, half.header, half.ink)
        x += 38 + width_of(half.header, look.HEADER) + 30
    if found.shares is not None:
        for share in look.KEY:
            thick = max(look.HAIR, look.FULL * share)
            yield _ribbon("both", thick, f"M{x:.1f} {y - 4:.1f}h44")
            words = f"{share:.0%}".replace("%", " %")
            yield _text(look.SMALL, x + 52, y, words)
            x += 52 + width_of(words, look.SMALL) + 24
        yield _text(look.NOTE, x, y, "of all lives")
        x += width_of("of all lives", look.NOTE) + 34
    if is_marked(found):
        yield f'<rect class="room-both seldom" x="{x:.1f}" y="{y - 13:.1f}" width="30" height="18"/>'
        yield _text(look.NOTE, x + 40, y, "few or none come here: it says which")


def is_marked(found: Shown) -> bool:
    """Whether some scene carries a mark."""
    return any(room.mark and room.kind != "ending" for room in found.rooms.values())


def counted(found: Shown) -> str:
    """How much there is, in words."""
    scenes = sum(room.kind == "scene" for room in found.rooms.values())
    choices = len({strand.choice for strand in found.strands if strand.choice and strand.words != GOING_ON})
    endings = len(found.story.endings)
    each = (f"{_many(scenes, 'scene')} before the endings", _many(choices, "choice"), _many(endings, "ending"))
    return f"{each[0]}, {each[1]}, {each[2]}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def measured(shares: Shares | None) -> str:
    """What the thickness of a line means, and how well it is known."""
    if shares is None:
        return "No lives were counted: every line is as thick as any other."
    way = "A line is as thick as the share of all lives that pass along it, each choice on offer alike"
    if shares.method == "exact":
        return f"{way}: exact, every life walked."
    why = f", since {shares.why}" if shares.why else ""
    return f"{way}: estimated from {shares.lives or 0:,} lives drawn by chance{why}."


def _band(map_: Map, band: Band, alone: bool) -> Iterator[str]:
    box = band.box
    yield f"<g id={quoteattr('day-' + band.id)}>"
    title, question, after = headed(band)
    yield _text(look.DAY, box.x, box.y + 24, title)
    if question:
        yield _text(look.QUESTION, box.x + after, box.y + 24, question)
    yield f'<path class="line-both rule" d="M{box.x:.1f} {box.y + 36:.1f}H{box.x + box.width:.1f}"/>'
    for row in band.rows:
        yield from _row(map_, band, row, alone)
    yield "</g>"


def headed(band: Band) -> tuple[str, str, float]:
    """A band's title and its question as far as they fit its width, and how far in the question begins."""
    title = fitted(band.title, look.DAY, band.box.width)
    after = width_of(title, look.DAY) + look.HEAD_GAP
    left = band.box.width - after
    question = fitted(band.question, look.QUESTION, left) if left > look.ROOM_WIDTH else ""
    return title, question, after


def _row(map_: Map, band: Band, row: Row, alone: bool) -> Iterator[str]:
    for stretch in row.stretches:
        if stretch.is_seam:
            x, top = stretch.x - look.BETWEEN / 2, stretch.y + 6
            yield f'<path class="line-both seam" d="M{x:.1f} {top:.1f}V{stretch.y + stretch.height:.1f}"/>'
        yield _text(look.HEADER, stretch.x, stretch.y + 14, stretch.header, stretch.ink)
    for piece in sorted(row.pieces, key=lambda each: -each.thickness):
        yield _piece(map_, piece)
    for each in row.rooms:
        yield from (
            _ending(band, each, alone) if band.id == ENDINGS and each.room.id != SORTING else _room(each, alone)
        )
    for tag in row.tags:
        yield from _tag(tag)


def _piece(map_: Map, piece: Piece) -> str:
    strands = [map_.shown.strands[number] for number in piece.numbers]
    words = "; ".join(f"{each.source}: {each.words}{', ' + each.told if each.told else ''}" for each in strands[:6])
    nobody = " nobody" if all(strand.share == 0 for strand in strands) else ""
    return _ribbon(piece.ink, piece.thickness, path(piece), kind=nobody, title=f"<title>{escape(words)}</title>")


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


def _room(placed: RoomBox, alone: bool) -> Iterator[str]:
    room, box = placed.room, placed.box
    seldom = " seldom" if room.mark else ""
    first, second, foot, told = set_in(room, box.width)
    left, right = box.x + look.TAB + look.PAD, box.x + box.width - look.PAD
    yield f"{_group(room.id, alone)}<title>{escape(room.opening)}</title>"
    yield (
        f'<rect class="room-{room.ink}{seldom}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}"/>'
    )
    yield _block(room.ink, box.x, box.y, look.TAB, box.height)
    yield _text(look.ROOM, left, box.y + 19, first, room.ink)
    if second:
        yield _text(look.ROOM, left, box.y + 36, second, room.ink)
    if foot:
        yield _text(look.MARK if room.mark else look.SMALL, left, box.y + 36, foot, room.ink)
    if told:
        yield _text(look.SMALL, right, box.y + 36, told, room.ink, end=True)
    yield "</g>"


def set_in(room: Room, width: float) -> tuple[str, str, str, str]:
    """The words on a room, as far as they fit: its name on one line or two, and under it what it is marked with, or else
    when it is, and the share of lives.
    """
    wide = width - 2 * look.PAD - look.TAB
    first, second = in_two(room.name, look.ROOM, wide)
    if second:
        left = wide - width_of(second, look.ROOM)
        return first, second, "", room.told if width_of(room.told, look.SMALL) < left else ""
    left = wide - width_of(room.told, look.SMALL)
    if room.mark:
        share = room.told if width_of(room.mark, look.MARK) < left else ""
        return first, "", fitted(room.mark, look.MARK, wide), share
    return first, "", room.time if width_of(room.time, look.SMALL) < left else "", room.told


def _ending(band: Band, placed: RoomBox, alone: bool) -> Iterator[str]:
    room, box = placed.room, placed.box
    yield f"{_group(room.id, alone)}<title>{escape(room.opening)}</title>"
    yield _block(room.ink, box.x, box.y, look.TAB, box.height)
    yield _text(look.ENDING, box.x + look.TAB + look.PAD + 4, box.y + 25, room.name, room.ink)
    if room.told:
        yield _text(look.SHARE, box.x + box.width - look.PAD, box.y + 25, room.told, room.ink, end=True)
    most = max((each.room.share or 0.0 for each in band.rooms if each.room.kind == "ending"), default=0.0)
    long = look.BAR_WIDTH * (room.share or 0.0) / most if most else 0.0
    if long:
        yield _block(room.ink, box.x + box.width + 8, box.y + 9, long, box.height - 18)
    if room.mark:
        yield _text(look.MARK, box.x + box.width + 20 + long, box.y + 23, room.mark, room.ink)
    yield "</g>"


def _tag(tag: Tag) -> Iterator[str]:
    x = tag.x + 18
    yield f'<path class="{tag.ink}" d="M{tag.x + 3:.1f} {tag.y - 5:.1f}l8 5l-8 5z"/>'
    words = fitted(tag.words, look.TAG, tag.width - 18)
    yield _text(look.TAG, x, tag.y + (-2 if tag.told else 5), words, tag.ink)
    if tag.told:
        yield _text(look.SMALL, x, tag.y + 14, tag.told, tag.ink)

"""Where everything on a map stands.

A day is a band and reads from left to right, like a line of a page: its parts one after another, a column for each step.
Whoever leaves it goes out at its right and comes in at the left of the band where they go on, so that no line crosses a
band that it has nothing to do with. A day of many steps takes several rows; bands stand under one another, in as many
pages side by side as make the sheet about as wide as it is high. The endings are the last band.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs

from game.author.map import look
from game.author.map.layers import Line, columns_of, lines_of
from game.author.map.passing import Shares
from game.author.map.placing import Bundle, Piece, RowAsked, Tag, Thread, placed
from game.author.map.rooms import SORTING, Room, Shown, Strand, shown
from game.story.model import Ink, Part, Story

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


def laid_out(story: Story, shares: Shares | None = None) -> Map:
    """A story as a map.

    Args:
        story: the story; parts of it may be missing, as while it is being written.
        shares: how many lives pass where, from `passing.shares_of`; None for a map without.
    """
    found = shown(story, shares)
    sheets = list(_sheets(found))
    widest = max((len(line.columns) for sheet in sheets for line in sheet.lines), default=0)
    columns = max(look.COLUMNS[0], min(look.COLUMNS[1], widest))
    page_width = look.ENTRY + columns * (look.ROOM_WIDTH + look.BETWEEN) + look.TAG_WIDTH
    page_width = max(page_width, look.ENTRY + look.ROOM_WIDTH + 2 * look.BETWEEN + look.ENDING_WIDTH + look.BAR_WIDTH)
    where = _elsewhere(sheets)
    loose = [_band(found, sheet, where) for sheet in sheets]
    return _on_pages(found, loose, page_width)


# ---- what stands in which band


@attrs.frozen
class _Sheet:
    """A band to be laid out."""

    id: str
    title: str
    question: str
    lines: tuple[Line, ...]


def _sheets(found: Shown) -> Iterator[_Sheet]:
    story = found.story
    by_part: dict[tuple[str, str], list[str]] = {}
    for room in found.rooms.values():
        if room.kind in ("scene", "unwritten"):
            known = room.chapter in story.chapters
            by_part.setdefault((room.chapter if known else "", room.part), []).append(room.id)
    ways: dict[str, list[str]] = {}
    for strand in found.strands:
        ways.setdefault(strand.source, []).append(strand.target)
    for chapter in story.chapters.values():
        named = [part.id for part in chapter.parts]
        others = [part for of, part in by_part if of == chapter.id and part not in named]
        parts = [
            _first_first(by_part[chapter.id, part], chapter.parts, part)
            for part in (*named, *others)
            if (chapter.id, part) in by_part
        ]
        lines = lines_of([columns_of(rooms, ways) for rooms in parts], look.COLUMNS[1])
        yield _Sheet(chapter.id, chapter.title, chapter.question or "", tuple(lines))
    loose = [room for (chapter, _), rooms in by_part.items() if not chapter for room in rooms]
    if loose:
        yield _Sheet(NO_DAY, "In no day yet", "", tuple(lines_of([columns_of(loose, ways)], look.COLUMNS[1])))
    last = tuple(room.id for room in found.rooms.values() if room.kind == "ending")
    sorting = ((SORTING,),) if SORTING in found.rooms else ()
    if last or sorting:
        yield _Sheet(ENDINGS, "Endings", "", (Line((*sorting, *((last,) if last else ()))),))


def _first_first(rooms: list[str], parts: Iterable[Part], part: str) -> list[str]:
    """The rooms of a part, that with which it begins before the others."""
    begins = next((each.scene for each in parts if each.id == part), "")
    return sorted(rooms, key=lambda room: room != begins)


def _elsewhere(sheets: Sequence[_Sheet]) -> Mapping[str, tuple[str, int, int]]:
    """For each room its band, row and column."""
    return {
        room: (sheet.id, row, column)
        for sheet in sheets
        for row, line in enumerate(sheet.lines)
        for column, rooms in enumerate(line.columns)
        for room in rooms
    }


# ---- one band


@attrs.frozen
class _Loose:
    """A band whose upper left corner is at nought."""

    sheet: _Sheet
    rows: tuple[Row, ...]
    height: float


def _band(found: Shown, sheet: _Sheet, where: Mapping[str, tuple[str, int, int]]) -> _Loose:
    rows, y = [], look.BAND_HEAD
    for number, line in enumerate(sheet.lines):
        row = _row(found, (sheet, number), line, where, top=y)
        rows.append(row)
        y += row.box.height + look.ROW_FOOT
    return _Loose(sheet, tuple(rows), y + look.BAND_FOOT)


def _row(
    found: Shown, which: tuple[_Sheet, int], line: Line, where: Mapping[str, tuple[str, int, int]], *, top: float
) -> Row:
    sheet, number = which
    here = {room: (sheet.id, number) for column in line.columns for room in column}
    inside, going, coming = _threads(found, here, where)
    last = sheet.id == ENDINGS
    edges = _edges(line, last=last)
    names_in = {target: f"in:{target}" for target in coming}
    names_out = {
        target: f"out:{target}"
        for target in sorted({target for _, target in going}, key=lambda each: _rank(each, where))
    }
    bundles = [_bundle(source, target, threads) for (source, target), threads in inside.items()]
    bundles += [_bundle(source, names_out[target], threads) for (source, target), threads in going.items()]
    bundles += [_bundle(names_in[target], target, [_together(found, numbers)]) for target, numbers in coming.items()]
    tall: dict[str, float] = {
        room: look.ENDING_HEIGHT if last and room != SORTING else look.ROOM_HEIGHT for room in here
    }
    tall |= dict.fromkeys(names_out.values(), look.TAG_HEIGHT) | dict.fromkeys(names_in.values(), look.FULL / 2)
    put = placed(
        RowAsked(
            columns=(tuple(names_in.values()), *line.columns, tuple(names_out.values())),
            edges=edges,
            tall=tall,
            bundles=tuple(bundles),
            comes_in={names_in[target]: numbers for target, numbers in coming.items()},
            fixed=frozenset({len(line.columns)} if last else ()),
        )
    )
    head = 0.0 if last else look.STRETCH_HEAD
    down = top + head
    rooms = tuple(
        RoomBox(
            found.rooms[room],
            Box(edges[at][0], down + put.middle[room] - tall[room] / 2, edges[at][1] - edges[at][0], tall[room]),
        )
        for at, column in enumerate(line.columns, 1)
        for room in column
    )
    return Row(
        box=Box(0.0, top, edges[-1][0] + look.TAG_WIDTH, head + put.height),
        rooms=rooms,
        pieces=tuple(_lowered(piece, down) for piece in put.pieces),
        tags=tuple(
            _tag(
                found,
                target,
                [each for (_, to), each in going.items() if to == target],
                edges[-1][0],
                down + put.middle[key],
            )
            for target, key in names_out.items()
        ),
        stretches=() if last else tuple(_stretches(found, line, edges, top, head + put.height)),
    )


def _bundle(source: str, target: str, threads: Sequence[Thread]) -> Bundle:
    """Strands side by side, thick enough together to be seen."""
    whole = sum(each.thickness for each in threads)
    if whole >= look.HAIR:
        return Bundle(source, target, tuple(threads))
    each = look.HAIR / len(threads)
    return Bundle(source, target, tuple(attrs.evolve(thread, thickness=each) for thread in threads))


_Between = dict[tuple[str, str], list[Thread]]


def _threads(
    found: Shown, here: Mapping[str, tuple[str, int]], where: Mapping[str, tuple[str, int, int]]
) -> tuple[_Between, _Between, dict[str, tuple[int, ...]]]:
    """The strands within a row, those that leave it, and by the room they come to those that come in."""
    inside: _Between = {}
    going: _Between = {}
    coming: dict[str, tuple[int, ...]] = {}
    for number, strand in _touching(found, here):
        thread = Thread(number, thickness(strand.share, found.shares), found.rooms[strand.source].ink)
        onward = strand.source in here and strand.target in here and where[strand.target][2] > where[strand.source][2]
        if onward:
            inside.setdefault((strand.source, strand.target), []).append(thread)
            continue
        if strand.source in here:
            going.setdefault((strand.source, strand.target), []).append(thread)
        if strand.target in here:
            coming[strand.target] = (*coming.get(strand.target, ()), number)
    return inside, going, coming


def _touching(found: Shown, here: Mapping[str, object]) -> Iterator[tuple[int, Strand]]:
    numbers = {number for room in here for number in found.near.get(room, ())}
    for number in sorted(numbers):
        yield number, found.strands[number]


def thickness(share: float | None, shares: Shares | None) -> float:
    """How thick a strand is: as its share of lives."""
    if shares is None or share is None:
        return look.UNKNOWN
    return look.FULL * share


def _together(found: Shown, numbers: Sequence[int]) -> Thread:
    """What comes in from elsewhere, as one."""
    strands = [found.strands[number] for number in numbers]
    known = [strand.share for strand in strands if strand.share is not None]
    share = min(1.0, sum(known)) if len(known) == len(strands) else None
    return Thread(-1, thickness(share, found.shares), found.rooms[strands[0].source].ink)


def _edges(line: Line, *, last: bool) -> tuple[tuple[float, float], ...]:
    """The left and right edge of every column; what comes in has no width, nor has what goes out."""
    found, x = [(0.0, 0.0)], look.ENTRY
    for at, column in enumerate(line.columns):
        wide = look.ENDING_WIDTH if last and at == len(line.columns) - 1 and SORTING not in column else look.ROOM_WIDTH
        found.append((x, x + wide))
        x += wide + look.BETWEEN
    return (*found, (x, x))


def _rank(target: str, where: Mapping[str, tuple[str, int, int]]) -> tuple[bool, str]:
    """Those that lead to endings below those that go on."""
    return where.get(target, ("", 0, 0))[0] == ENDINGS, ""


def _tag(found: Shown, target: str, leaving: Sequence[Sequence[Thread]], x: float, y: float) -> Tag:
    strands = [found.strands[thread.number] for threads in leaving for thread in threads]
    shares = [strand.share for strand in strands]
    room = found.rooms[target]
    chapter = found.story.chapters.get(room.chapter)
    words = room.name
    if target == SORTING:
        words = "an ending"
    elif chapter is not None and chapter.id != found.rooms[strands[0].source].chapter:
        words = chapter.title
    told = ""
    if found.shares is not None and None not in shares:
        told = found.in_words(min(1.0, sum(each or 0.0 for each in shares)))
    return Tag(target, words, told, x, y, look.TAG_WIDTH, found.rooms[strands[0].source].ink)


def _stretches(
    found: Shown, line: Line, edges: Sequence[tuple[float, float]], top: float, height: float
) -> Iterator[Stretch]:
    before = None
    for at, column in enumerate(line.columns, 1):
        room = found.rooms[column[0]]
        if room.part != before:
            yield Stretch(room.half, room.ink, edges[at][0], top, height, before is not None)
        before = room.part


def _lowered(piece: Piece, down: float, across: float = 0.0) -> Piece:
    points = tuple(round(each + (down if at % 2 else across), 1) for at, each in enumerate(piece.points))
    return attrs.evolve(piece, points=points)


# ---- on pages


def _on_pages(found: Shown, bands: Sequence[_Loose], page_width: float) -> Map:
    whole = sum(band.height for band in bands)
    pages = 1 if whole <= look.ONE_PAGE else _pages(whole, page_width)
    high, at_page, y = whole / pages, 0, 0.0
    put: list[Band] = []
    bottom = 0.0
    for band in bands:
        if at_page < pages - 1 and y and y + band.height / 2 > high:
            at_page, y = at_page + 1, 0.0
        x = look.MARGIN + at_page * (page_width + look.PAGE_GAP)
        put.append(_put(band, x, look.MARGIN + look.TITLE_HEIGHT + y, page_width))
        y += band.height
        bottom = max(bottom, y)
    width = 2 * look.MARGIN + (at_page + 1) * page_width + at_page * look.PAGE_GAP
    at = {each.room.id: each.box for band in put for each in band.rooms}
    height = 2 * look.MARGIN + look.TITLE_HEIGHT + bottom
    return Map(found, width, height, page_width + 2 * look.MARGIN, tuple(put), at)


def _pages(whole: float, width: float) -> int:
    """How many pages make a sheet about as wide as it is high."""
    return min(range(1, 100), key=lambda many: abs(math.log((many * width) / (whole / many + look.TITLE_HEIGHT))))


def _put(band: _Loose, x: float, y: float, width: float) -> Band:
    """A band in its place."""

    def moved(box: Box) -> Box:
        return attrs.evolve(box, x=box.x + x, y=box.y + y)

    rows = tuple(
        Row(
            box=moved(row.box),
            rooms=tuple(RoomBox(each.room, moved(each.box)) for each in row.rooms),
            pieces=tuple(_lowered(piece, y, x) for piece in row.pieces),
            tags=tuple(attrs.evolve(tag, x=tag.x + x, y=tag.y + y, width=width - tag.x) for tag in row.tags),
            stretches=tuple(attrs.evolve(each, x=each.x + x, y=each.y + y) for each in row.stretches),
        )
        for row in band.rows
    )
    return Band(band.sheet.id, band.sheet.title, band.sheet.question, Box(x, y, width, band.height), rows)

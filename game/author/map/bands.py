"""What stands in which band: a day's parts set in rows of columns, and every row laid out by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from game.author.map import look
from game.author.map.layers import Line, columns_of, lines_of
from game.author.map.passing import Shares
from game.author.map.placing import Bundle, RowAsked, Tag, Thread, placed
from game.author.map.rooms import SORTING, Shown, Strand
from game.author.map.sheet import ENDINGS, NO_DAY, Box, RoomBox, Row, Stretch, lowered

Where = Mapping[str, tuple[str, int, int]]
"""For each room its band, row and column."""


@attrs.frozen
class Sheet:
    """A band to be laid out."""

    id: str
    title: str
    question: str
    lines: tuple[Line, ...]


def sheets_of(found: Shown) -> Iterator[Sheet]:
    """The bands, from the first day to the endings."""
    story = found.story
    by_part: dict[str, dict[str, list[str]]] = {}
    for room in found.rooms.values():
        if room.kind in ("scene", "unwritten"):
            chapter = room.chapter if room.chapter in story.chapters else ""
            by_part.setdefault(chapter, {}).setdefault(room.part, []).append(room.id)
    ways: dict[str, list[str]] = {}
    for strand in found.strands:
        ways.setdefault(strand.source, []).append(strand.target)
    for day in story.chapters.values():
        rooms = by_part.get(day.id, {})
        begins = {part.id: part.scene for part in day.parts}
        parts = [
            columns_of(_first_first(rooms[part], begins.get(part)), ways)
            for part in dict.fromkeys((*begins, *rooms))
            if part in rooms
        ]
        yield Sheet(day.id, day.title, day.question or "", tuple(lines_of(parts, look.COLUMNS[1])))
    loose = [room for rooms in by_part.get("", {}).values() for room in rooms]
    if loose:
        yield Sheet(NO_DAY, "In no day yet", "", tuple(lines_of([columns_of(loose, ways)], look.COLUMNS[1])))
    last = tuple(room.id for room in found.rooms.values() if room.kind == "ending")
    sorting = ((SORTING,),) if SORTING in found.rooms else ()
    if last or sorting:
        yield Sheet(ENDINGS, "Endings", "", (Line((*sorting, *((last,) if last else ()))),))


def _first_first(rooms: list[str], first: str | None) -> list[str]:
    """The rooms of a part, that with which it begins before the others."""
    return sorted(rooms, key=lambda room: room != first)


def elsewhere(sheets: Sequence[Sheet]) -> Where:
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
class Loose:
    """A band whose upper left corner is at nought."""

    sheet: Sheet
    rows: tuple[Row, ...]
    height: float


def band(found: Shown, sheet: Sheet, where: Where) -> Loose:
    """A band laid out by itself."""
    rows, y = [], look.BAND_HEAD
    for number, line in enumerate(sheet.lines):
        row = _row(found, (sheet, number), line, where, top=y)
        rows.append(row)
        y += row.box.height + look.ROW_FOOT
    return Loose(sheet, tuple(rows), y + look.BAND_FOOT)


def _row(found: Shown, which: tuple[Sheet, int], line: Line, where: Where, *, top: float) -> Row:
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
        pieces=tuple(lowered(piece, down) for piece in put.pieces),
        tags=tuple(
            _tag(
                found,
                where,
                target,
                [each for (_, to), each in going.items() if to == target],
                (edges[-1][0], down + put.middle[key]),
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
    found: Shown, here: Mapping[str, tuple[str, int]], where: Where
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


def _rank(target: str, where: Where) -> tuple[bool, str]:
    """Those that lead to endings below those that go on."""
    return where.get(target, ("", 0, 0))[0] == ENDINGS, ""


def _tag(found: Shown, where: Where, target: str, leaving: Sequence[Sequence[Thread]], at: tuple[float, float]) -> Tag:
    strands = [found.strands[thread.number] for threads in leaving for thread in threads]
    shares = [strand.share for strand in strands]
    room = found.rooms[target]
    chapter = found.story.chapters.get(room.chapter)
    words = room.name
    if target == SORTING:
        words = "an ending"
    elif chapter is not None and chapter.id != found.rooms[strands[0].source].chapter:
        words = chapter.title
    elif any(
        where[strand.source][0] == where[target][0] and where[target] <= where[strand.source] for strand in strands
    ):
        words = f"back to {room.name}"
    told = ""
    if found.shares is not None and None not in shares:
        told = found.in_words(min(1.0, sum(each or 0.0 for each in shares)))
    return Tag(target, words, told, *at, look.TAG_WIDTH, found.rooms[strands[0].source].ink)


def _stretches(
    found: Shown, line: Line, edges: Sequence[tuple[float, float]], top: float, height: float
) -> Iterator[Stretch]:
    before = None
    for at, column in enumerate(line.columns, 1):
        room = found.rooms[column[0]]
        if room.part != before:
            yield Stretch(room.half, room.ink, edges[at][0], top, height, before is not None)
        before = room.part

"""What stands in which band: a day's parts set in rows of columns, one row below another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from game.author.map import look
from game.author.map.layers import Line, columns_of, lines_of
from game.author.map.rooms import SORTING, Shown
from game.author.map.rows import Where, row_of
from game.author.map.sheet import ENDINGS, NO_DAY, Row


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
    for line in sheet.lines:
        row = row_of(found, line, where, top=y, is_last=sheet.id == ENDINGS)
        rows.append(row)
        y += row.box.height + look.ROW_FOOT
    return Loose(sheet, tuple(rows), y + look.BAND_FOOT)

"""A map as plain data: what the script of a page draws, searches and says. Short lists in place of objects, since there may
be tens of thousands; `FIELDS` says what stands where.
"""

from __future__ import annotations

from typing import Any, Final

from game.author.map import look
from game.author.map.measuring import fitted
from game.author.map.sheet import Band, Map, Row
from game.author.map.svg import INKS, headed, set_in

FIELDS: Final = {
    "rooms": [
        "id",
        "kind",
        "name",
        "ink",
        "x",
        "y",
        "width",
        "height",
        "told",
        "mark",
        "time",
        "opening",
        "file",
        "line",
        "share",
        "lines",
    ],
    "strands": ["source", "target", "choice", "words", "offered", "asks", "told", "share"],
    "pieces": ["ink", "thickness", "strands", "points"],
    "tags": ["room", "words", "told", "x", "y", "ink"],
    "stretches": ["header", "ink", "x", "y", "height", "seam"],
}
"""What stands where in each short list. Rooms and strands are named by their place among all; inks by their place among
inner, outer, both. `lines` are the words on a room as they are set; see `svg.set_in`.
"""


def data_of(map_: Map) -> dict[str, Any]:
    """Everything of a map, as JSON can hold it."""
    found = map_.shown
    order = [each for band in map_.bands for each in band.rooms]
    number = {each.room.id: at for at, each in enumerate(order)}
    return {
        "story": found.story.id,
        "title": found.story.title,
        "width": round(map_.width, 1),
        "height": round(map_.height, 1),
        "exact": None if found.shares is None else found.shares.method == "exact",
        "rooms": [
            [
                each.room.id,
                each.room.kind,
                each.room.name,
                INKS.index(each.room.ink),
                *(round(edge, 1) for edge in (each.box.x, each.box.y, each.box.width, each.box.height)),
                each.room.told,
                each.room.mark,
                each.room.time,
                each.room.opening,
                each.room.file,
                each.room.line,
                None if each.room.share is None else round(each.room.share, 6),
                list(set_in(each.room, each.box.width)),
            ]
            for each in order
        ],
        "strands": [
            [
                number[each.source],
                number[each.target],
                each.choice,
                each.words,
                each.offered,
                each.asks,
                each.told,
                None if each.share is None else round(each.share, 6),
            ]
            for each in found.strands
        ],
        "bands": [_band(band, number) for band in map_.bands],
    }


def _band(band: Band, number: dict[str, int]) -> dict[str, Any]:
    return {
        "id": band.id,
        "title": band.title,
        "question": band.question,
        "head": list(headed(band)),
        "box": _rounded(band.box.x, band.box.y, band.box.width, band.box.height),
        "rows": [_row(row, number) for row in band.rows],
    }


def _row(row: Row, number: dict[str, int]) -> dict[str, Any]:
    return {
        "box": _rounded(row.box.x, row.box.y, row.box.width, row.box.height),
        "rooms": [number[each.room.id] for each in row.rooms],
        "pieces": [[INKS.index(each.ink), each.thickness, each.numbers, each.points] for each in row.pieces],
        "tags": [
            [
                number[each.target],
                fitted(each.words, look.TAG, each.width - 18),
                each.told,
                *_rounded(each.x, each.y),
                INKS.index(each.ink),
            ]
            for each in row.tags
        ],
        "stretches": [
            [each.header, INKS.index(each.ink), *_rounded(each.x, each.y, each.height), int(each.is_seam)]
            for each in row.stretches
        ],
    }


def _rounded(*lengths: float) -> list[float]:
    return [round(each, 1) for each in lengths]

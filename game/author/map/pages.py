"""Bands on pages: under one another, and side by side where that would grow too high to be seen at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import attrs

from game.author.map import look
from game.author.map.bands import Loose
from game.author.map.rooms import Shown
from game.author.map.sheet import Band, Box, Map, RoomBox, Row, lowered


def on_pages(found: Shown, bands: Sequence[Loose], page_width: float) -> Map:
    """The whole map.

    Args:
        found: what it shows.
        bands: from the first day to the endings.
        page_width: how wide a page is, without margins.
    """
    whole = sum(band.height for band in bands)
    pages = 1 if whole <= look.ONE_PAGE else _pages(whole, page_width)
    high, at_page, y = whole / pages, 0, 0.0
    put: list[Band] = []
    bottom = 0.0
    for band in _cut(bands, high / 3) if pages > 1 else bands:
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


def _cut(bands: Sequence[Loose], high: float) -> Iterator[Loose]:
    """The bands, those that are higher cut between their rows."""
    for band in bands:
        rest = list(band.rows)
        title, first = band.sheet.title, True
        while rest:
            some = [rest.pop(0)]
            top = some[0].box.y - look.BAND_HEAD
            while rest and rest[0].box.y + rest[0].box.height - top <= high:
                some.append(rest.pop(0))
            last = some[-1].box
            tall = last.y + last.height + look.ROW_FOOT + look.BAND_FOOT - top
            sheet = band.sheet if first else attrs.evolve(band.sheet, title=f"{title}, continued", question="")
            yield Loose(sheet, tuple(_moved(row, 0.0, -top, None) for row in some), tall)
            first = False


def _pages(whole: float, width: float) -> int:
    """How many pages make a sheet about as wide as it is high."""
    return min(range(1, 100), key=lambda many: abs(math.log((many * width) / (whole / many + look.TITLE_HEIGHT))))


def _put(band: Loose, x: float, y: float, width: float) -> Band:
    """A band in its place."""
    rows = tuple(_moved(row, x, y, width) for row in band.rows)
    return Band(band.sheet.id, band.sheet.title, band.sheet.question, Box(x, y, width, band.height), rows)


def _moved(row: Row, x: float, y: float, width: float | None) -> Row:
    """A row in its place, in a band so wide."""

    def moved(box: Box) -> Box:
        return attrs.evolve(box, x=box.x + x, y=box.y + y)

    return Row(
        box=moved(row.box),
        rooms=tuple(RoomBox(each.room, moved(each.box)) for each in row.rooms),
        pieces=tuple(lowered(piece, y, x) for piece in row.pieces),
        tags=tuple(
            attrs.evolve(tag, x=tag.x + x, y=tag.y + y, width=tag.width if width is None else width - tag.x)
            for tag in row.tags
        ),
        stretches=tuple(attrs.evolve(each, x=each.x + x, y=each.y + y) for each in row.stretches),
    )

"""Where things lie: the areas of each kind of page, and setting widgets one under another. No colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

import attrs
import pygame

from game.window import theme, typesetting
from game.window.theme import Edge, Ink, Look
from game.window.widgets.widget import Widget

Kind = TypeVar("Kind", bound=Widget)


@attrs.frozen
class Spread:
    """The areas of a page that has a picture, or would have."""

    picture: pygame.Rect | None
    header: pygame.Rect
    """From the page's head down to its rule; without height on a page that has none."""
    text: pygame.Rect
    """From under the rule to where the instruments begin."""
    foot: pygame.Rect
    """The instruments' strip."""
    edge: Edge
    """The side of the picture that is torn."""
    seam: pygame.Rect | None
    """Where the seam is sewn."""


def measure(look: Look) -> int:
    """The width of a column, in units: it widens as its text grows."""
    usual = theme.COLUMN * (1 + (look.growth - 1) * theme.COLUMN_GROWTH) * look.widening
    return round(max(usual, _least_measure(look)))


def _least_measure(look: Look) -> float:
    """The width of a column that holds as few characters as any may, in units."""
    return _characters(look, theme.CHARACTERS[look.growth > 1])


def _characters(look: Look, count: int) -> float:
    """The width of so many characters, in units."""
    style = look.style("reading")
    return typesetting.character(style.cut, style.size) / look.scale * count


@lru_cache(maxsize=32)
def fitted(look: Look) -> Look:
    """The look with its text as large as was asked for, or else as large as this window holds enough of on a line. A wide
    face in a narrow window would leave lines too short to be read.
    """
    percent = look.percent
    while (
        percent > theme.FITTED_LEAST and round(_widest_holds(attrs.evolve(look, percent=percent))) < theme.LEAST_MEASURE
    ):
        percent -= theme.FITTED_BY
    return attrs.evolve(look, percent=percent)


def _widest_holds(look: Look) -> float:
    """How many characters the widest column of any page holds."""
    return (look.across - sum(theme.MARGINS_LEAST)) / _characters(look, 1)


def _held(look: Look, column: float) -> float:
    """A column on a page without a picture beside it that holds no fewer characters than any may: the margins give way to it."""
    least = _least_measure(look)
    return column if column >= least else min(least, look.across - sum(theme.MARGINS_LEAST))


def spread(look: Look, ink: Ink, *, is_wide: bool, has_foot: bool = True) -> Spread:
    """The page of a scene: picture left inside, right outside, left and sewn when whole, or across the top."""
    if is_wide:
        return _across(look)
    width = _picture_width(look)
    if width is None:
        return _bare(look, has_foot=has_foot)
    paper = look.across - width
    column = min(measure(look), paper - theme.GUTTER - theme.MARGIN)
    inset = max(theme.GUTTER, (paper - column) / 2 + (theme.GUTTER - theme.MARGIN) / 2)
    if ink == "outer":
        picture = pygame.Rect(look.width - look.px(width), 0, look.px(width), look.height)
        x = paper - inset - column
        return _columned(look, x, column, picture, "left", has_foot=has_foot)
    picture = pygame.Rect(0, 0, look.px(width), look.height)
    seam = pygame.Rect(picture.right - look.px(24), 0, look.px(48), look.height) if ink == "both" else None
    return attrs.evolve(_columned(look, width + inset, column, picture, "right", has_foot=has_foot), seam=seam)


def _picture_width(look: Look) -> float | None:
    """How wide the picture is beside its column, in units; none when too little is left for one."""
    room = look.across - measure(look) - theme.GUTTER - theme.MARGIN
    if look.growth <= 1:
        most = look.across - _least_measure(look) - theme.GUTTER - theme.MARGIN
        room = max(room, min(theme.PICTURE_NARROW, most))
    width = min(theme.PICTURE, room)
    return width if width >= theme.PICTURE_LEAST else None


def _columned(
    look: Look, x: float, column: float, picture: pygame.Rect | None, edge: Edge, *, has_foot: bool
) -> Spread:
    """The page whose column begins at `x` and is that wide, in units; under the picture, where that lies across."""
    left, width = round(x * look.scale), look.px(column)
    above = picture.bottom if picture is not None and edge == "bottom" else 0
    top = above + look.px(theme.TOP)
    rule = above + look.px(theme.TOP + (theme.HEADER_RULE - theme.TOP) * look.growth)
    text = rule + look.px(theme.HEADER_GAP)
    bottom = look.height - look.px(theme.BOTTOM)
    foot = bottom - foot_height(look) if has_foot else bottom
    gap = look.px(theme.UNIT * 4) if has_foot else 0
    framed = min(width, look.width - look.px(theme.RULED_TO) - left)
    return Spread(
        picture,
        pygame.Rect(left, top, framed, rule - top),
        pygame.Rect(left, text, width, foot - gap - text),
        pygame.Rect(left, foot, framed, bottom - foot),
        edge,
        None,
    )


def _bare(look: Look, *, has_foot: bool) -> Spread:
    """A page too narrow, or with type too large, for a picture beside its column: where it is tall enough the picture
    lies across its top.
    """
    column = _held(look, min(look.across - 2 * theme.MARGIN, theme.LONGEST_LINE * look.growth * look.widening))
    x = max(theme.MARGINS_LEAST[0], (look.across - column) / 2)
    strip = min(theme.WIDE_PICTURE, look.down - theme.STRIP_TEXT * look.growth)
    if strip < theme.STRIP_LEAST:
        return _columned(look, x, column, None, "none", has_foot=has_foot)
    picture = pygame.Rect(0, 0, look.width, look.px(strip))
    return _columned(look, x, column, picture, "bottom", has_foot=has_foot)


def _across(look: Look) -> Spread:
    """The picture across the top, and one measure under it; larger type leaves it less."""
    column = min(
        look.across - 2 * theme.MARGIN,
        theme.WIDE_COLUMN * (1 + (look.growth - 1) * theme.COLUMN_GROWTH) * look.widening,
    )
    column = _held(look, min(column, _characters(look, theme.LONGEST_MEASURE)))
    x = max(theme.MARGINS_LEAST[0], (look.across - column) / 2)
    left, width = round(x * look.scale), look.px(column)
    height = look.px(theme.WIDE_PICTURE / look.growth) if look.growth < 2 else 0
    top = height + look.px(theme.WIDE_GAP)
    bottom = look.height - look.px(theme.BOTTOM)
    return Spread(
        pygame.Rect(0, 0, look.width, height) if height else None,
        pygame.Rect(left, top, width, 0),
        pygame.Rect(left, top, width, bottom - top),
        pygame.Rect(left, bottom, width, 0),
        "bottom",
        None,
    )


def foot_height(look: Look) -> int:
    """How high the instruments are."""
    return max(look.px(theme.DIAL * 66 / 64), look.style("dial").leading + look.style("label").leading)


@attrs.frozen
class Sheet:
    """The areas of a page that is all paper: settings, saves, history."""

    heading: pygame.Rect
    body: pygame.Rect
    foot: pygame.Rect


def sheet(look: Look, *, longest: float | None = None) -> Sheet:
    """A page of paper with a heading above and something to press below."""
    room = look.across - 2 * theme.MARGIN
    width = look.px(
        min(room, longest * (1 + (look.growth - 1) * theme.COLUMN_GROWTH) * look.widening) if longest else room
    )
    left = (look.width - width) // 2 if longest else look.px(theme.MARGIN)
    top, bottom = look.px(theme.TOP), look.height - look.px(theme.BOTTOM)
    heading = look.style("heading").leading
    foot = max(look.px(theme.TARGET), look.style("action").leading)
    body = top + heading + look.px(theme.UNIT * 5)
    return Sheet(
        pygame.Rect(left, top, width, heading),
        pygame.Rect(left, body, width, bottom - foot - look.px(theme.UNIT * 4) - body),
        pygame.Rect(left, bottom - foot, width, foot),
    )


def stack(
    widgets: Iterable[Kind], look: Look, area: pygame.Rect, *, gap: Callable[[Kind], int] | int = 0
) -> list[Kind]:
    """Widgets one under another from the area's top, each as high as it wants to be; `gap` is the space above each but
    the first.
    """
    placed: list[Kind] = []
    y = area.y
    for widget in widgets:
        if placed:
            y += gap if isinstance(gap, int) else gap(widget)
        placed.append(widget.placed(pygame.Rect(area.x, y, area.width, widget.height(look, area.width))))
        y = placed[-1].bounds.bottom
    return placed


def paged(rows: Iterable[Widget], look: Look, area: pygame.Rect, gap: Callable[[Widget], int]) -> list[list[Widget]]:
    """Rows one under another, over as many pages as that takes; what leads to something stays with it, and a row too
    tall for a page is taken apart.
    """
    pages: list[list[Widget]] = [[]]
    pieces = [piece for row in rows for piece in row.divided(look, area.width, area.height)]
    heights = [piece.height(look, area.width) for piece in pieces]
    for at, (piece, height) in enumerate(zip(pieces, heights, strict=True)):
        y = pages[-1][-1].bounds.bottom + gap(piece) if pages[-1] else area.y
        last = at
        while pieces[last].leads and last + 1 < len(pieces):
            last += 1
        needed = height + sum(gap(pieces[each]) + heights[each] for each in range(at + 1, last + 1))
        if pages[-1] and y + min(needed, area.height) > area.bottom:
            pages.append([])
            y = area.y
        pages[-1].append(piece.placed(pygame.Rect(area.x, y, area.width, height)))
    return pages


def bottom(widgets: Iterable[Widget], otherwise: int) -> int:
    """Where the lowest of them ends."""
    return max((widget.bounds.bottom for widget in widgets), default=otherwise)

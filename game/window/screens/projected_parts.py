"""What pages for a projector share: how much of a page is left for words, words that have one to themselves, and the foot."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pygame

from game.language import tr
from game.window import layout, theme
from game.window.layout import Spread
from game.window.projection import Shown
from game.window.screens.projected_words import VOTING
from game.window.theme import Look
from game.window.typesetting import plain
from game.window.widgets.offered import Offered
from game.window.widgets.speech import Speech, gap_before
from game.window.widgets.square_code import SquareCode
from game.window.widgets.widget import Widget
from game.window.widgets.words import Words


def bare(look: Look) -> Spread:
    """A page without a picture, as wide as the window's margins leave it."""
    left, width = look.px(theme.MARGIN), look.width - 2 * look.px(theme.MARGIN)
    rule = look.px(theme.TOP + (theme.HEADER_RULE - theme.TOP) * look.growth)
    text, bottom = rule + look.px(theme.HEADER_GAP), look.height - look.px(theme.BOTTOM)
    return Spread(
        None,
        pygame.Rect(left, look.px(theme.TOP), width, rule - look.px(theme.TOP)),
        pygame.Rect(left, text, width, bottom - text),
        pygame.Rect(left, bottom, width, 0),
        "none",
        None,
    )


def above(look: Look, spread: Spread, foot: int) -> pygame.Rect:
    """What is left of a page for its text above a foot so high."""
    body = spread.text.copy()
    body.height = spread.foot.bottom - foot - look.px(theme.UNIT * 3) - body.y
    return body


def middling(look: Look, area: pygame.Rect, words: str) -> list[Widget]:
    """Words as large as fit, in the middle of a page that has nothing else on it."""
    for use in ("title", "projected-card", "heading", "question"):
        shown = Words(key="talk", runs=plain(words), use=use)
        height = shown.height(look, area.width)
        if height <= area.height * theme.CARD_FILLS or use == "question":
            break
    return [shown.placed(pygame.Rect(area.x, area.y + max(0, area.height - height) // 2, area.width, height))]


def height_of(look: Look, width: int, rows: Sequence[Widget]) -> int:
    """How high rows are, one under another."""
    return sum(row.height(look, width) for row in rows) + sum(gap(look, row) for row in rows[1:])


def gap(look: Look, row: Widget) -> int:
    """The space above a row that follows another."""
    if isinstance(row, Speech):
        return gap_before(row, look)
    if isinstance(row, Offered):
        return look.px(theme.CHOICE_GAP)
    if row.key == "talk":
        return look.px(theme.TALK_GAP)
    return look.px(theme.PARTS_APART)


def apart(code: str) -> str:
    """The letters of a code with room between them, so that they are read one by one."""
    return "\u202f".join(code)


def code_of(shown: Shown) -> SquareCode:
    """The way in, to be scanned."""
    name = tr("A code to scan: {address}", address=f"{shown.address}/{shown.code}")
    return SquareCode(key="squares", squares=shown.squares, name=name)


# ---- the foot


def strip(look: Look, spread: Spread, shown: Shown, at: int, leaves: int) -> list[Widget]:
    """Under choices: the way in for whoever comes late."""
    bottom, x, side = spread.foot.bottom, spread.text.x, look.px(theme.CODE_FOOT)
    code = code_of(shown).placed(pygame.Rect(x, bottom - side, side, side))
    left = x + side + look.px(theme.UNIT * 3)
    area = pygame.Rect(left, bottom - side, spread.text.right - left, side)
    words: list[Widget] = [
        _in_one_line(_status(shown.phase), look, area.width),
        Words(key="address", runs=plain(shown.address.removeprefix("http://")), use="projected-foot"),
        Words(key="code", runs=plain(apart(shown.code)), use="projected-foot", aloud=shown.code),
    ]
    placed = layout.stack(words, look, area, gap=look.px(theme.UNIT))
    beyond = max(0, placed[-1].bounds.bottom - bottom)
    placed = [each.placed(each.bounds.move(0, -beyond)) for each in placed]
    return [code, *placed, *_count(look, spread, shown, at, leaves)]


def _in_one_line(said: str, look: Look, width: int) -> Words:
    """Whether a vote is open, as large as one line holds."""
    large = Words(key="status", runs=plain(said), use="row", role="status", is_live=True)
    return large if len(large.block(look, width).lines) == 1 else attrs.evolve(large, use="label")


def line(look: Look, spread: Spread, shown: Shown, at: int, leaves: int, *, said: str = "") -> list[Widget]:
    """One line: what is said of the page, the clock, and which page this is."""
    count = _count(look, spread, shown, at, leaves)
    if not said:
        return count
    words = Words(key="status", runs=plain(said), use="label", role="status", is_live=True)
    height = words.height(look, spread.text.width)
    place = pygame.Rect(spread.text.x, spread.foot.bottom - height, spread.text.width, height)
    return [words.placed(place), *count]


def foot(look: Look, spread: Spread, shown: Shown, at: int, leaves: int, *, rows: Sequence[Widget]) -> list[Widget]:
    """What stands at the foot of a page with those rows on it: beside open choices the way in, in a strip where there is room
    for one, else in a line.
    """
    if shown.phase not in VOTING:
        return line(look, spread, shown, at, leaves)
    if shown.phase == "closed" or not any(isinstance(each, Offered) for each in rows):
        return line(look, spread, shown, at, leaves, said=_status(shown.phase))
    if layout.bottom(rows, spread.text.y) <= above(look, spread, look.px(theme.CODE_FOOT)).bottom:
        return strip(look, spread, shown, at, leaves)
    return line(look, spread, shown, at, leaves, said=f"{shown.address.removeprefix('http://')}  {apart(shown.code)}")


def _count(look: Look, spread: Spread, shown: Shown, at: int, leaves: int) -> list[Widget]:
    """Which page of several this is, and before it the clock, where one is set: that is read from afar."""
    words: list[Words] = []
    if leaves > 1:
        said = tr("page {page} of {pages}", page=at + 1, pages=leaves)
        words.append(Words(key="count", runs=plain(said), use="label", role="status", align="right"))
    if shown.left is not None:
        told = _on_the_clock(shown.left)
        words.append(Words(key="clock", runs=plain(told), use="projected-clock", role="status", align="right"))
    placed: list[Widget] = []
    right, bottom = spread.text.right, spread.foot.bottom
    for each in words:
        block = each.block(look, spread.text.width)
        left = right - block.width
        placed.append(each.placed(pygame.Rect(left, bottom - block.height, block.width, block.height)))
        right = left - look.px(theme.UNIT * 6)
    return placed


def _status(phase: str) -> str:
    return {
        "open": tr("The vote is open: by phone, or by hand."),
        "paused": tr("The vote is paused."),
        "closed": tr("The vote is closed."),
    }[phase]


def _on_the_clock(left: int) -> str:
    return tr("Time is up.") if not left else f"{left // 60}:{left % 60:02}"

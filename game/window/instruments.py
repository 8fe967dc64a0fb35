"""The dials of the meters: a case from a file, and in it twelve ticks, a sector, one hand and where the hand was."""

from __future__ import annotations

import io
from functools import lru_cache
from math import cos, pi, sin
from pathlib import Path

import pygame

from game.window.kept import Kept

VIEW = (64, 66)
"""The viewBox of every case; the dial goes round `CENTRE`."""

CENTRE = (32.0, 34.0)
TICKS = 12
TICK_END, TICK_START, QUARTER_START = 20.2, 17.6, 16.2
TICK_WIDTH, QUARTER_WIDTH = 1.3, 2.0
SECTOR, SECTOR_SHADE = 15.5, 0.34
"""How far out the sector reaches, and how much of the ink it has."""

HAND, HAND_WIDTH, HUB = 17.5, 3.4, 3.0
WAS_WIDTH, WAS_DASH = 1.6, 2.4

ANGLES = 720
"""A hand stops at so many places round a dial: finer is not seen."""

KEPT_BYTES = 8_000_000
"""How much drawn dials may take: those that are seen and where they were, on the largest of windows too."""
_dials = Kept(KEPT_BYTES)

PLAIN = "plain"

Colour = tuple[int, int, int]


def case_file(folder: Path, dial: str | None) -> Path:
    """The case of that name in `folder`, or the plain one where there is none."""
    named = folder / f"{dial}.svg"
    return named if dial and named.is_file() else folder / f"{PLAIN}.svg"


def draw_dial(  # noqa: PLR0917 - a reading is all of these
    case: Path, value: float, low: float, high: float, was: float | None, ink: Colour, size: int
) -> pygame.Surface:
    """An instrument in one ink on nothing, `size` pixels wide and a little taller. Shared: blit it, don't draw on it.

    Args:
        case: the file that `case_file` found.
        value: the reading; between whole numbers, and past either end, while a hand sweeps.
        low: the reading at the start of the dial.
        high: the reading after one whole turn.
        was: the reading before, for a dashed hand; None or the same for none.
        ink: the colour of text on this page.
        size: width in pixels.
    """
    now = _angle(value, low, high)
    before = None if was is None else _angle(was, low, high)
    shown = (case, now, None if before == now else before, ink, size)
    return _dials.have(shown, lambda: _drawn(*shown))


def _angle(value: float, low: float, high: float) -> int:
    """Where a reading is on the dial, in `ANGLES`ths of a turn."""
    return round((value - low) / (high - low) * ANGLES) if high > low else 0


def _drawn(case: Path, now: int, was: int | None, ink: Colour, size: int) -> pygame.Surface:
    parts = (_ticks(), _sector(now), "" if was is None else _dashed(was), _hand(now))
    drawing = _case(case).replace("</svg>", "".join(parts) + "</svg>")
    height = round(size * VIEW[1] / VIEW[0])
    black = pygame.image.load_sized_svg(io.BytesIO(drawing.encode()), (size, height))
    dial = pygame.Surface((size, height), pygame.SRCALPHA, 32)
    dial.blit(black, black.get_rect(center=dial.get_rect().center), special_flags=pygame.BLEND_RGBA_ADD)
    dial.fill((*ink, 0), special_flags=pygame.BLEND_RGBA_ADD)
    return dial


@lru_cache(maxsize=32)
def _case(path: Path) -> str:
    return path.read_text("utf-8")


def _point(radius: float, turn: float) -> str:
    angle = turn * 2 * pi - pi / 2
    return f"{CENTRE[0] + radius * cos(angle):.2f} {CENTRE[1] + radius * sin(angle):.2f}"


def _line(start: str, end: str, width: float, extra: str = "") -> str:
    return f'<path d="M{start} L{end}" fill="none" stroke="#000" stroke-width="{width}" {extra}/>'


def _ticks() -> str:
    drawn = ""
    for tick in range(TICKS):
        quarter = tick % (TICKS // 4) == 0
        start, width = (QUARTER_START, QUARTER_WIDTH) if quarter else (TICK_START, TICK_WIDTH)
        drawn += _line(_point(start, tick / TICKS), _point(TICK_END, tick / TICKS), width)
    return drawn


def _sector(angle: int) -> str:
    turn = min(max(angle / ANGLES, 0.0), 1.0)
    x, y = CENTRE
    shade = f'fill="#000" fill-opacity="{SECTOR_SHADE}"'
    if turn in {0.0, 1.0}:
        return f'<circle cx="{x}" cy="{y}" r="{SECTOR}" {shade}/>' if turn else ""
    arc = f"A{SECTOR} {SECTOR} 0 {int(turn > 1 / 2)} 1 {_point(SECTOR, turn)}"
    return f'<path d="M{x} {y} L{_point(SECTOR, 0)} {arc} Z" {shade}/>'


def _dashed(angle: int) -> str:
    dashes = f'stroke-dasharray="{WAS_DASH} {WAS_DASH}"'
    return _line(_point(0, 0), _point(HAND, angle / ANGLES), WAS_WIDTH, dashes)


def _hand(angle: int) -> str:
    line = _line(_point(0, 0), _point(HAND, angle / ANGLES), HAND_WIDTH, 'stroke-linecap="round"')
    return line + f'<circle cx="{CENTRE[0]}" cy="{CENTRE[1]}" r="{HUB}" fill="#000"/>'

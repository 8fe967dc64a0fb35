"""The small marks a page is pointed, stopped and sewn with, drawn smooth in one ink."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache

import pygame

from game.window import theme
from game.window.theme import Colour, Look

WIDE_UNITS = 1280
"""How wide a picture across the top is drawn, in its own units."""

_FINE = 4
"""How many times finer a mark is drawn before it is brought down to size."""


def pointer(canvas: pygame.Surface, look: Look, right: int, middle: int, *, is_quiet: bool = False) -> None:
    """The solid pointer that is focus: its right edge and its middle. Quiet, it is where the focus is not."""
    colour = look.quiet if is_quiet else look.ink
    mark = _pointer(*(look.px(length * look.growth) for length in theme.POINTER), colour)
    canvas.blit(mark, (right - mark.get_width(), middle - mark.get_height() // 2))


def stop(canvas: pygame.Surface, look: Look, right: int, baseline: int) -> None:
    """The full stop a pointer becomes when something has been chosen, standing on the line."""
    mark = _disc(look.px(theme.STOP * look.growth), look.ink)
    canvas.blit(mark, (right - mark.get_width(), baseline - mark.get_height()))


def disc(canvas: pygame.Surface, look: Look, right: int, middle: int) -> None:
    """A dot before what holds: its right edge and its middle."""
    mark = _disc(look.px(theme.STOP), look.ink)
    canvas.blit(mark, (right - mark.get_width(), middle - mark.get_height() // 2))


def stitches(canvas: pygame.Surface, look: Look, along: pygame.Rect, *, part: float = 1.0) -> None:
    """A sewn seam: a thread that crosses the middle of `along`, down to that part of it, 0 to 1."""
    mark = _stitches(along.height, look.scale, look.theme.both)
    sewn = pygame.Rect(0, 0, mark.get_width(), round(mark.get_height() * part))
    canvas.blit(mark, (along.centerx - mark.get_width() // 2, along.y), sewn)


def count_stitches(look: Look, height: int) -> int:
    """How many there are in a seam of that height."""
    return round(height / (theme.STITCH[2] * look.scale)) + 2


def perforation(canvas: pygame.Surface, look: Look, along: pygame.Rect) -> None:
    """A seam that could be torn: dashes down the middle of `along`."""
    mark = _perforation(along.height, look.scale, look.theme.both)
    canvas.blit(mark, (along.centerx - mark.get_width() // 2, along.y))


def holes(canvas: pygame.Surface, paper: Colour, picture: pygame.Rect, edge: str) -> None:
    """The paper seen through a picture's torn edge, where it is not the picture's own."""
    length, units = (picture.width, WIDE_UNITS) if edge == "bottom" else (picture.height, 720)
    scale = length / units
    radius, pitch, first = (each * scale for each in theme.TEAR)
    hole = _disc(round(radius * 2), paper)
    for at in range(-1, round(length / pitch) + 1):
        along = first + pitch * at
        x = picture.x + along if edge == "bottom" else picture.left if edge == "left" else picture.right
        y = picture.bottom if edge == "bottom" else picture.y + along
        canvas.blit(hole, (round(x - radius), round(y - radius)))


@lru_cache(maxsize=16)
def _pointer(width: int, height: int, colour: Colour) -> pygame.Surface:
    wide, high = width * _FINE, height * _FINE
    corners = [(0, 0), (wide, high / 2), (0, high)]
    return _fine((width, height), colour, lambda fine: pygame.draw.polygon(fine, colour, corners))


@lru_cache(maxsize=16)
def _disc(size: int, colour: Colour) -> pygame.Surface:
    radius = size * _FINE / 2
    return _fine((size, size), colour, lambda fine: pygame.draw.circle(fine, colour, (radius, radius), radius))


@lru_cache(maxsize=4)
def _stitches(height: int, scale: float, colour: Colour) -> pygame.Surface:
    half, rise, pitch, thread = (length * scale for length in theme.STITCH)
    width = round(half * 2 + thread * 2)
    middle = width / 2
    starts = [pitch * count - pitch / 2 for count in range(round(height / pitch) + 2)]
    paths = "".join(f"M{middle - half:.1f} {y:.1f}L{middle + half:.1f} {y + rise:.1f}" for y in starts)
    return _svg((width, height), f'<path d="{paths}" stroke-width="{thread:.2f}" {_stroke(colour)}/>')


@lru_cache(maxsize=4)
def _perforation(height: int, scale: float, colour: Colour) -> pygame.Surface:
    dash, pitch, thick = 9 * scale, 20 * scale, 3 * scale
    width = round(thick * 3)
    paths = "".join(f"M{width / 2:.1f} {y * pitch:.1f}v{dash:.1f}" for y in range(round(height / pitch) + 1))
    return _svg((width, height), f'<path d="{paths}" stroke-width="{thick:.2f}" {_stroke(colour)}/>')


def _stroke(colour: Colour) -> str:
    return 'fill="none" stroke-linecap="round" stroke="#{:02x}{:02x}{:02x}"'.format(*colour)


def _svg(size: tuple[int, int], body: str) -> pygame.Surface:
    width, height = size
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return pygame.image.load_sized_svg(io.BytesIO(f"{head}{body}</svg>".encode()), size).convert_alpha()


def _fine(size: tuple[int, int], colour: Colour, paint: Callable[[pygame.Surface], object]) -> pygame.Surface:
    """A shape painted large, and brought down to smooth edges."""
    coverage = pygame.Surface((size[0] * _FINE, size[1] * _FINE), pygame.SRCALPHA)
    coverage.fill((*colour, 0))
    paint(coverage)
    return pygame.transform.smoothscale(coverage, size)

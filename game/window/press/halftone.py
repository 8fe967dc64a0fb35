"""Tones into round dots.

A screen is a grid of cosine hills at an angle; a tone prints where the hill stands above it. The hills are first made
uniform (each height as common as any other), so that a 30 % tone covers 30 % of the paper.
"""

from __future__ import annotations

import numpy as np

from game.window.press.separations import Plate

INNER_ANGLE, OUTER_ANGLE = 22.0, 67.0
"""In degrees, 45 apart: the two rows of dots never fall into step."""

SOLID, CLEAN = 0.96, 0.02
"""Above the first a tone is left solid, below the second it is left paper: no specks in either."""

SOFTNESS = 0.9
"""The width of a dot's antialiased rim, in heights per pixel of a cell."""

_LEVELS = 4096


def _uniform_heights() -> Plate:
    turn = np.cos(np.linspace(0, 2 * np.pi, 512, endpoint=False))
    heights = np.sort(((turn[:, None] + turn[None, :]) / 4 + 0.5).ravel())
    return (np.searchsorted(heights, np.linspace(0, 1, _LEVELS)) / heights.size).astype(np.float32)


_UNIFORM = _uniform_heights()


def hills(shape: tuple[int, int], angle: float, cell: float, left: int = 0, top: int = 0) -> Plate:
    """The screen of one plate, 0 to 1 and highest in the middle of a dot; `cell` is from dot to dot, in pixels, and it
    begins so many pixels to the left of where screens begin, and so many below.
    """
    turn = np.deg2rad(angle)
    step = 2 * np.pi / cell
    x, y = np.arange(shape[0]) * step, np.arange(top, top + shape[1]) * step
    x -= left * step
    # cos(a + b) from the cosines and sines of a and b: two products a pixel where a cosine a pixel takes ten times as long
    heights = _cosine_of_sum(x * np.cos(turn), y * np.sin(turn))
    heights += _cosine_of_sum(-x * np.sin(turn), y * np.cos(turn))
    heights *= np.float32((_LEVELS - 1) / 4)
    heights += np.float32(_LEVELS / 2)
    np.clip(heights, 0, _LEVELS - 1, out=heights)
    uniform: Plate = _UNIFORM[heights.T.astype(np.uint16)].T
    return uniform


def _cosine_of_sum(a: np.ndarray, b: np.ndarray) -> Plate:
    """For each pair of them; a row of pixels lies together, as in every plate."""
    cosines = np.outer(np.cos(b).astype(np.float32), np.cos(a).astype(np.float32)).T
    cosines -= np.outer(np.sin(b).astype(np.float32), np.sin(a).astype(np.float32)).T
    return cosines


def screen(tone: Plate, angle: float, cell: float, left: int = 0, top: int = 0) -> Plate:
    """The tone as dots: coverages 0 to 1, soft only on the rim of a dot. `left` is how much of it lies to the left of
    what else is screened and `top` how much of that lies above it, so that their dots agree.
    """
    if not tone.any():
        return tone
    dots: Plate = tone - 1
    dots += hills((tone.shape[0], tone.shape[1]), angle, cell, left, top)
    dots *= np.float32(cell / SOFTNESS)
    dots += np.float32(0.5)
    np.clip(dots, 0, 1, out=dots)
    dots = np.where(tone > SOLID, tone, dots)
    return np.where(tone < CLEAN, np.float32(0), dots)

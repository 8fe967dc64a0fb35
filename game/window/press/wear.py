"""Uncoated paper takes ink unevenly: pinholes in solids, slow mottle, and a dry roller when somebody is tired."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pygame

from game.window.press.separations import Plate

PINHOLE, CLOUD = 2, 48
"""The size of a pinhole and of a patch of mottle, in page units."""

STREAK = (110, 5)
"""Along the roller and across it: where a dry one skips, in page units."""

FINEST = 2
"""In pixels. Noise any finer is dither."""


def smooth_noise(random: np.random.Generator, size: tuple[int, int], across: int, down: int) -> Plate:
    """Noise from 0 to 1 that changes over `across` pixels in one direction and `down` in the other."""
    small = random.random((size[0] // across + 3, size[1] // down + 3), dtype=np.float32)
    grey = pygame.surfarray.make_surface(np.repeat((small * 255).astype(np.uint8)[..., None], 3, axis=2))
    large = pygame.transform.smoothscale(grey, (small.shape[0] * across, small.shape[1] * down))
    red: npt.NDArray[np.uint8] = pygame.surfarray.pixels_red(large)[: size[0], : size[1]]
    noise: Plate = red.astype(np.float32)
    noise /= 255
    return noise


def worn(plate: Plate, random: np.random.Generator, dry: float, scale: float) -> Plate:
    """The plate as the paper took it.

    Args:
        plate: coverages at the sheet's own size.
        random: where the pinholes fall.
        dry: 0, a full roller, to 1, one that has almost run out.
        scale: pixels to a page unit.
    """
    if not plate.any():
        return plate
    size = (plate.shape[0], plate.shape[1])
    step, wide = max(FINEST, round(PINHOLE * scale)), max(8, round(CLOUD * scale))
    fine = smooth_noise(random, size, step, step)
    if step > FINEST:  # a larger pinhole is a diamond until something finer frays it
        fine = fine * 0.94 + smooth_noise(random, size, FINEST, FINEST) * 0.27 - 0.105
    cloud = smooth_noise(random, size, wide, wide)
    short = 0.10 * cloud + 0.27 * dry * _skips(random, size, scale)
    holes = np.clip((fine - 0.83 + short) * 7, 0, 1)
    mottle = np.clip((cloud - 0.35) * 2, 0, 1)
    taken: Plate = (1 - (0.42 + 0.4 * dry) * holes) * (1 - 0.11 * mottle)
    return plate * taken


def _skips(random: np.random.Generator, size: tuple[int, int], scale: float) -> Plate:
    """Where a dry roller leaves the paper, 0 to 1: long, thin and never quite level with each other."""
    along, across = (max(FINEST, round(part * scale)) for part in STREAK)
    streaks: Plate = np.clip((smooth_noise(random, size, along, across) - 0.25) * 1.7, 0, 1)
    return streaks

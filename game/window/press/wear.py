"""Uncoated paper takes ink unevenly: pinholes in solids, slow mottle, and a dry roller when somebody is tired."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pygame

from game.window.press.separations import Plate

PINHOLE, CLOUD = 2, 48
"""The size of a pinhole and of a patch of mottle, in page units."""


def smooth_noise(random: np.random.Generator, size: tuple[int, int], step: int) -> Plate:
    """Noise from 0 to 1 that changes over `step` pixels."""
    small = random.random((size[0] // step + 3, size[1] // step + 3), dtype=np.float32)
    grey = pygame.surfarray.make_surface(np.repeat((small * 255).astype(np.uint8)[..., None], 3, axis=2))
    large = pygame.transform.smoothscale(grey, (small.shape[0] * step, small.shape[1] * step))
    red: npt.NDArray[np.uint8] = pygame.surfarray.array3d(large)[: size[0], : size[1], 0]
    return red.astype(np.float32) / 255


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
    fine = smooth_noise(random, size, max(2, round(PINHOLE * scale)))
    cloud = smooth_noise(random, size, max(8, round(CLOUD * scale)))
    holes = np.clip((fine - (0.83 - 0.10 * cloud - 0.35 * dry)) * 7, 0, 1)
    mottle = np.clip((cloud - 0.35) * 2, 0, 1)
    taken: Plate = (1 - (0.42 + 0.4 * dry) * holes) * (1 - 0.11 * mottle)
    return plate * taken

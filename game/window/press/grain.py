"""The paper: a faint layer of fibres and flecks, multiplied over everything that is printed."""

from __future__ import annotations

import numpy as np
import pygame

from game.window.press.sheet import Indices
from game.window.press.wear import smooth_noise

SEED = 3
FLECK, DARK_FLECK, FIBRE = 249, 241, 238
"""How light each is, of 255. None darker, or type over it would fall under seven to one."""

FLECK_SIZE = 3
"""In page units."""

AREA_PER_FIBRE = 16000
"""In square page units."""


def paper(size: tuple[int, int], scale: float) -> Indices:
    """Greys, 238 to 255, indexed [x, y]; `scale` is pixels to a page unit."""
    random = np.random.default_rng(SEED)
    step = max(2, round(FLECK_SIZE * scale))
    noise = smooth_noise(random, size, step, step)
    greys = np.full(size, 255, np.uint8)
    greys[noise > 0.80] = FLECK
    greys[noise > 0.90] = DARK_FLECK
    sheet = pygame.surfarray.make_surface(np.repeat(greys[..., None], 3, axis=2))
    width = max(1, round(scale))
    for _ in range(round(size[0] * size[1] / (AREA_PER_FIBRE * scale * scale))):
        start = np.array([random.integers(size[0]), random.integers(size[1])])
        reach = np.array([random.integers(-9, 10), random.integers(-5, 6)]) * scale
        for thread in range(width):
            offset = start + np.array([0, thread])
            pygame.draw.aaline(sheet, (FIBRE,) * 3, offset.tolist(), (offset + reach).tolist())
    return pygame.surfarray.array3d(sheet)[..., 0]

"""The small sounds: the four of the interface, none longer than a quarter of a second, and Juno's triangle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from score.sounding import RATE, Sound, band, breath, eased, put, room, silence, struck, together


def move() -> Sound:
    """A type key, pressed halfway."""
    made = silence(0.09)
    put(made, eased(breath(0.05, band(900, 3200), 11, 0.0006, 0.007), 0.5), 0.002, 0.5)
    put(made, struck(0.08, ((310, 1.0, 0.012), (742, 0.5, 0.008), (1890, 0.25, 0.005)), 0.8), 0.002, 1.5)
    return made


def page() -> Sound:
    """A sheet of paper, turned."""
    made = silence(0.24)
    put(made, eased(breath(0.2, band(1100, 5200), 21, 0.045, 0.06), 6, 30), 0.0, 1.0, -0.3)
    put(made, eased(breath(0.15, band(500, 2600), 22, 0.02, 0.05), 4, 30), 0.07, 0.7, 0.35)
    for at, gain in ((0.031, 0.9), (0.058, 0.6), (0.083, 0.8), (0.121, 0.5)):
        put(made, eased(breath(0.012, band(2000, 6500), round(at * 1000), 0.0005, 0.003), 0.4, 3), at, gain)
    return made


def choose() -> Sound:
    """A stamp, brought down on a pad of paper."""
    made = silence(0.22)
    put(made, struck(0.2, ((92, 1.0, 0.05), (148, 0.6, 0.035), (236, 0.35, 0.02)), 2), 0.0, 1.6)
    put(made, eased(breath(0.08, band(180, 1400), 31, 0.001, 0.014), 0.8, 20), 0.0, 0.8)
    put(made, eased(breath(0.05, band(900, 3800), 32, 0.002, 0.012), 1, 12), 0.115, 0.22)
    return made


def save() -> Sound:
    """A needle through cloth, and the thread drawn after it."""
    made = silence(0.25)
    put(made, struck(0.05, ((2100, 1.0, 0.004), (3350, 0.5, 0.003)), 0.5), 0.004, 0.6)
    thread = breath(0.22, together((1.0, band(1500, 4200)), (0.4, band(400, 900))), 41, 0.05, 0.09)
    grain = 0.55 + 0.45 * np.sin(2 * np.pi * np.cumsum(np.linspace(95, 150, len(thread))) / RATE)
    put(made, eased(thread * grain, 12, 50), 0.02, 0.8, 0.1)
    return made


def triangle() -> Sound:
    """One note on a triangle, thin and quite level, in a school hall."""
    made = silence(5.0)
    partials = ((1387, 0.20, 1.1), (2489, 0.5, 1.3), (3728, 1.0, 1.0), (3741, 0.8, 1.2), (5210, 0.5, 0.7))
    partials += ((6875, 0.4, 0.5), (8544, 0.25, 0.32), (10310, 0.15, 0.2))
    put(made, struck(4.2, partials, 1.0), 0.01, 1.0, 0.1)
    put(made, eased(breath(0.02, band(2500, 9000), 51, 0.0004, 0.004), 0.4, 4), 0.01, 0.35, 0.1)
    sounded = room(made, 1.6, 5200, 0.28, 52)
    sounded[-round(0.6 * RATE) :] *= np.linspace(1, 0, round(0.6 * RATE))[:, None] ** 2
    return sounded


EFFECTS: dict[str, Callable[[], Sound]] = {
    "move": move,
    "page": page,
    "choose": choose,
    "save": save,
    "triangle": triangle,
}

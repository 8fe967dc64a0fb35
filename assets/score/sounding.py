"""What places and small sounds are made of: noise shaped in its spectrum, tones, strokes, and the rooms they are in.

Everything goes round. Noise is shaped over the whole length at once, tones make a whole number of turns, strokes that
run past the end come in at the beginning, and a room is laid over it all in the spectrum: so a loop has no seam.
Arrays are of shape (samples,) or (samples, 2), in floats.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RATE = 44_100
"""Samples a second."""

Sound = NDArray[np.float64]
Shape = Callable[[Sound], Sound]
"""How strong each frequency is, for frequencies in Hz."""


def time(seconds: float) -> Sound:
    """The moments of so long a sound."""
    return np.arange(round(seconds * RATE)) / RATE


def band(low: float, high: float, slope: float = 1.0) -> Shape:
    """Between two frequencies; above and below it falls by `slope` times 6 dB an octave."""

    def shape(hz: Sound) -> Sound:
        hz = np.maximum(hz, 1.0)
        return 1 / (1 + (low / hz) ** (2 * slope)) / (1 + (hz / high) ** (2 * slope))

    return shape


def around(centre: float, width: float) -> Shape:
    """Near one frequency: a resonance `width` Hz wide."""
    return lambda hz: 1 / (1 + ((hz - centre) / (width / 2)) ** 2)


def together(*shapes: tuple[float, Shape]) -> Shape:
    """Shapes on top of each other, each with its weight."""
    return lambda hz: sum((weight * shape(hz) for weight, shape in shapes), np.zeros_like(hz))


def noise(seconds: float, shape: Shape, seed: int) -> Sound:
    """Noise of that shape, of level 1."""
    count = round(seconds * RATE)
    chance = np.random.default_rng(seed)
    strength = shape(np.fft.rfftfreq(count, 1 / RATE))
    made = np.fft.irfft(strength * np.exp(2j * np.pi * chance.random(len(strength))), count)
    return level(made)


def wide(seconds: float, shape: Shape, seed: int, spread: float = 0.7) -> Sound:
    """The same to the left and the right, as different from each other as `spread` says, 0 to 1."""
    middle = noise(seconds, shape, seed)
    sides = [noise(seconds, shape, seed + side) for side in (1, 2)]
    both = [np.sqrt(1 - spread) * middle + np.sqrt(spread) * side for side in sides]
    return np.stack(both, axis=1)


def level(sound: Sound) -> Sound:
    """The sound at a root mean square of 1."""
    return sound / (np.sqrt(np.mean(sound**2)) or 1)


def turns(seconds: float, hz: float) -> float:
    """The nearest frequency that goes a whole number of times into that time."""
    return max(1, round(hz * seconds)) / seconds


def tone(seconds: float, hz: float, phase: float = 0.0) -> Sound:
    """A sine that goes round."""
    return np.sin(2 * np.pi * (turns(seconds, hz) * time(seconds) + phase))


def swell(  # noqa: PLR0917
    seconds: float, times: int, low: float, high: float = 1.0, phase: float = 0.0, sharp: float = 1.0
) -> Sound:
    """A level that rises and falls so many times in all; the higher `sharp`, the shorter it stays up."""
    wave = 0.5 - 0.5 * np.cos(2 * np.pi * (times * time(seconds) / seconds + phase))
    return low + (high - low) * wave**sharp


def wander(seconds: float, seed: int, low: float, high: float, fastest: float = 0.4) -> Sound:
    """A level that wanders between two, with nothing in it faster than `fastest` Hz."""
    drift = noise(seconds, lambda hz: ((hz > 0) & (hz <= fastest)).astype(float), seed)
    return low + (high - low) * (0.5 + 0.5 * np.tanh(drift))


def over(sound: Sound, gain: Sound) -> Sound:
    """A sound under a changing level."""
    return sound * (gain if sound.ndim == 1 else gain[:, None])


def put(into: Sound, stroke: Sound, at: float, gain: float = 1.0, pan: float = 0.0) -> None:
    """Lay a stroke into a stereo sound at that second, round the end if need be; pan from -1, left, to 1."""
    where = (round(at * RATE) + np.arange(len(stroke))) % len(into)
    angle = (pan + 1) * np.pi / 4
    for side, part in enumerate((np.cos(angle), np.sin(angle))):
        np.add.at(into[:, side], where, stroke * gain * part)


def silence(seconds: float) -> Sound:
    """Nothing, in stereo."""
    return np.zeros((round(seconds * RATE), 2))


def struck(seconds: float, partials: tuple[tuple[float, float, float], ...], attack_ms: float = 1.5) -> Sound:
    """Something struck: partials of so many Hz, so strong, that fall to a third in so many seconds."""
    at = time(seconds)
    made = sum(
        (gain * np.sin(2 * np.pi * hz * at) * np.exp(-at / fall) for hz, gain, fall in partials), np.zeros_like(at)
    )
    return eased(made, attack_ms)


def breath(seconds: float, shape: Shape, seed: int, rise: float, fall: float) -> Sound:
    """Noise that comes up in `rise` seconds and dies away, to a third in `fall`."""
    at = time(seconds)
    return noise(seconds, shape, seed) * (1 - np.exp(-at / max(rise, 1e-4))) * np.exp(-at / fall)


def eased(sound: Sound, attack_ms: float = 1.5, release_ms: float = 8.0) -> Sound:
    """Without a click at either end."""
    made = sound.copy()
    first, last = (max(2, round(ms / 1000 * RATE)) for ms in (attack_ms, release_ms))
    made[:first] *= np.sin(np.linspace(0, np.pi / 2, first)) ** 2
    made[-last:] *= np.cos(np.linspace(0, np.pi / 2, last)) ** 2
    return made


def room(sound: Sound, seconds: float, dark: float, wet: float, seed: int) -> Sound:
    """A sound in a room that rings for so long, with nothing of it above `dark` Hz; round the end."""
    count = len(sound)
    at = np.arange(count) / RATE
    hz = np.fft.rfftfreq(count, 1 / RATE)
    made = []
    for side in range(2):
        chance = np.random.default_rng(seed + side)
        answer = chance.standard_normal(count) * np.exp(-6.9 * at / seconds) * (1 - np.exp(-at / 0.012))
        answer /= np.sqrt(np.sum(answer**2))
        reply = np.fft.rfft(answer) * band(120, dark)(hz)
        made.append(np.fft.irfft(np.fft.rfft(sound[:, side]) * reply, count))
    return sound * (1 - wet) + np.stack(made, axis=1) * wet

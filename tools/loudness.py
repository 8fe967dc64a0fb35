"""How loud something is, by ITU-R BS.1770-4 and EBU Tech 3341, and how high its peaks are: what `build_sound.py` masters
to, and what the tests measure.

Sounds are arrays of shape (samples, channels), full scale at 1. The weighting is applied in the spectrum, a
tenth of a second at a time: within a tenth of a unit of a filter that runs on.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float64]

BLOCK_S, STEP_S = 0.4, 0.1
SILENCE_LUFS, GATE_LU = -70.0, -10.0
FINER = 4
NEAR_PEAK = 0.7
"""How many times as finely as its samples a peak is looked for, and near which part of the highest sample."""


def integrated(sound: Sound, rate: int) -> float:
    """The loudness of the whole, in LUFS, gated; minus infinity for silence."""
    power = _blocks(sound, rate)
    power = power[_lufs(power) > SILENCE_LUFS]
    if not len(power):
        return -math.inf
    power = power[_lufs(power) > _lufs(power.mean()) + GATE_LU]
    return float(_lufs(power.mean()))


def momentary(sound: Sound, rate: int) -> float:
    """The loudest 0.4 s, in LUFS, silence round about counted in."""
    pad = np.zeros((round(BLOCK_S * rate), sound.shape[1]))
    return float(_lufs(_blocks(np.concatenate([pad, sound, pad]), rate)).max())


def true_peak(sound: Sound) -> float:
    """The highest peak between samples too, in dB of full scale. Only where samples are high is it looked for."""
    block, edge = 4096, 128
    padded = np.concatenate([np.zeros((edge, sound.shape[1])), sound, np.zeros((block + edge, sound.shape[1]))])
    high = np.abs(sound).max() * NEAR_PEAK
    highest = 1e-9
    for start in range(0, len(sound), block):
        part = padded[start : start + block + 2 * edge]
        if np.abs(part).max() >= high:
            finer = np.fft.irfft(np.fft.rfft(part, axis=0), len(part) * FINER, axis=0) * FINER
            highest = max(highest, float(np.abs(finer[edge * FINER : -edge * FINER]).max()))
    return 20 * math.log10(highest)


def _lufs(power: NDArray[np.float64] | np.float64) -> NDArray[np.float64]:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))


def _blocks(sound: Sound, rate: int) -> NDArray[np.float64]:
    """The power of each block of 0.4 s, the channels added up: that of four steps, each weighted in its spectrum."""
    step, steps = round(STEP_S * rate), round(BLOCK_S / STEP_S)
    count = max(steps, len(sound) // step)
    parts = np.zeros((count * step, sound.shape[1]))
    parts[: min(len(sound), count * step)] = sound[: count * step]
    spectrum = np.fft.rfft(parts.reshape(count, step, -1), axis=1)
    twice = np.full(step // 2 + 1, 2.0)
    twice[0] = 1.0
    weight = np.abs(_weight(step, rate)) ** 2 * twice
    power = np.einsum("csk,s->c", spectrum.real**2 + spectrum.imag**2, weight) / step**2
    return np.convolve(power, np.full(steps, 1 / steps), "valid")


def _weight(count: int, rate: int) -> NDArray[np.complex128]:
    """The K weighting at each frequency: a shelf for the head, and less of the lowest."""
    z = np.exp(-2j * np.pi * np.arange(count // 2 + 1) / count)
    k, q = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    bend = high**0.4996667741545416
    shelf = ((high + bend * k / q + k * k) + 2 * (k * k - high) * z + (high - bend * k / q + k * k) * z**2) / (
        (1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2
    )
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    low = (1 - 2 * z + z**2) / (
        1 + 2 * (k * k - 1) / (1 + k / q + k * k) * z + (1 - k / q + k * k) / (1 + k / q + k * k) * z**2
    )
    return shelf * low

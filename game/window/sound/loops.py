"""Sounds as they are decoded, and how one that goes round is joined.

Where a file says `LOOPLENGTH`, in samples, what follows that many is its beginning once more. It is faded over into the
beginning itself, so that the last sample leads to the first as it led to what was encoded after it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pygame

HEAD_BYTES = 8192
"""Where a file's remarks are."""
_LENGTH = re.compile(rb"LOOPLENGTH=(\d{1,9})")


def decoded(file: Path) -> pygame.mixer.Sound:
    """A sound, ready to be played, or to be played round and round. Raises pygame.error where it cannot be."""
    sound = pygame.mixer.Sound(str(file))
    with file.open("rb") as opened:
        said = _LENGTH.search(opened.read(HEAD_BYTES))
    return _joined(sound, int(said.group(1))) if said else sound


def _joined(sound: pygame.mixer.Sound, length: int) -> pygame.mixer.Sound:
    """The first `length` samples of a sound, the seam closed with those after them."""
    channels = (pygame.mixer.get_init() or (0, 0, 2))[2]
    samples = memoryview(sound).cast("B").cast("h")  # type: ignore[arg-type]
    end = length * channels
    more = (len(samples) - end) // channels
    if more <= 0:
        return sound
    for at in range(min(more * channels, end)):
        part = (at // channels) / more
        samples[at] = round(samples[end + at] * (1 - part) + samples[at] * part)
    return pygame.mixer.Sound(buffer=samples[:end])

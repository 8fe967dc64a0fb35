"""A font whose letters stand further apart: drawn letter by letter, since no font sets them so by itself."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import pygame

from game.window.theme import Colour

_THIN = "\u2009"
_JOINING = "fFT"
"""Letters that a font may draw as one with the next; apart, they need none of that, nor to stand under each other."""


class Spaced(pygame.Font):
    """One cut at a size, with `apart` pixels after every letter but the last."""

    def __init__(self, file: Path, size: int, apart: int) -> None:
        super().__init__(file, size)
        self._apart = apart
        self._advance = lru_cache(maxsize=512)(self._advance_of)
        self._kern = lru_cache(maxsize=4096)(self._kern_of)

    def size(self, text: str) -> tuple[int, int]:  # type: ignore[override]
        letters, places = self._set(text)
        if not letters:
            return super().size(text)
        return places[-1] + super().size(letters[-1])[0], self.get_height()

    def render(self, text: str, antialias: bool, colour: Colour) -> pygame.Surface:  # type: ignore[override]
        letters, places = self._set(text)
        canvas = pygame.Surface((max(1, self.size(text)[0]), self.get_height()), pygame.SRCALPHA)
        canvas.fill((*colour, 0))
        for letter, x in zip(letters, places, strict=True):
            if not letter.isspace():
                canvas.blit(super().render(letter, antialias, colour), (x, 0))
        return canvas

    def _set(self, text: str) -> tuple[list[str], list[int]]:
        """Its letters, each with the marks that stand over it, and where each begins."""
        letters: list[str] = []
        for character in text:
            if letters and unicodedata.combining(character):
                letters[-1] += character
            else:
                letters.append(character)
        places, x = [], 0
        for at, letter in enumerate(letters):
            if at:
                x += self._kern(letters[at - 1], letter)
            places.append(x)
            x += self._advance(letter) + self._apart
        return letters, places

    def _advance_of(self, text: str) -> int:
        """How far the pen moves."""
        return super().size(text + _THIN)[0] - super().size(_THIN)[0]

    def _kern_of(self, first: str, second: str) -> int:
        """How much nearer two letters stand than their own room has it."""
        if first in _JOINING:
            return 0
        return self._advance(first + second) - self._advance(first) - self._advance(second)

"""A font whose letters stand further apart: drawn letter by letter, since no font sets them so by itself. No two of them
are drawn as one, or moved together, as fonts do with letters that stand close.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import pygame

from game.window.theme import Colour


class Spaced(pygame.Font):
    """One cut at a size, with `apart` pixels after every letter but the last."""

    def __init__(self, file: Path, size: int, apart: int) -> None:
        super().__init__(file, size)
        self._apart = apart
        self._advance = lru_cache(maxsize=512)(self._advance_of)

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
        for letter in letters:
            places.append(x)
            x += self._advance(letter) + self._apart
        return letters, places

    def _advance_of(self, letter: str) -> int:
        """How far the pen moves: what stands over a letter takes no room."""
        metrics = super().metrics(letter[:1])[0]
        return round(metrics[4]) if metrics else super().size(letter)[0]

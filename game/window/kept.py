"""Surfaces that are kept for when they are wanted again, the latest of them, as many as fit so many bytes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import pygame


class Kept:
    """Surfaces by what they show.

    Args:
        most_bytes: How much they may take.
        least: How many are kept whatever they take.
    """

    def __init__(self, most_bytes: int, least: int = 1) -> None:
        self._most, self._least = most_bytes, least
        self._surfaces: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._held = 0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._surfaces

    def find(self, key: Hashable) -> pygame.Surface | None:
        """The surface, which is the latest now; none where it is not kept."""
        found = self._surfaces.get(key)
        if found is not None:
            self._surfaces.move_to_end(key)
        return found

    def have(self, key: Hashable, draw: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The surface, drawn where it is not kept."""
        found = self.find(key)
        return found if found is not None else self.keep(key, draw())

    def keep(self, key: Hashable, surface: pygame.Surface) -> pygame.Surface:
        """Keep a surface, and let the oldest go that there is no room for."""
        self._held += _bytes(surface) - (_bytes(self._surfaces.pop(key)) if key in self._surfaces else 0)
        self._surfaces[key] = surface
        while self._held > self._most and len(self._surfaces) > self._least:
            self._held -= _bytes(self._surfaces.popitem(last=False)[1])
        return surface

    def forget(self) -> None:
        """Let go of all."""
        self._surfaces.clear()
        self._held = 0

    @property
    def held(self) -> int:
        """How many bytes they take."""
        return self._held


def _bytes(surface: pygame.Surface) -> int:
    return surface.get_pitch() * surface.get_height()

"""Surfaces that are kept: no more bytes of them than were granted, and the latest of them."""

from __future__ import annotations

import pygame

from game.window.kept import Kept

SIDE = 10
BYTES = pygame.Surface((SIDE, SIDE), 0, 32).get_pitch() * SIDE


def surface() -> pygame.Surface:
    return pygame.Surface((SIDE, SIDE), 0, 32)


def test_the_oldest_goes_where_there_is_no_room_for_more() -> None:
    kept = Kept(BYTES * 2)
    for key in ("one", "two"):
        kept.keep(key, surface())
    assert kept.find("one") is not None  # and so it is the latest
    kept.keep("three", surface())
    assert [key in kept for key in ("one", "two", "three")] == [True, False, True]


def test_so_many_stay_whatever_they_take() -> None:
    kept = Kept(1, least=2)
    for key in ("one", "two", "three"):
        kept.keep(key, surface())
    assert [key in kept for key in ("one", "two", "three")] == [False, True, True]


def test_what_is_kept_is_drawn_once_and_what_is_kept_anew_counts_once() -> None:
    kept, drawn = Kept(BYTES * 2), []

    def draw() -> pygame.Surface:
        drawn.append(surface())
        return drawn[-1]

    assert kept.have("one", draw) is kept.have("one", draw)
    assert len(drawn) == 1
    for _ in range(5):
        kept.keep("one", surface())
    kept.keep("two", surface())
    assert "one" in kept
    kept.forget()
    assert "one" not in kept

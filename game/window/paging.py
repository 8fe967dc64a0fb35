"""Rows over pages of which the last is full, for what is read from its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pygame

from game.window import layout
from game.window.theme import Look
from game.window.widgets.widget import Widget


def from_the_end(
    rows: Iterable[Widget], look: Look, area: pygame.Rect, gap: Callable[[Widget], int]
) -> list[list[Widget]]:
    """Rows one under another as `layout.paged` has them, but filled from the last page backwards. What leads to something
    stays with it.
    """
    pieces = [piece for row in rows for piece in row.divided(look, area.width, area.height)]
    heights = [piece.height(look, area.width) for piece in pieces]
    pages: list[list[Widget]] = []
    end = len(pieces)
    while end:
        begin, taken = end - 1, heights[end - 1]
        while begin and taken + heights[begin - 1] + gap(pieces[begin]) <= area.height:
            begin -= 1
            taken += heights[begin] + gap(pieces[begin + 1])
        while begin and begin < end - 1 and pieces[begin - 1].leads:
            begin += 1
        pages.insert(0, layout.stack(pieces[begin:end], look, area, gap=gap))
        end = begin
    return pages or [[]]

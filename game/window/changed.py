"""What differs between two pages, so that only that much of the window is drawn and shown again."""

from __future__ import annotations

from functools import lru_cache

import attrs
import pygame

from game.window import theme
from game.window.theme import Look
from game.window.widgets.choice import Choice
from game.window.widgets.dial import Dial
from game.window.widgets.onward import Onward
from game.window.widgets.speech import Speech
from game.window.widgets.widget import Widget

NEAR = (Speech, Choice, Onward, Dial)
"""The widgets that draw within their bounds, but for a pointer or a quotation mark in the margin."""
DOINGS = {"on_press"}
"""What is made anew for each page and is not seen."""


@attrs.frozen(eq=False)
class Drawn:
    """A page as it was drawn."""

    look: Look
    paper: pygame.Surface
    widgets: tuple[Widget, ...]
    focus: str | None

    def areas(self, now: Drawn) -> list[pygame.Rect] | None:
        """Where the page as it is now looks otherwise: an area at the most; none where that cannot be said."""
        if self.look != now.look or self.paper is not now.paper:
            return None
        changed = [*_missing(self, now), *_missing(now, self)]
        if not all(isinstance(each, NEAR) for each in changed):
            return None
        across = 2 * now.look.px(theme.POINTER_REACH * 2 * now.look.growth)
        down = 2 * now.look.px(theme.UNIT * 2 * now.look.growth)
        areas = [each.bounds.inflate(across, down) for each in changed]
        return [areas[0].unionall(areas[1:])] if areas else []


def _missing(page: Drawn, other: Drawn) -> list[Widget]:
    """What is on a page and not, or not so, on another."""
    there = [_seen(widget, other.focus) for widget in other.widgets]
    return [widget for widget in page.widgets if _seen(widget, page.focus) not in there]


def _seen(widget: Widget, focus: str | None) -> tuple[object, ...]:
    """All of a widget that is drawn."""
    kind: type = type(widget)
    values = (getattr(widget, name) for name in _fields(kind))
    return (kind, widget.key == focus, widget.area, *values)


@lru_cache(maxsize=64)
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind) if field.name not in {*DOINGS, "bounds"})

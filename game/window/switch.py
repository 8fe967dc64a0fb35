"""Everything with one switch: what is on the page is framed in turn, and any key or button presses what is framed.

It goes round for ever and nothing is lost by waiting. With two switches nothing moves by itself: enter, or whatever else
presses, presses; every other key and button frames the next thing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import pygame

from game.language import later_as, tr
from game.window import theme
from game.window.bindings import Bindings
from game.window.focus import Focus
from game.window.keymap import Action
from game.window.theme import Look
from game.window.widgets.onward import Onward
from game.window.widgets.plate import Plate
from game.window.widgets.seam import Seam
from game.window.widgets.slip import Slip
from game.window.widgets.widget import Widget

OFF, TWO = "off", "two"
"""The words in the settings for no switch, and for one that moves and one that presses; between them are the paces."""

SPACE = "space"
"""Of two switches' keys the one that moves on, though without switches it presses."""

UNHEARD = (pygame.K_LALT, pygame.K_RALT, pygame.K_LGUI, pygame.K_RGUI)
"""Keys that are no switch: they are held to go to another window."""

MENU = "switch-menu"


def said(switch: str) -> list[tuple[str, str]]:
    """What keys and buttons do while there is a switch, for the page that lists them."""
    if switch == TWO:
        lines = [
            (later_as("keys", "enter, click, A"), later_as("keys", "press what is framed")),
            (later_as("keys", "anything else"), later_as("keys", "frame the next")),
            _POINTING,
        ]
    else:
        lines = [(later_as("keys", "any key or button"), later_as("keys", "press what is framed")), _POINTING]
    return [(tr(keys), tr(what)) for keys, what in lines]


_POINTING = (later_as("keys", "a mouse that was moved"), later_as("keys", "point and click as always"))


def presses(bindings: Bindings, names: Sequence[str]) -> bool:
    """Whether with two switches a key or button is the one that presses."""
    pressing = bindings.of(Action.PRESS)
    without_space = tuple(each for each in pressing if each != SPACE)
    return any(name in (without_space or pressing) for name in names)


class Scan:
    """Where the frame is in its round."""

    def __init__(self) -> None:
        self._since_ms = 0
        self._page: Hashable = None

    def is_due(self, now_ms: int, pace_ms: int, page: Hashable, *, is_busy: bool) -> bool:
        """Whether the frame goes on now. It waits while the page is being revealed, and begins anew on another."""
        if is_busy or page != self._page:
            self._page, self._since_ms = page, now_ms
            return False
        return bool(pace_ms) and now_ms - self._since_ms >= pace_ms

    def begin_anew(self, now_ms: int) -> None:
        """Something was done, or the frame has moved: what is framed stays so for a whole while."""
        self._since_ms = now_ms


def stops(widgets: Sequence[Widget]) -> tuple[str, ...]:
    """What the frame goes through: whatever can be pressed, in the page's order; not a line to be written on, which
    asks for more keys than one.
    """
    said = [(widget.key, widget.says()) for widget in widgets if widget.takes_focus]
    return tuple(key for key, words in said if words is None or words.role != "entry")


def go_on(widgets: Sequence[Widget], focus: Focus) -> bool:
    """Frame the next thing; whether there was another."""
    keys = stops(widgets)
    if not keys:
        return False
    at = keys.index(focus.key) if focus.key in keys else -1
    return focus.give(keys[(at + 1) % len(keys)])


def with_menu(page: tuple[Widget, ...], look: Look, open_menu: Callable[[], None]) -> tuple[Widget, ...]:
    """The page, with a way to the menu in one of its corners where it has none."""
    if any(widget.key == "menu" for widget in page):
        return page
    menu = Slip(key=MENU, label=tr("Menu"), on_press=open_menu)
    return (*page, menu.placed(_corner(page, look, menu.size(look))))


def _corner(page: Sequence[Widget], look: Look, size: tuple[int, int]) -> pygame.Rect:
    """The corner that is free, or that only a picture fills; the last of them where none is."""
    edge = look.px(theme.UNIT * 3)
    within = pygame.Rect(0, 0, look.width, look.height).inflate(-2 * edge, -2 * edge)
    place = pygame.Rect((0, 0), size)
    corners = []
    for corner in ("bottomright", "bottomleft", "topleft", "topright"):
        setattr(place, corner, getattr(within, corner))
        corners.append(place.copy())
    read = [widget.bounds for widget in page if not isinstance(widget, Plate | Seam)]
    pictures = [widget.bounds for widget in page if isinstance(widget, Plate)]
    for taken in (read + pictures, read):
        free = [each for each in corners if each.collidelist(taken) < 0]
        if free:
            return free[0]
    return corners[-1]


def frame(canvas: pygame.Surface, look: Look, widget: Widget) -> None:
    """The frame round what would be pressed."""
    beside = look.px(theme.POINTER_GAP + theme.POINTER[0] * look.growth + theme.UNIT * 2)
    around = widget.bounds.inflate(beside * 2, look.px(theme.UNIT * 5))
    around.width -= beside + look.px(theme.UNIT * 2)
    if isinstance(widget, Onward):  # which is nothing but its pointer, and stands close after a word
        around = widget.bounds.copy()
        around.x -= look.px(theme.UNIT)
        around.width = look.px(theme.POINTER[0] * look.growth + theme.UNIT * 3)
    pygame.draw.rect(canvas, look.ink, around.clip(canvas.get_rect()), look.px(theme.FRAME), look.px(theme.UNIT * 2))

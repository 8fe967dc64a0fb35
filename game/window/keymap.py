"""One table: what the player wants <- which keys and which turns of the mouse ask for it."""

from __future__ import annotations

from enum import Enum

import pygame


class Action(Enum):
    """What a player may want."""

    PRESS = "press what has the focus, or read on"
    UP = "to what lies above"
    DOWN = "to what lies below"
    LEFT = "less, or to the left"
    RIGHT = "more, or to the right"
    NEXT = "to the next thing"
    PREVIOUS = "to the thing before"
    BACK = "back: a beat, then a choice"
    FORWARD = "forward again"
    ONWARD = "read on"
    HISTORY = "what has been read"
    MENU = "the menu, or out of it"
    QUICK_SAVE = "keep this moment"
    QUICK_LOAD = "back to the moment that was kept"
    FULL_SCREEN = "the whole screen, or a window"


KEYS: dict[int, Action] = {
    pygame.K_SPACE: Action.PRESS,
    pygame.K_RETURN: Action.PRESS,
    pygame.K_KP_ENTER: Action.PRESS,
    pygame.K_UP: Action.UP,
    pygame.K_DOWN: Action.DOWN,
    pygame.K_LEFT: Action.LEFT,
    pygame.K_RIGHT: Action.RIGHT,
    pygame.K_TAB: Action.NEXT,
    pygame.K_PAGEUP: Action.BACK,
    pygame.K_PAGEDOWN: Action.FORWARD,
    pygame.K_h: Action.HISTORY,
    pygame.K_ESCAPE: Action.MENU,
    pygame.K_F5: Action.QUICK_SAVE,
    pygame.K_F9: Action.QUICK_LOAD,
    pygame.K_F11: Action.FULL_SCREEN,
}

NUMBERS: dict[int, int] = {
    **{getattr(pygame, f"K_{digit}"): digit for digit in range(1, 10)},
    **{getattr(pygame, f"K_KP{digit}"): digit for digit in range(1, 10)},
}
"""The keys that choose by number."""

BUTTONS: dict[int, Action] = {
    pygame.BUTTON_RIGHT: Action.MENU,
    pygame.BUTTON_MIDDLE: Action.FORWARD,
    pygame.BUTTON_X1: Action.BACK,
    pygame.BUTTON_X2: Action.FORWARD,
}
"""What the mouse asks for besides pointing; the last two lie at its side."""

WHEEL = {1: Action.BACK, -1: Action.ONWARD}
"""Away from the hand goes back, towards it reads on."""

SAID = {
    "space, enter, click": "read on, or take the choice that is pointed at",
    "wheel down": "read on; it never chooses",
    "1 to 9": "take that choice",
    "arrows, tab": "point at another",
    "page up, wheel up": "back, a beat and then a choice",
    "page down, middle click": "forward again",
    "h": "what has been read",
    "escape, right click": "the menu",
    "F5, F9": "keep this moment, and return to it",
    "F11": "the whole screen",
}
"""The table in words, for the page that lists it."""


def action_of(key: int, modifiers: int) -> Action | None:
    """What a key asks for."""
    if key == pygame.K_RETURN and modifiers & pygame.KMOD_ALT:
        return Action.FULL_SCREEN
    if key == pygame.K_TAB and modifiers & pygame.KMOD_SHIFT:
        return Action.PREVIOUS
    return KEYS.get(key)

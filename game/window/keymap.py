"""One table: what the player wants <- which keys, pad buttons and turns of the mouse ask for it, when nobody says
otherwise. What a player has put in its place is `bindings.py`'s; how keys and buttons are called is `strokes.py`'s.
"""

from __future__ import annotations

from enum import Enum

import pygame

from game.language import later, later_as


class Action(Enum):
    """What a player may want, in the words of the page that gives it keys."""

    PRESS = later("Press, or read on")
    ONWARD = later("Read on, and never choose")
    BACK = later("Back a beat, then a choice")
    FORWARD = later("Forward again")
    LEAVE = later("Out of a page; in a scene, back")
    MENU = later("The menu, or out of it")
    HISTORY = later("What has been read")
    JOURNAL = later("What you chose")
    AUTO = later("Read on by itself, or no more")
    SKIP = later("Skip what has been read")
    UP = later("Point at what lies above")
    DOWN = later("Point at what lies below")
    LEFT = later("Less, or to the left")
    RIGHT = later("More, or to the right")
    NEXT = later("Point at the next thing")
    PREVIOUS = later("Point at the thing before")
    QUICK_SAVE = later("Keep this moment")
    QUICK_LOAD = later("Return to that moment")
    FULL_SCREEN = later("The whole screen, or a window")
    COPY = later("Copy the line")
    PICTURE = later("Keep a picture of the page")
    VOICE = later("Everything aloud, or nothing")
    AGAIN = later("Say that again")
    METERS = later("Say the readings")
    FIRST = later("Take the first choice")
    SECOND = later("Take the second choice")
    THIRD = later("Take the third choice")
    FOURTH = later("Take the fourth choice")
    FIFTH = later("Take the fifth choice")
    SIXTH = later("Take the sixth choice")
    SEVENTH = later("Take the seventh choice")
    EIGHTH = later("Take the eighth choice")
    NINTH = later("Take the ninth choice")


USUAL: dict[Action, tuple[str, ...]] = {
    Action.PRESS: ("space", "enter", "keypad enter", "pad a"),
    Action.ONWARD: ("n", "pad right trigger"),
    Action.BACK: ("page up", "pad left shoulder", "pad left trigger"),
    Action.FORWARD: ("page down", "pad right shoulder"),
    Action.LEAVE: ("backspace", "pad b"),
    Action.MENU: ("escape", "pad y", "pad start"),
    Action.HISTORY: ("h", "pad x"),
    Action.JOURNAL: ("j", "pad left stick"),
    Action.AUTO: ("o",),
    Action.SKIP: ("s",),
    Action.UP: ("up", "pad up"),
    Action.DOWN: ("down", "pad down"),
    Action.LEFT: ("left", "pad left"),
    Action.RIGHT: ("right", "pad right"),
    Action.NEXT: ("tab",),
    Action.PREVIOUS: ("shift+tab",),
    Action.QUICK_SAVE: ("f5", "pad back"),
    Action.QUICK_LOAD: ("f9", "pad right stick"),
    Action.FULL_SCREEN: ("f11", "alt+enter"),
    Action.COPY: ("ctrl+c",),
    Action.PICTURE: ("f12",),
    Action.VOICE: ("v",),
    Action.AGAIN: ("a",),
    Action.METERS: ("m",),
    Action.FIRST: ("1", "keypad 1"),
    Action.SECOND: ("2", "keypad 2"),
    Action.THIRD: ("3", "keypad 3"),
    Action.FOURTH: ("4", "keypad 4"),
    Action.FIFTH: ("5", "keypad 5"),
    Action.SIXTH: ("6", "keypad 6"),
    Action.SEVENTH: ("7", "keypad 7"),
    Action.EIGHTH: ("8", "keypad 8"),
    Action.NINTH: ("9", "keypad 9"),
}
"""Each action's keys and buttons, the first of which is the one to name in a word."""

_FIRST = list(Action).index(Action.FIRST)
NUMBERS = {action: number for number, action in enumerate(list(Action)[_FIRST : _FIRST + 9], start=1)}
"""The actions that choose by number."""

ONCE = (Action.AUTO, Action.SKIP)
"""The actions that a key asks for once, however long it is held."""

ALWAYS = "escape"
"""The key that is the menu's, whatever else is: there is a way out of every table somebody could make."""

ON_PAGES = {
    "up": Action.UP,
    "down": Action.DOWN,
    "left": Action.LEFT,
    "right": Action.RIGHT,
    "enter": Action.PRESS,
    ALWAYS: Action.MENU,
}
"""Keys that stay what they are on pages of paper, whatever they do in a scene."""

BUTTONS: dict[int, Action] = {
    pygame.BUTTON_RIGHT: Action.MENU,
    pygame.BUTTON_MIDDLE: Action.FORWARD,
    pygame.BUTTON_X1: Action.BACK,
    pygame.BUTTON_X2: Action.FORWARD,
}
"""What the mouse asks for besides pointing; the last two lie at its side."""

WHEEL = {1: Action.BACK, -1: Action.ONWARD}
"""Away from the hand goes back, towards it reads on."""

SAID: tuple[tuple[tuple[Action, ...], str, str], ...] = (
    ((Action.PRESS,), later_as("keys", "click"), later_as("keys", "read on, or take the choice that is pointed at")),
    ((Action.ONWARD,), later_as("keys", "wheel down"), later_as("keys", "read on; it never chooses")),
    ((Action.FIRST, Action.NINTH), "", later_as("keys", "take that choice")),
    ((Action.UP, Action.DOWN), "", later_as("keys", "point at another")),
    ((Action.BACK,), later_as("keys", "wheel up"), later_as("keys", "back, a beat and then a choice")),
    ((Action.FORWARD,), later_as("keys", "middle click"), later_as("keys", "forward again")),
    ((Action.HISTORY,), "", later_as("keys", "what has been read")),
    ((Action.JOURNAL,), "", later_as("keys", "what you chose")),
    ((Action.AUTO, Action.SKIP), "", later_as("keys", "read on by itself; skip what has been read")),
    ((Action.LEAVE,), "", later_as("keys", "out of a page")),
    ((Action.MENU,), later_as("keys", "right click"), later_as("keys", "the menu")),
    ((Action.QUICK_SAVE, Action.QUICK_LOAD), "", later_as("keys", "keep this moment, and return to it")),
    ((Action.FULL_SCREEN,), "", later_as("keys", "the whole screen")),
    ((Action.COPY,), "", later_as("keys", "copy the line that was read last")),
    ((Action.PICTURE,), "", later_as("keys", "keep a picture of the page")),
    ((Action.VOICE,), "", later_as("keys", "everything aloud")),
    ((Action.AGAIN, Action.METERS), "", later_as("keys", "say it again; say the readings")),
)
"""What the page that lists the keys says of them: the actions, the mouse's own way, and what they do."""

"""What a key or a button is called: `page up`, `shift+tab`, `pad a`. The table of keys is written in these names, on
the page and on disk.

A key is looked up by what is printed on it. Where that is nothing the table knows, it is looked up by where it lies:
the row of digits chooses by number on a French keyboard too, and `h` is found on a Russian one.
"""

from __future__ import annotations

import pygame

from game.language import later_as, tr_as

PAD = "pad "
"""What the name of every pad button begins with."""

PAD_BUTTONS = (
    *("a", "b", "x", "y", "back", "guide", "start", "left stick", "right stick", "left shoulder", "right shoulder"),
    *("up", "down", "left", "right", "misc", "paddle 1", "paddle 2", "paddle 3", "paddle 4", "touchpad"),
)
"""The buttons of a pad in SDL's order."""
PAD_TRIGGERS = ("left trigger", "right trigger")

_MODIFIERS = (("ctrl", pygame.KMOD_CTRL), ("alt", pygame.KMOD_ALT), ("shift", pygame.KMOD_SHIFT))
_ALONE = (
    *(pygame.K_LSHIFT, pygame.K_RSHIFT, pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT, pygame.K_MODE),
    *(pygame.K_LGUI, pygame.K_RGUI, pygame.K_CAPSLOCK, pygame.K_NUMLOCK, pygame.K_SCROLLLOCK),
)
"""Keys that only change what others do."""

_CALLED = {
    "PAGEUP": "page up",
    "PAGEDOWN": "page down",
    "RETURN": "enter",
    "PRINT": "print screen",
    "BREAK": "pause",
    "LEFTBRACKET": "[",
    "RIGHTBRACKET": "]",
    "AC_BACK": "browser back",
}


def _named() -> dict[int, str]:
    """Every key without a character of its own, by the library's constants."""
    keypad = {"ENTER": "enter", "PLUS": "plus", "MINUS": "minus", "MULTIPLY": "times", "DIVIDE": "divided by"}
    keypad |= {"PERIOD": "point", "EQUALS": "equals"}
    named = {getattr(pygame, f"K_KP_{name}"): f"keypad {called}" for name, called in keypad.items()}
    named |= {getattr(pygame, f"K_KP_{digit}"): f"keypad {digit}" for digit in range(10)}
    for constant in dir(pygame):
        code, name = getattr(pygame, constant), constant.removeprefix("K_")
        if not constant.startswith("K_") or _is_printed(code) or code in named or code in _ALONE or not code:
            continue
        named[code] = _CALLED.get(name, name.lower().replace("_", " "))
    return named


def _is_printed(code: int) -> bool:
    """Whether the code of a key is the character on it."""
    return 32 < code < 0x110000 and chr(code).isprintable()


_NAMES = _named()
_OTHER = "key "
"""What the name begins with of a key that has none: its code follows."""

_LETTERS = {pygame.KSCAN_A + at: chr(ord("a") + at) for at in range(26)}
_DIGITS = {pygame.KSCAN_1 + at: str(at + 1) for at in range(9)}
"""What lies there on a keyboard from the United States."""


def is_alone(key: int) -> bool:
    """Whether a key does nothing by itself, such as shift."""
    return key in _ALONE


def of_key(event: pygame.Event) -> tuple[str, ...]:
    """The names a key that went down is looked up by; the first is what it is called."""
    name = _name(event.key)
    held = "".join(f"{called}+" for called, mask in _MODIFIERS if event.mod & mask)
    names = [f"{held}{name}", name]
    if event.unicode.isdecimal() and event.key not in _NAMES:
        names.append(str(int(event.unicode)))
    if event.scancode in _DIGITS:
        names.append(_DIGITS[event.scancode])
    if event.scancode in _LETTERS and not name.isascii():
        names.append(_LETTERS[event.scancode])
    return tuple(dict.fromkeys(names))


def _name(code: int) -> str:
    if code in _NAMES:
        return _NAMES[code]
    return chr(code).lower() if _is_printed(code) else f"{_OTHER}{code}"


def is_known(name: object) -> bool:
    """Whether something read from disk is the name of a key or a button."""
    if not isinstance(name, str):
        return False
    if name.startswith(PAD):
        return name.removeprefix(PAD) in (*PAD_BUTTONS, *PAD_TRIGGERS)
    for called, _ in _MODIFIERS:
        name = name.removeprefix(f"{called}+") or name
    if name.startswith(_OTHER):
        return name.removeprefix(_OTHER).isascii() and name.removeprefix(_OTHER).isdecimal()
    return name in _NAMES.values() or (len(name) == 1 and _is_printed(ord(name)) and name == name.lower())


def is_pads(name: str) -> bool:
    """Whether it is a pad's button."""
    return name.startswith(PAD)


# ---- in a player's words

_ON_PADS = {
    "xbox": "A,B,X,Y,View,Guide,Menu,left stick,right stick,LB,RB,LT,RT",
    "playstation": "cross,circle,square,triangle,create,PS,options,L3,R3,L1,R1,L2,R2",
    "nintendo": "A,B,X,Y,minus,Home,plus,left stick,right stick,L,R,ZL,ZR",
}
"""What is printed on the buttons of each family of pads, in SDL's order, and then on the triggers."""
_BRANDS = {
    "playstation": ("ps3", "ps4", "ps5", "playstation", "dualshock", "dualsense", "sony"),
    "nintendo": ("nintendo", "switch", "joy-con", "joycon"),
}


def family(pad: str) -> str:
    """Which family a pad belongs to, by what it calls itself."""
    named = pad.lower()
    return next((each for each, brands in _BRANDS.items() if any(brand in named for brand in brands)), "xbox")


_IN_WORDS = (
    *(later_as("a key", "enter"), later_as("a key", "space"), later_as("a key", "escape"), later_as("a key", "tab")),
    *(later_as("a key", "backspace"), later_as("a key", "delete"), later_as("a key", "insert")),
    *(later_as("a key", "up"), later_as("a key", "down"), later_as("a key", "left"), later_as("a key", "right")),
    *(
        later_as("a key", "page up"),
        later_as("a key", "page down"),
        later_as("a key", "home"),
        later_as("a key", "end"),
    ),
    *(later_as("a key", "print screen"), later_as("a key", "pause"), later_as("a key", "menu")),
    *(later_as("a key", "left stick"), later_as("a key", "right stick"), later_as("a key", "cross")),
    *(later_as("a key", "circle"), later_as("a key", "square"), later_as("a key", "triangle")),
    *(later_as("a key", "minus"), later_as("a key", "plus"), later_as("a key", "keypad enter")),
    *(later_as("a key", "ctrl"), later_as("a key", "alt"), later_as("a key", "shift")),
)
"""What goes by another name in other languages; letters, digits and the rest are called what is printed on them."""


def words(name: str, pad: str = "xbox", *, is_short: bool = False) -> str:
    """A key or a button as a page names it.

    Args:
        name: its name.
        pad: the family of the pad in the player's hands.
        is_short: whether it goes without saying that a direction is the d-pad's.
    """
    if not is_pads(name):
        return _on_keys(name)
    button = name.removeprefix(PAD)
    printed = _ON_PADS[pad].split(",")
    if button in PAD_BUTTONS[:11]:
        return _told(printed[PAD_BUTTONS.index(button)])
    if button in PAD_TRIGGERS:
        return printed[11 + PAD_TRIGGERS.index(button)]
    if button not in ("up", "down", "left", "right"):
        return button
    return _told(button) if is_short else tr_as("a key", "d-pad {way}", way=_told(button))


def _told(name: str) -> str:
    keypad, _, rest = name.partition(" ")
    if keypad == "keypad" and name not in _IN_WORDS:
        return tr_as("a key", "keypad {key}", key=rest)
    return tr_as("a key", name) if name in _IN_WORDS else name


def _on_keys(name: str) -> str:
    """A letter and a function key as they are printed."""
    held, plus, key = name.rpartition("+") if len(name) > 1 else ("", "", name)
    is_capital = (len(key) == 1 and len(key.upper()) == 1) or (key[0] == "f" and key[1:].isdecimal()) if key else False
    before = "".join(f"{_told(each)}+" for each in held.split("+")) if plus and held else ""
    return f"{before}{key.upper() if is_capital else _told(key)}" if key else name

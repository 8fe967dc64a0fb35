"""The game with a pad that is not there: run in place of `python -m game`, with the game's own arguments.

SDL makes the pad and the game meets it as it meets any other. One request a line on standard input:

    plug in             a pad comes
    pull out            it goes
    press NUMBER        its button of that number, in SDL's order, down and up
    hold NUMBER, let go NUMBER
    lean AXIS PART      a stick or a trigger, from -1 to 1
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from pathlib import Path

PAD = 1
AXES, BUTTONS = 6, 15
JOYSTICKS = 0x200
FULL = 32767
MET_S = 5.0
"""How long the game may take to meet a button that is down; a pad that is there keeps it for the game in a queue."""

os.environ["SDL_JOYSTICK_ALLOW_BACKGROUND_EVENTS"] = "1"  # no window manager gives the window the focus here


def library() -> ctypes.CDLL:
    """The SDL that pygame brings."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    loaded = ctypes.CDLL(next(line.split()[-1] for line in maps if "libSDL2-" in line))
    loaded.SDL_JoystickOpen.restype = ctypes.c_void_p
    loaded.SDL_JoystickSetVirtualButton.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint8]
    loaded.SDL_JoystickSetVirtualAxis.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int16]
    loaded.SDL_JoystickGetButton.argtypes = [ctypes.c_void_p, ctypes.c_int]
    loaded.SDL_JoystickGetButton.restype = ctypes.c_uint8
    loaded.SDL_JoystickClose.argtypes = [ctypes.c_void_p]
    return loaded


def set_button(sdl: ctypes.CDLL, pad: int, button: int, is_down: int) -> None:
    """Has a button down or up, and waits until the game has met it so."""
    sdl.SDL_JoystickSetVirtualButton(pad, button, is_down)
    until = time.monotonic() + MET_S
    while sdl.SDL_JoystickGetButton(pad, button) != is_down and time.monotonic() < until:
        time.sleep(0.005)


def serve() -> None:
    sdl, pad = None, None
    for line in sys.stdin:
        while sdl is None or not sdl.SDL_WasInit(JOYSTICKS):
            if "pygame.base" in sys.modules and sdl is None:
                sdl = library()
            time.sleep(0.02)
        verb, *numbers = line.replace("plug in", "plug").replace("pull out", "pull").replace("let go", "let").split()
        if verb == "plug":
            pad = sdl.SDL_JoystickOpen(sdl.SDL_JoystickAttachVirtual(PAD, AXES, BUTTONS, 0))
        elif verb == "pull":
            sdl.SDL_JoystickDetachVirtual(0)
            sdl.SDL_JoystickClose(pad)
        elif verb == "lean":
            sdl.SDL_JoystickSetVirtualAxis(pad, int(numbers[0]), round(float(numbers[1]) * FULL))
        else:
            for is_down in {"press": (1, 0), "hold": (1,), "let": (0,)}[verb]:
                set_button(sdl, pad, int(numbers[0]), is_down)


if __name__ == "__main__":
    threading.Thread(target=serve, daemon=True).start()
    from game.cli import main

    main()

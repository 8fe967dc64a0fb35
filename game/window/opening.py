"""The window itself: where and how large it is opened, and whether there is a display to open it on."""

from __future__ import annotations

import os
import sys

import pygame

from game.window import placing
from game.window.settings import Settings

SIZE = (1280, 720)
LARGE_SIZE = (1920, 1080)
"""The window at first, and on a desktop with room for it."""
MUST_LISTEN_FIRST = sys.platform == "win32"
"""Windows asks a window for its accessibility tree the moment it is shown, so the tree must be there by then."""
UNSEEN = ("offscreen", "dummy")
"""Where SDL draws when it finds no display. Wanted only when somebody asks for it."""


class NoDisplay(Exception):
    """There is no display to open a window on."""


def first_window(kept: Settings, screen: int | None = None) -> pygame.Surface:
    """The window of a game that begins. Nothing but what the first page needs is started: no sound, no joysticks.

    Args:
        kept: What was wished.
        screen: Which screen it is to fill, from 0; none where it opens as it was left.

    Raises:
        NoDisplay: There is no display to open it on.
    """
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ["SDL_VIDEO_X11_WMCLASS"] = "ampersand"  # pygame has put the name of a file there
    try:
        pygame.display.init()
        if pygame.display.get_driver() in UNSEEN and not os.environ.get("SDL_VIDEODRIVER"):
            raise NoDisplay("SDL found no display, and would have drawn where nobody sees it")
        if pygame.display.get_driver() == "x11":
            # Pages are drawn by the processor. Handed to X as they are they are shown at once; by way of OpenGL, which SDL would
            # try first, a window takes three times as long to open and a hundred megabytes where no card does that work. Wayland
            # has no other way.
            os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
        pygame.font.init()
        shown = pygame.HIDDEN if MUST_LISTEN_FIRST else pygame.SHOWN
        is_there = screen is not None and screen < pygame.display.get_num_displays()
        return opened(full_screen=is_there or (screen is None and kept.is_full_screen), screen=screen, flags=shown)
    except pygame.error as refused:
        raise NoDisplay(str(refused)) from refused


def opened(*, full_screen: bool, screen: int | None = None, flags: int = pygame.SHOWN) -> pygame.Surface:
    """A window where it was left, or as large as there is room for; or the whole screen.

    Args:
        full_screen: Whether it fills the screen.
        screen: Which one, from 0; where there is none of that number, and where none is named, the first.
        flags: More of pygame's.
    """
    desktops = pygame.display.get_desktop_sizes()
    at = screen if screen is not None and screen < len(desktops) else 0
    desktop = desktops[at]
    pygame.display.set_caption("Ampersand")
    if full_screen:
        return pygame.display.set_mode(desktop, flags | pygame.FULLSCREEN, display=at)
    if screen is None and (place := placing.wanted(desktops)) is not None:
        os.environ["SDL_VIDEO_WINDOW_POS"] = f"{place.left},{place.top}"
        return pygame.display.set_mode((place.width, place.height), flags | pygame.RESIZABLE)
    has_room = all(room > size * 1.25 for room, size in zip(desktop, LARGE_SIZE, strict=True))
    width, height = LARGE_SIZE if has_room else SIZE
    size = min(width, desktop[0]), min(height, desktop[1])
    return pygame.display.set_mode(size, flags | pygame.RESIZABLE, display=at)

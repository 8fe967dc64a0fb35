"""Where the window was and how large, so that it opens there again; nowhere that no monitor shows."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence

import attrs
import pygame

from game import disk

FILE = "place.json"
LEAST = (400, 300)
"""A window smaller than this was not meant to be kept so."""

Size = tuple[int, int]


@attrs.frozen
class Place:
    """A window on the monitors there were, in real pixels."""

    left: int
    top: int
    width: int
    height: int
    monitors: tuple[Size, ...]


def wanted(monitors: Sequence[Size]) -> Place | None:
    """Where to open the window: as it was, moved to where it can be seen; none where it was never kept, or the monitors
    are others by now.
    """
    try:
        said = json.loads(disk.read(disk.settings_folder() / FILE))
        left, top, width, height = (said[name] for name in ("left", "top", "width", "height"))
        had = tuple((int(width), int(height)) for width, height in said["monitors"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if had != tuple(monitors) or not all(type(each) is int for each in (left, top, width, height)):
        return None
    return _seen(Place(left, top, width, height, had))


def _seen(place: Place) -> Place | None:
    """The place with all of it on the monitors. How several lie beside each other is not known here: on those there
    were, it could be seen where it was, if that is nowhere beyond all of them.
    """
    most = max(place.monitors, key=lambda size: size[0] * size[1])
    width, height = min(place.width, most[0]), min(place.height, most[1])
    if width < LEAST[0] or height < LEAST[1]:
        return None
    across = sum(size[0] for size in place.monitors)
    down = sum(size[1] for size in place.monitors)
    is_alone = len(place.monitors) == 1
    left = max(0 if is_alone else -across, min(place.left, across - width))
    top = max(0 if is_alone else -down, min(place.top, down - height))
    return attrs.evolve(place, left=left, top=top, width=width, height=height)


def keep(window: pygame.Surface) -> None:
    """Write down where a window is that is not the whole screen. Where the disk refuses, the next opens as the first did."""
    left, top = pygame.display.get_window_position()
    width, height = window.get_size()
    monitors = [list(size) for size in pygame.display.get_desktop_sizes()]
    said = {"left": left, "top": top, "width": width, "height": height, "monitors": monitors}
    with contextlib.suppress(OSError):
        disk.write_whole(disk.settings_folder() / FILE, json.dumps(said).encode() + b"\n")

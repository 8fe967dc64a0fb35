"""Pictures printed for a page to keep: asked of a press of their own, in a process, and coloured on the way back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from game import beside
from game.window.press import sheetfile
from game.window.press.cache import Cache
from game.window.press.palette import Inks, palette
from game.window.press.picture import Picture

SMALL = 9
"""A page to keep is compressed for size, not speed."""


def print_all(pictures: Mapping[str, Picture], inks: Inks, folder: Path) -> dict[str, bytes]:
    """Each picture as a PNG, by its name; one that cannot be printed is left out.

    Args:
        pictures: what to print.
        inks: in which colours.
        folder: the cache that the window's own press keeps its sheets in.
    """
    keys = {name: picture.key() for name, picture in pictures.items()}
    jobs = {key: json.dumps({"key": key, "picture": pictures[name].as_json()}) for name, key in keys.items()}
    cache = Cache(folder)
    _print({key: job for key, job in jobs.items() if not cache.has(key)}, folder)
    colours = palette(inks)
    printed: dict[str, bytes] = {}
    for name, key in keys.items():
        if (data := cache.find(key)) is not None:
            pixels, size = sheetfile.read(data)
            printed[name] = sheetfile.write(pixels, size, colours, level=SMALL)
    return printed


def _print(jobs: Mapping[str, str], folder: Path) -> None:
    """Have the jobs done by a press; it ends when nothing more is asked of it."""
    if not jobs:
        return
    with beside.started("game.window.press.worker", str(folder)) as press:
        assert press.stdin
        assert press.stdout
        for job in jobs.values():
            press.stdin.write(job.encode() + b"\n")
        press.stdin.flush()
        for _ in jobs:
            if not press.stdout.readline():
                break
        press.stdin.close()

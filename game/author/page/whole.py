"""An author's file written whole: the old bytes or the new, whenever the machine stops, and nothing else left beside it.

`game.disk.write_whole` keeps what a save held before, and makes it the player's alone. An author's folder is the author's:
a file in it keeps its permissions, and gains no neighbour.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_REPLACE_AGAIN_S: Final = (0.01, 0.05, 0.25)
"""Windows refuses to rename over a file that a virus scanner has open; it lets go within these."""
_STALE_S: Final = 60
"""A temporary file this old was left by a page that died while it wrote."""
_LEFT: Final = re.compile(r"\..+\.ya?ml\.\d+-\d+\.new")
_NEW_FILE: Final = 0o644
_writings = itertools.count()


def write_over(path: Path, data: bytes, *, still_wanted: Callable[[], bool]) -> bool:
    """Put the bytes in the file, whole or not at all; whether it was done.

    Args:
        path: The file, which need not be there yet; its folder is.
        data: What it is to hold.
        still_wanted: Asked at the last moment, when the bytes lie on the disk and only the name is still the old one's.

    Raises:
        OSError: The disk refuses.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}-{next(_writings)}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _NEW_FILE)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        with contextlib.suppress(FileNotFoundError):
            fresh.chmod(stat.S_IMODE(path.stat().st_mode))
        if not still_wanted():
            return False
        _rename(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)
    return True


def sweep(folder: Path) -> None:
    """Remove what pages that died while they wrote left under a folder. None of it is in any story: hidden files are not read."""
    now = time.time()
    for left in folder.rglob(".*.new"):
        with contextlib.suppress(OSError):
            if _LEFT.fullmatch(left.name) and now - left.stat().st_mtime > _STALE_S:
                left.unlink()


def _rename(source: Path, target: Path) -> None:
    for pause_s in _REPLACE_AGAIN_S if sys.platform == "win32" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    source.replace(target)


def _sync(folder: Path) -> None:
    """Make a rename last through a power cut, where folders can be synced."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

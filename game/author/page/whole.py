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
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from game import disk

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
        disk.write_through(fresh, data, mode=_NEW_FILE, over=os.O_EXCL)
        with contextlib.suppress(FileNotFoundError):
            fresh.chmod(stat.S_IMODE(path.stat().st_mode))
        if not still_wanted():
            return False
        disk.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    disk.sync_folder(path.parent)
    return True


def sweep(folder: Path) -> None:
    """Remove what pages that died while they wrote left under a folder. None of it is in any story: hidden files are not read."""
    now = time.time()
    for left in folder.rglob(".*.new"):
        with contextlib.suppress(OSError):
            if _LEFT.fullmatch(left.name) and now - left.stat().st_mtime > _STALE_S:
                left.unlink()

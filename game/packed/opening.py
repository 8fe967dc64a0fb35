"""A packed story laid down in the cache, where it is read like any other: once for each that there is, whole or not at all."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game import disk
from game.packed.contents import Contents, Pack, digest_of, opened
from game.packed.refused import Refused

FOLDER: Final = "packed"
"""Of the cache, where they lie."""
UNUSED_S: Final = 90 * 86_400
"""One that nobody has opened for so long is swept up; it is unpacked again when somebody does."""

_MAGIC: Final = b"PK\x03\x04"
_turns = itertools.count()


def is_packed(path: Path) -> bool:
    """Whether a file is an archive, whatever it is called; a folder never is, nor a file of text."""
    if not path.is_file():
        return False
    if path.suffix.lower() == disk.PACKED:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def unpacked(path: Path, cache: Path) -> Path:
    """The folder that holds what is in a packed story.

    Args:
        path: the packed story.
        cache: the game's cache.

    Raises:
        Refused: it is none, it is damaged, or it holds what no packed story holds.
        OSError: the disk refuses.
    """
    with opened(path) as pack:
        contents = pack.contents
        home = cache / FOLDER
        there = home / f"{re.sub('[^a-z0-9-]+', '_', contents.story.lower())[:40]}-{contents.digest}"
        if not _holds(there, contents):
            home.mkdir(parents=True, exist_ok=True)
            _lay_down(pack, there)
    with contextlib.suppress(OSError):  # a cache that may only be read serves as well
        os.utime(there)
        _sweep(home)
    return there


def _lay_down(pack: Pack, there: Path) -> None:
    """Unpack beside the place, and move there at once: no game ever reads half of it."""
    beside = there.with_name(f".{there.name[-12:]}.{os.getpid()}-{next(_turns)}.new")
    try:
        beside.mkdir()
        for each, data in pack.files():
            file = beside.joinpath(*each.name.split("/"))
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(data)
        _put(beside, there, pack.contents)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put(beside: Path, there: Path, contents: Contents) -> None:
    if _holds(there, contents):
        return  # another game was first
    if there.exists():  # something was taken out of it, or put in
        spoilt = beside.with_suffix(".old")
        there.rename(spoilt)
        shutil.rmtree(spoilt, ignore_errors=True)
    try:
        beside.rename(there)
    except OSError:
        if not _holds(there, contents):  # where it does, another game was first
            raise


def _holds(there: Path, contents: Contents) -> bool:
    """Whether a folder holds just what a list says, byte for byte: anybody may have been at the cache."""
    listed = {each.name: each for each in contents.files}
    try:
        found = list(_below(there))
        if len(found) != len(listed):
            return False
        for file in found:
            each = listed.get(file.relative_to(there).as_posix())
            if each is None or file.is_symlink() or file.stat().st_size != each.size:
                return False
            if digest_of(file.read_bytes()) != each.digest:
                return False
    except OSError:
        return False
    return True


def _below(folder: Path) -> Iterator[Path]:
    """Everything under a folder that is no folder."""
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        else:
            yield entry


def _sweep(home: Path) -> None:
    """Take away what has not been opened for long, and what games that died in the middle left."""
    for left in home.iterdir():
        try:
            if time.time() - left.stat().st_mtime > UNUSED_S:
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue


__all__ = ["FOLDER", "Refused", "is_packed", "unpacked"]

"""What has been read of a story, in any life: a few bytes for each beat, so that it can be passed over another time.

A beat is known by its words: one that its author has changed since has not been read. The player's name stands for any
name, so that a life under another reads the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from game import disk

FILE: Final = "read"
_HEAD: Final = b"ampersand read 1\n"
_BYTES: Final = 6
"""Of a digest: among a hundred thousand beats, two are taken for one another once in fifty thousand stories."""


class Seen:
    """The beats that have been read, as far as the file of a story says and since."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = _kept(file)
        self._fresh: set[bytes] = set()

    def has(self, words: str, name: str) -> bool:
        """Whether these words have been read before; `name` is the player's."""
        return _digest(words, name) in self._read

    def mark(self, words: str, name: str) -> None:
        """Take note that these words have been read."""
        digest = _digest(words, name)
        if digest not in self._read:
            self._read.add(digest)
            self._fresh.add(digest)

    def take_fresh(self) -> frozenset[bytes]:
        """What has been read since this was asked last, to be kept."""
        fresh, self._fresh = frozenset(self._fresh), set()
        return fresh

    def keep(self, fresh: Iterable[bytes]) -> None:
        """Add to the file, where another game may have added too. Safe on another thread.

        Raises:
            OSError: The disk refuses.
        """
        disk.write_whole(self._file, _HEAD + b"".join(sorted(_kept(self._file).union(fresh))))


def _digest(words: str, name: str) -> bytes:
    anybody = re.sub(rf"\b{re.escape(name)}\b", "\0", words) if name else words
    return hashlib.blake2b(anybody.encode("utf-8", "replace"), digest_size=_BYTES).digest()


def _kept(file: Path) -> set[bytes]:
    """What a file holds; nothing where there is none, or it is something else."""
    try:
        data = disk.read(file)
    except OSError:
        return set()
    if not data.startswith(_HEAD) or (len(data) - len(_HEAD)) % _BYTES:
        return set()
    return {data[at : at + _BYTES] for at in range(len(_HEAD), len(data), _BYTES)}

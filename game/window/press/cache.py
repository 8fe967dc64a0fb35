"""Finished sheets on disk, so that a picture is printed once a machine and not once a game."""

from __future__ import annotations

import os
import re
from pathlib import Path

import attrs

LIMIT = 200_000_000
"""In bytes. Above it the sheets nobody has looked at for longest go."""

_KEY = re.compile(r"[0-9a-f]{32}|grain-\d+-\d+x\d+")


@attrs.frozen
class Cache:
    """A folder of sheets, each named by its key. Both processes use it at once: every write is whole or not there."""

    folder: Path
    limit: int = LIMIT

    def path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not the key of a sheet")
        return self.folder / f"{key}.png"

    def find(self, key: str) -> bytes | None:
        """The sheet of that key, or None; finding it makes it young again."""
        path = self.path(key)
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def has(self, key: str) -> bool:
        return self.path(key).exists()

    def keep(self, key: str, data: bytes) -> None:
        """Write a sheet, and let the oldest go if there are now too many.

        Raises:
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.path(key).with_suffix(f".{os.getpid()}.half")
        half.write_bytes(data)
        half.replace(self.path(key))
        self.prune()

    def forget(self, key: str) -> None:
        self.path(key).unlink(missing_ok=True)

    def prune(self) -> None:
        """Delete the oldest sheets until the rest fit the limit, and halves that were never finished."""
        files = []
        for file in self.folder.iterdir():
            if file.suffix in {".png", ".half"}:
                try:
                    seen = file.stat()
                except OSError:  # the other process was quicker
                    continue
                files.append((seen.st_mtime, seen.st_size, file))
        files.sort(reverse=True)
        room = self.limit
        for _, length, file in files:
            room -= length
            if room < 0:
                file.unlink(missing_ok=True)

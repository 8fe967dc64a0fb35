"""The files of a story's slots: read from the newest that holds, written whole, each by one game at a time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game import disk
from game.language import tr
from game.play.saved import Damaged, Saved, SaveProblem, parse
from game.saves.refusals import reason, refusal

SUFFIX: Final = ".save"
_TURNS = 100
"""How often a game asks for the lives before this one while another game is putting one there."""
_TURN_S = 0.02


class Files:
    """The files of the slots in a folder, whether or not it is there yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[tuple[int, ...], Saved]] = {}
        """What was read of each slot, and of which file."""

    def path(self, slot: str) -> Path:
        """The file of a slot, whether or not there is one."""
        return self.folder / f"{slot}{SUFFIX}"

    def slots(self) -> list[str]:
        """The slots that hold something, as the disk lists them."""
        found = self.folder.glob(f"*{SUFFIX}") if self.folder.is_dir() else ()
        return [path.name.removesuffix(SUFFIX) for path in found]

    def read(self, slot: str) -> tuple[bytes, tuple[str, ...]]:
        """The newest bytes of a slot that are a save, and what to say about them."""
        path = self.path(slot)
        if not path.exists():
            raise SaveProblem(tr("Nothing is saved there."), tr("Choose another."))
        try:
            data = bytes_of(path)
            parse(data)
        except Damaged:
            earlier = disk.previous(path)
            if not earlier.exists():
                raise
            data = bytes_of(earlier)
            parse(data)
            return data, (tr("The latest save there is damaged; this is the one before it."),)
        return data, ()

    def saved(self, slot: str) -> tuple[Saved, tuple[str, ...]]:
        """What a slot holds, and what to say about it. A page shows all of them: only what has been written since the last look is read.

        Raises:
            SaveProblem: It holds nothing, or nothing that can be read.
        """
        mark = _mark(self.path(slot))
        known = self._known.get(slot)
        if known is not None and known[0] == mark:
            return known[1], ()
        data, notices = self.read(slot)
        saved = parse(data)
        if mark and not notices:
            self._known[slot] = (mark, saved)
        return saved, notices

    def life(self, slot: str) -> Saved | None:
        """What a slot holds; none where it holds nothing that can be read."""
        try:
            return parse(self.read(slot)[0])
        except SaveProblem:
            return None

    @contextlib.contextmanager
    def turn(self, slot: str) -> Iterator[None]:
        """The right to write a slot that games hold for a moment only, waited for."""
        lock = disk.SlotLock(self.path(slot))
        for _ in range(_TURNS):
            try:
                lock.acquire()
            except disk.SlotTaken:
                time.sleep(_TURN_S)
            else:
                break
        if not lock.is_held:
            raise SaveProblem(tr("Another game is putting a life aside."), tr("Try again when it has been closed."))
        with lock:
            yield

    def write(self, slot: str, data: bytes, *, is_held: bool = False) -> None:
        """Write a slot whole; `is_held` where this game has the slot to itself already.

        Raises:
            SaveProblem: The disk refuses, or another game is writing there.
        """
        path = self.path(slot)
        try:
            if is_held:
                disk.write_whole(path, data)
            else:
                with disk.SlotLock(path):
                    disk.write_whole(path, data)
        except disk.SlotTaken as taken:
            raise SaveProblem(
                tr("Another game is open that keeps its place there."), tr("Choose another slot.")
            ) from taken
        except OSError as refused:
            raise refusal(refused) from refused

    def erase(self, slot: str) -> None:
        """Forget what a slot holds, and what it held before."""
        path = self.path(slot)
        for file in (path, disk.previous(path)):
            file.unlink(missing_ok=True)


def _mark(path: Path) -> tuple[int, ...]:
    """What tells a file from any that was there before it; nothing where there is none."""
    try:
        seen = path.stat()
    except OSError:
        return ()
    return (seen.st_ino, seen.st_size, seen.st_mtime_ns)


def bytes_of(path: Path) -> bytes:
    """What is in a file.

    Raises:
        SaveProblem: It cannot be read.
    """
    try:
        return disk.read(path)
    except OSError as refused:
        raise SaveProblem(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=reason(refused)),
            tr("Choose another; it has been left as it is."),
        ) from refused

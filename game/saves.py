"""A story's saves on disk: one kept by itself at every choice, a quick one, and twelve to name a moment by.

What is in a save is `play`'s; how a file is written whole is `disk`'s. Here are the slots, who may write them, and the
thread that does, so that no page ever waits for a disk.
"""

from __future__ import annotations

import contextlib
import itertools
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

import attrs

from game import disk
from game.play.history import Playthrough
from game.play.save import Loaded, dump, load
from game.play.saved import Damaged, Saved, SaveProblem, Where, parse
from game.story.model import Story

AUTO: Final = "auto"
"""The slot that keeps itself. A second game of the same story, open at the same time, keeps `auto-2`, and so on."""
QUICK: Final = "quick"
EARLIER: Final = "earlier"
"""The slot that keeps the life before this one, so that beginning again throws nothing away."""
NUMBERED: Final = tuple(str(number) for number in range(1, 13))

_SUFFIX = ".save"
_BARELY_BEGUN = 2
"""Choices after which a life is worth keeping from the next."""


@attrs.frozen
class Kept:
    """A slot that holds something."""

    slot: str
    when: datetime | None
    where: Where | None
    problem: str = ""
    """What is the matter with it, in a sentence; empty when nothing is. It cannot be opened when `when` is missing."""

    def __str__(self) -> str:
        when = f"{self.when.astimezone():%d %B %Y, %H:%M}" if self.when else ""
        return "; ".join(part for part in (str(self.where or ""), when, self.problem) if part)


def _now() -> datetime:
    return datetime.now(UTC)


class Saves:
    """The saves of one story.

    Args:
        folder: Where the saves of all stories lie (`disk.saves_folder()`).
        story: The story.
        clock: What time it is, with its zone.

    Use it as a context, or `close` it: the last thing asked of `write_later` is written before that returns.
    """

    def __init__(self, folder: Path, story: Story, *, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder / re.sub(r"[^a-z0-9-]+", "_", story.id.lower())
        self.story = story
        self._clock = clock
        self._writer = _Writer(self._write)
        self._auto_lock: disk.SlotLock | None = None
        self._auto = AUTO

    def __enter__(self) -> Saves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def path(self, slot: str) -> Path:
        """The file of a slot, whether or not there is one."""
        return self.folder / f"{slot}{_SUFFIX}"

    # ---- looking

    def kept(self) -> tuple[Kept, ...]:
        """The slots that hold something: those kept by themselves, the quick one, then by number."""
        files = self.folder.glob(f"*{_SUFFIX}") if self.folder.is_dir() else ()
        slots = sorted((path.name.removesuffix(_SUFFIX) for path in files), key=_order)
        return tuple(self._kept(slot) for slot in slots)

    def newest(self) -> str | None:
        """The slot written last, to go on from; none when nothing is kept."""
        dated = [(kept.when, kept.slot) for kept in self.kept() if kept.when is not None]
        return max(dated)[1] if dated else None

    def free(self) -> str | None:
        """The first numbered slot that holds nothing; none when all do."""
        return next((slot for slot in NUMBERED if not self.path(slot).exists()), None)

    def _kept(self, slot: str) -> Kept:
        try:
            saved, notices = self._latest(slot)
        except SaveProblem as problem:
            return Kept(slot, None, None, problem.problem)
        return Kept(slot, saved.when, saved.where, " ".join(notices))

    def _latest(self, slot: str) -> tuple[Saved, tuple[str, ...]]:
        data, notices = self._bytes(slot)
        return parse(data), notices

    # ---- reading

    def read(self, slot: str) -> Loaded:
        """The playthrough kept in a slot; where its latest save is damaged, in the one before.

        Raises:
            SaveProblem: There is none, or none that can be opened.
        """
        data, notices = self._bytes(slot)
        loaded = load(data, self.story)
        return attrs.evolve(loaded, notices=notices + loaded.notices)

    def _bytes(self, slot: str) -> tuple[bytes, tuple[str, ...]]:
        """The newest bytes of a slot that are a save, and what to say about them."""
        path = self.path(slot)
        if not path.exists():
            raise SaveProblem("Nothing is saved there.", "Choose another.")
        try:
            data = _bytes_of(path)
            parse(data)
        except Damaged:
            earlier = disk.previous(path)
            if not earlier.exists():
                raise
            data = _bytes_of(earlier)
            parse(data)
            return data, ("The latest save there is damaged; this is the one before it.",)
        return data, ()

    # ---- writing

    def auto(self) -> str:
        """The slot that keeps itself for this game, which no other may write until this one is closed."""
        if self._auto_lock is None:
            self._auto_lock, self._auto = self._take_auto()
        return self._auto

    def _take_auto(self) -> tuple[disk.SlotLock, str]:
        for number in itertools.count(1):
            slot = AUTO if number == 1 else f"{AUTO}-{number}"
            lock = disk.SlotLock(self.path(slot))
            with contextlib.suppress(disk.SlotTaken):
                lock.acquire()
                if self._may_write_over(slot):
                    return lock, slot
                lock.release()
        raise AssertionError

    def _may_write_over(self, slot: str) -> bool:
        """Whether nothing would be lost by it: a save that only a later game can read stays, and so does a damaged one."""
        try:
            return not self.path(slot).exists() or bool(parse(_bytes_of(self.path(slot))))
        except SaveProblem:
            return False

    def write(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a playthrough in a slot, and return when it is on the disk.

        Raises:
            SaveProblem: The disk refuses, or another game is writing there.
        """
        self._write(slot, playthrough, self._clock())

    def write_later(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a playthrough in a slot, soon, while the game goes on. Of several in a row the last is what counts."""
        self._writer.ask(slot, playthrough, self._clock())

    def autosave(self, playthrough: Playthrough) -> None:
        """Keep a playthrough where it keeps itself, soon."""
        try:
            self.write_later(self.auto(), playthrough)
        except OSError as refused:
            self._writer.trouble = _refusal(refused).problem

    @property
    def trouble(self) -> str:
        """What went wrong when a save was last written later, in a sentence; empty when nothing did."""
        return self._writer.trouble

    def close(self) -> None:
        """Write what is still to be written, and let others have the slot."""
        self._writer.finish()
        if self._auto_lock is not None:
            self._auto_lock.release()
            self._auto_lock = None

    def _write(self, slot: str, playthrough: Playthrough, when: datetime) -> None:
        if slot == self._auto and len(playthrough.steps) <= _BARELY_BEGUN:
            self._keep_earlier(slot)
        self._put(slot, dump(playthrough, when))

    def _keep_earlier(self, slot: str) -> None:
        """Put what a slot keeps aside, where a life that has barely begun is about to take its place."""
        with contextlib.suppress(SaveProblem):
            data, _ = self._bytes(slot)
            saved = parse(data)
            if len(saved.earlier) + len(saved.since) > _BARELY_BEGUN:
                self._put(EARLIER, data)

    def _put(self, slot: str, data: bytes) -> None:
        path = self.path(slot)
        try:
            if self._auto_lock is not None and slot == self._auto:
                disk.write_whole(path, data)
            else:
                with disk.SlotLock(path):
                    disk.write_whole(path, data)
        except disk.SlotTaken as taken:
            raise SaveProblem("Another game is open that keeps its place there.", "Choose another slot.") from taken
        except OSError as refused:
            raise _refusal(refused) from refused

    # ---- carrying away, bringing back, erasing

    def carry_away(self, slot: str, to: Path) -> None:
        """Put a copy of a slot's save in a file of its own.

        Raises:
            SaveProblem: The slot holds no save, the file is there already, or the disk refuses.
        """
        data, _ = self._bytes(slot)
        if to.exists():
            raise SaveProblem(f"There is a file called {to.name} already.", "Choose another name.")
        try:
            disk.write_whole(to, data)
        except OSError as refused:
            raise _refusal(refused) from refused

    def bring_back(self, file: Path, slot: str | None = None) -> str:
        """Keep the save in a file in a slot, by default the first that is free; returns which.

        Raises:
            SaveProblem: It is no save of this story, every slot is taken, or the disk refuses.
        """
        data = _bytes_of(file)
        load(data, self.story)
        slot = slot or self.free()
        if slot is None:
            raise SaveProblem(f"All {len(NUMBERED)} slots are taken.", "Erase one, or say which to write over.")
        self._put(slot, data)
        return slot

    def erase(self, slot: str) -> None:
        """Forget what a slot holds, and what it held before."""
        path = self.path(slot)
        for file in (path, disk.previous(path)):
            file.unlink(missing_ok=True)

    def erase_all(self) -> None:
        """Forget everything kept of this story."""
        self._writer.forget()
        for kept in self.kept():
            self.erase(kept.slot)


def _order(slot: str) -> tuple[int, int, str]:
    if slot in NUMBERED:
        return 3, int(slot), slot
    return (2 if slot == QUICK else 1 if slot == EARLIER else 0 if slot.startswith(AUTO) else 4), 0, slot


def _bytes_of(path: Path) -> bytes:
    try:
        return disk.read(path)
    except OSError as refused:
        raise SaveProblem(
            f"{path.name} cannot be read: {_reason(refused)}.", "Choose another; it has been left as it is."
        ) from refused


def _refusal(refused: OSError) -> SaveProblem:
    return SaveProblem(f"The disk would not take the save: {_reason(refused)}.", "Make room for it and save again.")


def _reason(refused: OSError) -> str:
    return refused.strerror or str(refused)


class _Writer:
    """The thread that writes: started when first asked, always writing the newest of each slot."""

    def __init__(self, write: Callable[[str, Playthrough, datetime], None]) -> None:
        self.trouble = ""
        self._write = write
        self._asked: dict[str, tuple[Playthrough, datetime]] = {}
        self._changed = threading.Condition()
        self._is_writing = False
        self._is_over = False
        self._thread: threading.Thread | None = None

    def ask(self, slot: str, playthrough: Playthrough, when: datetime) -> None:
        with self._changed:
            self._asked[slot] = playthrough, when
            if self._thread is None:
                self._is_over = False
                self._thread = threading.Thread(target=self._run, name="saves", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def forget(self) -> None:
        """Write no more of what was asked, and wait for what is being written."""
        with self._changed:
            self._asked.clear()
            self._changed.wait_for(lambda: not self._is_writing)

    def finish(self) -> None:
        """Write what was asked, then stop."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._changed:
                self._is_writing = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._asked or self._is_over)
                if not self._asked:
                    return
                slot = next(iter(self._asked))
                playthrough, when = self._asked.pop(slot)
                self._is_writing = True
            try:
                self._write(slot, playthrough, when)
                self.trouble = ""
            except SaveProblem as problem:
                self.trouble = str(problem)

"""A story's saves on disk: one kept by itself at every choice, the lives before it, a quick one, and twelve to name a
moment by.

What is in a save is `play`'s; how a file is written whole is `disk`'s. Here is which life goes into which slot, and what
was found in all of them.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import attrs

from game import disk, found
from game.language import tr
from game.play.history import Playthrough
from game.play.save import Loaded, dump, load
from game.play.saved import SaveProblem, Where, parse
from game.play.state import State
from game.saves.earlier import EarlierLives
from game.saves.files import Files, bytes_of
from game.saves.kept import Kept
from game.saves.refusals import refusal
from game.saves.slots import AUTO, EARLIER_ONES, NUMBERED, order
from game.saves.writer import Asked, Writer
from game.story.model import Story
from game.typography import printable

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""What a save is taken to be from, where neither it nor its file names a time that has been."""
_LONGEST_WORDS = 80
"""Characters that are shown of anything a save says of itself."""


def new_identity() -> str:
    """A word that no other life was ever told by, for whoever begins one."""
    return os.urandom(8).hex()


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
        self._files = Files(self.folder)
        self._earlier = EarlierLives(self._files)
        self.story = story
        self._clock = clock
        self._writer = Writer(self._write)
        self._auto_lock: disk.SlotLock | None = None
        self._auto = AUTO
        self._unnamed = ""
        """The identity given here to the life that was last begun without one."""
        self._returns = 0
        """How often a moment was returned to that is not where the life stood: what was played since is another life's."""
        self._written = 0
        """The last of these that a life was kept after."""
        self._noted: set[str] = set()
        """The days and endings that are known to be among what was found."""
        self._stock: set[tuple[str, datetime | None]] = set()
        """The slots that were looked through for such, and from when each was."""

    def __enter__(self) -> Saves:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def path(self, slot: str) -> Path:
        """The file of a slot, whether or not there is one."""
        return self._files.path(slot)

    # ---- looking

    def kept(self) -> tuple[Kept, ...]:
        """The slots that hold something: those kept by themselves, the lives before, the quick one, then by number."""
        slots = sorted(self._files.slots(), key=order)
        now = self._clock() if slots else None
        return tuple(self._kept(slot, now) for slot in slots if now is not None)

    def newest(self) -> str | None:
        """The slot written last, to go on from; none when nothing is kept."""
        dated = [(kept.when, kept.slot) for kept in self.kept() if kept.when is not None]
        return max(dated)[1] if dated else None

    def free(self) -> str | None:
        """The first numbered slot that holds nothing; none when all do."""
        return next((slot for slot in NUMBERED if not self.path(slot).exists()), None)

    def _kept(self, slot: str, now: datetime) -> Kept:
        try:
            saved, notices = self._files.saved(slot)
        except SaveProblem as problem:
            return Kept(slot, None, None, problem=problem.problem)
        player = printable(saved.player.name[:_LONGEST_WORDS])
        return Kept(slot, self._when(slot, saved.when, now), self._shown(saved.where), player, " ".join(notices))

    def _shown(self, where: Where) -> Where:
        """Where a life stands, in the language that the story is told in."""
        called = self.story.called
        said = {field.name: getattr(where, field.name) for field in attrs.fields(Where)}
        return Where(**{key: printable(called.get(words, words)[:_LONGEST_WORDS]) for key, words in said.items()})

    def _when(self, slot: str, said: datetime, now: datetime) -> datetime:
        """When a save was written: as it says, else as its file does. A clock that once was wrong is not believed, or
        its save would be the newest for ever.
        """
        if _LONG_AGO <= said <= now:
            return said
        written = datetime.fromtimestamp(self.path(slot).stat().st_mtime, UTC)
        return written if _LONG_AGO <= written <= now else _LONG_AGO

    def standing(self, slot: str) -> State | None:
        """Where the life in a slot stands; none where it cannot be opened. To look is not to return to it."""
        try:
            return load(self._files.read(slot)[0], self.story).playthrough.state
        except SaveProblem:
            return None

    # ---- what was found

    def endings(self) -> tuple[found.Found, ...]:
        """The endings that lives here have come to, the first found first."""
        return found.endings(self.folder, self.story)

    def days_met(self) -> frozenset[str]:
        """The days that lives here have met."""
        return found.days(self.folder, self.story)

    def take_stock(self) -> None:
        """Put what the lives in the slots have come to among what was found: some are from before that was kept."""
        for kept in self.kept():
            if (kept.slot, kept.when) in self._stock or kept.when is None:
                continue
            self._stock.add((kept.slot, kept.when))
            with contextlib.suppress(SaveProblem, OSError):  # nothing asks for it, and each save says what is wrong
                self._note(load(self._files.read(kept.slot)[0], self.story).playthrough, kept.when)

    def _note(self, playthrough: Playthrough, when: datetime) -> None:
        """Keep what a life has come to, where that is news."""
        ending = playthrough.state.ending
        news = found.days_met(playthrough) | ({f"ending {ending}"} if ending else set())
        if news <= self._noted:
            return
        with contextlib.suppress(disk.SlotTaken):  # another game is at it: the next save tells it again
            found.note(self.folder, playthrough, when)
            self._noted |= news

    # ---- reading

    def read(self, slot: str) -> Loaded:
        """The playthrough kept in a slot; where its latest save is damaged, in the one before.

        Raises:
            SaveProblem: There is none, or none that can be opened.
        """
        data, notices = self._files.read(slot)
        loaded = load(data, self.story)
        if not slot.startswith(AUTO):
            self._returns += 1
        return attrs.evolve(loaded, notices=notices + loaded.notices)

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
            return not self.path(slot).exists() or bool(parse(bytes_of(self.path(slot))))
        except SaveProblem:
            return False

    def write(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a playthrough in a slot, and return when it is on the disk.

        Raises:
            SaveProblem: The disk refuses, or another game is writing there.
        """
        self._write(slot, Asked(self._with_identity(playthrough), self._clock(), self._returns))

    def write_later(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a playthrough in a slot, soon, while the game goes on. Of several in a row of one life the last is what
        counts.
        """
        self._writer.ask(slot, Asked(self._with_identity(playthrough), self._clock(), self._returns))

    def _with_identity(self, playthrough: Playthrough) -> Playthrough:
        """The life with something to tell it by, where whoever began it gave it nothing: what has nothing behind it
        and nothing ahead has just begun.
        """
        if playthrough.identity:
            return playthrough
        if not self._unnamed or not (playthrough.steps or playthrough.future):
            self._unnamed = new_identity()
        return attrs.evolve(playthrough, identity=self._unnamed)

    def autosave(self, playthrough: Playthrough) -> None:
        """Keep a playthrough where it keeps itself, soon."""
        try:
            self.write_later(self.auto(), playthrough)
        except OSError as refused:
            self._writer.trouble = str(refusal(refused))

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

    def _write(self, slot: str, asked: Asked) -> None:
        data = dump(asked.playthrough, asked.when)
        if slot == self._auto:
            self._earlier.put_aside(slot, parse(data), returned=asked.returns != self._written)
            self._written = asked.returns
        self._put(slot, data)
        try:
            self._note(asked.playthrough, asked.when)
        except OSError as refused:
            raise refusal(refused) from refused

    def _put(self, slot: str, data: bytes) -> None:
        has_it_already = self._auto_lock is not None and slot == self._auto
        self._files.write(slot, data, is_held=has_it_already)

    # ---- carrying away, bringing back, erasing

    def carry_away(self, slot: str, to: Path) -> None:
        """Put a copy of a slot's save in a file of its own.

        Raises:
            SaveProblem: The slot holds no save, the file is there already, or the disk refuses.
        """
        data, _ = self._files.read(slot)
        if to.exists():
            raise SaveProblem(tr("There is a file called {name} already.", name=to.name), tr("Choose another name."))
        try:
            disk.write_whole(to, data)
        except OSError as refused:
            raise refusal(refused) from refused

    def bring_back(self, file: Path, slot: str | None = None) -> str:
        """Keep the save in a file in a slot, by default the first that is free; returns which.

        Raises:
            SaveProblem: It is no save of this story, every slot is taken, or the disk refuses.
        """
        data = bytes_of(file)
        load(data, self.story)
        slot = slot or self.free()
        if slot is None:
            raise SaveProblem(
                tr("All {count} slots are taken.", count=len(NUMBERED)), tr("Erase one, or say which to write over.")
            )
        self._put(slot, data)
        return slot

    def erase(self, slot: str) -> None:
        """Forget what a slot holds, and what it held before."""
        self._files.erase(slot)

    def erase_all(self) -> None:
        """Forget everything kept of this story."""
        self._writer.forget()
        for slot in {*EARLIER_ONES, *(kept.slot for kept in self.kept())}:
            self.erase(slot)
        found.forget(self.folder)
        self._noted.clear()
        self._stock.clear()

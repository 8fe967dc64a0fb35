"""A story's saves on disk: one kept by itself at every choice, the lives before it, a quick one, and twelve to name a
moment by.

What is in a save is `play`'s; how a file is written whole is `disk`'s. Here are the slots, who may write them, and the
thread that does, so that no page ever waits for a disk.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

import attrs

from game import dates, disk, found
from game.language import later, tr
from game.play.history import Playthrough
from game.play.save import Loaded, dump, load
from game.play.saved import Damaged, Saved, SaveProblem, Where, parse
from game.play.state import State
from game.story.model import Story

AUTO: Final = "auto"
"""The slot that keeps itself. A second game of the same story, open at the same time, keeps `auto-2`, and so on."""
QUICK: Final = "quick"
EARLIER: Final = "earlier"
"""The slot that keeps the life before this one, so that beginning again throws nothing away."""
EARLIER_ONES: Final = (EARLIER, *(f"{EARLIER}-{number}" for number in range(2, 7)))
"""The slots that keep the lives before this one, the latest first."""
NUMBERED: Final = tuple(str(number) for number in range(1, 13))

_SUFFIX = ".save"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""What a save is taken to be from, where neither it nor its file names a time that has been."""
_LONGEST_WORDS = 80
"""Characters that are shown of anything a save says of itself."""
_TURNS = 100
"""How often a game asks for the lives before this one while another game is putting one there."""
_TURN_S = 0.02

_NAMES: Final = dict(
    zip(
        EARLIER_ONES,
        (
            later("The life before"),
            later("The life before that"),
            later("Three lives before"),
            later("Four lives before"),
            later("Five lives before"),
            later("Six lives before"),
        ),
        strict=True,
    )
) | {AUTO: later("Where you are"), QUICK: later("Quick save")}


def name(slot: str) -> str:
    """What a page calls a slot: its number, or words for the others."""
    if slot in _NAMES:
        return tr(_NAMES[slot])
    return tr("{slot}, another game", slot=tr(_NAMES[AUTO])) if slot.startswith(AUTO) else slot


def new_identity() -> str:
    """A word that no other life was ever told by, for whoever begins one."""
    return os.urandom(8).hex()


@attrs.frozen
class Kept:
    """A slot that holds something."""

    slot: str
    when: datetime | None
    """When it was written; never in the future, whatever it says."""
    where: Where | None
    player: str = ""
    """The name the life is lived under."""
    problem: str = ""
    """What is the matter with it, in a sentence; empty when nothing is. It cannot be opened when `when` is missing."""

    @property
    def name(self) -> str:
        """What a page calls the slot."""
        return name(self.slot)

    def __str__(self) -> str:
        when = dates.said(self.when) if self.when else ""
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
        return self.folder / f"{slot}{_SUFFIX}"

    # ---- looking

    def kept(self) -> tuple[Kept, ...]:
        """The slots that hold something: those kept by themselves, the lives before, the quick one, then by number."""
        files = self.folder.glob(f"*{_SUFFIX}") if self.folder.is_dir() else ()
        slots = sorted((path.name.removesuffix(_SUFFIX) for path in files), key=_order)
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
            saved, notices = self._latest(slot)
        except SaveProblem as problem:
            return Kept(slot, None, None, problem=problem.problem)
        player = _printable(saved.player.name[:_LONGEST_WORDS])
        return Kept(slot, self._when(slot, saved.when, now), self._shown(saved.where), player, " ".join(notices))

    def _shown(self, where: Where) -> Where:
        """Where a life stands, in the language that the story is told in."""
        called = self.story.called
        said = {field.name: getattr(where, field.name) for field in attrs.fields(Where)}
        return Where(**{key: _printable(called.get(words, words)[:_LONGEST_WORDS]) for key, words in said.items()})

    def _when(self, slot: str, said: datetime, now: datetime) -> datetime:
        """When a save was written: as it says, else as its file does. A clock that once was wrong is not believed, or
        its save would be the newest for ever.
        """
        if _LONG_AGO <= said <= now:
            return said
        written = datetime.fromtimestamp(self.path(slot).stat().st_mtime, UTC)
        return written if _LONG_AGO <= written <= now else _LONG_AGO

    def _latest(self, slot: str) -> tuple[Saved, tuple[str, ...]]:
        data, notices = self._bytes(slot)
        return parse(data), notices

    def standing(self, slot: str) -> State | None:
        """Where the life in a slot stands; none where it cannot be opened. To look is not to return to it."""
        try:
            return load(self._bytes(slot)[0], self.story).playthrough.state
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
                self._note(load(self._bytes(kept.slot)[0], self.story).playthrough, kept.when)

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
        data, notices = self._bytes(slot)
        loaded = load(data, self.story)
        if not slot.startswith(AUTO):
            self._returns += 1
        return attrs.evolve(loaded, notices=notices + loaded.notices)

    def _bytes(self, slot: str) -> tuple[bytes, tuple[str, ...]]:
        """The newest bytes of a slot that are a save, and what to say about them."""
        path = self.path(slot)
        if not path.exists():
            raise SaveProblem(tr("Nothing is saved there."), tr("Choose another."))
        try:
            data = _bytes_of(path)
            parse(data)
        except Damaged:
            earlier = disk.previous(path)
            if not earlier.exists():
                raise
            data = _bytes_of(earlier)
            parse(data)
            return data, (tr("The latest save there is damaged; this is the one before it."),)
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
        self._write(slot, _Asked(self._with_identity(playthrough), self._clock(), self._returns))

    def write_later(self, slot: str, playthrough: Playthrough) -> None:
        """Keep a playthrough in a slot, soon, while the game goes on. Of several in a row of one life the last is what
        counts.
        """
        self._writer.ask(slot, _Asked(self._with_identity(playthrough), self._clock(), self._returns))

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
            self._writer.trouble = str(_refusal(refused))

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

    def _write(self, slot: str, asked: _Asked) -> None:
        data = dump(asked.playthrough, asked.when)
        if slot == self._auto:
            self._put_aside(slot, parse(data), returned=asked.returns != self._written)
            self._written = asked.returns
        self._put(slot, data)
        try:
            self._note(asked.playthrough, asked.when)
        except OSError as refused:
            raise _refusal(refused) from refused

    def _put_aside(self, slot: str, coming: Saved, *, returned: bool) -> None:
        """Put the life that a slot keeps among the lives before, where another is about to take its place."""
        try:
            data, _ = self._bytes(slot)
        except SaveProblem:
            return
        kept = parse(data)
        is_the_same = kept.identity == coming.identity and not returned
        if is_the_same or not kept.choices or coming.goes_on_from(kept):
            return
        try:
            with self._turn(EARLIER):
                self._among_the_earlier(data, kept)
        except OSError as refused:
            raise _refusal(refused) from refused

    def _among_the_earlier(self, data: bytes, aside: Saved) -> None:
        """Make room at the head of the lives before, and put one there.

        A life that goes on in this one leaves first. Else, when every slot is taken, the shortest does, of several the
        oldest; where the one to put aside is the shortest of all, it stays out.
        """
        lives = [self._life(slot) for slot in EARLIER_ONES]
        if any(life is not None and life.goes_on_from(aside) for life in lives):
            return
        taken = [slot for slot in EARLIER_ONES if self.path(slot).exists()]
        gone_on_from = (at for at, life in enumerate(lives) if life is not None and aside.goes_on_from(life))
        free = (at for at, slot in enumerate(EARLIER_ONES) if slot not in taken)
        room = next(gone_on_from, None)
        room = next(free, None) if room is None else room
        if room is None:
            lengths = [len(life.choices) if life is not None else -1 for life in lives]
            room = max(range(len(lives)), key=lambda at: (-lengths[at], at))
            if lengths[room] > len(aside.choices):
                return
        self._move_up(room)
        disk.write_whole(self.path(EARLIER), data)

    def _move_up(self, room: int) -> None:
        """Move the lives before by one slot each, the one at `room` giving way."""
        for at in range(room, 0, -1):
            later, earlier = self.path(EARLIER_ONES[at - 1]), self.path(EARLIER_ONES[at])
            for source, target in ((later, earlier), (disk.previous(later), disk.previous(earlier))):
                if source.exists():
                    source.replace(target)
                else:
                    target.unlink(missing_ok=True)

    def _life(self, slot: str) -> Saved | None:
        """What a slot holds; none where it holds nothing that can be read."""
        try:
            return parse(self._bytes(slot)[0])
        except SaveProblem:
            return None

    @contextlib.contextmanager
    def _turn(self, slot: str) -> Iterator[None]:
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

    def _put(self, slot: str, data: bytes) -> None:
        path = self.path(slot)
        try:
            if self._auto_lock is not None and slot == self._auto:
                disk.write_whole(path, data)
            else:
                with disk.SlotLock(path):
                    disk.write_whole(path, data)
        except disk.SlotTaken as taken:
            raise SaveProblem(
                tr("Another game is open that keeps its place there."), tr("Choose another slot.")
            ) from taken
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
            raise SaveProblem(tr("There is a file called {name} already.", name=to.name), tr("Choose another name."))
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
            raise SaveProblem(
                tr("All {count} slots are taken.", count=len(NUMBERED)), tr("Erase one, or say which to write over.")
            )
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
        for slot in {*EARLIER_ONES, *(kept.slot for kept in self.kept())}:
            self.erase(slot)
        found.forget(self.folder)
        self._noted.clear()
        self._stock.clear()


def _order(slot: str) -> tuple[int, int, str]:
    if slot in NUMBERED:
        return 3, int(slot), slot
    if slot in EARLIER_ONES:
        return 1, EARLIER_ONES.index(slot), slot
    return (2 if slot == QUICK else 0 if slot.startswith(AUTO) else 4), 0, slot


def _printable(words: str) -> str:
    return "".join(character if character.isprintable() else " " for character in words)


def _bytes_of(path: Path) -> bytes:
    try:
        return disk.read(path)
    except OSError as refused:
        raise SaveProblem(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=_reason(refused)),
            tr("Choose another; it has been left as it is."),
        ) from refused


_REFUSALS: Final = {
    errno.ENOSPC: (later("there is no room left on it"), later("Make room for it and save again.")),
    errno.EDQUOT: (later("there is no room left for you on it"), later("Make room for it and save again.")),
    errno.EACCES: (
        later("the folder of saves may not be written to"),
        later("Let yourself write to it and save again."),
    ),
    errno.EPERM: (
        later("the folder of saves may not be written to"),
        later("Let yourself write to it and save again."),
    ),
    errno.EROFS: (
        later("it can only be read"),
        later("Set AMPERSAND_HOME to a folder on another disk and start the game again."),
    ),
}
"""What is true of each way a disk refuses, and what helps."""


def _refusal(refused: OSError) -> SaveProblem:
    why, helps = _REFUSALS.get(
        refused.errno or 0, (_reason(refused), later("`ampersand doctor` names the folder of saves."))
    )
    return SaveProblem(tr("The disk would not take the save: {why}.", why=tr(why)), tr(helps))


def _reason(refused: OSError) -> str:
    return refused.strerror or str(refused)


@attrs.frozen
class _Asked:
    """A life to be kept."""

    playthrough: Playthrough
    when: datetime
    returns: int
    """How often a moment had been returned to by then."""

    def takes_the_place_of(self, other: _Asked) -> bool:
        """Whether nothing is lost when only this one is written: a life that another begins upon is written first, and
        so is an ending that is gone back from.
        """
        is_same = (self.playthrough.identity, self.returns) == (other.playthrough.identity, other.returns)
        return is_same and not other.playthrough.is_over


class _Writer:
    """The thread that writes: started when first asked, always writing the newest of each slot and life."""

    def __init__(self, write: Callable[[str, _Asked], None]) -> None:
        self.trouble = ""
        self._write = write
        self._asked: dict[str, list[_Asked]] = {}
        self._changed = threading.Condition()
        self._is_writing = False
        self._is_over = False
        self._thread: threading.Thread | None = None

    def ask(self, slot: str, asked: _Asked) -> None:
        with self._changed:
            waiting = self._asked.setdefault(slot, [])
            if waiting and asked.takes_the_place_of(waiting[-1]):
                waiting.pop()
            waiting.append(asked)
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
                asked = self._asked[slot].pop(0)
                if not self._asked[slot]:
                    del self._asked[slot]
                self._is_writing = True
            try:
                self._write(slot, asked)
                self.trouble = ""
            except SaveProblem as problem:
                self.trouble = str(problem)

"""The disk: where saves, settings, cache and log live; files written whole or not at all; finding stories and assets.

Knows no format: bytes go in and come out. Stands on the way to the first frame, so it imports next to nothing.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from pathlib import Path, PurePosixPath

TYPE_CHECKING = False  # type checkers take it for true; importing it from `typing` costs as much as all the rest here

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from types import TracebackType

LARGEST_FILE = 16 * 2**20
"""The most bytes `read` takes in: a hundred times the longest save, and little enough for any machine."""

PACKED = ".ampersand"
"""How the name of a packed story ends."""

_STALE_S = 86_400
"""A temporary file this much older than the one just written was left by a game that died, and is swept up."""

_REPLACE_AGAIN_S = (0.01, 0.05, 0.25)
"""Windows refuses to rename over a file that a virus scanner has open; it lets go within these."""

_LOCKED_BYTE = 2**20
"""Windows locks bytes against reading too, so the byte that is locked lies past whatever the file says."""


# ---- where things live


def saves_folder() -> Path:
    """Where saves lie: what a player would carry to another machine."""
    return _folder("saves", "user_data_path")


def settings_folder() -> Path:
    """Where the player's wishes lie."""
    return _folder("settings", "user_config_path")


def cache_folder() -> Path:
    """Where pressed pictures lie: may be emptied at any time."""
    return _folder("cache", "user_cache_path")


def log_folder() -> Path:
    """Where an unexpected error is written down."""
    return _folder("log", "user_state_path")


def _folder(name: str, kind: str) -> Path:
    home = os.environ.get("AMPERSAND_HOME")
    if home:
        return Path(home).expanduser().absolute() / name
    if not sys.platform.startswith(("win32", "darwin")):
        return _by_the_desktops_rule(*_XDG[kind]) / "ampersand" / name
    import platformdirs

    base: Path = getattr(platformdirs, kind)("ampersand", appauthor=False)
    return base / name


_XDG = {
    "user_data_path": ("XDG_DATA_HOME", ".local/share"),
    "user_config_path": ("XDG_CONFIG_HOME", ".config"),
    "user_cache_path": ("XDG_CACHE_HOME", ".cache"),
    "user_state_path": ("XDG_STATE_HOME", ".local/state"),
}
"""What platformdirs would say on Linux. Importing it to be told costs a tenth of the time to the first frame."""


def _by_the_desktops_rule(variable: str, below_home: str) -> Path:
    said = os.environ.get(variable, "")
    return Path(said) if said.startswith("/") else Path.home() / below_home


# ---- stories and assets


def shared_folder(name: str) -> Path:
    """The folder `story` or `assets`: inside the package when it was installed from a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "_shared" / name
    return packed if packed.is_dir() else package.parent / name


def asset(name: str) -> Path:
    """The file of that name under `assets/`, such as `fonts/text.ttf`. Raises FileNotFoundError when there is none."""
    found = _inside(shared_folder("assets"), name)
    if found is None:
        raise FileNotFoundError(f"the game's own file assets/{name} is missing: install it again")
    return found


def shipped_story() -> Path:
    """The folder of the story that the game comes with."""
    return shared_folder("story") / "ampersand"


def shipped_stories() -> tuple[Path, ...]:
    """The folders of all stories that the game comes with, by name."""
    return tuple(sorted(head.parent for head in shared_folder("story").glob("*/story.yaml")))


def find_story(named: str | None) -> Path:
    """The story a person named: its folder or anything in it, a file that is a story by itself, a packed one, or a shipped
    one's name.

    The shipped story when nothing is named. A path that does not exist comes back as it was typed, for whoever reads
    stories to say so.
    """
    if named is None:
        return shipped_story()
    typed = Path(named)
    if not typed.exists():
        shipped = {folder.name: folder for folder in shipped_stories()}
        return shipped.get(named, typed)
    if typed.suffix.lower() == PACKED and typed.is_file():
        return typed  # wherever it lies, it is nobody's part
    return next((home for home in (typed, *typed.parents) if (home / "story.yaml").is_file()), typed)


def picture(name: str, *, story: Path | None = None) -> Path | None:
    """The picture of that name: the story's own first, then the game's; None when neither has it."""
    return _belonging("pictures", name, story)


def sound(name: str, *, story: Path | None = None) -> Path | None:
    """The sound of that name: the story's own first, then the game's; None when neither has it."""
    return _belonging("sounds", name, story)


def _belonging(kind: str, name: str, story: Path | None) -> Path | None:
    homes = [shared_folder("assets") / kind]
    if story is not None:
        homes.insert(0, story / kind)
    for home in homes:
        if (found := _inside(home, name)) is not None:
            return found
    return None


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name in the folder, never one outside it: a story may come from a stranger."""
    wanted = PurePosixPath(name)
    if wanted.is_absolute() or ".." in wanted.parts or "\\" in name or ":" in name or "\0" in name:
        return None
    found = folder / wanted
    if not found.is_file():
        return None
    return found if found.resolve().is_relative_to(folder.resolve()) else None


# ---- reading and writing


def read(path: Path) -> bytes:
    """What the file holds.

    Raises:
        FileNotFoundError: there is none.
        OSError: it cannot be read, or is larger than `LARGEST_FILE`.
    """
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise OSError(f"{path} is larger than {LARGEST_FILE // 2**20} MiB, so it is none of the game's")
    return data


def previous(path: Path) -> Path:
    """Where `write_whole` keeps what the file held before its last writing."""
    return path.with_name(path.name + ".previous")


def write_whole(path: Path, data: bytes) -> None:
    """Puts the bytes in the file, whole or not at all, and keeps what it held as `previous(path)`.

    Whenever the machine stops, the file holds the old bytes or the new, never a mixture and never nothing. Two games
    may write one file at once: the later wins. Folders are made as needed. Raises OSError when the disk refuses.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _temporary(path, "new")
    try:
        write_through(fresh, data)
        _keep_previous(path)
        replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    _sweep(path)


_writings = itertools.count()


def _temporary(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}-{next(_writings)}.{ending}")


def write_through(path: Path, data: bytes, *, mode: int = 0o600, over: int = os.O_TRUNC) -> None:
    """Puts the bytes in a file, and returns when the disk has them. Raises OSError when it refuses.

    Args:
        path: The file; its folder is there.
        data: What it is to hold.
        mode: The permissions of a file that is new.
        over: `os.O_TRUNC` to write over what is there; `os.O_EXCL` to refuse instead.
    """
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | over | binary, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_previous(path: Path) -> None:
    """Names the old bytes a second time, so that at no moment the file is absent."""
    if not path.exists():
        return
    kept = _temporary(path, "old")
    kept.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # a disk without second names, such as a memory stick's
        write_through(kept, read(path))
    replace(kept, previous(path))


def replace(source: Path, target: Path) -> None:
    """Gives one file the name of another, at once. Raises OSError when the disk refuses."""
    for pause_s in _REPLACE_AGAIN_S if sys.platform == "win32" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Makes a rename last through a power cut, where folders can be synced."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(path: Path) -> None:
    """Removes what games that died in the middle of writing this file left beside it."""
    written = path.stat().st_mtime
    for left in path.parent.iterdir():
        if not left.name.startswith(f".{path.name}.") or left.suffix not in (".new", ".old"):
            continue
        try:
            if written - left.stat().st_mtime > _STALE_S:
                left.unlink()
        except OSError:  # another game swept it first
            continue


# ---- one game at a time


class SlotTaken(Exception):
    """Another game holds the slot."""

    def __init__(self, slot: Path, owner: str) -> None:
        who = f"another game ({owner})" if owner else "another game"
        super().__init__(f"{who} has {slot.name} open")
        self.slot = slot
        self.owner = owner
        """Who says to hold it, as `process 4711`; empty when they did not say."""


class SlotLock:
    """The right to write one slot, held until `release` or until the process ends, however it ends.

    The system keeps the lock and drops it with its owner, so a crash never leaves a slot shut. The small file beside
    the slot stays: it says who holds it, and taking it away would let two games lock two files of one name.

        with SlotLock(path):
            write_whole(path, data)
    """

    def __init__(self, slot: Path) -> None:
        self.slot = slot
        self._descriptor: int | None = None

    @property
    def file(self) -> Path:
        """The file that carries the lock."""
        return self.slot.with_name(f".{self.slot.name}.lock")

    @property
    def is_held(self) -> bool:
        """Whether this object holds the slot."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Takes the slot at once, or raises SlotTaken; holding it already is fine."""
        if self.is_held:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor):
            owner = os.pread(descriptor, 64, 0) if hasattr(os, "pread") else os.read(descriptor, 64)
            os.close(descriptor)
            raise SlotTaken(self.slot, owner.decode("ascii", "replace").strip())
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"process {os.getpid()}\n".encode("ascii"))
        self._descriptor = descriptor
        _held.add(self)

    def release(self) -> None:
        """Gives the slot back; not holding it is fine."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        _held.discard(self)
        _unlock(descriptor)
        os.close(descriptor)

    def _forget(self) -> None:
        """Drops a forked child's copy of the lock, which would otherwise outlive its owner."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> SlotLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


_held: set[SlotLock] = set()


def _forget_held() -> None:
    for lock in _held:
        lock._forget()
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_held)


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            os.lseek(descriptor, 0, os.SEEK_SET)
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

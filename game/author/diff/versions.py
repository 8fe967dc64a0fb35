"""A version of a story: a folder, a packed file, or what git keeps of a folder, named as git does: `HEAD~1:story/mine`."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Final

import attrs

from game import disk
from game.author.diff.beside import LARGEST, Beside, gathered, is_beside
from game.story.folder import ENDINGS, LARGEST_STORY, NoStory
from game.story.model import Story
from game.story.reading import Reading, read
from game.story.source import Span

PATIENCE_S: Final = 60
"""How long git may take."""
UNKNOWN: Final = "Needed a single revision"
"""What git says of a name that means nothing to it."""
LARGEST_FILE: Final = LARGEST_STORY
"""Bytes of a file that are taken out of git: more than a story has altogether."""


@attrs.frozen
class CannotCompare(Exception):
    """There is no such version, or nothing of it can be read."""

    why: str

    def __str__(self) -> str:
        return self.why


@attrs.frozen(eq=False)
class Version:
    """One of the two that are compared."""

    named: str
    """As it was typed."""
    root: str
    """What the names of its files begin with, as they were read; with a slash."""
    reading: Reading
    beside: Beside

    @property
    def story(self) -> Story:
        """The story as far as it could be read."""
        assert self.reading.draft is not None
        return self.reading.draft.story

    @property
    def is_told(self) -> bool:
        """Whether nothing keeps it from being told."""
        return self.reading.story is not None

    def place(self, span: Span) -> str:
        """Where something stands, as a person can look it up: its file, under the name of this version, and its line."""
        return f"{self.file(span)}:{span.line}"

    def file(self, span: Span) -> str:
        """The file of a place, under the name of this version."""
        if not span.file.startswith(self.root):
            return span.file
        return f"{self.named.rstrip('/')}/{span.file[len(self.root) :]}"


def is_revision(named: str) -> bool:
    """Whether a name is one of git's for a folder in a revision, rather than one of the disk's."""
    revision, colon, _ = named.partition(":")
    # One letter before the colon is a disk of Windows.
    return bool(colon) and len(revision) > 1 and not named.startswith("-") and not Path(named).exists()


def on_disk(named: str, folder: Path) -> Version:
    """The version in a folder or file.

    Raises:
        CannotCompare: Nothing of a story can be read there.
    """
    return _version(named, folder)


def in_git(named: str) -> Version:
    """The version that git keeps.

    Raises:
        CannotCompare: There is no git, no such revision, no such folder in it, or no story there.
    """
    if shutil.which("git") is None:
        raise CannotCompare(f"{named} names a version that git keeps, and there is no git on this machine")
    tree = _git("rev-parse", "--verify", "--end-of-options", named, called=named).decode().strip()
    if _git("cat-file", "-t", tree).strip() != b"tree":
        raise CannotCompare(f"{named} is no folder: name one and a folder in it, such as HEAD~1:story/mine")
    top = _git("rev-parse", "--show-toplevel").decode().strip() or "."
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there) / "story"
        folder.mkdir()
        _lay_down(_git("archive", "--format=tar", tree, cwd=top), folder)
        return _version(named, folder)


def _version(named: str, folder: Path) -> Version:
    try:
        reading = read(folder, shared=(disk.shared_folder("assets"),))
    except NoStory as missing:
        raise CannotCompare(f"{named}: {missing.why}") from None
    if reading.draft is None:
        raise CannotCompare(f"{named} cannot be read: `ampersand check` says why")
    first = next(iter(reading.sources), "")
    shortest = min((file for file in reading.sources), key=lambda file: file.count("/"), default=first)
    inside = "/" in shortest and not folder.is_file()
    return Version(named, shortest.rpartition("/")[0] + "/" if inside else "", reading, gathered(folder))


def _git(*arguments: str, cwd: str | None = None, called: str = "") -> bytes:
    """What git answers; empty where it refuses, unless what was asked for is `called` something a person should be told of.

    Raises:
        CannotCompare: It takes too long, or refuses what is called so.
    """
    try:
        asked = subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=PATIENCE_S, cwd=cwd)
    except subprocess.TimeoutExpired:
        raise CannotCompare(f"git has not answered in {PATIENCE_S} seconds") from None
    if asked.returncode == 0:
        return asked.stdout
    if called:
        why = asked.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        raise CannotCompare(
            f"git knows of no {called}, asked from {Path.cwd()}" + (f": {why}" if why and why != UNKNOWN else "")
        )
    return b""


def _lay_down(archive: bytes, folder: Path) -> None:
    """The texts, pictures, sounds and translations of an archive as files. Whoever wrote the revision may be a stranger, so nothing but plain files inside
    the folder is made.
    """
    if not archive:
        return
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for member in tar:
            path = PurePosixPath(member.name)
            is_inside = not path.is_absolute() and not {"..", ""}.intersection(path.parts) and "\\" not in member.name
            is_text = member.name.endswith(ENDINGS)
            is_meant = is_inside and ":" not in member.name and (is_text or is_beside(path))
            stream = tar.extractfile(member) if member.isreg() and is_meant else None
            if stream is None:
                continue
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(stream.read(LARGEST_FILE if is_text else LARGEST))

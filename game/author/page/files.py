"""The author's own files: which there are, what they hold, and writing one without losing what anybody else wrote to it.

Nothing outside the story's folder is read or written, whatever a page asks for and wherever a link leads.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from game.author.page.whole import sweep, write_over
from game.author.page.written import Edit, Written
from game.story.folder import ENDINGS, MOST_FILES, MOST_FOLDERS

_PLAIN_NAME: Final = re.compile(r"[^\W.][\w .+&'()-]*")
LONGEST_NAME: Final = 120


class NotOurs(Exception):
    """No file of the story's, or one that cannot be made; the words say why."""


class Gone(Exception):
    """The file is not there any more."""


class ChangedElsewhere(Exception):
    """The file holds something else than what the edit was made in."""

    def __init__(self, now: Written | None) -> None:
        super().__init__("the file was changed elsewhere")
        self.now = now
        """What it holds; none where it was deleted."""


class Files:
    """The files of one story.

    Args:
        path: The story's folder, or the one file that is the story.
    """

    def __init__(self, path: Path) -> None:
        whole = path.resolve()
        self.story = whole
        self.folder = whole if whole.is_dir() else whole.parent
        self._only = None if whole.is_dir() else whole.name
        self._writing = threading.Lock()
        self._named: dict[str, str | None] = {}
        if self._only is None:
            sweep(self.folder)

    def names(self) -> tuple[str, ...]:
        """Every file of the story, by its path inside the folder, in the order they are read."""
        if self._only is not None:
            return (self._only,)
        found = []
        for name in self._walk():
            found.append(name)
            if len(found) >= MOST_FILES:
                break
        return tuple(sorted(found))

    def _walk(self) -> Iterator[str]:
        waiting = [self.folder]
        for _ in range(MOST_FOLDERS):
            if not waiting:
                return
            try:
                with os.scandir(waiting.pop()) as entries:
                    for entry in entries:
                        if entry.name.startswith("."):
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(Path(entry.path))
                        elif entry.name.endswith(ENDINGS):
                            yield Path(entry.path).relative_to(self.folder).as_posix()
            except OSError:
                continue

    def name_of(self, file: str) -> str | None:
        """The name of a file as diagnostics call it, relative to where the command was given; none where it is not ours."""
        if file not in self._named:
            try:
                named = Path(os.path.abspath(file)).relative_to(self.folder).as_posix()  # noqa: PTH100 - links are not followed
            except ValueError:
                named = None
            self._named[file] = named
        return self._named[file]

    def read(self, name: str) -> Written:
        """What a file holds.

        Raises:
            NotOurs: It is no file of the story's.
            Gone: There is none of that name.
            OSError: The disk refuses.
        """
        path = self.path(name)
        try:
            return Written(path.read_bytes())
        except FileNotFoundError:
            raise Gone(f"{name} is not there any more.") from None

    def write(self, name: str, base: str, edit: Edit) -> Written:
        """Make an edit in a file, and say what it holds then.

        Args:
            name: The file.
            base: The revision the edit was made in; empty to make a file that is not there.
            edit: What to replace by what.

        Raises:
            NotOurs: It is no file of the story's, and cannot become one.
            ChangedElsewhere: It holds something else by now. Nothing was written.
            CannotShow, BadEdit: The edit cannot be made in it.
            OSError: The disk refuses.
        """
        path = self.path(name)
        with self._writing:
            before = _held(path)
            if (before.revision if before else "") != base:
                raise ChangedElsewhere(before)
            after = (before or Written(b"")).edited(edit)
            if before is not None and after.data == before.data:
                return after
            if before is None:
                path.parent.mkdir(parents=True, exist_ok=True)
            if not write_over(path, after.data, still_wanted=lambda: _held(path) == before):
                raise ChangedElsewhere(_held(path))
            return after

    def path(self, name: str) -> Path:
        """Where a file of that name lies, or would. Raises NotOurs."""
        wanted = PurePosixPath(name)
        if not name or len(name) > LONGEST_NAME or wanted.is_absolute() or name != wanted.as_posix():
            raise NotOurs("That is no name of a file in this story.")
        if not all(_PLAIN_NAME.fullmatch(part) for part in wanted.parts) and name not in self.names():
            raise NotOurs("A file of a story has a plain name: letters, digits, hyphens and spaces, in its folder.")
        if not name.endswith(ENDINGS):
            raise NotOurs("A file of a story ends in .yaml.")
        if self._only not in (None, name):
            raise NotOurs("This story is one file.")
        at = self.folder
        for part in wanted.parts[:-1]:
            at /= part
            if at.is_symlink() or (at.exists() and not at.is_dir()):
                raise NotOurs(f"{part} is a link or no folder, and a story's files lie in its own folders.")
        path = at / wanted.name
        if path.is_symlink():
            path = path.resolve()
            if not path.is_relative_to(self.folder):
                raise NotOurs(f"{name} is a link that leads out of the story's folder, so it is left alone here.")
        if path.exists() and not path.is_file():
            raise NotOurs(f"{name} is no file that can be written.")
        return path


def _held(path: Path) -> Written | None:
    try:
        return Written(path.read_bytes())
    except FileNotFoundError:
        return None

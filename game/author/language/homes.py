"""Which story a file belongs to, and which stories there are in a folder that an editor has open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game.story.folder import ENDINGS

HEAD: Final = "story.yaml"
"""The file that says what there is in a story: where it lies, the story is."""
_BEGINS: Final = re.compile(r"^story:", re.MULTILINE)
MOST_LOOKED_AT: Final = 500
MOST_FILES: Final = 50
"""Files of a folder that are opened to see whether one begins a story."""
BEGINNING: Final = 1 << 12
"""Bytes in which a file says that it does."""
DEEPEST: Final = 3
"""Folders inside each other in which stories are looked for."""


def home(file: Path, text: str | None = None) -> Path | None:
    """The story that a file is of: its folder, or the file itself where it is a whole story among others; none for a file that is
    of no story.

    Args:
        file: its absolute path.
        text: what is in it, where that is not on disk.
    """
    if not file.name.endswith(ENDINGS):
        return None
    for folder in file.parents:
        if (folder / HEAD).is_file() or (folder == file.parent and file.name == HEAD):
            return folder
    if text is not None and not _BEGINS.search(text):
        text = None
    if text is None and not _begins_a_story(file):
        return next((folder for folder in list(file.parents)[:2] if _heads(folder)), None)
    others = any(head != file for head in _heads(file.parent))
    return file if others else file.parent


def homes(folder: Path) -> Iterator[Path]:
    """The stories in a folder, and in those inside it."""
    waiting, looked = [(folder, 0)], 0
    while waiting and looked < MOST_LOOKED_AT:
        here, depth = waiting.pop(0)
        looked += 1
        if (here / HEAD).is_file():
            yield here
        elif depth < DEEPEST:
            waiting.extend((inside, depth + 1) for inside in _inside(here))


def _inside(folder: Path) -> list[Path]:
    """The folders in a folder, but for hidden ones and links."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return []
    return [one for one in entries if not one.name.startswith(".") and one.is_dir() and not one.is_symlink()]


def _heads(folder: Path) -> list[Path]:
    """The files in a folder that begin a story."""
    try:
        files = sorted(file for file in folder.iterdir() if file.name.endswith(ENDINGS))
    except OSError:
        return []
    return [file for file in files[:MOST_FILES] if _begins_a_story(file)]


def _begins_a_story(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return bool(_BEGINS.search(stream.read(BEGINNING).decode(errors="replace")))
    except OSError:
        return False

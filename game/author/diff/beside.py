"""What lies beside a story's text, pictures, sounds and translations."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import attrs

from game import catalogue

KINDS: Final[Mapping[str, str]] = {"pictures": "picture", "sounds": "sound", "languages": "translation"}
"""What lies in each folder, as a writer calls it."""
LARGEST: Final = 200_000_000
"""Bytes of a file that are looked at."""
_TEXTS: Final = (".svg", ".toml", ".po")
"""Files in which a line may end one way or the other, and say the same."""

Lines = Mapping[tuple[str, str], tuple[str, ...]]
"""By its context and the story's own words, what a line is in another language; empty where it is none yet."""


@attrs.frozen
class Beside:
    """What lies beside a story's text."""

    files: Mapping[str, str]
    """Each picture and sound by its name in the story's folder, `pictures/stair.svg`, and a number that its bytes make."""
    languages: Mapping[str, Lines | None]
    """Each translation; none where it cannot be read."""


def is_beside(name: PurePosixPath) -> bool:
    """Whether a file of a story's folder is one of these."""
    is_hidden = any(part.startswith(".") for part in name.parts)
    is_catalogue = name.suffix == ".po" and len(name.parts) == 2
    return (
        len(name.parts) > 1
        and name.parts[0] in KINDS
        and not is_hidden
        and (name.parts[0] != "languages" or is_catalogue)
    )


def gathered(folder: Path) -> Beside:
    """What lies beside the story in a folder; nothing beside one that is a single file."""
    files: dict[str, str] = {}
    languages: dict[str, Lines | None] = {}
    for kind in KINDS if folder.is_dir() else ():
        for file in sorted((folder / kind).rglob("*")):
            name = PurePosixPath(file.relative_to(folder).as_posix())
            if not is_beside(name) or not file.is_file():
                continue
            if kind == "languages":
                languages[name.stem] = _lines(file)
            else:
                files[str(name)] = _number(file)
    return Beside(files, languages)


def _number(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST)
    except OSError:
        return "unreadable"
    return hashlib.sha256(data.replace(b"\r\n", b"\n") if file.suffix in _TEXTS else data).hexdigest()


def _lines(file: Path) -> Lines | None:
    try:
        told = catalogue.messages(file.read_bytes().decode("utf-8").replace("\r\n", "\n"))
        return {(each.context, each.english): () if each.is_stale else each.told for each in told if each.english}
    except (OSError, ValueError):
        return None

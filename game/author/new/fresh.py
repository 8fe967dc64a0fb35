"""A fresh story: the small whole one in `template/`, under a name and a title of its author's."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import attrs

from game import disk
from game.author.new.wording import as_typed, in_yaml

TEMPLATE: Final = Path(__file__).with_name("template")
HEAD: Final = "story.yaml"
NAMED: Final = "my-story"
"""What the template calls itself, and the folder that its comments speak of."""
TITLED: Final = "title: My Story"
DRAWN_FOR: Final = "first-branch"
"""The shipped story that the template is the beginning of, and has its pictures from."""
PICTURES: Final = (
    *("cover.svg", "car.svg", "street.svg", "hall.svg", "stair.svg", "bedroom.svg"),
    *("portraits/pocock-rested.svg", "portraits/noor-tired.svg"),
)

_NOT_IN_A_NAME: Final = re.compile(r"[^\w-]+")
_BETWEEN_WORDS: Final = re.compile(r"[\s_-]+")


class Refused(Exception):
    """A story that was not begun, and why, as a sentence for its author."""


@attrs.frozen
class Begun:
    """A story that was begun."""

    folder: Path
    name: str
    """What saves know it by."""
    title: str
    files: tuple[str, ...]
    """Those that it is written in, which are fewer than there are: it has pictures, too."""


def begin(folder: Path, *, name: str | None = None, title: str | None = None) -> Begun:
    """Write a fresh story into a folder that is not there yet, or has nothing in it.

    Args:
        folder: Where, as it was typed.
        name: What saves are to know it by; made from the folder's name if left out.
        title: Its title; made from the folder's name if left out.

    Raises:
        Refused: There is something in the way, or a name cannot be one.
        OSError: The disk refuses. Nothing was written.
    """
    called = folder.absolute().resolve().name
    name = _named(called) if name is None else name
    title = (
        " ".join(word[:1].upper() + word[1:] for word in _BETWEEN_WORDS.split(called) if word)
        if title is None
        else title
    )
    _must_be_a_name(name)
    if not title.strip() or not title.isprintable():
        raise Refused("A title is a line of words, and this one is not. Give it another with --title.")
    _must_be_free(folder)
    texts = {each.name: _filled(each, name, title, folder) for each in sorted(TEMPLATE.glob("*.yaml"), reverse=True)}
    files = texts | _pictures()
    if folder.is_dir():
        _into(folder, files)
    else:
        _as(folder, files)
    return Begun(folder, name, title, tuple(texts))


# ---- names


def _named(called: str) -> str:
    """A name that saves can know a story by, from its folder's."""
    plain = unicodedata.normalize("NFC", called).casefold()
    name = _NOT_IN_A_NAME.sub("-", plain).strip("-_") or NAMED
    return f"{name}-of-mine" if name in _shipped() else name


def _must_be_a_name(name: str) -> None:
    if not re.fullmatch(r"[^\W_][\w-]*", name):
        raise Refused(
            f"“{name}” cannot be a name: it is letters, digits and hyphens, and begins with a letter or a digit. "
            f"“{_named(name)}” could be."
        )
    if name in _shipped():
        raise Refused(f"A story that comes with the game is called “{name}”, and saves would take one for the other.")


def _shipped() -> frozenset[str]:
    return frozenset(home.name for home in disk.shipped_stories())


# ---- what is in the way


def _must_be_free(folder: Path) -> None:
    """What a file manager or version control hides in a folder is not in the way."""
    whole = folder.absolute().resolve()
    around = next((home for home in whole.parents if (home / HEAD).is_file()), None)
    if around is not None:
        raise Refused(
            f"{folder} would lie inside the story {around}, which would read it as a part of itself. Begin it elsewhere."
        )
    if folder.is_symlink() and not folder.exists():
        raise Refused(f"{folder} is a link to something that is not there.")
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file. Nothing is ever written over: name another folder.")
    found = sorted(each.name for each in folder.iterdir() if not each.name.startswith(".")) if folder.exists() else []
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise Refused(
            f"There is something in {folder} already ({found[0]}{more}). Nothing is ever written over: name another folder."
        )


# ---- writing


def _filled(file: Path, name: str, title: str, folder: Path) -> bytes:
    """A file of the template, with the author's names in it."""
    text = file.read_text(encoding="utf-8")
    if file.name == HEAD:
        text = text.replace(TITLED, f"title: {in_yaml(title)}").replace(f"story: {NAMED}", f"story: {name}", 1)
    lines = (_told_where(line, folder) if "ampersand " in line else line for line in text.split("\n"))
    return "\n".join(lines).encode("utf-8", "replace")


def _pictures() -> dict[str, bytes]:
    drawn = disk.find_story(DRAWN_FOR) / "pictures"
    return {f"pictures/{name}": (drawn / name).read_bytes() for name in PICTURES}


def _told_where(line: str, folder: Path) -> str:
    """A line whose comment says what to type, about the author's own folder."""
    return line.replace(NAMED, as_typed(folder))


def _as(folder: Path, files: Mapping[str, bytes]) -> None:
    """The folder as a whole: it is not there, and then it is there with everything in it."""
    with _parents(folder):
        fresh = folder.with_name(f".{folder.name}.{os.getpid()}.new")
        fresh.mkdir()
        try:
            _into(fresh, files)
            fresh.rename(folder)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise


def _into(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files in a folder that has none of them, its head last: until that is there, nobody takes it for a story."""
    written: list[Path] = []
    try:
        for name in sorted(files, key=lambda each: each == HEAD):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                written.append(path)
                file.write(files[name])
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        for path in reversed(written):
            path.unlink(missing_ok=True)
            for above in path.relative_to(folder).parents[:-1]:
                with contextlib.suppress(OSError):  # there is more in it
                    (folder / above).rmdir()
        raise


@contextlib.contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """The folders above one, made as needed, and taken away again where what they were made for fails."""
    made = [above for above in folder.absolute().parents if not above.exists()]
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for above in made:
            with contextlib.suppress(OSError):
                above.rmdir()
        raise

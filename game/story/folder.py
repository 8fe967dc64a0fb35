"""A story's files: found, measured and decoded, before anything in them is understood."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import attrs

from game.story.diagnostic import Report
from game.story.source import Source, Span

LARGEST_FILE: Final = 1 << 19
"""Bytes one file may have: as much as a novel."""
LARGEST_STORY: Final = 64 << 20
"""Bytes all files may have together."""
MOST_FILES: Final = 5_000
MOST_FOLDERS: Final = 1_000
_CODES_IN_TEXT: Final = 50
"""Of so many bytes of text at most one is a control code."""
ENDINGS: Final = (".yaml", ".yml")


@attrs.frozen
class Page:
    """One file, decoded."""

    source: Source
    text: str
    data: bytes = attrs.field(default=b"", eq=False, repr=False)
    """As it is on disk."""

    @cached_property
    def weight(self) -> int:
        """About how many parts it has, but for those on lines of their own."""
        return self.text.count(":") + self.text.count(",")


@attrs.frozen
class Folder:
    """What was read from disk."""

    root: Path
    """The folder the story's pictures lie beside its files in."""
    pages: tuple[Page, ...]
    complete: bool
    """Whether every file could be read."""
    fingerprint: str
    """A digest of every byte."""


class NoStory(Exception):
    """There is nothing to read: no such folder or file, or a folder without stories in it.

    Attributes:
        path: where something was looked for, as it was given.
        why: what was found instead, as half a sentence.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path}: {why}")


def open_story(
    path: Path, report: Report, unsaved: Mapping[Path, str] | None = None, known: Mapping[str, Page] | None = None
) -> Folder:
    """Every file of the story at `path`, a folder or a single file.

    Args:
        path: the folder or file.
        report: where to note what is wrong.
        unsaved: texts to read instead of what is on disk, by their absolute paths: what an editor has not saved yet. Those
            that lie in the folder belong to the story, whether there is such a file or not.
        known: files as they were once, by what diagnostics call them: one that holds the same is the same value again.

    Raises:
        NoStory: there is nothing there to read.
    """
    typed = {str(file): text.encode(errors="replace") for file, text in (unsaved or {}).items()}
    paths = _files(path, report, typed)
    here = f"{Path.cwd()}{os.sep}"
    digest = hashlib.blake2b(digest_size=16)
    pages, total = [], 0
    for file in paths:
        name = _shown(file, here)
        data = typed.get(os.path.abspath(file)) if typed else None  # noqa: PTH100 -- as in `_bytes`
        left = LARGEST_STORY - total
        if data is None and _is_inside(file, path, name, report):
            data = _bytes(file, name, left, report)
        elif data is not None and not _is_small_enough(len(data), left, Span(name, 1, 1, 1, 1), report):
            data = None
        if data is None:
            continue
        total += len(data)
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
        before = known.get(name) if known else None
        if before is not None and before.data == data:
            pages.append(before)
        elif (text := _decoded(data, name, report)) is not None:
            pages.append(Page(Source(name, tuple(text.split("\n"))), text, data))
    root = path if path.is_dir() else path.parent
    complete = len(pages) == len(paths) and not report.diagnostics
    return Folder(root, tuple(pages), complete, digest.hexdigest())


def _files(path: Path, report: Report, typed: Mapping[str, bytes]) -> list[str]:
    """The story's files, in the order of their names."""
    if path.is_file() or str(path.absolute()) in typed:
        return [str(path)]
    new = _only_typed(path, typed)
    if not path.is_dir() and not new:
        raise NoStory(path, "there is nothing there" if not path.exists() else "this is neither a folder nor a file")
    found = []
    for file in (*_walk(path), *new):
        found.append(file)
        if len(found) > MOST_FILES:
            span = Span(path.as_posix(), 1, 1, 1, 1)
            report.error("story-too-large", f"more than {MOST_FILES:,} files in this folder", span)
            break
    if not found:
        raise NoStory(path, "there is no .yaml file in this folder")
    # By the slashes of every system, so that the files of a story come in one order everywhere.
    return sorted(found[:MOST_FILES], key=lambda file: file.replace(os.sep, "/"))


def _only_typed(path: Path, typed: Mapping[str, bytes]) -> list[str]:
    """The story's files that are typed and not on disk, named as those on disk are."""
    root = path.absolute()
    inside = [Path(file).relative_to(root) for file in typed if Path(file).is_relative_to(root)]
    return [
        str(path / file)
        for file in inside
        if file.name.endswith(ENDINGS)
        and not any(name.startswith(".") for name in file.parts)
        and not (root / file).is_file()
    ]


def _walk(path: Path) -> Iterator[str]:
    """The YAML files under a folder; hidden folders and links to folders are left alone."""
    waiting = [str(path)]
    for _ in range(MOST_FOLDERS):
        if not waiting:
            return
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.name.endswith(ENDINGS):
                        yield entry.path
        except OSError:
            continue  # a folder that may not be looked into holds nothing of ours


def _is_inside(file: str, home: Path, name: str, report: Report) -> bool:
    """Whether a file is the story's own: a link in a stranger's folder may lead to anything on this machine."""
    if file == str(home) or not os.path.islink(file):  # noqa: PTH114 -- as where files are read
        return True
    there = os.path.realpath(file)
    # One that leads nowhere is inside enough: that nothing is there is said when it is read.
    if there.startswith(f"{os.path.realpath(home)}{os.sep}") or not os.path.exists(there):  # noqa: PTH110 -- as above
        return True
    report.error("unreadable-file", "this is a link to something outside the story's folder", Span(name, 1, 1, 1, 1))
    return False


def _shown(file: str, here: str) -> str:
    """The file as a person standing `here` would type it."""
    return file.removeprefix(here).removeprefix(f".{os.sep}").replace(os.sep, "/")


def _bytes(file: str, name: str, left: int, report: Report) -> bytes | None:
    """A file's bytes, where it may be read and is not too large."""
    start = Span(name, 1, 1, 1, 1)
    try:
        about = os.stat(file)  # noqa: PTH116 -- a path made for every file would take as long as reading it
        if not stat.S_ISREG(about.st_mode):
            report.error("unreadable-file", "this is not a file that can be read", start)
            return None
        if not _is_small_enough(about.st_size, left, start, report):
            return None
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 -- as above
            return stream.read(LARGEST_FILE)
    except OSError as error:
        report.error(
            "unreadable-file", f"this file cannot be opened: {(error.strerror or 'unknown cause').lower()}", start
        )
        return None


def _is_small_enough(size: int, left: int, start: Span, report: Report) -> bool:
    """Whether a file of so many bytes is read, of which the story has so many left; where not, that is noted."""
    if size > LARGEST_FILE:
        message = f"a file of {size / 1e6:,.1f} million bytes, where at most {LARGEST_FILE / 1e6:,.1f} million are read"
        report.error("story-too-large", message, start, help="split it: a story may have many files")
        return False
    if size > left:
        message = f"with this file the story has more than {LARGEST_STORY / 1e6:,.1f} million bytes"
        report.error("story-too-large", message, start)
        return False
    return True


def _decoded(data: bytes, name: str, report: Report) -> str | None:
    """The text of a file: UTF-8, with or without a byte-order mark, and whichever way its lines end."""
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _not_utf8(data, error.start, name, report)
        return None
    if "\0" in text:
        encoding = _wide(data)
        if encoding:
            _not_utf8(data, 0, name, report)
            return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # These end a line for YAML and for no editor: what comes after them would be counted a line too far down.
    for mark in ("\u2028", "\u2029", "\x85"):
        if mark in text:
            text = text.replace(mark, " ")
    return text


def _is_text(data: bytes) -> bool:
    """Whether bytes could be writing in some encoding of one byte a character: in writing, hardly any is a control code."""
    codes = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data)
    return codes * _CODES_IN_TEXT <= len(data)


def _not_utf8(data: bytes, at: int, name: str, report: Report) -> None:
    """Name the encoding a file probably is in, and the first place that shows it."""
    if _wide(data) is None and not _is_text(data):
        start = Span(name, 1, 1, 1, 1)
        help_ = (
            "a story is written in text files: take this one out of its folder, or give it another ending than .yaml"
        )
        report.error("not-text", "this file is not text", start, help=help_)
        return
    encoding = _wide(data)
    if encoding is None:
        before = data[:at].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        span = Span(name, line, column, line, column + 1)
        # Bytes 80 to 9F are letters and quotation marks in Windows' encoding, and nothing in Latin-1.
        encoding = "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in data) else "Latin-1 (ISO 8859-1)"
    else:
        span = Span(name, 1, 1, 1, 1)
    report.error(
        "not-utf-8",
        f"this file is not UTF-8; it is probably {encoding}",
        span,
        help="save it again as UTF-8: most editors have it under *Save with encoding*",
    )


def _wide(data: bytes) -> str | None:
    """The encoding of two or four bytes a character that the data is in, if it is."""
    marks = (
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
        (b"\xff\xfe", "UTF-16"),
        (b"\xfe\xff", "UTF-16"),
    )
    for mark, encoding in marks:
        if data.startswith(mark):
            return encoding
    sample = data[:400]
    return "UTF-16" if len(sample) > 3 and sample.count(0) * 3 > len(sample) else None

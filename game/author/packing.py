"""`ampersand pack`: a story in one file, which another's game opens safely. The same story makes the same bytes."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

import attrs

from game import disk
from game.packed import contents, directory, names
from game.packed.contents import Contents, Listed, digest_of
from game.packed.opening import unpacked
from game.packed.refused import Refused
from game.story.folder import ENDINGS, NoStory
from game.story.model import Story
from game.story.reading import read
from game.story.render.full import full

WELL: Final = 0
PROBLEMS: Final = 1
"""The story cannot be told, or a file of it cannot be packed."""
CALLED_WRONGLY: Final = 2

_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""What every entry says it was written at, so that the bytes do not depend on it. The first moment an archive can name."""
_MODE: Final = 0o100644 << 16
_NAMED_OUT: Final = 8
"""Of the files that are left out, how many are named."""


@attrs.frozen
class CannotPack(Exception):
    """A file of the story that cannot go into a packed one."""

    why: str
    """In a sentence, for the author."""

    def __str__(self) -> str:
        return self.why


def run(path: Path, to: Path | None, output: TextIO, talk: TextIO) -> int:
    """Pack a story, and return the command's exit code.

    Args:
        path: its folder or file.
        to: the file to write; named after the story, where one stands, if left out.
        output: where the file's name goes, or what keeps the story from being told.
        talk: where it is said what is in it.
    """
    try:
        reading = read(path, shared=(disk.shared_folder("assets"),))
    except NoStory as missing:
        talk.write(f"{missing.path}: {missing.why}\n")
        return CALLED_WRONGLY
    if reading.story is None:
        output.write(f"{full(reading.errors, reading.sources)}\n")
        talk.write("A story that cannot be told is not packed; put this right first.\n")
        return PROBLEMS
    story = reading.story
    target = Path(f"{story.id}{disk.PACKED}") if to is None else to
    if (why := _not_to_be_written(target)) is not None:
        talk.write(f"{why}\n")
        return CALLED_WRONGLY
    try:
        data, left_out = packed(story, path)
        _insist_that_it_opens(data, story)
    except CannotPack as refused:
        talk.write(f"{refused}\n")
        return PROBLEMS
    _write(target, data)
    output.write(f"{target}\n")
    talk.write(_said(story, target, data, left_out))
    return WELL


def packed(story: Story, path: Path) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of a packed story, and the names of the files that are left out of it, since no story reads them.

    Args:
        story: the story.
        path: where it was read from.

    Raises:
        CannotPack: A file has a name that some system cannot have, or there is too much.
        OSError: a file cannot be read.
    """
    root = Path(story.folder)
    found, left_out = [], []
    for name in _below(root, ""):
        is_text = name.endswith(ENDINGS)
        if is_text and path.is_file() and root / name != path:
            continue  # a story of one file lies among others that are none of it
        if names.is_read(name) and (is_text or _is_inside(root, name)):
            found.append(name)
        elif "/" not in name or name.split("/")[0] in names.READ:
            left_out.append(name)
    files = {name: _bytes(root, name) for name in sorted(found)}
    _insist_on_room(files)
    listed = tuple(Listed(name, len(data), digest_of(data)) for name, data in files.items())
    said = Contents(story.id, story.title, story.version, story.fingerprint, listed, digest="")
    return _zipped({contents.LIST: contents.written(said), **files}), tuple(sorted(left_out))


def _below(root: Path, before: str) -> Iterator[str]:
    """Every file under a folder that is not hidden; links to folders are left alone, as the reader leaves them."""
    with os.scandir(root / before) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _below(root, f"{before}{entry.name}/")
            elif entry.is_file():
                yield f"{before}{entry.name}"


def _is_inside(root: Path, name: str) -> bool:
    """Whether a picture or sound is the story's own: the game follows no link out of its folder."""
    return (root / name).resolve().is_relative_to(root.resolve())


def _bytes(root: Path, name: str) -> bytes:
    if (why := names.amiss(name)) is not None:
        raise CannotPack(f"`{directory.shown(name)}` cannot be packed, since its name {why}: give it another.")
    data = (root / name).read_bytes()
    if len(data) > directory.LARGEST:
        raise CannotPack(f"`{name}` cannot be packed: it has more than {directory.LARGEST >> 20} million bytes.")
    return data


def _insist_on_room(files: dict[str, bytes]) -> None:
    alike: dict[str, str] = {}
    for name in files:
        if (other := alike.setdefault(names.same(name), name)) != name:
            raise CannotPack(f"`{other}` and `{name}` are one file on some systems: give one of them another name.")
    if len(files) > directory.MOST_FILES:
        raise CannotPack(f"The story has {len(files):,} files, and {directory.MOST_FILES:,} can be packed.")
    # The archive's own records are part of what must fit.
    if sum(map(len, files.values())) > directory.WHOLE - (directory.MOST_FILES << 10):
        raise CannotPack(f"The story has more than {directory.WHOLE >> 20} million bytes, too many for one file.")


def _zipped(files: dict[str, bytes]) -> bytes:
    """The archive. Nothing in it is compressed: how that comes out differs between systems, and the bytes shall not."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system, entry.external_attr = 3, _MODE
            archive.writestr(entry, data)
    return written.getvalue()


def _insist_that_it_opens(data: bytes, story: Story) -> None:
    """Open it as another's game will, and read there what was read here."""
    with tempfile.TemporaryDirectory() as there:
        file = Path(there) / f"story{disk.PACKED}"
        file.write_bytes(data)
        try:
            again = read(unpacked(file, Path(there))).story
        except Refused as refused:
            raise CannotPack(f"The story cannot be packed: {refused.why}.") from refused
    if again is None or again.fingerprint != story.fingerprint:
        raise CannotPack("The story was changed while it was being packed; pack it again.")


def _not_to_be_written(target: Path) -> str | None:
    """Why a file is not written over, or cannot be written; none where it can."""
    if target.is_dir():
        return (
            f"{target} is a folder: name the file in it that is to be written, such as {target / f'story{disk.PACKED}'}"
        )
    if target.suffix.lower() != disk.PACKED:
        return f"A packed story is a file that ends in {disk.PACKED}: name it {target.with_suffix(disk.PACKED)}"
    if not target.parent.is_dir():
        return f"There is no folder {target.parent} to write it to."
    return None


def _write(target: Path, data: bytes) -> None:
    """Put the bytes there, whole or not at all."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _said(story: Story, target: Path, data: bytes, left_out: tuple[str, ...]) -> str:
    said = f"*{story.title}* in one file of {_size(len(data))}. Whoever has the game plays it with `ampersand play {target.name}`.\n"
    if left_out:
        more = ", …" if len(left_out) > _NAMED_OUT else ""
        said += f"Left out, since no story reads it: {', '.join(left_out[:_NAMED_OUT])}{more}\n"
    return said


def _size(length: int) -> str:
    return f"{length:,} bytes" if length < 10_000 else f"{length / 1000:,.0f} thousand bytes"

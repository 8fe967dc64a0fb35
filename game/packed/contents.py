"""What a packed story says that it holds, and its files, each held against that."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final

import attrs

from game.packed import directory, names
from game.packed.directory import shown
from game.packed.refused import Refused

LIST: Final = "ampersand.json"
"""The first entry: what the story is, and its files with their sizes and digests."""
KIND: Final = "a story packed by Ampersand"
FORMAT: Final = 1
"""The latest written here. A game opens every one up to its own."""
LARGEST_LIST: Final = 1 << 20

_STRETCH: Final = 1 << 20
"""Bytes read in one go."""


@attrs.frozen
class Listed:
    """One file, as the list has it."""

    name: str
    """From the story's folder on, with slashes."""
    size: int
    digest: str
    """BLAKE2b of its bytes, in 32 hexadecimal digits."""


@attrs.frozen
class Contents:
    """What the list says."""

    story: str
    """The story's id."""
    title: str
    version: str
    fingerprint: str
    """The digest a story has when it is read: every save names it."""
    files: tuple[Listed, ...]
    digest: str
    """Of the list itself, and so of everything in it."""


def written(contents: Contents) -> bytes:
    """The list as it stands in the archive: the same bytes for the same contents."""
    said = {
        "kind": KIND,
        "format": FORMAT,
        "story": contents.story,
        "title": contents.title,
        "version": contents.version,
        "fingerprint": contents.fingerprint,
        "files": {each.name: {"size": each.size, "digest": each.digest} for each in contents.files},
    }
    return (json.dumps(said, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def digest_of(data: bytes) -> str:
    """What a list says of a file's bytes."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Pack:
    """An open packed story: its list, and its files on request."""

    def __init__(self, file: BinaryIO) -> None:
        self._archive = directory.opened(file)
        entries = directory.entries(file, self._archive)
        if not entries or entries[0].orig_filename != LIST:
            raise Refused("it is an archive, but no story that `ampersand pack` has packed")
        if entries[0].file_size > LARGEST_LIST:
            raise Refused("its list of contents is too long")
        self.contents = _contents(self._read(entries[0], LARGEST_LIST))
        self._entries = _agreeing(entries[1:], self.contents)

    def files(self) -> Iterator[tuple[Listed, bytes]]:
        """Each file, and its bytes.

        Raises:
            Refused: its bytes are not those of the list.
        """
        for each in self.contents.files:
            data = self._read(self._entries[each.name], each.size)
            if len(data) != each.size or digest_of(data) != each.digest:
                raise Refused(f"`{shown(each.name)}` in it is not what it was when it was packed")
            yield each, data

    def _read(self, entry: zipfile.ZipInfo, most: int) -> bytes:
        """A file's bytes, and never one more than it may have, whatever the archive says of it."""
        found, left = [], most + 1
        try:
            with self._archive.open(entry) as stream:
                while left > 0 and (stretch := stream.read(min(left, _STRETCH))):
                    found.append(stretch)
                    left -= len(stretch)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as wrong:
            raise Refused(f"`{shown(entry.orig_filename)}` in it is damaged") from wrong
        if left <= 0:
            raise Refused(f"`{shown(entry.orig_filename)}` in it is larger than it says")
        return b"".join(found)


@contextmanager
def opened(path: Path) -> Iterator[Pack]:
    """A packed story, open for as long as it is looked into.

    Raises:
        Refused: it is none, it is damaged, or it holds what no packed story holds.
        OSError: the disk refuses.
    """
    with path.open("rb") as file:
        yield Pack(file)


def _agreeing(entries: list[zipfile.ZipInfo], contents: Contents) -> Mapping[str, zipfile.ZipInfo]:
    """The entries by name, where they are just those of the list."""
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.orig_filename
        if name in found:
            raise Refused(f"it holds `{shown(name)}` twice")
        found[name] = entry
    listed = {each.name for each in contents.files}
    for name in found:
        if name not in listed:
            raise Refused(f"it holds `{shown(name)}`, which its list of contents does not name")
    for each in contents.files:
        if each.name not in found:
            raise Refused(f"`{shown(each.name)}` is missing in it")
    return found


def _contents(data: bytes) -> Contents:
    try:
        said = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        raise Refused("its list of contents is damaged") from wrong
    if not isinstance(said, dict) or said.get("kind") != KIND:
        raise Refused("it is an archive, but no story that `ampersand pack` has packed")
    form = said.get("format")
    if isinstance(form, int) and form > FORMAT:
        raise Refused(f"it was packed by a later version of the game (format {form}; this one opens {FORMAT})")
    try:
        files = tuple(_listed(name, about) for name, about in said["files"].items())
        words = {key: _words(said[key]) for key in ("story", "title", "version", "fingerprint")}
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Refused("its list of contents is damaged") from wrong
    if form != FORMAT or not files:
        raise Refused("its list of contents is damaged")
    _insist_on_names(files)
    return Contents(**words, files=files, digest=digest_of(data))


def _insist_on_names(files: tuple[Listed, ...]) -> None:
    alike: dict[str, str] = {}
    for each in files:
        if (why := names.amiss(each.name)) is not None:
            raise Refused(f"`{shown(each.name)}` in it {why}")
        key = names.same(each.name)
        if key in alike:
            raise Refused(
                f"it holds `{shown(alike[key])}` and `{shown(each.name)}`, which are one file on some systems"
            )
        alike[key] = each.name
    for key, name in alike.items():
        folders = key.split("/")[:-1]
        if any("/".join(folders[: at + 1]) in alike for at in range(len(folders))):
            raise Refused(f"`{shown(name)}` in it lies in something that is a file")


def _listed(name: str, about: Mapping[str, Any]) -> Listed:
    size, digest = about["size"], about["digest"]
    if type(size) is not int or size < 0 or not isinstance(digest, str):
        raise TypeError(about)
    return Listed(name, size, digest)


def _words(value: object) -> str:
    if not isinstance(value, str) or len(value) > 1000:
        raise TypeError(value)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are each written once: of two, readers would take now the one and now the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is written twice")
    return found

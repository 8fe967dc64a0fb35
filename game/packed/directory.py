"""The entries of a packed story's archive, where it is laid out as ours are and in no other way.

A zip archive says everything twice, and readers disagree over which of the two they believe; most of what is done with
hostile ones lives on that. So nothing is taken here but an archive that begins with its first entry, ends with the
record of its end, and holds entries that lie one after another.
"""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from typing import BinaryIO, Final

from game.packed.refused import Refused

MOST_FILES: Final = 2000
LARGEST: Final = 64 << 20
"""Bytes one file may have."""
WHOLE: Final = 256 << 20
"""Bytes all files may have together."""
RATIO: Final = 100
"""How many times smaller than itself a file may have become. Text becomes a tenth, drawings a twentieth."""
SMALL: Final = 1 << 16
"""Bytes up to which nobody minds how small a file became."""

_END: Final = struct.Struct("<4s4H2LH")
"""The record at the end of an archive, after section 4.3.16 of PKWARE's APPNOTE.TXT 6.3.10."""
_LARGE: Final = b"PK\x06\x07"
"""Begins the record of an archive too large for the plain form, which would stand 20 bytes before the end's."""
_LOCAL: Final = 30
"""Bytes before an entry's name, where it stands in the archive."""
_LONGEST_ENTRY: Final = 1024
"""Bytes of the directory that an entry can need."""
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF_8: Final = 0x800


def entries(file: BinaryIO, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries in the order they lie in, each a plain file of a size that can be meant.

    Raises:
        Refused: the archive holds something else, or is laid out otherwise.
    """
    found = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    at = 0
    for entry in found:
        _insist_on_a_file(entry)
        if entry.header_offset != at:
            raise Refused("its entries do not lie one after another, as those of a packed story do")
        file.seek(at)
        local = file.read(_LOCAL)
        if len(local) < _LOCAL or local[:4] != b"PK\x03\x04":
            raise Refused("it is damaged")
        named, extra = struct.unpack("<2H", local[26:30])
        at += _LOCAL + named + extra + entry.compress_size
    if at != archive.start_dir:
        raise Refused("there is something between its entries and its list of them")
    if sum(entry.file_size for entry in found) > WHOLE:
        raise Refused(f"it would take more than {WHOLE >> 20} million bytes of the disk")
    return found


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive in a file, looked at no further than its end.

    Raises:
        Refused: it is none, or not one of ours.
    """
    size = file.seek(0, os.SEEK_END)
    if size > WHOLE:
        raise Refused(f"it is larger than {WHOLE >> 20} million bytes")
    if size < _END.size:
        raise Refused("it is no packed story")
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    mark, disk, first, here, number, length, begins, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\x05\x06" or comment:
        raise Refused("it is no packed story, or its end is missing")
    if disk or first or here != number or tail.startswith(_LARGE):
        raise Refused("it is an archive of a kind that no story is packed in")
    if number > MOST_FILES + 1 or length > number * _LONGEST_ENTRY:
        raise Refused(f"it holds more than {MOST_FILES:,} files")
    if begins + length != size - _END.size:
        raise Refused("there is something before or after what it holds")
    file.seek(0)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as wrong:
        raise Refused("it is damaged") from wrong


def _insist_on_a_file(entry: zipfile.ZipInfo) -> None:
    """Refuse what is no plain file: a link, a folder, something encrypted, something blown up."""
    name = shown(entry.orig_filename)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        kind = "a link to another file" if stat.S_ISLNK(mode) else "no plain file"
        raise Refused(f"`{name}` in it is {kind}")
    if not entry.filename:
        raise Refused("a file in it has no name")
    if entry.is_dir():
        raise Refused(f"`{name}` in it is a folder by itself")
    if entry.flag_bits & _ENCRYPTED:
        raise Refused(f"`{name}` in it is encrypted")
    if not entry.flag_bits & _UTF_8 and not entry.orig_filename.isascii():
        raise Refused(f"the name `{name}` in it is not written in UTF-8")
    if "\0" in entry.orig_filename:
        raise Refused(f"the name `{name}` in it has characters that cannot be seen")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"`{name}` in it is compressed in a way that no story is packed in")
    if entry.file_size > LARGEST:
        raise Refused(f"`{name}` in it has more than {LARGEST >> 20} million bytes")
    if entry.file_size > SMALL and entry.file_size > RATIO * entry.compress_size:
        raise Refused(f"`{name}` in it would grow to more than {RATIO} times its size")


def shown(name: str) -> str:
    """A stranger's name for a file, harmless to print."""
    plain = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return plain if len(plain) <= 60 else plain[:59] + "…"

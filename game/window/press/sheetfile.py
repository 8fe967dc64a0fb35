"""A sheet as a PNG with a palette: any viewer proofs it, and reading one is a decompression and a join.

Only the plain kind is written and read (8-bit indexed, no filter, not interlaced), so that it is the same on every
system, whatever its SDL_image was built with, and needs neither SDL nor numpy.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KIND = (8, 3, 0, 0, 0)
"""Bits, indexed, and the only compression, filter and interlacing we write."""


class NotASheet(ValueError):
    """Bytes that are no sheet, or only the beginning of one."""


def write(pixels: bytes, size: tuple[int, int], palette: Sequence[tuple[int, int, int]], *, level: int = 6) -> bytes:
    """A PNG of one byte a pixel, row by row. `level` is zlib's, 1 (quick) to 9 (small)."""
    width, height = size
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))
    colours = bytes(part for colour in palette for part in colour)
    head = struct.pack(">II5B", width, height, *_KIND)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, level)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def read(data: bytes) -> tuple[bytes, tuple[int, int]]:
    """The pixels, one byte each, row by row, and their size.

    Raises:
        NotASheet: it was not written by `write`, or was cut short.
    """
    try:
        chunks = dict(_chunks(data))
        width, height, *kind = struct.unpack(">II5B", chunks[b"IHDR"])
        rows = zlib.decompress(chunks[b"IDAT"])
    except (KeyError, struct.error, zlib.error) as reason:
        raise NotASheet(str(reason)) from reason
    stride = width + 1
    if tuple(kind) != _KIND or len(rows) != stride * height or any(rows[::stride]):
        raise NotASheet("not an unfiltered PNG with a palette")
    return b"".join(rows[start + 1 : start + stride] for start in range(0, len(rows), stride)), (width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise NotASheet("not a PNG")
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12

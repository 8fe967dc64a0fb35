"""Columns as editors count them: mostly in UTF-16, where an emoji is two and a letter is one."""

from __future__ import annotations

from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]


def to_units(line: str, column: int, encoding: Encoding = "utf-16") -> int:
    """How far into a line, in an editor's units and from 0, the character stands whose column from 1 is `column`."""
    before = line[: max(column - 1, 0)]
    if encoding == "utf-32" or before.isascii():
        return len(before)
    return sum(_width(character, encoding) for character in before)


def from_units(line: str, units: int, encoding: Encoding = "utf-16") -> int:
    """The column from 1, in characters, of what stands `units` into a line; its end, where the line is shorter. Inside a
    character it is that character's.
    """
    if encoding == "utf-32" or line.isascii():
        return min(max(units, 0), len(line)) + 1
    counted = 0
    for index, character in enumerate(line):
        counted += _width(character, encoding)
        if counted > units:
            return index + 1
    return len(line) + 1


def to_utf16(line: str, column: int) -> int:
    """As `to_units`, in UTF-16: as a browser counts."""
    return to_units(line, column)


def from_utf16(line: str, units: int) -> int:
    """As `from_units`, in UTF-16."""
    return from_units(line, units)


def _width(character: str, encoding: Encoding) -> int:
    """How many units one character is."""
    number = ord(character)
    if encoding == "utf-16":
        return 2 if number > 0xFFFF else 1
    return 1 if number < 0x80 else 2 if number < 0x800 else 3 if number < 0x10000 else 4

"""Columns as editors count them: in UTF-16, where an emoji is two and a letter is one."""

from __future__ import annotations


def to_utf16(line: str, column: int) -> int:
    """The column from 0, in UTF-16, of the character whose column from 1 is `column`."""
    before = line[: max(column - 1, 0)]
    return len(before) + sum(character > "\uffff" for character in before)


def from_utf16(line: str, units: int) -> int:
    """The column from 1, in characters, of what stands `units` of UTF-16 into a line; its end, where the line is shorter."""
    if line.isascii():
        return min(max(units, 0), len(line)) + 1
    counted = 0
    for index, character in enumerate(line):
        if counted >= units:
            return index + 1
        counted += 2 if character > "\uffff" else 1
    return len(line) + 1

"""Where in an author's files a thing was written."""

from __future__ import annotations

from bisect import bisect_right
from typing import Protocol

import attrs


@attrs.frozen(order=True)
class Span:
    """A stretch of one file. Lines and columns count from 1; the end is the place just after the last character."""

    file: str
    """The path as a person would type it: relative to where they stand, with forward slashes."""
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Source:
    """The text of one file, by lines, for showing what a diagnostic points at."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """The line of that number, from 1, without its end; empty when there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


class Origin(Protocol):
    """Where the characters of one text stand in its file: what turns a place in a text into a Span."""

    def span(self, start: int, end: int) -> Span:
        """The span of the text's characters from `start` up to `end`."""


@attrs.frozen
class OnOneLine:
    """A text written on one line, character for character."""

    file: str
    line: int
    column: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, self.line, self.column + start, self.line, self.column + end)


@attrs.frozen
class Indented:
    """A text written as a block, each line of it on a line of the file, a fixed indentation in."""

    file: str
    line: int
    column: int
    text: str

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, *self._place(start), *self._place(end))

    def _place(self, index: int) -> tuple[int, int]:
        above = self.text.count("\n", 0, index)
        return self.line + above, self.column + index - (self.text.rfind("\n", 0, index) + 1)


@attrs.frozen
class Scattered:
    """A text whose characters were moved in reading it: folded lines, escapes in quotation marks."""

    file: str
    places: tuple[int, ...]
    """For each character, and for the end, its index in the file."""
    line_starts: tuple[int, ...]
    """The index in the file at which each of its lines starts."""

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, *self._place(self.places[start]), *self._end(start, end))

    def _end(self, start: int, end: int) -> tuple[int, int]:
        return self._place(self.places[end - 1] + 1 if end > start else self.places[end])

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

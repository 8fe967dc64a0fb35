"""Where in an author's files a thing was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple, Protocol

import attrs


class Span(NamedTuple):
    """A stretch of one file. Lines and columns count from 1; the end is the place just after the last character.

    A tuple, since a story has thousands and nothing else is made as fast; and so the earlier in a file sorts first.
    """

    file: str
    """The path as a person would type it: relative to where they stand, with forward slashes."""
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


make_span: Final[Callable[[tuple[str, int, int, int, int]], Span]] = partial(tuple.__new__, Span)
"""A Span of its five fields, in half the time that naming them takes: for where there are thousands."""


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
        return make_span((self.file, self.line, self.column + start, self.line, self.column + end))


@attrs.define
class Indented:
    """A text written as a block, each line of it on a line of the file, a fixed indentation in."""

    file: str
    line: int
    column: int
    text: str
    starts: list[int] = attrs.field(factory=list)
    """The index in the text at which each of its lines starts, once a part of it has been asked for."""

    def span(self, start: int, end: int) -> Span:
        starts = self.starts
        if not starts:
            at = 0
            while at >= 0:
                starts.append(at)
                at = self.text.find("\n", at) + 1 or -1
        line = bisect_right(starts, start)
        last = line if line == len(starts) or end < starts[line] else bisect_right(starts, end)
        column = self.column
        above, below = self.line + line - 1, self.line + last - 1
        return make_span((self.file, above, column + start - starts[line - 1], below, column + end - starts[last - 1]))


@attrs.define
class Scattered:
    """A text whose characters were moved in reading it: folded lines, escapes in quotation marks.

    Where each went is worked out when a part of the text is asked for, which in most texts is never.
    """

    whole: Span
    length: int
    find: Callable[[], tuple[tuple[int, ...], tuple[int, ...]]]
    """Finds, for each character and for the end, its index in the lines the text is on; and the index each line starts at."""
    places: tuple[int, ...] = ()
    line_starts: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> Span:
        if start == 0 and end >= self.length:
            return self.whole
        if not self.places:
            self.places, self.line_starts = self.find()
        last = self.places[end - 1] + 1 if end > start else self.places[end]
        return Span(self.whole.file, *self._place(self.places[start]), *self._place(last))

    def _place(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, index)
        return self.whole.line - 1 + line, index - self.line_starts[line - 1] + 1

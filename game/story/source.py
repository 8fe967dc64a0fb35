"""Where in an author's files a thing was written."""

from __future__ import annotations

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

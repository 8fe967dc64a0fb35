"""One place in a file where YAML stopped, and the lines round it."""

from __future__ import annotations

import re
from typing import Final

import yaml

from game.story.diagnostic import Diagnostic
from game.story.nodes import quoted
from game.story.source import Source, Span

KEY_LINE: Final = re.compile(r"(\s*(?:- +)*)([\w-]+|\"[^\"]*\"):(\s+|$)(.*)")
"""A line that begins with a name: what stands before it, the name, the space after its colon, and what follows."""
MARKS: Final = {
    "*": "a star",
    "&": "an `&`",
    "!": "an exclamation mark",
    "%": "a percent sign",
    "@": "an `@`",
    "`": "a backquote",
    "|": "a bar",
    ">": "a `>`",
    "?": "a question mark",
    "-": "a hyphen",
    "{": "a brace",
    "}": "a brace",
    "[": "a bracket",
    "]": "a bracket",
    ",": "a comma",
    "#": "a `#`",
}
"""What a character is called."""


class Slip:
    """One place where YAML stopped, and the lines round it."""

    def __init__(self, error: Exception, source: Source, text: str) -> None:
        self.source, self.lines = source, text.split("\n")
        self.problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        self.error = error
        if mark is None and isinstance(error, yaml.reader.ReaderError):
            position = error.position
            before = text[:position] if isinstance(position, int) else ""
            self.line, self.column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        else:
            self.line = mark.line if mark else 0
            self.column = mark.column if mark else 0
        if self.line >= len(self.lines) or (self.line and not self.text(self.line).strip()):
            self.line = self.written_above(min(self.line, len(self.lines) - 1))
            self.column = len(self.text(self.line))
        self.context = (context.line, context.column) if context else (self.line, self.column)
        self.item_line = self.line
        self.mended: dict[int, str] = {}
        """Lines, from 0, as they were most likely meant: the file is then read on with these, and nothing is left out."""

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def indent(self, line: int) -> int:
        """So many spaces in."""
        return len(self.text(line)) - len(self.text(line).lstrip())

    def written_above(self, line: int) -> int:
        """The nearest line from here up that has something on it."""
        while line > 0 and not self.text(line).strip():
            line -= 1
        return line

    def at(self, code: str, message: str, where: tuple[int, int, int], proposal: str | None = None) -> Diagnostic:
        """A diagnostic on one line: `where` is the line, and the columns where it starts and ends, from 0."""
        line, start, end = where
        end = max(end, start + 1)
        span = Span(self.source.file, line + 1, start + 1, line + 1, end + 1)
        return Diagnostic(code, "error", message, span, proposal)

    def value(self, line: int) -> tuple[str, int, str] | None:
        """The key on a line, where its value starts, and the value."""
        match = KEY_LINE.match(self.text(line))
        return (match[2], match.start(4), match[4].rstrip()) if match and match[4].strip() else None

    def begins_with(self, key: str, line: int, start: int, value: str) -> Diagnostic:
        before = "- " if key == "-" else f"{key}: "
        return self.at(
            "special-first-character",
            f"a text cannot begin with {MARKS[value[0]]} unless it stands in quotation marks",
            (line, start, start + 1),
            f"write `{before}{short(quoted(value), 90)}`",
        )


def short(text: str, most: int = 60) -> str:
    """A text as it is quoted in a help: cut where it is long."""
    return text if len(text) <= most else text[: most - 1] + "…"

"""Lines that go in and out of a terminal or a pipe: wrapped where there is a terminal, and without control codes."""

from __future__ import annotations

import shutil
import textwrap
from typing import Final, TextIO

import attrs

from game.typography import on_a_terminal

WIDEST: Final = 78
"""Columns a line may have on a terminal."""


@attrs.frozen
class Lines:
    """Where a facilitator types, and where they read."""

    typed: TextIO
    read: TextIO

    def ask(self) -> str | None:
        """The next line that is typed; none when there are no more."""
        if self.typed.isatty():
            self.read.write("> ")
            self.read.flush()
        line = self.typed.readline()
        return line.strip() if line else None

    def say(self, *paragraphs: str) -> None:
        """Print paragraphs, an empty line after each."""
        width = min(WIDEST, shutil.get_terminal_size().columns) if self.read.isatty() else None
        for paragraph in paragraphs:
            for line in paragraph.splitlines():
                self.read.write(f"{_folded(line, width)}\n")
            self.read.write("\n")
        self.read.flush()


def _folded(line: str, width: int | None) -> str:
    plain = on_a_terminal(line)
    if width is None or len(plain) <= width:
        return plain
    indent = " " * (len(plain) - len(plain.lstrip()))
    return "\n".join(textwrap.wrap(plain, width, subsequent_indent=indent, break_on_hyphens=False))

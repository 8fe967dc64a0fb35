"""Lines in and out: a terminal, a pipe or a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import TextIO

from game.terminal import page

WIDEST = 78
"""Columns a line may have on a terminal, however wide it is: longer ones are hard to follow."""


class Lines:
    """Where lines come from, and where they go."""

    def __init__(self, incoming: TextIO, output: TextIO) -> None:
        self._incoming = incoming
        self._output = output

    @property
    def is_watched(self) -> bool:
        """Whether somebody types, rather than a pipe."""
        return self._incoming.isatty()

    def tell(self, blocks: Iterable[page.Block]) -> None:
        """Print blocks, wrapped where there is a terminal to wrap for."""
        width = min(WIDEST, shutil.get_terminal_size().columns) if self._output.isatty() else None
        self._output.write(page.lines(blocks, width))
        self._output.flush()

    def say(self, sentence: str) -> None:
        """Print a sentence of the game's own."""
        self.tell([(sentence,)])

    def ask(self) -> str | None:
        """The next line that is typed; none when there are no more."""
        if self.is_watched:
            self._output.write("> ")
            self._output.flush()
        line = self._incoming.readline()
        return line.strip() if line else None

    def end_line(self) -> None:
        """Leave the line that is being typed."""
        self._output.write("\n")

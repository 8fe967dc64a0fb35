"""A line that says how far long work has come, redrawn in place and wiped at the end; on a terminal only."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, TextIO

PATIENCE_S: Final = 0.7
"""How long work may take before anything is said of it, in seconds."""


class ProgressLine:
    """The line, as a context: it is gone when the work is over, however it ended.

    Args:
        talk: where it is drawn; nothing is, unless that is a terminal.
        clock: seconds, rising.
    """

    def __init__(self, talk: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self.talk, self.clock = talk, clock
        self.shown = 0
        self.draws = talk.isatty() and os.environ.get("TERM") != "dumb"

    def __enter__(self) -> ProgressLine:
        self.began = self.clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw("")

    def show(self, doing: str, share: float) -> None:
        """Say what is being done, and how much of it is; `share` from 0 to 1."""
        if self.draws and self.clock() - self.began >= PATIENCE_S:
            self._draw(f"{doing}: {max(0.0, min(1.0, share)):.0%}".replace("%", " %"))

    def _draw(self, line: str) -> None:
        if not line and not self.shown:
            return
        # A line as wide as the terminal would wrap, and could not be drawn over. Blanks wipe on every terminal.
        line = line[: shutil.get_terminal_size().columns - 1]
        blank = " " * (self.shown - len(line))
        # Noted before it is drawn: Ctrl-C may come in between, and the line must still be wiped.
        self.shown = max(self.shown, len(line))
        self.talk.write(f"\r{line}{blank}" + ("" if line else "\r"))
        self.talk.flush()
        self.shown = len(line)

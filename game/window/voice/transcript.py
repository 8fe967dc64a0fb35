"""What would be said, written down a line an utterance instead of spoken: for tests, and to read along."""

from __future__ import annotations

import queue
import sys
import threading

from game.language import tr
from game.window.voice.manner import Manner
from game.window.voice.programs import in_one_line

FLUSH_MOST_S = 2
"""How long the end of the game waits for whoever reads it, in seconds."""


class Transcript:
    """A speaker that writes to standard output. Nothing is broken off: what was said stands there."""

    def __init__(self) -> None:
        self.trouble = ""
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_on, name="voice", daemon=True)
        self._thread.start()

    def say(self, said: tuple[tuple[str, Manner], ...], *, interrupts: bool) -> None:
        for words, _ in said:
            self._lines.put(in_one_line(words))

    def close(self) -> None:
        self._lines.put(None)
        self._thread.join(FLUSH_MOST_S)

    def _write_on(self) -> None:
        while (line := self._lines.get()) is not None:
            try:
                sys.stdout.buffer.write(f"{line}\n".encode())
                sys.stdout.buffer.flush()
            except (AttributeError, OSError, ValueError) as refused:  # no output, or it has been closed
                self.trouble = tr("What would be said cannot be written down: {refused}", refused=refused)

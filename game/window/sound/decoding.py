"""Sounds decoded in a process of their own (`decoder`).

While SDL decodes a sound it lets nothing be mixed: what is playing stops for that long, a tenth of a second of a piece, and
whoever turns a volume waits.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
from pathlib import Path

import pygame

from game import beside
from game.window.sound import loops

"""Where the package `game` lies: a checkout need not be installed for its worker to be found."""


class Decoder:
    """The process, started when it is needed: it ends by itself when it has not been for a while."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        """Where what is decoded is handed over."""
        self._is_closed = False

    def decode(self, file: Path) -> pygame.mixer.Sound:
        """A sound as the open device plays it. Waits for it: to be called on another thread, and on one at a time.

        Raises:
            pygame.error: It cannot be decoded.
            OSError: It cannot be read.
        """
        rate, _, channels = pygame.mixer.get_init() or (0, 0, 0)
        wish = json.dumps({"file": str(file.resolve()), "rate": rate, "channels": channels}).encode() + b"\n"
        for _ in range(2):  # it may have ended just as it was asked
            if self._is_closed:
                break
            with contextlib.suppress(OSError, ValueError):
                return _taken(self._ask(wish))
            self._let_go()
        if self._is_closed:
            raise OSError("the sounds are shut")
        return loops.decoded(file)

    def _ask(self, wish: bytes) -> Path:
        """Where a sound lies decoded.

        Raises:
            OSError: There is no process, or there is none any more; or the disk refuses.
            ValueError: It ended before it had answered.
            pygame.error: It cannot decode this.
        """
        folder = self._folder = self._folder or tempfile.TemporaryDirectory(
            prefix="sounds-", ignore_cleanup_errors=True
        )
        process = self._process = self._process or beside.started("game.window.sound.decoder", folder.name)
        assert process.stdin
        assert process.stdout
        process.stdin.write(wish)
        process.stdin.flush()
        said = json.loads(process.stdout.readline())
        if "trouble" in said:
            raise pygame.error(said["trouble"])
        if "refused" in said:
            raise OSError(said["refused"])
        return Path(said["decoded"])

    def close(self) -> None:
        """Let the process go for good. Whoever waits for a sound gets none."""
        self._is_closed = True
        self._let_go()
        if self._folder is not None:
            self._folder.cleanup()

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was still to be written to it
                    pipe.close()


def _taken(file: Path) -> pygame.mixer.Sound:
    """A sound as it was decoded. From a file, because every other way of handing over ten million bytes keeps Python to itself for
    as long as they are copied.
    """
    try:
        return pygame.mixer.Sound(str(file))
    finally:
        file.unlink()

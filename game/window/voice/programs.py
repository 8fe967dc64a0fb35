"""The two ways in which programs speak: run once for each thing said, or kept running and written to.

Words reach either through its standard input. No shell is involved, and nothing said is ever an argument.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Sequence

from game.window.voice.manner import Manner
from game.window.voice.speaker import Unspoken

ASK_MOST_S = 5
"""How long a program may think about which voices it has, in seconds."""

HIDDEN: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""Windows would open a console for each."""


class OnceEach:
    """A program that reads what to say to the end of its input, says it and ends. Breaking off ends it."""

    def __init__(
        self, command: Callable[[Manner], list[str]], words: Callable[[str, Manner], str] = lambda words, _: words
    ) -> None:
        """`words` gives what is written to it for some words."""
        self._command = command
        self._words = words
        self._name = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def begin(self, words: str, manner: Manner) -> None:
        self._is_stopped = False
        command = self._command(manner)
        self._name = command[0]
        self._process = started(command)
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it was stopped while it was written to
            self._process.stdin.write(self._words(words, manner).encode())
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._process.stdin.close()

    def wait(self) -> None:
        if self._process is None:
            return
        code = self._process.wait()
        if code and not self._is_stopped:
            raise Unspoken(f"{self._name} ended with {code}")

    def stop(self) -> None:
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        self.stop()
        if self._process is not None:
            self._process.wait()


class KeptRunning:
    """A program that is started once and has a queue of its own.

    Args:
        command: How it is started.
        manner: The lines that set how the next words are said.
        words: The line that has words said.
        stop: The line that breaks off, and forgets what is waiting.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        manner: Callable[[Manner], list[str]],
        words: Callable[[str], str],
        stop: str,
    ) -> None:
        self._command = list(command)
        self._manner_in_lines = manner
        self._words_in_line = words
        self._stop = stop
        self._process: subprocess.Popen[bytes] | None = None
        self._manner: Manner | None = None
        self._is_stopped = False

    def begin(self, words: str, manner: Manner) -> None:
        lines: list[str] = []
        if self._process is None:
            self._process, self._manner = started(self._command), None
        elif self._is_stopped:
            lines.append(self._stop)
        self._is_stopped = False
        if manner != self._manner:
            lines += self._manner_in_lines(manner)
            self._manner = manner
        self._write([*lines, self._words_in_line(words)])

    def _write(self, lines: list[str]) -> None:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        try:
            process.stdin.write("".join(f"{line}\n" for line in lines).encode())
            process.stdin.flush()
        except OSError as broken:
            self._process = None
            raise Unspoken(f"{self._command[0]} ended with {process.wait()}") from broken

    def wait(self) -> None:
        """It says by itself one thing after another."""

    def stop(self) -> None:
        self._is_stopped = True  # the line is written before the next words: whoever stops it may not wait for a pipe

    def close(self) -> None:
        if self._process is None or self._process.stdin is None:
            return
        with contextlib.suppress(OSError, Unspoken):
            self._write([self._stop])
            self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
            return
        self._process.kill()
        self._process.wait()


def started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A program that listens on its standard input."""
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=HIDDEN,
    )


def answer(command: Sequence[str]) -> str:
    """What a program prints; empty where it fails or takes too long."""
    try:
        asked = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ASK_MOST_S,
            check=False,
            creationflags=HIDDEN,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout.decode(errors="replace") if asked.returncode == 0 else ""


def in_one_line(words: str) -> str:
    """Words as a line, for a program that takes each line for one thing to say."""
    return " ".join(words.split())

"""A queue of things to be said, and the thread that has a program of the platform's say them one after another.

Nothing here is waited for by the window: `say` puts words into the queue, and where they interrupt empties it first.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Protocol

import attrs

from game.language import tr
from game.window.voice.manner import Manner


class Unspoken(Exception):
    """A program would not speak; says why."""


class Mouth(Protocol):
    """A program that speaks. All but `stop` are called by one thread."""

    def begin(self, words: str, manner: Manner) -> None:
        """Begin to say something, or have it said after what is being said. Raises Unspoken or OSError."""

    def wait(self) -> None:
        """Until it has been said or stopped, where that can be known. Raises Unspoken or OSError."""

    def stop(self) -> None:
        """Break off. Called by any thread; must not wait."""

    def close(self) -> None:
        """Let the program go."""


@attrs.frozen
class Speech:
    """A way to speak that this system may have."""

    name: str
    command: str
    """The program it needs."""
    open: Callable[[], Mouth]
    voices: Callable[[str], tuple[str, ...]]
    """Asks which voices speak a language, by its code. It takes a while; empty where it cannot be told."""


class Speaker:
    """A mouth and what it still has to say."""

    def __init__(self, mouth: Mouth) -> None:
        self.trouble = ""
        """Why nothing is heard, once that is known."""
        self._mouth = mouth
        self._queue: deque[tuple[str, Manner]] = deque()
        self._turn = threading.Condition()
        self._breaks = 0
        """How often it has been interrupted."""
        self._is_closing = False
        self._thread = threading.Thread(target=self._speak_on, name="voice", daemon=True)
        self._thread.start()

    def say(self, said: tuple[tuple[str, Manner], ...], *, interrupts: bool) -> None:
        """Say something, each phrase in its manner, after what is being said, or at once."""
        with self._turn:
            if interrupts:
                self._breaks += 1
                self._queue.clear()
                self._mouth.stop()
            self._queue.extend(said)
            self._turn.notify()

    def close(self) -> None:
        """Say nothing more."""
        with self._turn:
            self._is_closing = True
            self._queue.clear()
            self._mouth.stop()
            self._turn.notify()

    def _speak_on(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: bool(self._queue) or self._is_closing)
                if self._is_closing:
                    break
                (words, manner), begun = self._queue.popleft(), self._breaks
            try:
                self._mouth.begin(words, manner)
                with self._turn:
                    if self._breaks != begun or self._is_closing:
                        self._mouth.stop()
                self._mouth.wait()
            except (Unspoken, OSError) as silence:
                self.trouble = tr(
                    "Nothing can be heard: {silence}. `ampersand doctor` says what was found.", silence=silence
                )
        self._mouth.close()

"""What a projector's window is told by the room beside it: one line of JSON for all there is to see, the newest of which counts."""

from __future__ import annotations

import json
import threading
from typing import IO, Any

import attrs


@attrs.frozen
class Part:
    """One side of a vote that was revealed."""

    words: str
    told: str
    """How many, in words or as *12 of 20*."""
    share: float
    """How much of a whole bar, 0 to 1."""
    leads: bool


@attrs.frozen
class Shown:
    """All that the window shows at one moment."""

    phase: str
    """As `views.phase` of the room has it."""
    title: str
    heading: str
    told: tuple[str, ...]
    """What is read aloud, in paragraphs, where it is not the page of a scene."""
    choices: tuple[tuple[str, str], ...]
    """What is on offer, each with its hint."""
    parts: tuple[Part, ...]
    """How the room divided, once that is revealed."""
    found: tuple[str, ...]
    """What that comes to and asks for."""
    talk: str
    left: int | None
    """Seconds on the clock; none where none is set."""
    address: str
    code: str
    squares: tuple[str, ...]
    """The way in as a QR code: rows of `0` and `1`."""
    leaf: int
    """Which of the pages that it takes is seen."""
    seats: int
    """Phones that have come in."""
    chapter: str
    """Where the life began."""
    made: tuple[str, ...]
    """The choices that were made in it."""
    is_aside: bool
    """Whether no scene is on."""
    is_again: bool
    """Whether the same page is voted on afresh: then nobody needs it read."""
    question: str
    """The day's."""


def read(line: str) -> Shown | None:
    """What a line says; none where it is not one of the room's."""
    try:
        return _shown(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _shown(told: Any) -> Shown:
    return Shown(
        phase=str(told["phase"]),
        title=str(told["title"]),
        heading=str(told["heading"]),
        told=tuple(str(each) for each in told["told"]),
        choices=tuple((str(each["words"]), str(each["hint"])) for each in told["choices"]),
        parts=tuple(
            Part(str(each["words"]), str(each["told"]), float(each["part"]), bool(each["leads"]))
            for each in told["result"]
        ),
        found=tuple(str(each) for each in told["found"]),
        talk=str(told["talk"]),
        left=None if told["left"] is None else int(told["left"]),
        address=str(told["address"]),
        code=str(told["code"]),
        squares=tuple(str(row) for row in told["squares"]),
        leaf=int(told["leaf"]),
        seats=int(told["seats"]),
        chapter=str(told["chapter"]),
        made=tuple(str(each) for each in told["made"]),
        is_aside=bool(told["is_aside"]),
        is_again=bool(told["is_again"]),
        question=str(told["question"]),
    )


class Post:
    """What comes from the room, and what is asked of it.

    Args:
        told: Where lines come from.
        asked: Where they go to.
    """

    def __init__(self, told: IO[str], asked: IO[str]) -> None:
        self._told = told
        self._asked = asked
        self._newest: Shown | None = None
        self._lock = threading.Lock()
        self.is_over = False
        """Whether the room has gone."""
        threading.Thread(target=self._listen, daemon=True).start()

    def take(self) -> Shown | None:
        """The newest that has come since it was last asked; none where nothing has."""
        with self._lock:
            newest, self._newest = self._newest, None
        return newest

    def ask(self, **asked: int) -> None:
        """Ask the room for something."""
        try:
            self._asked.write(json.dumps(asked) + "\n")
            self._asked.flush()
        except OSError:
            self.is_over = True

    def _listen(self) -> None:
        for line in self._told:
            shown = read(line)
            if shown is not None:
                with self._lock:
                    self._newest = shown
        self.is_over = True

"""macOS: `say`, run for each utterance. Written after its manual page; not yet run."""

from __future__ import annotations

import re

from game.window.voice.manner import Manner
from game.window.voice.programs import OnceEach, answer
from game.window.voice.speaker import Mouth, Speech

COMMAND = "say"
_VOICE = re.compile(r"(?P<name>\S.*?)\s+en[_-]\w+\s+#")
"""A line of its list: a name, a language, an example after a hash."""


def open_mouth() -> Mouth:
    """One `say` after another; with no words and no file named, it reads its input."""
    return OnceEach(_command, _words)


def _command(manner: Manner) -> list[str]:
    command = [COMMAND, "-r", str(manner.speed.words_per_minute)]
    return [*command, "-v", manner.voice] if manner.voice else command


def _words(words: str, manner: Manner) -> str:
    """It takes its volume with the words, from 0 to 1."""
    return f"[[volm {manner.volume / 100:.1f}]] {words}"


def voices() -> tuple[str, ...]:
    """The names of the voices that speak English."""
    found = (_VOICE.match(line) for line in answer([COMMAND, "-v", "?"]).splitlines())
    return tuple(dict.fromkeys(line["name"] for line in found if line))


SPEECH = Speech("say", COMMAND, open_mouth, voices)

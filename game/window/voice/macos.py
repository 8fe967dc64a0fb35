"""macOS: `say`, run for each utterance. Written after its manual page; not yet run."""

from __future__ import annotations

import re
from functools import cache

from game.window.voice.manner import Manner
from game.window.voice.programs import OnceEach, answer
from game.window.voice.speaker import Mouth, Speech

COMMAND = "say"
USUAL = "en"
"""What the voice that the system is set to is taken to speak."""


def open_mouth() -> Mouth:
    """One `say` after another; with no words and no file named, it reads its input."""
    return OnceEach(_command, _words)


def _command(manner: Manner) -> list[str]:
    command = [COMMAND, "-r", str(manner.speed.words_per_minute)]
    is_usual = manner.language == USUAL and not manner.is_foreign
    voice = manner.voice or ("" if is_usual else _first(manner.language))
    return [*command, "-v", voice] if voice else command


@cache
def _first(language: str) -> str:
    """A voice for a language that the system may not be set to; empty where there is none."""
    return next(iter(voices(language.partition("-")[0])), "")


def _words(words: str, manner: Manner) -> str:
    """It takes its volume with the words, from 0 to 1."""
    return f"[[volm {manner.volume / 100:.1f}]] {words}"


def voices(language: str) -> tuple[str, ...]:
    """The names of the voices that speak a language: its list has a name, a language, and an example after a hash."""
    voice = re.compile(rf"(?P<name>\S.*?)\s+{re.escape(language)}[_-]\w+\s+#")
    found = (voice.match(line) for line in answer([COMMAND, "-v", "?"]).splitlines())
    return tuple(dict.fromkeys(line["name"] for line in found if line))


SPEECH = Speech("say", COMMAND, open_mouth, voices)

"""Linux, where a desktop brings Speech Dispatcher: one `spd-say` that is kept running and takes a line for an utterance.

In its pipe mode a line that begins with three marks is a command of the protocol (SSIP) instead.
"""

from __future__ import annotations

import re

from game.window.voice.manner import Manner
from game.window.voice.programs import KeptRunning, answer, in_one_line
from game.window.voice.speaker import Mouth, Speech

COMMAND = "spd-say"
USUAL = "en"
ORDER = "!-!"
"""How a line begins that is an order and not to be said."""

FORGET = f"{ORDER}SET self VOICE_TYPE MALE1"
"""Lets go of a voice that was named: only a kind of voice does, and this is the kind it has from the start."""
LONGEST = 16000
"""The most bytes of a line that it takes at once."""


def open_mouth() -> Mouth:
    """A client of Speech Dispatcher's."""
    spoken, named = USUAL, ""

    def manner(wanted: Manner) -> list[str]:
        nonlocal spoken, named
        orders = [FORGET] if named and not wanted.voice else []
        if wanted.language != spoken:
            orders.append(f"{ORDER}SET self LANGUAGE {wanted.language}")
        spoken, named = wanted.language, wanted.voice
        return [*orders, *_manner(wanted)]

    return KeptRunning(
        [COMMAND, "--pipe-mode", "--application-name", "ampersand", "--language", USUAL],
        manner=manner,
        words=_words,
        stop=f"{ORDER}CANCEL self",
    )


def _manner(manner: Manner) -> list[str]:
    lines = [f"{ORDER}SET self RATE {manner.speed.rate}", f"{ORDER}SET self VOLUME {manner.volume * 2 - 100}"]
    if manner.voice:
        lines.append(f"{ORDER}SET self SYNTHESIS_VOICE {in_one_line(manner.voice)}")
    return lines


def _words(words: str) -> str:
    line = in_one_line(words).encode()[:LONGEST].decode(errors="ignore")
    return f" {line}" if line.startswith(ORDER) else line


def voices(language: str) -> tuple[str, ...]:
    """The voices that speak a language, of a table of name, language and variant; not each again in every variant."""
    voice = re.compile(rf" *(?P<name>[^+]+?) +{re.escape(language)}(?:[-_]\S+)? +\S+$")
    found = (voice.match(line) for line in answer([COMMAND, "--list-synthesis-voices"]).splitlines()[1:])
    return tuple(dict.fromkeys(line["name"] for line in found if line))


SPEECH = Speech("Speech Dispatcher", COMMAND, open_mouth, voices)

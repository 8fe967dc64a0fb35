"""Which programs can speak on this system, and what to say where there is none."""

from __future__ import annotations

import shutil
import sys
from functools import cache

from game.language import later
from game.window.voice import espeak, macos, speech_dispatcher, windows
from game.window.voice.speaker import Speech

MISSING = {
    "win32": later("Nothing can speak here: PowerShell was not found."),
    "darwin": later("Nothing can speak here: the command `say` was not found."),
}
MISSING_ELSEWHERE = later(
    "Nothing can speak here: neither spd-say nor espeak-ng was found (Debian: apt-get install speech-dispatcher)."
)


def known() -> tuple[Speech, ...]:
    """What can speak on a system like this one, the best first."""
    if sys.platform == "win32":
        return (windows.SPEECH,)
    return (macos.SPEECH,) if sys.platform == "darwin" else (speech_dispatcher.SPEECH, espeak.SPEECH)


@cache
def found(*, besides: tuple[Speech, ...] = ()) -> Speech | None:
    """The first of them that is here, `besides` those that have been tried."""
    return next((speech for speech in known() if speech not in besides and shutil.which(speech.command)), None)


def missing() -> str:
    """What is lacking; empty where nothing is."""
    return "" if found() else MISSING.get(sys.platform, MISSING_ELSEWHERE)

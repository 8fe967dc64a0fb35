"""Linux without Speech Dispatcher: `espeak-ng`, run for each utterance."""

from __future__ import annotations

from game.window.voice.manner import Manner
from game.window.voice.programs import OnceEach, answer
from game.window.voice.speaker import Mouth, Speech

COMMAND = "espeak-ng"
USUAL = "en-gb"


def open_mouth() -> Mouth:
    """One `espeak-ng` after another."""
    return OnceEach(_command)


def _command(manner: Manner) -> list[str]:
    # A voice goes by its language here, which is what the list of voices gives.
    return [
        COMMAND,
        "--stdin",
        "-s",
        str(manner.speed.words_per_minute),
        "-a",
        str(manner.volume),
        "-v",
        manner.voice or (USUAL if manner.language == "en" else manner.language.lower()),
    ]


def voices(language: str) -> tuple[str, ...]:
    """What it tells apart within a language, from a table whose second column they are; no voices of others."""
    rows = [line.split() for line in answer([COMMAND, f"--voices={language}"]).splitlines()[1:]]
    return tuple(
        dict.fromkeys(
            row[1] for row in rows if len(row) > 4 and row[1].startswith(language) and not row[4].startswith("mb/")
        )
    )


SPEECH = Speech("eSpeak NG", COMMAND, open_mouth, voices)

"""Windows: System.Speech, through one PowerShell that is kept running. Written after its documentation; not yet run.

Every line written to it is a verb and, after a space, a number or words. Words go as base64, so that no console's
encoding touches them.
"""

from __future__ import annotations

import base64

from game.window.voice.manner import Manner
from game.window.voice.programs import KeptRunning, answer
from game.window.voice.speaker import Mouth, Speech

COMMAND = "powershell"

_OPEN = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$speech = New-Object System.Speech.Synthesis.SpeechSynthesizer
"""

SPEAK = (
    _OPEN
    + """
$speech.SetOutputToDefaultAudioDevice()
function Words($text) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($text)) }
while ($null -ne ($line = [Console]::In.ReadLine())) {
    $verb, $rest = $line -split ' ', 2
    switch ($verb) {
        'say' { [void]$speech.SpeakAsync((Words $rest)) }
        'stop' { $speech.SpeakAsyncCancelAll() }
        'rate' { $speech.Rate = [int]$rest }
        'volume' { $speech.Volume = [int]$rest }
        'language' {
            try {
                $culture = [Globalization.CultureInfo]::GetCultureInfo($rest)
                $speech.SelectVoiceByHints('NotSet', 'NotSet', 0, $culture)
            } catch { }
        }
        'voice' { try { $speech.SelectVoice((Words $rest)) } catch { } }
    }
}
"""
)
"""Speaks as it is told until its input ends. A voice that has gone is passed over."""

LIST = (
    _OPEN
    + """
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$speech.GetInstalledVoices() | ForEach-Object { $_.VoiceInfo } |
    Where-Object { $_.Culture.Name -like 'LANGUAGE*' } | ForEach-Object { $_.Name }
"""
)
"""Prints the names of the voices that speak a language."""


def open_mouth() -> Mouth:
    """A PowerShell that speaks."""
    return KeptRunning(_run(SPEAK), manner=_manner, words=lambda words: f"say {_encoded(words)}", stop="stop")


def _run(script: str) -> list[str]:
    encoded = base64.b64encode(script.encode("utf-16-le")).decode()
    return [COMMAND, "-NoLogo", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]


def _manner(manner: Manner) -> list[str]:
    lines = [f"language {manner.language}", f"rate {round(manner.speed.rate / 10)}", f"volume {manner.volume}"]
    return [*lines, f"voice {_encoded(manner.voice)}"] if manner.voice else lines


def _encoded(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


def voices(language: str) -> tuple[str, ...]:
    """The names of the voices that speak a language."""
    asked = _run(LIST.replace("LANGUAGE", "".join(filter(str.isalpha, language))))
    return tuple(name.strip() for name in answer(asked).splitlines() if name.strip())


SPEECH = Speech("System.Speech", COMMAND, open_mouth, voices)

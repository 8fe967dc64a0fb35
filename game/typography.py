"""What printers of a language do with a text that was typed plainly: quotation marks, spaces before stops, large numbers.

French after the *Lexique des règles typographiques en usage à l'Imprimerie nationale*: « and », and a space that no line
breaks at before ; : ! ? and inside « ». All of them are narrow here, as most houses now set them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

NARROW = "\u202f"
"""A narrow space that no line is broken at."""
TIED = "\u00a0"
"""Another, as wide as others: where all are of one width, as on a terminal."""

_CODE = re.compile(r"(`[^`]*`)")
_BEFORE = re.compile(r"[ \u00a0\u202f]*(?<![;!?:(\[])([;!?]+|:(?=[\s*\u00a0»]|$))")
_OPENS = re.compile(r"«[ \u00a0\u202f]*")
_CLOSES = re.compile(r"[ \u00a0\u202f]*»")
_PERCENT = re.compile(r"(?<=[\d}])[ \u00a0\u202f]*%")


class Marks:
    """How one language is set."""

    def __init__(self, speech: tuple[str, str], thousands: str, setting: Callable[[str], str] | None = None) -> None:
        self.speech = speech
        """What opens and closes what somebody says."""
        self._thousands = thousands
        self._setting = lru_cache(maxsize=4096)(setting) if setting else None

    @property
    def sets(self) -> bool:
        """Whether they do anything with words that were typed plainly."""
        return self._setting is not None

    def set(self, words: str) -> str:
        """Words as they are printed. What stands between backquotes is left as it was typed."""
        return self._setting(words) if self._setting else words

    def number(self, n: int) -> str:
        """A whole number; from ten thousand up its digits are in threes."""
        return f"{n:,}".replace(",", self._thousands) if abs(n) > 9999 else str(n)

    def spoken(self, words: str) -> str:
        """Words in quotation marks."""
        return f"{self.speech[0]}{words}{self.speech[1]}"

    def labelled(self, what: str, words: str) -> str:
        """What some words are, and they, with a colon between."""
        return f"{what}{self.set(': ')}{words}"

    def said_by(self, name: str, words: str) -> str:
        """Who says it, and words in quotation marks."""
        return self.labelled(name, self.spoken(words))


def _french(words: str) -> str:
    parts = _CODE.split(words)
    return "".join(part if at % 2 else _french_words(part) for at, part in enumerate(parts))


def _french_words(words: str) -> str:
    words = words.replace("...", "…").replace("'", "’").replace("“", "«").replace("”", "»")
    if '"' in words:
        halves = words.split('"')
        words = "".join(half + ("" if at == len(halves) - 1 else "«»"[at % 2]) for at, half in enumerate(halves))
    words = _BEFORE.sub(NARROW + r"\1", words)
    words = _OPENS.sub("«" + NARROW, words)
    words = _CLOSES.sub(NARROW + "»", words)
    return _PERCENT.sub(NARROW + "%", words)


def printable(words: str) -> str:
    """Words without control codes, whatever a story or a save holds; a space that no line is broken at stays."""
    return "".join(each if each.isprintable() or each in (NARROW, TIED) else " " for each in words)


def on_a_terminal(words: str) -> str:
    """Words as a terminal can show them, on one line and without control codes."""
    return printable(words).replace(NARROW, TIED)


ENGLISH_MARKS = Marks(("‘", "’"), ",")
FRENCH_MARKS = Marks((f"«{NARROW}", f"{NARROW}»"), NARROW, _french)


_SPEECH = {
    "“”": "da es gl ko lv pt tr zh",
    "«»": "ca el eu it nb no ru uk",
    "„“": "bg cs de et hr is lt sk sl",
    "„”": "hu pl ro",
    "””": "fi sv",
    "「」": "ja",
}
"""What opens and closes speech in other languages, after the delimiters of Unicode's CLDR 48. The rest of what their printers
do is not known here.
"""


@lru_cache(maxsize=64)
def marks(code: str) -> Marks:
    """What the printers of a language do; as in English where that is not known."""
    language = code.partition("-")[0]
    if language == "fr":
        return FRENCH_MARKS
    found = next((speech for speech, spoken in _SPEECH.items() if language in spoken.split()), None)
    return ENGLISH_MARKS if found is None else Marks((found[0], found[1]), ",")

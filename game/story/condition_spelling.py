"""What a condition is asked with elsewhere, in other languages and in plain English, and how we spell it."""

from __future__ import annotations

import re
from typing import Final

from game.story.proposing import without_comma

SIGNS: Final = {
    "=": "==",
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "<>": "!=",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "−": "-",
    "–": "-",
}
"""Signs."""
WORDS: Final = {
    "is": "==",
    "equals": "==",
    "isn't": "!=",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "And": "and",
    "Or": "or",
    "Not": "not",
}
"""Words."""
_PHRASES: Final = {
    "at least": ">=",
    "at most": "<=",
    "more than": ">",
    "greater than": ">",
    "less than": "<",
    "fewer than": "<",
    "equal to": "==",
    "not": "!=",
}
_PHRASE: Final = re.compile(rf"(?:is\s+)?({'|'.join(_PHRASES)})\b|is\b")
OPENING: Final = ("if", "when")
"""What a condition is opened with elsewhere, and not here."""


def phrase(text: str, at: int, stop: int) -> tuple[str, str] | None:
    """A comparison in words that begins there, and its sign; none where there is none."""
    match = _PHRASE.match(text, at, stop)
    if match is None:
        return None
    return match[0], "==" if match[1] is None else _PHRASES[" ".join(match[1].split())]


def instead(found: str, text: str) -> str | None:
    """What to write instead of a character that no condition has; the text is the whole condition."""
    if found in SIGNS:
        return f"write `{SIGNS[found]}`"
    return f"leave it out: `{without_comma(text.strip())}`" if found[0] == "," and len(text) < 90 else None

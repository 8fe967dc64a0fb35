"""The printer's apostrophes, quotation marks and dots, made of the straight ones that authors type: here, once, and nowhere else."""

from __future__ import annotations

import re
from typing import Final

_APOSTROPHE: Final = re.compile(r"'(?<=\w')")
_QUOTE: Final = re.compile(r"[\"']")
_ELIDED: Final = re.compile(r"(?:\d|(?:em|til|tis|twas|twill|cause|bout|n|round|un)\b)", re.IGNORECASE)
MOST_MARKS: Final = 8
"""Stars and quotation marks in a row through which a quotation mark looks for the word it stands at."""
_OPENS_AFTER: Final = frozenset(" \t\n\u00a0([{—–-“‘/:|")


def printed(words: str) -> str:
    """The words with typographic apostrophes, quotation marks and dots."""
    return quoted_as_printed(words).replace("...", "…")


def quoted_as_printed(words: str) -> str:
    """The words with typographic apostrophes and quotation marks: each in the place of the straight one."""
    if "'" in words:
        words = _APOSTROPHE.sub("’", words)
    return _QUOTE.sub(_turned, words) if "'" in words or '"' in words else words


def _turned(match: re.Match[str]) -> str:
    """A quotation mark, turned the way it faces."""
    words, at = match.string, match.start()
    back = at - 1
    while back >= 0 and words[back] in "*\"'" and at - back < MOST_MARKS:
        back -= 1
    opens = back < 0 or words[back] in _OPENS_AFTER
    if match[0] == '"':
        return "“" if opens else "”"
    if _ELIDED.match(words, at + 1):
        return "’"
    return "‘" if opens else "’"

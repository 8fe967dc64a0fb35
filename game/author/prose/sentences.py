"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from game.author.prose.words import Word

_STOPS: Final = re.compile(r"[.!?…]")
_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "mx", "dr", "st", "prof", "rev", "fr", "capt", "sgt", "lt", "col", "gen", "messrs", "mt"}
)
"""What is cut short by a dot, with a name to follow."""


def ends(word: Word, following: Word | None) -> bool:
    """Whether a sentence ends between a word and the one that follows; the last word of a beat ends one.

    A dot after a title, an initial or `No` before a number ends none; nor does any stop before a small letter, as in
    *Sorry?* you say. A time, a decimal or `e.g.` is one word.
    """
    if following is None or following.passage is not word.passage:
        return True
    if not (_STOPS.search(word.after) or _STOPS.search(following.before)):
        return False
    if following.text[0].islower():
        return False
    if not word.after.startswith("."):
        return "…" not in word.after or following.text != "I"
    if word.key == "no":
        return not following.text[0].isdigit()
    is_initial = len(word.text) == 1 and word.text.isupper() and word.text != "I"
    return word.key not in _TITLES and not is_initial


def count(words: Sequence[Word]) -> int:
    """Sentences in words that are told one after another."""
    return sum(ends(word, following) for word, following in zip(words, [*words[1:], None], strict=True))

"""A language that is none: words with marks on their letters, half as long again, between brackets.

Whatever stands on a page without brackets never went through a catalogue; whatever is cut was laid out for English alone.
The letters are those that every face of the game has.
"""

from __future__ import annotations

import re
from functools import lru_cache

OPENS, CLOSES = "[", "]"
LONGER = 0.4
"""How much longer it is, of the English: about what German takes."""
_LETTERS = str.maketrans("aeiouycnszAEIOUYCNSZ", "åéîöûýçñšžÅÉÎÖÛÝÇÑŠŽ")
_KEPT = re.compile(r"(\{[^{}]*\}|`[^`]*`)")
_MORE = "öñé žwö dréé fölé fîvé šîx "
"""What is added: words, so that lines can be broken in it."""


@lru_cache(maxsize=4096)
def pseudo(words: str) -> str:
    """The words, marked; what stands between braces or backquotes is kept as it is, for it is filled in or typed."""
    if not words.strip():
        return words
    marked = "".join(part if at % 2 else part.translate(_LETTERS) for at, part in enumerate(_KEPT.split(words)))
    more = round(len(words) * LONGER)
    added = (_MORE * (more // len(_MORE) + 1))[:more].strip()
    return f"{OPENS}{marked}{' ' + added if added else ''}{CLOSES}"

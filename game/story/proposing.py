"""What a help proposes to write, worked out of what was written."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

NAMES: Final = frozenset(
    ("was", "short", "carry", "lessons", "leans", "sources", "first", "second", "place", "content")
)
"""The keys under which names may stand in a list."""
THINGS: Final = frozenset(("effects", "set", "people", "meters", "counts", "values", "words"))
"""The keys under which small things stand between braces."""
ASKED: Final = frozenset(("when",))
"""The keys after which a condition stands."""


_FLAGS: Final = {
    "true": "yes", "on": "yes", "y": "yes", "1": "yes", "ja": "yes", "oui": "yes",
    "false": "no", "off": "no", "n": "no", "0": "no", "nein": "no", "non": "no",
}  # fmt: skip


def yes_or_no(word: str, values: Collection[str]) -> str | None:
    """`yes` for `true` and `no` for `off`, where it is a yes or a no that was wanted."""
    return _FLAGS.get(word.lower()) if set(values) == {"yes", "no"} else None


def without_curly(text: str) -> str:
    """A text without the quotation marks of a word processor round all of it: they were meant for YAML."""
    inside = text[1:-1]
    return inside if text[:1] == "“" and text[-1:] == "”" and "“" not in inside and "”" not in inside else text


def without_comma(condition: str) -> str:
    """`rest < 4, and kept` without its commas."""
    condition = re.sub(r"\s*,\s*(?=(?:and|or)\b)", " ", condition)
    return re.sub(r"\s*,\s*", " and ", condition)


def compared(condition: str) -> str:
    """`rest: 4` with a sign between the two."""
    return re.sub(r"\s*:\s*", " == ", condition)


def listed_names(written: str) -> str:
    """`a, b: c` as a list of names."""
    names = re.findall(r"[^\W_][\w-]*", written)
    return f"[{', '.join(names)}]"


def between_braces(written: str) -> str | None:
    """`(sleep: -2)` or `sleep -2`, as a thing between braces; none where it is neither."""
    pairs = re.findall(r"([^\W\d_][\w-]*)\s*[:=]?\s*([+\-−–]?\d+|[^\W\d_][\w-]*)", written)
    rest = re.sub(r"([^\W\d_][\w-]*)\s*[:=]?\s*([+\-−–]?\d+|[^\W\d_][\w-]*)", "", written)
    if not pairs or re.search(r"\w", rest):
        return None
    return "{" + ", ".join(f"{name}: {re.sub('[−–]', '-', value)}" for name, value in pairs) + "}"


def quoted(text: str) -> str:
    """The text in the quotation marks that YAML needs least help with."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"

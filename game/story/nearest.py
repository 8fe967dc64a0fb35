"""The nearest right name to one that is not, and lists of names as people say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_HUNG_ON: Final = re.compile(r"^[“”‘’\"']|\s*(?://.*|[,;.:“”‘’\"']+)$")


def nearest(wrong: str, names: Iterable[str]) -> str | None:
    """The name that most likely was meant; none when none is near.

    Near is one slip in a short name, two from five letters, three from ten: a letter missing, added, wrong, or two
    changed about. Capitals, hyphens and underscores are not slips.
    """
    names = tuple(names)
    # What hangs on after a name: a comma, quotation marks, a note as other languages begin one.
    bare = _HUNG_ON.sub("", wrong)
    return bare if bare != wrong and bare in names else _sought(wrong, names)


@lru_cache(maxsize=128)
def _sought(wrong: str, names: tuple[str, ...]) -> str | None:
    """The same; a story that is read at every key asks the same again and again."""
    allowed = 1 if len(wrong) < 5 else 2 if len(wrong) < 10 else 3
    plain, best = _plain(wrong), None
    for name in names:
        if abs(len(name) - len(wrong)) > allowed:
            continue
        distance = _distance(plain, _plain(name), allowed)
        # A name of two letters with one wrong is another name.
        if distance <= allowed and distance < max(len(name), len(wrong), 2) / 2:
            allowed, best = distance - 1, name
    return best


def listed(names: Iterable[str], last: str = "and") -> str:
    """The names as a person would say them: `rest, meaning and presence`."""
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}" if names else "none"


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-")


def _distance(left: str, right: str, allowed: int) -> int:
    """Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; more than is allowed is not
    counted to its end.
    """
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        # A swap passes one row by, and never two.
        if i > 1 and min(row) > allowed and min(before) > allowed:
            return allowed + 1
        before, last, row = row, before, [i]
        for j, b in enumerate(right, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]

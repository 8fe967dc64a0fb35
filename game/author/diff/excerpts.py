"""Two texts, and where they differ: the words before and after, short enough to read in a line."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

AROUND: Final = 3
"""Words kept on either side of what differs, so that it can be found."""
MOST_WORDS: Final = 22
"""Words of a stretch; of a longer one, its two ends."""
LONGEST: Final = 4_000
"""Words, or paragraphs, up to which two texts are laid side by side; longer ones are told apart by their ends alone."""

Pair = tuple[str, str]
"""What stood there, and what stands there; empty where nothing does."""


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[Pair, ...]:
    """The paragraphs that differ, each beside what it became, cut to what differs in it."""
    found: list[Pair] = []
    for left, right in _side_by_side(before, after):
        if left and right:
            found.append(_cut_to_difference(left, right))
        else:
            found.append((shortened(left.split()), shortened(right.split())))
    return tuple(found)


def likeness(left: str, right: str) -> float:
    """How much two texts have in common, 0 to 1, by their words."""
    first, second = left.split(), right.split()
    if not first or not second or len(first) + len(second) > LONGEST:
        return float(left == right)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.5 else 0.0


def shortened(words: Sequence[str]) -> str:
    """Words, or of many the first and the last."""
    if len(words) <= MOST_WORDS:
        return " ".join(words)
    half = MOST_WORDS // 2
    return f"{' '.join(words[:half])} … {' '.join(words[-half:])}"


def _side_by_side(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    if len(before) + len(after) > LONGEST:
        before, after = _without_common_ends(before, after)
        return list(_zipped(before, after))[:LONGEST]
    found: list[Pair] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _zipped(before[i:j], after[k:m])
    return found


def _zipped(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Paragraphs that took one another's place, those most alike together, in order."""
    pairs: list[Pair] = []
    left, right = list(before), list(after)
    while left and right:
        if len(left) < len(right) and _best(left[0], right) > 0:
            pairs.append(("", right.pop(0)))
        elif len(left) > len(right) and _best(right[0], left) > 0:
            pairs.append((left.pop(0), ""))
        else:
            pairs.append((left.pop(0), right.pop(0)))
    return pairs + [(each, "") for each in left] + [("", each) for each in right]


def _best(one: str, among: Sequence[str]) -> int:
    """Which of a few texts is most like one."""
    return max(range(min(len(among), 8)), key=lambda at: (likeness(one, among[at]), -at))


def _cut_to_difference(left: str, right: str) -> Pair:
    first, second = left.split(), right.split()
    start = _common(first, second)
    end = _common(first[start:][::-1], second[start:][::-1])
    begin = max(0, start - AROUND)
    opening = "… " if begin else ""
    said = []
    for words in (first, second):
        stop = min(len(words), len(words) - end + AROUND)
        closing = " …" if stop < len(words) else ""
        said.append(f"{opening}{shortened(words[begin:stop])}{closing}")
    return said[0], said[1]


def _without_common_ends(left: Sequence[str], right: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    start = _common(left, right)
    end = _common(left[start:][::-1], right[start:][::-1])
    return left[start : len(left) - end], right[start : len(right) - end]


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many things two sequences begin with alike."""
    for at, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return at
    return min(len(left), len(right))

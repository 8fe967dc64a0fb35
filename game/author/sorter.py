"""A sorter of lines by who says them, and how often it is right: whether a voice can be told without its name.

Multinomial naive Bayes (Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, section 13.2), with
every speaker as likely beforehand, and each line sorted by all the others. What it goes by is in `marks_of`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

import attrs

SMOOTHING: Final = 0.2
"""Added to every count, so that a word nobody else has said rules nobody out."""
FEWEST: Final = 5
"""Lines of a speaker from which on there is a voice to know them by."""
LENGTHS: Final = (3, 7, 12, 20, 35)
"""Words at most, for a line to count as one of so many lengths."""
_MARK: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_WORD: Final = re.compile(r"[^\W_]")


@attrs.frozen
class Line:
    """Something somebody says."""

    speaker: str
    text: str
    """As it is told, every variant taking its longest arm."""
    written: str
    """With every arm of a variant, between brackets."""
    scene: str


@attrs.frozen
class Sorted:
    """A line and whom it was given to."""

    line: Line
    given: str
    margin: float
    """By how much likelier than its own speaker, in natural logarithms; 0 where it was given back."""


@attrs.frozen
class Pair:
    """Two speakers, and how often a line of one was given to the other."""

    first: str
    second: str
    taken: int
    """Lines of either that were given to the other."""
    lines: int
    """Lines of both."""
    examples: tuple[Sorted, ...]
    """The lines most surely mistaken: one of each where there are, two at most."""

    @property
    def share(self) -> float:
        """Of the lines of both."""
        return self.taken / self.lines


@attrs.frozen
class Sorting:
    """How well lines go back to their speakers."""

    lines: int
    right: int
    speakers: tuple[str, ...]
    """Those with `FEWEST` lines or more, in the order given."""
    recalled: Mapping[str, tuple[int, int]]
    """For each, the lines given back and the lines there are."""
    pairs: tuple[Pair, ...]
    """Those that are mistaken at all, the most mistaken first."""

    @property
    def share(self) -> float:
        """Of all lines, those given back."""
        return self.right / self.lines if self.lines else 0.0

    @property
    def chance(self) -> float:
        """What drawing a speaker by lot would give back."""
        return 1 / len(self.speakers) if self.speakers else 0.0

    @property
    def loudest(self) -> float:
        """What giving every line to whoever says most would give back."""
        return max((lines for _, lines in self.recalled.values()), default=0) / self.lines if self.lines else 0.0


def marks_of(text: str) -> Counter[str]:
    """What the sorter goes by: the words without capitals, the punctuation, and how long the line is."""
    marks = [mark.lower() for mark in _MARK.findall(text)]
    words = sum(1 for mark in marks if _WORD.match(mark))
    length = next((at for at, most in enumerate(LENGTHS) if words <= most), len(LENGTHS))
    return Counter([*marks, f"length {length}"])


def sort(lines: Sequence[Line]) -> Sorting:
    """Give each line to the speaker it is likeliest from, by all the other lines there are."""
    often = Counter(line.speaker for line in lines)
    speakers = tuple(dict.fromkeys(line.speaker for line in lines if often[line.speaker] >= FEWEST))
    known = [(line, marks_of(line.text)) for line in lines if line.speaker in speakers]
    if len(speakers) < 2:
        return Sorting(0, 0, speakers, {}, ())
    said: dict[str, Counter[str]] = {speaker: Counter() for speaker in speakers}
    for line, marks in known:
        said[line.speaker].update(marks)
    total = {speaker: sum(counts.values()) for speaker, counts in said.items()}
    kinds = len({mark for counts in said.values() for mark in counts})
    given = [_given(line, marks, said, total, kinds) for line, marks in known]
    right = Counter(each.line.speaker for each in given if each.given == each.line.speaker)
    return Sorting(
        lines=len(given),
        right=right.total(),
        speakers=speakers,
        recalled={speaker: (right[speaker], often[speaker]) for speaker in speakers},
        pairs=_pairs(speakers, given, often),
    )


def _given(
    line: Line, marks: Counter[str], said: Mapping[str, Counter[str]], total: Mapping[str, int], kinds: int
) -> Sorted:
    likely = {}
    for speaker, counts in said.items():
        own = speaker == line.speaker  # a line never speaks for itself
        all_of = total[speaker] - (marks.total() if own else 0) + SMOOTHING * kinds
        likely[speaker] = sum(
            times * math.log((counts[mark] - (times if own else 0) + SMOOTHING) / all_of)
            for mark, times in marks.items()
        )
    best = max(likely, key=lambda speaker: likely[speaker])
    return Sorted(line, best, likely[best] - likely[line.speaker])


def _pairs(speakers: Sequence[str], given: Sequence[Sorted], often: Mapping[str, int]) -> tuple[Pair, ...]:
    pairs = []
    for first, second in combinations(speakers, 2):
        there = [each for each in given if (each.line.speaker, each.given) == (first, second)]
        back = [each for each in given if (each.line.speaker, each.given) == (second, first)]
        if there or back:
            lines = often[first] + often[second]
            pairs.append(Pair(first, second, len(there) + len(back), lines, _examples(there, back)))
    return tuple(sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second)))


def _examples(there: list[Sorted], back: list[Sorted]) -> tuple[Sorted, ...]:
    there, back = (sorted(each, key=lambda one: (-one.margin, one.line.text)) for each in (there, back))
    return tuple((there[:1] + back[:1]) if there and back else (there or back)[:2])

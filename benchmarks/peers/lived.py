"""What a run of random lives comes to, whoever lived them."""

from __future__ import annotations

from collections.abc import Mapping
from math import erfc, exp, pi, sqrt

import attrs


@attrs.frozen
class Lived:
    """Random lives, and how long they took; starting the program and reading the story are not counted."""

    who: str
    lives: int
    seconds: float
    endings: Mapping[str, int]
    """How many lives came to each."""

    @property
    def rate(self) -> float:
        """Lives a second."""
        return self.lives / self.seconds


@attrs.frozen
class Absent:
    """Somebody who could not be asked, and how to bring them."""

    who: str
    why: str


def chi_squared(counts: Mapping[str, int], expected: Mapping[str, float]) -> tuple[float, float]:
    """Pearson's test of counts against probabilities: the statistic, and how often chance alone gives as much or more."""
    total = sum(counts.values())
    possible = [name for name, likely in expected.items() if likely > 0]
    if sum(counts.get(name, 0) for name in possible) != total:
        return float("inf"), 0.0
    statistic = sum((counts.get(name, 0) - total * expected[name]) ** 2 / (total * expected[name]) for name in possible)
    return statistic, _tail(statistic, len(possible) - 1)


def _tail(statistic: float, freedom: int) -> float:
    """How likely chi squared is to be greater (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.4 and 5)."""
    half = statistic / 2
    if freedom % 2 == 0:
        total = term = 1.0
        for at in range(1, freedom // 2):
            term *= half / at
            total += term
        return exp(-half) * total if freedom else 1.0
    total, term = 0.0, sqrt(statistic)
    for at in range(1, freedom, 2):
        total += term
        term *= statistic / (at + 2)
    return erfc(sqrt(half)) + sqrt(2 / pi) * exp(-half) * total

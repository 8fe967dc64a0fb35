"""How the halves become one, as their story says, with everything looked up beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from game.story.model import Fold, FoldRule, Story


def _mean_up(values: Iterable[int]) -> int:
    row = tuple(values)
    return -(-sum(row) // len(row))


def _mean_down(values: Iterable[int]) -> int:
    row = tuple(values)
    return sum(row) // len(row)


RULES: dict[FoldRule, Callable[[Iterable[int]], int]] = {
    "lowest": min,
    "highest": max,
    "mean-up": _mean_up,
    "mean-down": _mean_down,
}


@attrs.frozen
class FoldedMeter:
    """How one meter's readings become one."""

    at: int
    take: Callable[[Iterable[int]], int]
    least: int
    most: int


@attrs.frozen
class Folding:
    """A story's fold, by the places of meters and variables."""

    into: str
    into_at: int
    parted: tuple[int, ...]
    """The halves that are made one: all but the whole they become."""
    meters: tuple[FoldedMeter, ...]
    starts: tuple[int, ...]
    """What every variable begins with, and goes back to unless it is kept or counted."""
    kept: tuple[int, ...]
    """The variables that go on: those carried, and the whole's own."""
    counts: tuple[tuple[int, tuple[int, ...], int, int], ...]
    """A variable, those it becomes the sum of, and its ends."""

    def readings(self, readings: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
        """The readings with the whole's own worked out. Those of the halves stay, for a debrief to look back on."""
        whole = list(readings[self.into_at])
        for meter in self.meters:
            value = meter.take([readings[half][meter.at] for half in self.parted])
            whole[meter.at] = max(meter.least, min(meter.most, value))
        return (*readings[: self.into_at], tuple(whole), *readings[self.into_at + 1 :])

    def variables(self, variables: tuple[int, ...]) -> tuple[int, ...]:
        """The variables after the fold."""
        after = list(self.starts)
        for at in self.kept:
            after[at] = variables[at]
        for at, counted, low, high in self.counts:
            after[at] = max(low, min(high, sum([variables[each] for each in counted])))
        return tuple(after)


def folding_of(story: Story, fold: Fold) -> Folding:
    """A story's fold, looked up."""
    halves, meters, variables = list(story.halves), list(story.meters), list(story.variables)
    into_at = halves.index(fold.into)
    rules = []
    for rule in fold.meters:
        meter = story.meters[rule.meter]
        least, most = meter.stop(rule.least), meter.stop(rule.most)
        rules.append(FoldedMeter(meters.index(rule.meter), RULES[rule.take], least, most))
    counts = []
    for name, counted in fold.counts:
        variable = story.variables[name]
        places = tuple(variables.index(each) for each in counted)
        counts.append((variables.index(name), places, variable.low, variable.high))
    return Folding(
        into=fold.into,
        into_at=into_at,
        parted=tuple(at for at in range(len(halves)) if at != into_at) or (into_at,),
        meters=tuple(rules),
        starts=tuple(variable.start for variable in story.variables.values()),
        kept=tuple(
            at
            for at, variable in enumerate(story.variables.values())
            if variable.id in fold.carry or variable.half == fold.into
        ),
        counts=tuple(counts),
    )

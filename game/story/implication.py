"""Whether some conditions make another sure, worked out by going through the values of what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import Final

from game.story.condition import Chose, Condition, Name, Not, Number, Visited, holds, parts, reads
from game.story.model import Story

MOST_VALUES: Final = 64
"""Of one name, that are gone through one by one; of a wider one, those around the numbers it is compared with."""
MOST_TOGETHER: Final = 50_000
"""Combinations of values; where there are more, nothing is said."""

Values = Mapping[str, int]
"""A value for each fact that some conditions read."""


def counterexample(story: Story, claim: Condition, given: Iterable[Condition]) -> Values | None:
    """Values for which everything given holds and the claim does not; none where there are no such values.

    Args:
        story: whose meters and variables are named; whether a scene was visited or a choice chosen is free.
        claim: what is to be sure.
        given: what is known to hold. What shares no name with the claim, not even by way of others, is left aside.

    Of several, it is the one in the middle, which looks the least like a special case.
    """
    known = _about(claim, tuple(given))
    every = (part for each in (claim, *known) for part in parts(each))
    names = tuple(dict.fromkeys(part.key for part in every if isinstance(part, Name | Visited | Chose)))
    domains = [_values(story, name, (claim, *known)) for name in names]
    if prod(map(len, domains)) > MOST_TOGETHER:
        return None
    found = tuple(_failing(names, domains, claim, known))
    return found[len(found) // 2] if found else None


def in_words(story: Story, claim: Condition, values: Values) -> str:
    """The values of what a claim names, and then of the rest, as an author would write them: `rest 2, chose(go)`."""
    first = [name for name in values if name in reads(claim)]
    return ", ".join(_in_words(story, name, values[name]) for name in (*first, *(n for n in values if n not in first)))


def _in_words(story: Story, name: str, value: int) -> str:
    variable = story.variables.get(name)
    if name in story.meters or (variable is not None and not variable.is_flag):
        return f"{name} {variable.word(value) if variable is not None else value}"
    return name if value else f"not {name}"


def _about(claim: Condition, given: Sequence[Condition]) -> tuple[Condition, ...]:
    """What is given that has to do with the claim, through the names they share."""
    names, about = reads(claim), set[int]()
    while True:
        more = {at for at, each in enumerate(given) if at not in about and reads(each) & names}
        if not more:
            return tuple(each for at, each in enumerate(given) if at in about)
        about |= more
        names |= {name for at in more for name in reads(given[at])}


def _failing(
    names: Sequence[str], domains: Sequence[Sequence[int]], claim: Condition, known: Sequence[Condition]
) -> Iterator[Values]:
    for combination in islice(product(*domains), MOST_TOGETHER):
        values = dict(zip(names, combination, strict=True))
        if not holds(claim, values) and all(holds(each, values) for each in known):
            yield values


def _values(story: Story, name: str, conditions: Sequence[Condition]) -> tuple[int, ...]:
    """The values a fact can have, as far as they can make a difference."""
    kept = story.meters.get(name) or story.variables.get(name)
    if kept is None:
        return (0, 1)
    if kept.high - kept.low < MOST_VALUES:
        return tuple(range(kept.low, kept.high + 1))
    numbers = {part.value for each in conditions for part in parts(each) if isinstance(part, Number)}
    near = {number + step for number in numbers for step in (-1, 0, 1)}
    return tuple(sorted({kept.low, kept.high} | {value for value in near if kept.low <= value <= kept.high}))


def opposite(condition: Condition) -> Not:
    """Its opposite."""
    return Not(condition, condition.span)

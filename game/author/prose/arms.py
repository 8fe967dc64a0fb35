"""Which arms of a text's variants can be met together, and so how much and how little a reader can be told.

Two variants that ask the same fact answer it alike: `{wet: a long arm | short}` and `{wet: short | a long arm}` are never both
long. Facts are taken to have any value in their range, except that of a scene's choices one is made; where there are too many
to go through, variants count as if nothing joined them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod

from game.author.prose.words import Fork, Word
from game.story.condition import Chose, Condition, Facts, Name, Visited, holds, parts
from game.story.model import Story

MOST_CASES = 3000
"""Sets of facts that are gone through, for variants that hang together."""

Weight = Callable[[tuple[Word, ...]], int]
Group = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]
"""Forks, by number, and the arms of each that can be met together."""


def groups(story: Story, forks: Sequence[Fork]) -> tuple[Group, ...]:
    """The forks in groups, so that what is met in one says nothing of another."""
    told: list[tuple[set[str], list[int]]] = []
    for number, fork in enumerate(forks):
        asked, members = {_axis(story, fact) for ask in fork.asks for fact in _facts(ask)}, [number]
        apart = []
        for group in told:
            if group[0] & asked:
                asked |= group[0]
                members = [*group[1], *members]
            else:
                apart.append(group)
        told = [*apart, (asked, members)]
    return tuple(each for _, members in told for each in _met(story, forks, sorted(members)))


def least(made: Iterable[Group], forks: Sequence[Fork], weigh: Weight) -> int:
    """The least that arms which can be met together weigh."""
    return sum(min(_weights(group, forks, weigh)) for group in made)


def most(made: Iterable[Group], forks: Sequence[Fork], weigh: Weight) -> int:
    """The most that arms which can be met together weigh."""
    return sum(max(_weights(group, forks, weigh)) for group in made)


def fullest(made: Iterable[Group], forks: Sequence[Fork], weigh: Weight = len) -> list[Word]:
    """The words of the arms that weigh most, in order."""
    chosen: dict[int, int] = {}
    for group in made:
        members, met = group
        weights = _weights(group, forks, weigh)
        chosen.update(zip(members, met[weights.index(max(weights))], strict=True))
    return [word for number, fork in enumerate(forks) for word in fork.arms[chosen[number]]]


def _weights(group: Group, forks: Sequence[Fork], weigh: Weight) -> list[int]:
    members, met = group
    weights = [[weigh(arm) for arm in forks[fork].arms] for fork in members]
    return [sum(weights[place][arm] for place, arm in enumerate(arms)) for arms in met]


def _facts(ask: Condition | None) -> list[Name | Visited | Chose]:
    return [part for part in parts(ask) if isinstance(part, Name | Visited | Chose)] if ask is not None else []


def _axis(story: Story, fact: Name | Visited | Chose) -> str:
    """What a fact varies with: of a scene's choices one is made."""
    if isinstance(fact, Chose):
        return f"choices of {story.scene_of.get(fact.choice, fact.choice)}"
    return fact.key


def _met(story: Story, forks: Sequence[Fork], members: Sequence[int]) -> list[Group]:
    facts = {fact.key: fact for fork in members for ask in forks[fork].asks for fact in _facts(ask)}
    if not facts:
        return [((fork,), ((0,),)) for fork in members]
    axes = _axes(story, list(facts.values()))
    if prod(len(axis) for axis in axes) > MOST_CASES:
        return [((fork,), tuple((arm,) for arm in range(len(forks[fork].arms)))) for fork in members]
    met = set()
    for case in product(*axes):
        known: dict[str, int] = {}
        for part in case:
            known.update(part)
        met.add(tuple(_arm(forks[fork], known) for fork in members))
    return [(tuple(members), tuple(sorted(met)))]


def _axes(story: Story, facts: Sequence[Name | Visited | Chose]) -> list[list[dict[str, int]]]:
    """For each thing the facts vary with, what they may be."""
    axes: dict[str, list[dict[str, int]]] = {}
    made: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, Chose):
            made.setdefault(_axis(story, fact), []).append(fact.key)
        else:
            axes[fact.key] = [{fact.key: value} for value in _values(story, fact)]
    for scene, keys in made.items():
        axes[scene] = [dict.fromkeys(keys, 0), *({**dict.fromkeys(keys, 0), key: 1} for key in keys)]
    return list(axes.values())


def _values(story: Story, fact: Name | Visited) -> range:
    if isinstance(fact, Visited):
        return range(2)
    meter = story.meters.get(fact.name)
    if meter is not None:
        return range(meter.low, meter.high + 1)
    variable = story.variables[fact.name]
    return range(len(variable.values)) if variable.values else range(variable.low, variable.high + 1)


def _arm(fork: Fork, known: Facts) -> int:
    """The arm that is told; the last asks nothing."""
    return next(number for number, ask in enumerate(fork.asks) if holds(ask, known))

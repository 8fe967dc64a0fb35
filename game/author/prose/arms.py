"""Which arms of a text's variants can be met together, and so how much and how little a reader can be told.

Two variants that ask the same fact answer it alike: `{wet: a long arm | short}` and `{wet: short | a long arm}` are never both
long. Facts are taken to have any value in their range, except that of a scene's choices one is made; where there are too many
to go through, variants count as if nothing joined them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from math import prod
from typing import Final

from game.author.prose.words import Fork, Word
from game.story.condition import Chose, Compare, Condition, Facts, Name, Number, Visited, holds, parts
from game.story.condition import Word as Value
from game.story.model import Story

MOST: Final = 30_000
"""How often variants that hang together are asked, over all that may be so of the facts they ask; above it, never."""

Weight = Callable[[tuple[Word, ...]], int]
Group = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]
"""Forks, by number, and the arms of each that can be met together."""


def groups(story: Story, forks: Sequence[Fork]) -> tuple[Group, ...]:
    """The forks in groups, so that what is met in one says nothing of another."""
    joined: dict[str, list[int]] = {}
    members: list[list[int]] = []
    for number, fork in enumerate(forks):
        group = [number]
        members.append(group)
        for axis in {_axis(story, fact) for ask in fork.asks for fact in _facts(ask)}:
            other = joined.setdefault(axis, group)
            if other is not group:
                # The many take in the few.
                group, other = (group, other) if len(group) > len(other) else (other, group)
                group += other
                other.clear()
                joined = {each: group if held is other else held for each, held in joined.items()}
    return tuple(each for group in members if group for each in _met(story, forks, sorted(group)))


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
    asks = [ask for fork in members for ask in forks[fork].asks if ask is not None]
    if not asks:
        return [((fork,), ((0,),)) for fork in members]
    axes = _axes(story, asks)
    if prod(len(axis) for axis in axes) * len(members) > MOST:
        return [((fork,), tuple((arm,) for arm in range(len(forks[fork].arms)))) for fork in members]
    met = set()
    for case in product(*axes):
        known: dict[str, int] = {}
        for part in case:
            known.update(part)
        met.add(tuple(_arm(forks[fork], known) for fork in members))
    return [(tuple(members), tuple(sorted(met)))]


def _axes(story: Story, asks: Sequence[Condition]) -> list[list[dict[str, int]]]:
    """For each thing that what is asked varies with, what its facts may be."""
    facts = {fact.key: fact for ask in asks for fact in _facts(ask)}.values()
    near = _near(asks)
    axes: dict[str, list[dict[str, int]]] = {}
    made: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, Chose):
            made.setdefault(_axis(story, fact), []).append(fact.key)
        else:
            values = _values(story, fact)
            matter = values if near is None else sorted(near.intersection(values) | {values[0], values[-1]})
            axes[fact.key] = [{fact.key: value} for value in matter]
    for scene, keys in made.items():
        axes[scene] = [dict.fromkeys(keys, 0), *({**dict.fromkeys(keys, 0), key: 1} for key in keys)]
    return list(axes.values())


def _near(asks: Sequence[Condition]) -> frozenset[int] | None:
    """The numbers that facts are compared with, and their neighbours: what else a fact may be, one of these answers for.

    None where facts are compared with each other, and any number may matter.
    """
    near = {0, 1}
    for part in (part for ask in asks for part in parts(ask) if isinstance(part, Compare)):
        sides = (part.left, part.right)
        numbers = [
            side.value if isinstance(side, Number) else side.index for side in sides if isinstance(side, Number | Value)
        ]
        if len(numbers) != 1 or not any(isinstance(side, Name) for side in sides):
            return None
        near |= {numbers[0] - 1, numbers[0], numbers[0] + 1}
    return frozenset(near)


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

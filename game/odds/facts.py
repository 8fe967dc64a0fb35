"""What a life carries, as the numbered facts of a graph: what a condition asks of them, and what an edge makes of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from game.odds.graph import Fact, Guard, Ints, Joint, Update, Updates, after, arms, given, outcome_table
from game.play.facts import CHOSE, METER, VARIABLE, VISITED
from game.play.fold import FoldedMeter, Folding
from game.play.state import State
from game.play.tables import MeterOutcomes, Shift, Tables, VariableOutcomes
from game.story.condition import Condition, reads
from game.story.model import DoorMessage, Drain, Story
from game.story.prose import Text

_OF_COLUMNS: Final[Mapping[Callable[..., Any], Callable[..., Any]]] = {min: np.minimum.reduce, max: np.maximum.reduce}
"""What Python does with numbers and cannot do with columns of them, by the name that numpy has for it."""


class Facts:
    """The facts of a story: every half's readings, the variables, and the scenes and choices that are asked about."""

    def __init__(self, story: Story, tables: Tables) -> None:
        self.story = story
        self.tables = tables
        self.halves, self.meters = list(story.halves), list(story.meters)
        self.all: list[Fact] = []
        self.number: dict[str, int] = {}
        self._made: dict[Hashable, Ints] = {}
        """Tables of effects, by all that they rest on: a thousand effects on wide meters are a few dozen tables."""
        self._name_facts()
        self._remember()

    def _name_facts(self) -> None:
        story = self.story
        for meter in story.meters.values():
            for half in story.halves:
                name = f"{half}.{meter.id}"
                self._fact(Fact(name, meter.low, meter.high - meter.low + 1, meter=meter.id, half=half))
        for variable in story.variables.values():
            self._fact(Fact(variable.id, variable.low, variable.high - variable.low + 1, half=variable.half))

    def _fact(self, fact: Fact) -> int:
        self.number[fact.name] = len(self.all)
        self.all.append(fact)
        return self.number[fact.name]

    def _reading(self, half_at: int, meter_at: int) -> int:
        return meter_at * len(self.halves) + half_at

    def _variable(self, at: int) -> int:
        return len(self.halves) * len(self.meters) + at

    def _asked(self, key: str, half: str) -> int:
        """The number of the fact that a half means by a name."""
        kind, at, name = self.tables.keys[key]
        if kind == METER:
            return self._reading(self.halves.index(half), at)
        if kind == VARIABLE:
            return self._variable(at)
        remembered = f"visited({name})" if kind == VISITED else f"chose({name})"
        return self.number[remembered]

    def _remember(self) -> None:
        """Facts for the scenes and choices that some condition asks about; the rest nobody need remember."""
        asked: dict[str, None] = {}
        for condition in _conditions(self.story):
            for key in sorted(reads(condition)):
                kind, _, name = self.tables.keys[key]
                if kind in (VISITED, CHOSE):
                    asked[f"visited({name})" if kind == VISITED else f"chose({name})"] = None
        for name in asked:
            self._fact(Fact(name, 0, 2))

    def guard(self, condition: Condition | None, half: str) -> Guard | None:
        """A condition as a half asks it."""
        if condition is None:
            return None
        return Guard(condition, {key: self._asked(key, half) for key in reads(condition)})

    def shifts(self, half_at: int, shifts: tuple[Shift, ...]) -> Updates:
        """What effects make of a half's readings and of the variables."""
        updates: Updates = {}
        for is_meter, at, outcomes in shifts:
            fact = self._reading(half_at, at) if is_meter else self._variable(at)
            table = self._outcomes(self.all[fact], outcomes)
            if (table == table[0]).all():
                updates = after(updates, {fact: given(int(table[0]))})
            else:
                updates = after(updates, {fact: Update((fact,), table)})
        return updates

    def set(self, name: str) -> Updates:
        """A scene or a choice remembered, where anybody asks."""
        return {self.number[name]: given(1)} if name in self.number else {}

    def folding(self, folding: Folding) -> Updates:
        """What the fold makes of both halves' readings and of the variables."""
        updates: Updates = {}
        for rule in folding.meters:
            sources = tuple(self._reading(half, rule.at) for half in folding.parted)
            fact = self._reading(folding.into_at, rule.at)
            updates[fact] = self._joint(sources, self.all[fact].low, _folded(rule))
        counted = {at: (counted, low, high) for at, counted, low, high in folding.counts}
        for at, start in enumerate(folding.starts):
            fact = self._variable(at)
            if at in counted:
                parts, low, high = counted[at]
                updates[fact] = self._joint(tuple(map(self._variable, parts)), low, _summed(low, high))
            elif at not in folding.kept:
                updates[fact] = given(start - self.all[fact].low)
        return updates

    def _joint(self, sources: tuple[int, ...], low: int, made: Callable[[Sequence[Ints]], Ints]) -> Update:
        """What several facts make of one that begins at `low`; of one fact, and of none, a table after all."""
        over = [self.all[each] for each in sources]
        if len(sources) > 1:
            return Update(sources, Joint(tuple(each.low for each in over), low, made))
        return Update(sources, np.asarray(made([each.low + np.arange(each.size) for each in over]) - low))

    def message(self, at: int, outcomes: VariableOutcomes) -> Updates:
        """What becomes of the variable that says whether a message has passed."""
        fact = self._variable(at)
        return {fact: given(int(self._outcomes(self.all[fact], outcomes)[0]))}

    def _outcomes(self, fact: Fact, outcomes: MeterOutcomes | VariableOutcomes) -> Ints:
        """The table of an effect; the same one where another does the same to as many values."""
        key = (fact.low, fact.size, outcomes.rests_on)
        if key not in self._made:
            self._made[key] = outcome_table(fact, outcomes.after)
        return self._made[key]

    def first(self, state: State) -> tuple[int, ...]:
        """Where each fact stands as a life begins, by its place."""
        values: list[int] = []
        for meter_at in range(len(self.meters)):
            values += (state.readings[half_at][meter_at] for half_at in range(len(self.halves)))
        values += state.variables
        met = {f"visited({scene})" for scene in state.visited} | {f"chose({choice})" for choice in state.chosen}
        values += (int(fact.name in met) for fact in self.all[len(values) :])
        return tuple(value - fact.low for value, fact in zip(values, self.all, strict=True))


def _folded(rule: FoldedMeter) -> Callable[[Sequence[Ints]], Ints]:
    """What a fold makes of columns of readings: what `game.play` takes of the readings of one life."""
    take = _OF_COLUMNS.get(rule.take, rule.take)
    return lambda columns: np.clip(take(columns), rule.least, rule.most)


def _summed(low: int, high: int) -> Callable[[Sequence[Ints]], Ints]:
    """What a count makes of columns of what it counts."""
    return lambda columns: np.clip(sum(columns), low, high)


def _conditions(story: Story) -> Iterator[Condition]:
    """Every condition that a life may meet."""
    for scene in story.scenes.values():
        yield from _in_texts((scene.text, scene.recall))
        for choice in scene.choices:
            yield from _in_texts((choice.text, choice.hint, choice.then))
            yield from (when for when in (choice.when, *(route.when for route in choice.goto)) if when is not None)
    passing: tuple[DoorMessage | Drain, ...] = (*story.door, *story.drains)
    for each in passing:
        yield from _in_texts((each.text,))
        if each.when is not None:
            yield each.when
    for place in story.places.values():
        yield from (each.when for each in place.instead)
    for ending in story.endings.values():
        yield from _in_texts((ending.lead,))
        if ending.when is not None:
            yield ending.when


def _in_texts(texts: Iterable[Text | None]) -> Iterator[Condition]:
    for text in texts:
        for varied in arms(text):
            yield from (branch.when for branch in varied.branches if branch.when is not None)

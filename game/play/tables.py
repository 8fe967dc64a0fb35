"""What a story's moves need to know again and again, worked out once for each Story and forgotten with it."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from functools import partial

import attrs

from game.play.events import Assigned, ChapterBegan, ChapterEnded, Chosen, Event, HalfWoke, Moved, PartEnded
from game.play.facts import Keys, Seen, keys_of
from game.play.fold import Folding, folding_of
from game.play.made import Made
from game.play.state import State
from game.play.telling import Listener
from game.story.condition import Condition, holds
from game.story.model import (
    Assignment,
    Change,
    Choice,
    DoorMessage,
    Drain,
    Ending,
    Meter,
    Part,
    Player,
    Route,
    Story,
    Variable,
)
from game.story.prose import Text


class MeterOutcomes(dict[int, tuple[int, Moved | None]]):
    """What a change makes of each value of a meter: the value after, and the event unless it stopped where it was."""

    def __init__(self, meter: Meter, amount: int, *, half: str, cause: str) -> None:
        self._meter, self._amount, self._half, self._cause = meter, amount, half, cause
        self.rests_on = (meter.low, meter.high, amount)
        """Two that rest on the same come to the same values."""

    def after(self, before: int) -> int:
        """The value after, without what happened."""
        return self._meter.stop(before + self._amount)

    def __missing__(self, before: int) -> tuple[int, Moved | None]:
        after = self.after(before)
        moved = None if after == before else Moved(self._meter.id, self._half, before, after, self._cause)
        self[before] = after, moved
        return self[before]


class VariableOutcomes(dict[int, tuple[int, Assigned | None]]):
    """What adding to a variable, or giving it a value, makes of each value it can have."""

    def __init__(self, variable: Variable, *, add: int = 0, give: int | None = None) -> None:
        self._variable, self._add, self._give = variable, add, give
        self.rests_on = (variable.low, variable.high, add) if give is None else (give,)
        """Two that rest on the same come to the same values."""

    def after(self, before: int) -> int:
        """The value after, without what happened."""
        return self._variable.stop(before + self._add) if self._give is None else self._give

    def __missing__(self, before: int) -> tuple[int, Assigned | None]:
        after = self.after(before)
        self[before] = after, None if after == before else Assigned(self._variable.id, before, after)
        return self[before]


Shift = tuple[bool, int, MeterOutcomes | VariableOutcomes]
"""Whether it is a meter that changes, its place among its kind, and what it comes to."""


@attrs.frozen(eq=False)
class Arrival:
    """A scene as somewhere to come to."""

    scene: str
    text: Text
    part: str
    """Empty for an ending's scene outside any part."""
    chapter: str
    half: str
    ending: str | None
    folds: bool
    """Whether entering it makes the halves one."""
    began: ChapterBegan
    woke: HalfWoke
    """What happens when its day begins, and when its half wakes."""
    itself: frozenset[str]
    offers: tuple[Choice, ...]
    always: bool
    """Whether all its choices are always on offer."""


@attrs.frozen(eq=False)
class Plan:
    """A choice as something to do."""

    id: str
    scene: str
    when: Condition | None
    chosen: Chosen
    itself: frozenset[str]
    """Its id, to be remembered; nothing when it only goes on."""
    then: Text | None
    half: str
    half_at: int
    """The place of the half that makes it among the halves."""
    shifts: tuple[Shift, ...]
    routes: tuple[Route, ...]
    near: Arrival | None
    """Where it leads, when that is always one scene of the same part and nothing happens on the way."""


@attrs.frozen(eq=False)
class Passing:
    """A door message or a drain: what happens to a half at a part's end."""

    when: Condition | None
    reader: str
    """The half whose facts its condition reads."""
    to: str
    to_at: int
    cause: str
    """`door` or `drain`."""
    text: Text | None
    said: VariableOutcomes | None
    unsaid: VariableOutcomes | None
    """What becomes of a door message's own variable when it is sent, and when it is not."""
    variable_at: int
    shifts: tuple[Shift, ...]


@attrs.frozen(eq=False)
class Stretch:
    """A part as something that ends."""

    following: Part | None
    """The part after it, in its chapter or the next; none where the story's days are over."""
    passing: tuple[Passing, ...]
    ended: PartEnded
    over: ChapterEnded
    """What happens when it ends, and when its day does."""


Beginning = tuple[State, tuple[Event, ...]]
"""The first state of a life, and what is told there."""


@attrs.frozen(eq=False)
class Tables:
    """A story, arranged for playing. Holds parts of the story but never the Story, so as not to keep it alive."""

    keys: Keys
    listeners: Mapping[str, Listener]
    arrivals: Mapping[str, Arrival]
    plans: Mapping[str, Plan]
    stretches: Mapping[str, Stretch]
    endings: Mapping[str, Ending]
    folding: Folding | None
    beginnings: dict[tuple[str, Player], Beginning]
    """The beginnings asked for so far, by the day and the player."""

    def sees(self, state: State, half: str | None = None) -> Seen:
        """The facts of a state as a half, or the one awake, may see them."""
        readings = state.readings[self.listeners[half or state.half].at]
        return Seen(self.keys, readings, state.variables, state.visited, state.chosen)

    def holds(self, condition: Condition | None, state: State, half: str | None = None) -> bool:
        """Whether a condition is true of a state for a half, or for the one awake."""
        return condition is None or holds(condition, self.sees(state, half))


_known: dict[int, Tables] = {}


def tables_of(story: Story) -> Tables:
    """The story's tables, made the first time they are asked for.

    Kept by the story's identity, since looking up a weak key costs more than a whole move; the entry goes when the
    story does, before its identity can be another's.
    """
    tables = _known.get(id(story))
    if tables is None:
        tables = _known[id(story)] = _arrange(story)
        weakref.finalize(story, _known.pop, id(story), None)
    return tables


def _arrange(story: Story) -> Tables:
    # What is made later is made of another Story with the same in it: the one that was given may go.
    story = attrs.evolve(story)
    keys, halves = keys_of(story), enumerate(story.halves.values())
    arrivals = Made(story.scenes, partial(_arrival, story))
    listeners = {half.id: Listener(at, half.name, keys) for at, half in halves}
    return Tables(
        keys=keys,
        listeners=listeners,
        arrivals=arrivals,
        plans=Made(story.choices, partial(_plan, story, arrivals)),
        stretches=Made(story.parts, partial(_stretch, story)),
        endings=story.endings,
        folding=None if story.fold is None else folding_of(story, story.fold),
        beginnings={},
    )


def _arrival(story: Story, name: str) -> Arrival:
    scene = story.scenes[name]
    return Arrival(
        scene=scene.id,
        text=scene.text,
        part=scene.part,
        chapter=scene.chapter,
        half=scene.half,
        ending=next((ending.id for ending in story.endings.values() if ending.scene == scene.id), None),
        folds=story.fold is not None and story.fold.before == scene.id,
        began=ChapterBegan(scene.chapter),
        woke=HalfWoke(scene.half),
        itself=frozenset((scene.id,)),
        offers=scene.choices,
        always=all(choice.when is None for choice in scene.choices),
    )


def _plan(story: Story, arrivals: Mapping[str, Arrival], name: str) -> Plan:
    choice, scene = story.choices[name], story.scenes[story.scene_of[name]]
    near = arrivals.get(choice.goto[0].to) if len(choice.goto) == 1 else None
    if near is not None and (near.part != scene.part or near.ending is not None or near.folds):
        near = None
    return Plan(
        id=choice.id,
        scene=scene.id,
        when=choice.when,
        chosen=Chosen(choice.id),
        itself=frozenset() if choice.going_on else frozenset((choice.id,)),
        then=choice.then,
        half=scene.half,
        half_at=list(story.halves).index(scene.half),
        shifts=_shifts(story, choice.effects, choice.set, half=scene.half, cause=choice.id),
        routes=choice.goto,
        near=near,
    )


def _shifts(
    story: Story, effects: Iterable[Change], assignments: Iterable[Assignment], *, half: str, cause: str
) -> tuple[Shift, ...]:
    meters, variables = list(story.meters), list(story.variables)
    shifts: list[Shift] = []
    for change in effects:
        if change.is_meter:
            meter = story.meters[change.target]
            shifts.append((True, meters.index(meter.id), MeterOutcomes(meter, change.amount, half=half, cause=cause)))
        else:
            number = story.variables[change.target]
            shifts.append((False, variables.index(number.id), VariableOutcomes(number, add=change.amount)))
    for given in assignments:
        variable = story.variables[given.variable]
        shifts.append((False, variables.index(variable.id), VariableOutcomes(variable, give=given.value)))
    return tuple(shifts)


def _stretch(story: Story, name: str) -> Stretch:
    lived = ((chapter, at) for chapter in story.chapters.values() for at in range(len(chapter.parts)))
    chapter, at = next((each, at) for each, at in lived if each.parts[at].id == name)
    part, following = chapter.parts[at], None
    if at + 1 < len(chapter.parts):
        following = chapter.parts[at + 1]
    elif chapter.next is not None:
        following = story.chapters[chapter.next].parts[0]
    passing = (
        *(_message(story, part, message) for message in story.door if message.after == part.id),
        *(_drain(story, drain) for drain in story.drains if drain.after == part.id),
    )
    return Stretch(following, passing, PartEnded(part.id), ChapterEnded(chapter.id))


def _message(story: Story, part: Part, message: DoorMessage) -> Passing:
    variable = story.variables[message.id]
    return Passing(
        when=message.when,
        reader=part.half,
        to=message.to,
        to_at=list(story.halves).index(message.to),
        cause="door",
        text=message.text,
        said=VariableOutcomes(variable, give=1),
        unsaid=VariableOutcomes(variable, give=0),
        variable_at=list(story.variables).index(message.id),
        shifts=_shifts(story, message.effects, (), half=message.to, cause="door"),
    )


def _drain(story: Story, drain: Drain) -> Passing:
    return Passing(
        when=drain.when,
        reader=drain.to,
        to=drain.to,
        to_at=list(story.halves).index(drain.to),
        cause="drain",
        text=drain.text,
        said=None,
        unsaid=None,
        variable_at=-1,
        shifts=_shifts(story, drain.effects, (), half=drain.to, cause="drain"),
    )

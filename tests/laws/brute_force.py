"""Every life of a small story, lived one choice at a time through `game.play`: what the odds are judged by.

Nothing here knows how odds are worked out. States are merged where they are equal and nothing else is left out, so that it
is slow and plain. What a text tells is read off its words: `made_odds_stories` writes `[12]` into its twelfth text, and
`[12.3]` into the third arm of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import fsum

import attrs
import numpy as np

from game.play import choose, offered, opening, start
from game.play.events import Entered, Event, Said
from game.play.page import gauges, told
from game.play.state import State
from game.story.model import Choice, Story
from game.story.prose import Beat

Item = tuple[str, str]
"""Something that may happen in a life: `ending`, `scene`, `made`, `offered`, `text` or `arm`, and which one."""

_MARK = re.compile(r"\[(\d+(?:\.\d+)?)\]")


class TooManyStates(Exception):
    """The story is too large to be lived in every way."""


# ---- what happens


def told_in(beats: Iterable[Beat]) -> set[Item]:
    """The texts and arms that beats were told from."""
    marks = {mark for beat in beats for mark in _MARK.findall(beat.plain)}
    return {("arm" if "." in mark else "text", mark) for mark in marks}


def met_in(story: Story, state: State) -> set[Item]:
    """What there is to meet in a state, however it was come to."""
    scene = story.scenes[state.scene]
    items: set[Item] = {("scene", scene.id)} | told_in(told(story, state, scene.recall))
    for choice in offered(story, state):
        items.add(("offered", choice.id))
        items |= told_in(told(story, state, choice.text)) | told_in(told(story, state, choice.hint))
    if state.ending is not None:
        items.add(("ending", state.ending))
        items |= told_in(told(story, state, story.endings[state.ending].lead))
    return items


def heard(events: Iterable[Event]) -> set[Item]:
    """What was told on the way to a state, and on coming into it."""
    return {item for event in events if isinstance(event, Said | Entered) for item in told_in(event.beats)}


@attrs.frozen
class Step:
    """A choice made in a state, and all that happens by it, up to what is met where it leads."""

    choice: Choice
    to: int
    happens: frozenset[Item]


@attrs.frozen
class Chain:
    """Every state a life can come to, however it chooses; the nearest first."""

    states: tuple[State, ...]
    depths: tuple[int, ...]
    """The least number of choices to each state."""
    opening: frozenset[Item]
    """What happens before any choice."""
    steps: tuple[tuple[Step, ...], ...]
    """From each state, in the order the choices are on offer."""


def chain(story: Story, chapter: str | None = None, *, most: int = 20_000) -> Chain:
    """The chain of a story, or of the chapters from one on.

    Raises:
        TooManyStates: There are more than `most`.
    """
    origin = start(story, chapter=chapter)
    places, states, depths, steps = {origin: 0}, [origin], [0], []
    met = [met_in(story, origin)]
    for at, state in enumerate(states):  # which grows meanwhile
        onward = []
        for choice in offered(story, state):
            after, events = choose(story, state, choice)
            if after not in places:
                if len(states) == most:
                    raise TooManyStates
                places[after] = len(states)
                states.append(after)
                depths.append(depths[at] + 1)
                met.append(met_in(story, after))
            to = places[after]
            onward.append(Step(choice, to, frozenset({("made", choice.id)} | heard(events) | met[to])))
        steps.append(tuple(onward))
    first = frozenset(heard(opening(story, origin)) | met[0])
    return Chain(tuple(states), tuple(depths), first, tuple(steps))


def least(lives: Chain) -> dict[Item, int]:
    """Everything that can happen, and the least number of choices after which it has."""
    found = dict.fromkeys(lives.opening, 0)
    for depth, steps in zip(lives.depths, lives.steps, strict=True):
        for step in steps:
            for item in step.happens:
                found[item] = min(found.get(item, depth + 1), depth + 1)
    return found


def always_offered(lives: Chain) -> dict[str, frozenset[str]]:
    """For each scene that can be met, the choices on offer in every state of it."""
    found: dict[str, frozenset[str]] = {}
    for state, steps in zip(lives.states, lives.steps, strict=True):
        there = frozenset(step.choice.id for step in steps)
        found[state.scene] = found.get(state.scene, there) & there
    return found


def always_told(lives: Chain) -> dict[str, frozenset[str]]:
    """For each text that can be told, the arms told every time it is."""
    found: dict[str, frozenset[str]] = {}
    for happens in (lives.opening, *(step.happens for steps in lives.steps for step in steps)):
        arms = {mark for kind, mark in happens if kind == "arm"}
        for text in (mark for kind, mark in happens if kind == "text"):
            now = frozenset(arm for arm in arms if arm.partition(".")[0] == text)
            found[text] = found.get(text, now) & now
    return found


# ---- how often, as `game/odds/choosing.py` defines the ways of choosing


def draw(
    story: Story, state: State, on_offer: Sequence[Choice], way: str, votes: Mapping[str, float] | None = None
) -> list[Fraction]:
    """How often each of the choices on offer is made."""
    ranks = [_rank(story, state, choice, way) for choice in on_offer]
    weights = [
        Fraction(0 if rank != min(ranks) else 1 if votes is None else votes.get(choice.id, 0))
        for rank, choice in zip(ranks, on_offer, strict=True)
    ]
    if not any(weights):
        weights = [Fraction(rank == min(ranks)) for rank in ranks]
    return [weight / sum(weights) for weight in weights]


def _rank(story: Story, state: State, choice: Choice, way: str) -> int | tuple[int, int]:
    kind, _, wanted = way.partition(":")
    if kind in ("wants", "lowest") and wanted:
        first = -sum(_wanted(story, choice, each) for each in wanted.split(","))
        return (first, _rank_by_meters(story, state, choice, "lowest") if kind == "lowest" else 0)
    return _rank_by_meters(story, state, choice, way)


def _wanted(story: Story, choice: Choice, said: str) -> int:
    weight = -1 if said.startswith("-") else 1
    *times, name = said.removeprefix("-").split("*")
    weight *= int(times[0]) if times else 1
    if name.startswith("lean="):
        return weight * (choice.lean == name.removeprefix("lean="))
    if "=" in name:
        variable, _, word = name.partition("=")
        return weight * sum(
            story.variables[each.variable].word(each.value) == word for each in choice.set if each.variable == variable
        )
    return weight * (sum(change.amount for change in choice.effects if change.target == name) + (name == choice.id))


def _rank_by_meters(story: Story, state: State, choice: Choice, way: str) -> int:
    amounts: dict[str, int] = defaultdict(int)
    for change in choice.effects:
        if change.is_meter:
            amounts[change.target] += change.amount
    if way.startswith("lean:"):
        return 0 if choice.lean == way.removeprefix("lean:") else 1
    if way == "middle":
        return sum(map(abs, amounts.values()))
    if way in ("highest", "lowest"):
        heights = {gauge.meter: _height(story, gauge.meter, gauge.value) for gauge in gauges(story, state)}
        end = max(heights.values()) if way == "highest" else min(heights.values())
        return -max(amounts[meter] for meter, height in heights.items() if height == end)
    return 0


def _height(story: Story, meter: str, value: int) -> Fraction:
    low, high = story.meters[meter].low, story.meters[meter].high
    return Fraction(value - low, high - low) if high > low else Fraction(0)


Draws = list[list[Fraction]]
"""For each state of a chain, how often each of its steps is taken."""


def draws(story: Story, lives: Chain, way: str, votes: Mapping[str, float] | None = None) -> Draws:
    """How often each step of a chain is taken by those who choose in a way."""
    return [
        draw(story, state, [step.choice for step in steps], way, votes)
        for state, steps in zip(lives.states, lives.steps, strict=True)
    ]


@attrs.frozen
class Lived:
    """All the lives there are, counted."""

    ever: Mapping[Item, float]
    """How often each thing happens at least once in a life."""
    choices: float
    """How many choices a life makes on average, going on aside."""
    ended: float
    """The share of lives that come to an ending."""


def lived(lives: Chain, drawn: Draws) -> Lived:
    """Every life of a story without loops, together with the set of what has happened in it; never ends where there are."""
    ever: dict[Item, list[float]] = defaultdict(list)
    choices, ended = [], []
    now: dict[tuple[int, frozenset[Item]], float] = {(0, lives.opening): 1.0}
    while now:
        later: dict[tuple[int, frozenset[Item]], float] = defaultdict(float)
        for (at, happened), share in now.items():
            if not lives.steps[at]:
                for item in happened:
                    ever[item].append(share)
                ended.append(share if lives.states[at].ending is not None else 0)
            for step, chance in zip(lives.steps[at], drawn[at], strict=True):
                if chance:
                    later[step.to, happened | step.happens] += share * float(chance)
                    choices.append(0 if step.choice.going_on else share * float(chance))
        now = later
    return Lived({item: fsum(shares) for item, shares in ever.items()}, fsum(choices), fsum(ended))


# ---- where lives may go round in a loop


def solved(lives: Chain, drawn: Draws) -> Lived:
    """The same of any story, by a system of linear equations for each thing that can happen.

    The chance that it ever does, from a state on, is that of a step by which it does, and of every other step times the
    chance from where that leads; of the solutions the least, which is nought wherever it cannot happen any more.
    """
    size = len(lives.states)
    moves = np.zeros((size, size))
    for at, steps in enumerate(lives.steps):
        for step, chance in zip(steps, drawn[at], strict=True):
            moves[at, step.to] += float(chance)
    reaches = _closed(moves > 0)
    by_item: dict[Item, list[tuple[int, int, float]]] = defaultdict(list)
    for at, steps in enumerate(lives.steps):
        for step, chance in zip(steps, drawn[at], strict=True):
            for item in step.happens if chance else ():
                by_item[item].append((at, step.to, float(chance)))
    ever = {item: _ever(moves, reaches, taken) for item, taken in by_item.items() if item not in lives.opening}
    ended = fsum(chance for (kind, _), chance in ever.items() if kind == "ending")
    asked = [
        fsum(float(chance) for step, chance in zip(steps, drawn[at], strict=True) if not step.choice.going_on)
        for at, steps in enumerate(lives.steps)
    ]
    lasting = reaches[0] & np.array([bool(steps) for steps in lives.steps])
    choices = float("inf")
    if ended > 1 - 1e-9:
        inner = np.ix_(lasting, lasting)
        choices = float(np.linalg.solve(np.eye(int(lasting.sum())) - moves[inner], np.array(asked)[lasting])[0])
    return Lived(dict.fromkeys(lives.opening, 1.0) | ever, choices, ended)


def _ever(moves: np.ndarray, reaches: np.ndarray, taken: list[tuple[int, int, float]]) -> float:
    """The chance that one of the steps taken from, to, with a chance, ever is."""
    others, straight = moves.copy(), np.zeros(len(moves))
    for at, to, chance in taken:
        others[at, to] -= chance
        straight[at] += chance
    can = reaches[:, straight > 0].any(axis=1)
    if not can[0]:
        return 0.0
    inner = np.ix_(can, can)
    return float(np.linalg.solve(np.eye(int(can.sum())) - others[inner], straight[can])[0])


def _closed(leads: np.ndarray) -> np.ndarray:
    """Which state can come to which, itself among them."""
    reaches = leads | np.eye(len(leads), dtype=bool)
    while True:
        further = (reaches.astype(np.float32) @ reaches.astype(np.float32)) > 0
        if (further == reaches).all():
            return reaches
        reaches = further


# ---- from the middle of a life


def endings_from(lives: Chain, drawn: Draws, endings: Iterable[str]) -> list[dict[str, float]]:
    """The chance of each ending from every state of a story without loops."""
    known: dict[int, dict[str, float]] = {}

    def chances(at: int) -> dict[str, float]:
        if at not in known:
            ways = [(float(chance), chances(step.to)) for step, chance in zip(lives.steps[at], drawn[at], strict=True)]
            reached = lives.states[at].ending
            known[at] = {
                ending: float(ending == reached) if not ways else fsum(chance * there[ending] for chance, there in ways)
                for ending in endings
            }
        return known[at]

    return [chances(at) for at in range(len(lives.states))]

"""What must hold where a text is told: the condition of its arm and of the arms before it, of its choice, of the ways there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial, reduce
from itertools import product
from math import prod
from typing import Final

import attrs

from game.story.condition import And, Condition, Or
from game.story.implication import opposite
from game.story.model import ENDING, Choice, Ending, Scene, Story
from game.story.prose import Paragraph, Text, Varied
from game.story.source import Span

MOST_TELLINGS: Final = 512
"""Ways of telling one paragraph that are all gone through; where there are more, its variants vary one at a time."""
FILLED_IN: Final = "\ufffc"
"""Stands where the player's name or pronoun does, which is no part of any phrase."""


@attrs.frozen
class Told:
    """A text, where it belongs, and what must hold when it is told."""

    ids: frozenset[str]
    """What it can be called by: its scene, its choice, its ending, its message, the part it comes after."""
    text: Text
    given: Callable[[], tuple[Condition, ...]]
    """Works out what must hold when it is told."""


@attrs.frozen
class Stretch:
    """A piece of a paragraph as it may be told, and what must hold for that."""

    words: str
    given: tuple[Condition, ...]
    span: Span


def texts(story: Story) -> Iterator[Told]:
    """Everything told while a life is lived, and the lead of its debrief. A recap or a recalled scene is not among them:
    it says how things were.
    """
    ways = cache(lambda: _ways_in(story))
    last: dict[str, list[Ending]] = {}
    for ending in story.endings.values():
        last.setdefault(ending.scene, []).append(ending)
    for scene in story.scenes.values():
        endings = last.get(scene.id, ())
        ids = frozenset((scene.id, *(ending.id for ending in endings)))
        given = partial(_there, ways, scene, None)
        yield Told(ids, scene.text, given)
        yield from (Told(ids, ending.lead, given) for ending in endings if ending.lead is not None)
        for choice in scene.choices:
            # What a choice tells is told in the state it is made in, before its effects.
            made = partial(_there, ways, scene, choice)
            said = (choice.text, choice.hint, choice.then) if not choice.going_on else ()
            yield from (Told(ids | {choice.id}, text, made) for text in said if text is not None)
    for message in story.door:
        if message.text is not None:  # its condition is the sender's, and it is told to another
            yield Told(frozenset((message.id, message.after)), message.text, tuple)
    for drain in story.drains:
        if drain.text is not None:
            sure = () if drain.when is None or drain.effects else (drain.when,)
            yield Told(frozenset((drain.after,)), drain.text, partial(tuple, sure))


Ways = dict[str, tuple[Condition, ...]]
"""For each scene into which only ways with conditions lead, and nothing moves on the way: what they make sure."""


def _there(ways: Callable[[], Ways], scene: Scene, choice: Choice | None) -> tuple[Condition, ...]:
    """What must hold in a scene; where one of its choices is on offer, that it is."""
    given = ways().get(scene.id, ())
    return given if choice is None or choice.when is None else (*given, choice.when)


# ---- the arms


def tellings(paragraph: Paragraph) -> Iterator[tuple[Stretch, ...]]:
    """The ways a paragraph can be told, each as its stretches in order."""
    pieces: list[tuple[Stretch, ...]] = []
    for piece in paragraph.pieces:
        if isinstance(piece, Varied):
            pieces.append(tuple(_arms(piece)))
        else:
            words = piece if isinstance(piece, str) else FILLED_IN
            pieces.append((Stretch(words, (), paragraph.span),))
    if prod(map(len, pieces)) <= MOST_TELLINGS:
        yield from product(*pieces)
        return
    for at, arms in enumerate(pieces):
        for arm in arms:
            yield tuple(arm if at == there else each[0] for there, each in enumerate(pieces))


def _arms(varied: Varied) -> Iterator[Stretch]:
    """Each arm, sure that those before it do not hold; and nothing, where none may."""
    before: tuple[Condition, ...] = ()
    for branch in varied.branches:
        words = "".join(piece if isinstance(piece, str) else FILLED_IN for piece in branch.pieces)
        if branch.when is None:
            yield Stretch(words, before, branch.span)
            return
        yield Stretch(words, (*before, branch.when), branch.span)
        before = (*before, opposite(branch.when))
    yield Stretch("", before, varied.span)


# ---- the ways to a scene


def _ways_in(story: Story) -> Ways:
    ways: dict[str, list[Condition | None]] = {}
    for scene in story.scenes.values():
        for choice in scene.choices:
            before: tuple[Condition, ...] = ()
            for route in choice.goto:
                sure = (*before, route.when) if route.when is not None else before
                ways.setdefault(route.to, []).append(_all(sure))
                before = sure if route.when is None else (*before, opposite(route.when))
    starts = {part.scene for part in story.parts.values()} | ({story.fold.before} if story.fold else set())
    found: Ways = {}
    for scene in story.scenes.values():
        conditions = [when for when in ways.get(scene.id, ()) if when is not None]
        if scene.id not in starts and conditions and len(conditions) == len(ways[scene.id]) and _stays(story, scene):
            found[scene.id] = (reduce(lambda left, right: Or(left, right, left.span), conditions),)
    return found | _last_scenes(story, frozenset(ways))


def _stays(story: Story, scene: Scene) -> bool:
    """Whether every way to a scene comes from its own part, so that no door or drain lies between."""
    return all(
        other.part == scene.part
        for other in story.scenes.values()
        for choice in other.choices
        for route in choice.goto
        if route.to == scene.id
    )


def _last_scenes(story: Story, named: frozenset[str]) -> Ways:
    """For the scene of each ending that only `goto: ending` comes to: its condition, and that none before it holds."""
    found: Ways = {}
    before: tuple[Condition, ...] = ()
    scenes = [ending.scene for ending in story.endings.values()]
    for ending in story.endings.values():
        if ending.by_name or ENDING not in named:
            continue
        if ending.id not in named and scenes.count(ending.scene) == 1:
            found[ending.scene] = before if ending.when is None else (*before, ending.when)
        if ending.when is not None:
            before = (*before, opposite(ending.when))
    return found


def _all(conditions: Sequence[Condition]) -> Condition | None:
    """Several conditions as one; none where there are none."""
    return reduce(lambda left, right: And(left, right, left.span), conditions) if conditions else None

"""How long a room takes over a day: its scenes on a clock, from the words that are read aloud and the votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from game.play.moves import start
from game.play.page import hint, plain, told, wording
from game.play.state import State
from game.story.model import ENDING, NEXT, Chapter, Scene, Story, Talk
from game.story.prose import Beat

WORDS_A_MINUTE: Final = 150
"""Read aloud, so that a room can follow. Adults reading English aloud to themselves do 183: M. Brysbaert (2019), *How many words
do we read per minute?*, Journal of Memory and Language 109. Our guess is that a room needs a fifth longer.
"""
VOTE_MINUTES: Final = 1.0
"""For hands to go up and be counted, and the smaller side to be heard: our guess."""
PASS_MINUTES: Final = 0.25
"""To say of a scene that is left out what was in it, and go on."""

OVER: Final = ">>"
"""Where a day leads when it is over."""
LAST: Final = ">>ending"
"""The last scene of whichever ending a day may come to."""


@attrs.frozen
class Offer:
    """A choice, as it stands on paper."""

    words: str
    spoken: bool
    hint: str
    always: bool
    """Whether it is on offer whatever was chosen before."""
    then: tuple[Beat, ...]
    """Told after it."""


@attrs.frozen
class Stop:
    """A scene, as a room meets it."""

    id: str
    day: str
    half: str
    heading: str
    """The half and the hour; the day where the story has a word for neither."""
    headed: str
    """The day, the half and the hour."""
    told: tuple[Beat, ...]
    recall: str
    """The scene in a sentence; empty when the story has none."""
    offers: tuple[Offer, ...]
    """Empty where there is nothing to choose."""
    talk: Talk | None
    minutes: float
    """To read it aloud and decide, without its talk."""
    content: tuple[str, ...]
    lessons: tuple[str, ...]
    """Those its choices are marked with, one for each choice that has one."""
    always: bool
    """Whether every way through the day comes by it."""


@attrs.frozen
class Day:
    """A day, as a room lives it."""

    chapter: Chapter
    recap: str
    """Said before it, where it is begun by itself."""
    stops: tuple[Stop, ...]
    """In an order in which they can be met."""
    ending_minutes: float
    """To read the longest ending it may come to; nought where it comes to none."""
    always_ends: bool
    """Whether every way through it comes to one."""
    ways: tuple[tuple[str, tuple[str, ...]], ...]
    """From each stop, and `LAST`, what may follow it; `OVER` at the end of the day."""

    @property
    def recap_minutes(self) -> float:
        """To read the recap aloud."""
        return _aloud(self.recap)

    def clock(self, lasting: Callable[[Stop], float]) -> tuple[dict[str, float], float]:
        """When each stop begins at the latest, in minutes after the day's beginning, and when the day is over.

        Args:
            lasting: how long a stop takes.
        """
        length = {stop.id: lasting(stop) for stop in self.stops} | {LAST: self.ending_minutes}
        begins: dict[str, float] = {self.stops[0].id: 0.0}
        over = 0.0
        for at, following in self.ways:
            if at not in begins:
                continue
            end = begins[at] + length[at]
            over = max(over, end)
            for each in following:
                begins[each] = max(begins.get(each, 0.0), end)
        return begins, over


def day(story: Story, chapter: Chapter) -> Day:
    """A day of a story, with the words of its choices as they stand when it is begun by itself."""
    state = start(story, chapter=chapter.id)
    order, follows = _ordered(story, chapter)
    met = _always(order, follows)
    endings = _endings(story, chapter)
    return Day(
        chapter=chapter,
        recap="" if chapter.id == story.start else plain(story, state, chapter.recap),
        stops=tuple(_stop(story, state, story.scenes[at], at in met) for at in order if at not in (LAST, OVER)),
        ending_minutes=max((_ending_minutes(story, state, ending) for ending in endings), default=0.0),
        always_ends=LAST in met,
        ways=tuple((at, follows.get(at, ())) for at in order if at != OVER),
    )


def _aloud(words: str) -> float:
    return len(words.split()) / WORDS_A_MINUTE


def _beats(beats: tuple[Beat, ...]) -> float:
    return sum(_aloud(beat.plain) for beat in beats)


def _there(story: Story, state: State, scene: Scene) -> State:
    part = story.parts.get(scene.part)
    there = attrs.evolve(state, scene=scene.id, half=scene.half)
    return there if part is None else attrs.evolve(there, part=part.id)


def _stop(story: Story, state: State, scene: Scene, always: bool) -> Stop:
    there = _there(story, state, scene)
    choices = [choice for choice in scene.choices if not choice.going_on]
    offers = tuple(
        Offer(
            words=wording(story, there, each),
            spoken=each.spoken,
            hint=hint(story, there, each),
            always=each.when is None,
            then=told(story, there, each.then),
        )
        for each in choices
    )
    prose = told(story, there, scene.text)
    after = max((_beats(each.then) for each in offers), default=0.0)
    asked = sum(_aloud(f"{each.words} {each.hint}") for each in offers)
    return Stop(
        id=scene.id,
        day=scene.chapter,
        half=scene.half,
        heading=", ".join(filter(None, (story.halves[scene.half].header, scene.time)))
        or story.chapters[scene.chapter].title,
        headed=story.headed(scene.chapter, scene.half, scene.time or ""),
        told=prose,
        recall=plain(story, there, scene.recall),
        offers=offers,
        talk=scene.talk,
        minutes=_beats(prose) + asked + after + (VOTE_MINUTES if len(offers) > 1 else 0.0),
        content=scene.content,
        lessons=tuple(each.lesson for each in choices if each.lesson is not None),
        always=always,
    )


def _ending_minutes(story: Story, state: State, ending: str) -> float:
    scene = story.scenes[story.endings[ending].scene]
    return _aloud(plain(story, _there(story, state, scene), scene.text))


# ---- the ways through a day


def _follows(story: Story, chapter: Chapter, scene: Scene) -> tuple[str, ...]:
    """What may come after a scene."""
    found: dict[str, None] = {}
    for choice in scene.choices:
        for route in choice.goto:
            found[_leads(story, chapter, scene, route.to)] = None
    return tuple(found) or (OVER,)


def _leads(story: Story, chapter: Chapter, scene: Scene, to: str) -> str:
    if to == ENDING or to in story.endings:
        return LAST
    if to != NEXT:
        return to if story.scenes[to].chapter == chapter.id else OVER
    parts = [part.id for part in chapter.parts]
    at = parts.index(scene.part) + 1
    return chapter.parts[at].scene if at < len(parts) else OVER


def _endings(story: Story, chapter: Chapter) -> Iterator[str]:
    """The endings that a day may come to."""
    of_the_day = [scene for scene in story.scenes.values() if scene.chapter == chapter.id]
    leads = {route.to for scene in of_the_day for choice in scene.choices for route in choice.goto}
    for ending in story.endings.values():
        if ending.id in leads or (ENDING in leads and not ending.by_name):
            yield ending.id


def _ordered(story: Story, chapter: Chapter) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The scenes that can be met, each before what follows it, and what follows each. A way back to a scene that was met
    before is left out: a room goes round no loop.
    """
    follows: dict[str, tuple[str, ...]] = {LAST: (OVER,), OVER: ()}
    begun: set[str] = set()
    done: list[str] = []
    finished: set[str] = set()
    todo: list[tuple[str, bool]] = [(chapter.parts[0].scene, False)]
    while todo:
        at, is_left = todo.pop()
        if is_left:
            follows[at] = tuple(each for each in follows[at] if each in finished)
            finished.add(at)
            done.append(at)
        elif at not in begun:
            begun.add(at)
            if at not in follows:
                follows[at] = _follows(story, chapter, story.scenes[at])
            todo.append((at, True))
            todo += [(each, False) for each in follows[at] if each not in begun]
    return done[::-1], follows


def _always(order: list[str], follows: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The scenes by which every way through the day comes."""
    by: dict[str, frozenset[str]] = {order[0]: frozenset({order[0]})}
    for at in order:
        for each in follows[at]:
            met = by[at] | {each}
            by[each] = by[each] & met if each in by else met
    return by.get(OVER, frozenset(order))

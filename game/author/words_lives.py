"""What one life is told, as far as many lives drawn by chance can say."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

import attrs

from game.author.words import words_in
from game.play.debrief import debrief
from game.play.events import Entered, Event, Said
from game.play.history import Playthrough, Step
from game.play.moves import choose, offered
from game.play.page import hint, wording
from game.play.state import State
from game.story.model import Choice, Story
from game.story.prose import Beat

SEED: Final = 1
"""The same lives each time, so that two drafts of a story are counted along the same chance."""
USUAL: Final = 200
"""Lives that are lived where nobody says how many."""
MOST_MADE: Final = 40_000
"""Choices that those make together: a life of fifty choices is lived two hundred times, one of a thousand forty."""
FEWEST: Final = 30
"""Lives that are lived however long they are."""
MOST_KEPT: Final = 100_000
"""Texts whose words are kept counted."""
MOST_MOVES: Final = 10_000
"""A life that has gone on so long goes round a loop, and is let go."""
WORDS_A_MINUTE: Final = 260
"""What adults read of fiction, silently, in English: M. Brysbaert (2019), *How many words do we read per minute?*, Journal of
Memory and Language 109.
"""
SECONDS_A_CHOICE: Final = 6
"""To make up one's mind, when the choices have been read: our guess."""


@attrs.frozen
class Life:
    """What one life was told."""

    told: int
    """Words of prose."""
    offered: int
    """Words of the choices and hints that were on offer, wherever there was more than one."""
    debrief: int
    """Words of what the debrief showed."""
    choices: int
    """Moments at which more than one thing was on offer."""
    scenes: frozenset[str]
    """Those entered."""
    chapter: str
    """The day on which it ended."""
    chapters: frozenset[str]
    """The days it came to."""
    folded: bool

    @property
    def minutes(self) -> float:
        """How long it takes up to the debrief, at `WORDS_A_MINUTE` and `SECONDS_A_CHOICE`."""
        return (self.told + self.offered) / WORDS_A_MINUTE + self.choices * SECONDS_A_CHOICE / 60


@attrs.frozen
class Spread:
    """The least, the middle and the most of some numbers."""

    least: float
    median: float
    most: float


@attrs.frozen
class Group:
    """Lives that ended at about the same point."""

    name: str
    lives: int
    told: Spread
    offered: Spread
    debrief: Spread
    choices: Spread
    minutes: Spread

    @property
    def words(self) -> float:
        """All that the median life is shown."""
        return self.told.median + self.offered.median + self.debrief.median


@attrs.frozen
class Sometimes:
    """A scene that not every life comes to."""

    scene: str
    chapter: str
    lives: int
    """How many came to it."""
    came: int
    """How many came to its day; to any ending, where its day is none."""


@attrs.frozen
class Lived:
    """What many lives were told."""

    lives: int
    let_go: int
    """Lives that came to no ending in `MOST_MOVES`."""
    seed: int
    groups: tuple[Group, ...]
    sometimes: tuple[Sometimes, ...]
    """In the story's order."""


def live(story: Story, lives: int | None = None, *, seed: int = SEED) -> Lived:
    """Live many lives in which each choice on offer is as likely, and count what they are told.

    Args:
        story: whose lives.
        lives: how many; 1 or more. None for as many as are usual: `USUAL`, and fewer where lives are so long that they would
            have more than `MOST_MADE` choices to make together.
        seed: of chance.
    """
    chance = random.Random(seed)  # noqa: S311 -- the same lives each time are what is wanted
    counting = _Counting(story)
    drawn: list[Life | None] = []
    left = MOST_MADE
    while len(drawn) < (USUAL if lives is None else lives):
        life, made = _life(counting, chance)
        drawn.append(life)
        left -= made
        if lives is None and left < 0 and len(drawn) >= FEWEST:
            break
    ended = [life for life in drawn if life is not None]
    return Lived(
        lives=len(drawn),
        let_go=len(drawn) - len(ended),
        seed=seed,
        groups=tuple(_groups(story, ended)),
        sometimes=_sometimes(story, ended),
    )


class _Counting:
    """The words of what is told and offered, each text that is always the same counted once."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._beats: dict[int, tuple[Beat, int]] = {}
        self._offers: dict[str, int | None] = {}

    def told(self, events: Iterable[Event]) -> int:
        """Words of prose on the way into a page, and on it."""
        return sum(self._beat(beat) for event in events if isinstance(event, Said | Entered) for beat in event.beats)

    def _beat(self, beat: Beat) -> int:
        # A beat that is the same for everybody is the same object each time; of others, many say the same.
        known = self._beats.get(id(beat))
        if known is None or known[0] is not beat:
            known = beat, words_told(beat.plain)
            if len(self._beats) < MOST_KEPT:
                self._beats[id(beat)] = known
        return known[1]

    def offered(self, state: State, choice: Choice) -> int:
        """Words of a choice on offer and of its hint."""
        if choice.id not in self._offers:
            fixed = [text.fixed for text in (choice.text, choice.hint) if text is not None]
            words = [words_in(" ".join(beat.plain for beat in beats)) for beats in fixed if beats is not None]
            self._offers[choice.id] = sum(words) if len(words) == len(fixed) else None
        known = self._offers[choice.id]
        if known is not None:
            return known
        return words_told(wording(self.story, state, choice)) + words_told(hint(self.story, state, choice))


@lru_cache(maxsize=MOST_KEPT)
def words_told(text: str) -> int:
    """As `words_in`, for what is told again and again."""
    return words_in(text)


def _life(counting: _Counting, chance: random.Random) -> tuple[Life | None, int]:
    """One life, none where it comes to no ending; and how many choices it made."""
    story = counting.story
    begun = Playthrough.begin(story)
    state, steps, chapters = begun.state, list[Step](), {begun.state.chapter}
    told, on_offer, choices = counting.told(begun.latest), 0, 0
    while state.ending is None and len(steps) < MOST_MOVES - 1:
        offers = offered(story, state)
        if len(offers) > 1:
            choices += 1
            on_offer += sum(counting.offered(state, each) for each in offers)
        made = chance.choice(offers)
        state, events = choose(story, state, made)
        steps.append(Step(made.id, state, events))
        told += counting.told(events)
        chapters.add(state.chapter)
    if state.ending is None:
        return None, len(steps)
    life = attrs.evolve(begun, steps=tuple(steps))
    shown = _debriefed(life)
    ended = Life(told, on_offer, shown, choices, state.visited, state.chapter, frozenset(chapters), state.folded)
    return ended, len(steps)


def _debriefed(life: Playthrough) -> int:
    """How many words of the story's own a life's debrief shows; a choice that is quoted counts where it is."""
    shown = debrief(life)
    texts = [beat.plain for beat in shown.lead]
    for echo in shown.echoes:
        texts += [echo.title, echo.carry]
        texts += [words for each in (*echo.first, *echo.second) for words in (each.recall, each.quoted)]
    for lesson in (*shown.lessons, *shown.also):
        texts += [lesson.title, lesson.evidence]
    for lesson in shown.lessons:
        texts += [lesson.carry, *(what for _, what in lesson.tries)]
    return sum(words_in(text or "") for text in texts)


def _groups(story: Story, lives: list[Life]) -> Iterable[Group]:
    """The lives by where they ended, in the order in which they could."""
    last = list(story.chapters)[-1]
    claims: dict[str, Callable[[Life], bool]] = {
        "ended before the fold": lambda life: story.fold is not None and not life.folded,
        "ended between fold and last day": lambda life: life.folded and life.chapter != last,
        "ended before the last day": lambda life: story.fold is None and life.chapter != last,
        "lived to the last day": lambda life: life.chapter == last and (story.fold is None or life.folded),
    }
    for name, holds in claims.items():
        group = [life for life in lives if holds(life)]
        if group:
            yield Group(
                name=name,
                lives=len(group),
                told=_spread(life.told for life in group),
                offered=_spread(life.offered for life in group),
                debrief=_spread(life.debrief for life in group),
                choices=_spread(life.choices for life in group),
                minutes=_spread(life.minutes for life in group),
            )


def _spread(numbers: Iterable[float]) -> Spread:
    found = list(numbers)
    return Spread(min(found), statistics.median(found), max(found))


def _sometimes(story: Story, lives: list[Life]) -> tuple[Sometimes, ...]:
    reached = Counter(scene for life in lives for scene in life.scenes)
    came = Counter(chapter for life in lives for chapter in life.chapters)
    found = (
        Sometimes(scene.id, scene.chapter, reached[scene.id], came[scene.chapter] if scene.chapter else len(lives))
        for scene in story.scenes.values()
    )
    return tuple(each for each in found if each.lives < each.came or not each.lives)

"""What one life is told, as far as many lives drawn by chance can say."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import attrs

from game.author.words import words_in
from game.play.debrief import debrief
from game.play.events import Entered, Said
from game.play.history import Playthrough
from game.play.page import hint, wording
from game.story.model import Story

SEED: Final = 1
"""The same lives each time, so that two drafts of a story are counted along the same chance."""
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


def live(story: Story, lives: int, *, seed: int = SEED) -> Lived:
    """Live many lives in which each choice on offer is as likely, and count what they are told.

    Args:
        story: whose lives.
        lives: how many; 1 or more.
        seed: of chance.
    """
    chance = random.Random(seed)  # noqa: S311 -- the same lives each time are what is wanted
    drawn = [_life(story, chance) for _ in range(lives)]
    ended = [life for life in drawn if life is not None]
    return Lived(
        lives=lives,
        let_go=lives - len(ended),
        seed=seed,
        groups=tuple(_groups(story, ended)),
        sometimes=_sometimes(story, ended),
    )


def _life(story: Story, chance: random.Random) -> Life | None:
    life = Playthrough.begin(story)
    told, on_offer, choices, chapters = 0, 0, 0, {life.state.chapter}
    for _ in range(MOST_MOVES):
        state = life.state
        told += sum(
            words_in(beat.plain) for event in life.latest if isinstance(event, Said | Entered) for beat in event.beats
        )
        if life.is_over:
            break
        if len(life.offered) > 1:
            choices += 1
            on_offer += sum(
                words_in(wording(story, state, each)) + words_in(hint(story, state, each)) for each in life.offered
            )
        life = life.choose(chance.choice(life.offered))
        chapters.add(life.state.chapter)
    if not life.is_over:
        return None
    state = life.state
    return Life(
        told, on_offer, _debriefed(life), choices, state.visited, state.chapter, frozenset(chapters), state.folded
    )


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

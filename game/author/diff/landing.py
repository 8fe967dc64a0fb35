"""Where saves of the old version land in the new: lives are lived in the old, kept after every step, and opened in the
new by what opens saves when somebody plays.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

import attrs

from game.author.diff.matching import Matched
from game.play.history import Playthrough
from game.play.save import dump, load
from game.play.saved import ONWARD, SaveProblem, parse
from game.play.state import State
from game.story.model import Story

LIVES: Final = 160
"""Lives that are lived. Half of them choose what was chosen least so far, so that all there is gets tried; half by chance."""
MOST_MOVES: Final = 400
"""A life that has gone on so long is let go."""
TRIES: Final = 6
"""Saves that are tried of one moment: after one choice, in one scene."""
MOST_SAVES: Final = 6_000
SEED: Final = 1
"""The same lives each time, so that two runs say the same."""

_WHEN: Final = datetime(2000, 1, 1, tzinfo=UTC)


@attrs.frozen
class Landing:
    """Saves that stand elsewhere now, all in one place and for one reason."""

    scenes: tuple[str, ...]
    """Where they stood, by the names of the old version, in its order."""
    lands: str
    """The scene they stand in now."""
    because: str | None
    """The choice that can no longer be made as it was, by its old name; none where all of them can."""
    is_gone: bool
    """Whether the story has no such choice any more."""
    told: str
    """What the player is told; empty where nothing is."""
    saves: int
    """How many of those tried."""


@attrs.frozen
class Landings:
    """What was tried."""

    landings: tuple[Landing, ...]
    """Those that moved, most saves first."""
    tried: int
    stayed_otherwise: int
    """Saves that stand where they stood, with other readings."""
    cut_off: int
    """Saves that stand where they stood, and from which there is less of a way back."""
    untried: tuple[str, ...]
    """Scenes of the old version that no life came to that was tried."""
    refused: str
    """Why no save is opened at all; empty where they are."""


def landings(old: Story, new: Story, matched: Matched) -> Landings:
    """Keep lives of the old version, and open them in the new."""
    moved: dict[tuple[str, str | None, bool, str], Counter[str]] = {}
    tried = otherwise = cut_off = 0
    met: set[str] = set()
    for life in _moments(old, met):
        data = dump(life, _WHEN)
        try:
            loaded = load(data, new)
        except SaveProblem as problem:
            return Landings((), tried, otherwise, cut_off, (), problem.problem)
        tried += 1
        told = " ".join(map(str, loaded.notices))
        stood, stands = life.state, loaded.playthrough.state
        if matched.scenes.get(stood.scene) == stands.scene and _ending(stood, stands):
            otherwise += _readings(stood, old) != _readings(stands, new)
            cut_off += bool(told)
            continue
        because = _missing(parse(data).choices, loaded.playthrough, new) if told else None
        is_gone = because is not None and new.former.get(because, because) not in new.choices
        moved.setdefault((stands.scene, because, is_gone, told), Counter())[stood.scene] += 1
    order = {scene: at for at, scene in enumerate(old.scenes)}
    found = (
        Landing(tuple(sorted(scenes, key=order.__getitem__)), *key, sum(scenes.values()))
        for key, scenes in moved.items()
    )
    return Landings(
        tuple(sorted(found, key=lambda each: -each.saves)),
        tried,
        otherwise,
        cut_off,
        tuple(scene for scene in old.scenes if scene not in met),
        "",
    )


def _moments(story: Story, met: set[str]) -> Iterator[Playthrough]:
    """Lives at each of their steps, a few for each choice made and scene come to; `met` fills with the scenes."""
    chance = random.Random(SEED)  # noqa: S311 -- the same lives each time are what is wanted
    made: Counter[str] = Counter()
    tries: Counter[tuple[str, str]] = Counter()
    kept = 0
    days = list(story.chapters)
    for number in range(LIVES):
        # Every fourth life begins with a day by itself, as some players' do.
        day = days[number // 4 % len(days)] if number % 4 == 3 else None
        life = Playthrough.begin(story, chapter=day, identity="tried")
        after = ""
        for _ in range(MOST_MOVES):
            met.add(life.state.scene)
            moment = (after, life.state.scene)
            if tries[moment] < TRIES and kept < MOST_SAVES:
                tries[moment] += 1
                kept += 1
                yield life
            offered = life.offered
            if not offered:
                break
            least = min(made[each.id] for each in offered) if number % 2 == 0 else None
            choice = chance.choice([each for each in offered if least is None or made[each.id] == least])
            made[choice.id] += 1
            after = choice.id
            life = life.choose(choice)


def _ending(stood: State, stands: State) -> bool:
    """Whether two moments are both on the way, or both at an end."""
    return (stood.ending is None) == (stands.ending is None)


def _readings(state: State, story: Story) -> dict[tuple[str, str], int]:
    """The readings of every half, by name."""
    return {
        (half, meter): value
        for half, row in zip(story.halves, state.readings, strict=True)
        for meter, value in zip(story.meters, row, strict=True)
    }


def _missing(saved: Iterable[str], life: Playthrough, new: Story) -> str | None:
    """The first choice of a save that was not made again."""
    made = [*life.before, *life.choices]
    at = 0
    for choice in saved:
        now = new.former.get(choice, choice)
        there = at
        while there < len(made) and made[there] != now and _goes_on(made[there], new):
            if choice == ONWARD:
                break
            there += 1
        if choice == ONWARD:
            at += there < len(made) and _goes_on(made[there], new)
        elif there < len(made) and made[there] == now:
            at = there + 1
        else:
            return choice
    return None


def _goes_on(choice: str, story: Story) -> bool:
    return choice == ONWARD or (choice in story.choices and story.choices[choice].going_on)

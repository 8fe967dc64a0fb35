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
from game.play.history import Playthrough, Step
from game.play.moves import choose, offered
from game.play.save import dump, load
from game.play.saved import ONWARD, SaveProblem, parse
from game.play.state import State
from game.story.model import Story

LIVES: Final = 160
"""Lives that are lived. Half of them choose what was chosen least so far, so that all there is gets tried; half by chance."""
LONGEST: Final = 10_000
"""Moves of a life; one that has gone on so long goes round a loop, and is let go."""
TRIES: Final = 6
"""Saves that are tried of one moment: after one choice, in one scene."""
MOST_LIVED: Final = 60_000
"""Moves that are made to live lives, in all."""
MOST_AGAIN: Final = 250_000
"""Moves that are made again to open saves, in all: some seconds' worth. In a long story, each save is a long life."""
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
    """Keep lives of the old version after each of their steps, and open them in the new."""
    return _Trial(old, new, matched).landings()


@attrs.frozen
class _Opened:
    """Where a save stands in the new version."""

    state: State
    told: str
    life: Playthrough | None = None
    """The whole of it, where it was opened by itself."""


class _Trial:
    def __init__(self, old: Story, new: Story, matched: Matched) -> None:
        self.old, self.new, self.matched = old, new, matched
        self.moved: dict[tuple[str, str | None, bool, str], Counter[str]] = {}
        self.tries: Counter[tuple[str, str]] = Counter()
        self.tried = self.otherwise = self.cut_off = self.again = 0
        self.met: set[str] = set()

    def landings(self) -> Landings:
        try:
            for life in _lives(self.old):
                self.try_all(life)
        except SaveProblem as problem:
            return Landings((), self.tried, self.otherwise, self.cut_off, (), problem.problem)
        order = {scene: at for at, scene in enumerate(self.old.scenes)}
        found = (
            Landing(tuple(sorted(scenes, key=order.__getitem__)), *key, sum(scenes.values()))
            for key, scenes in self.moved.items()
        )
        return Landings(
            tuple(sorted(found, key=lambda each: -each.saves)),
            self.tried,
            self.otherwise,
            self.cut_off,
            tuple(scene for scene in self.old.scenes if scene not in self.met),
            "",
        )

    def try_all(self, life: Playthrough) -> None:
        """Every save that a life could have been kept in."""
        states = [life.origin, *(step.state for step in life.steps)]
        clean = self.clean(life)
        for at, stood in enumerate(states):
            moment = (life.steps[at - 1].choice if at else "", stood.scene)
            if self.tries[moment] >= TRIES:
                continue
            opened = clean[at] if at < len(clean) else self.open(life.to(at))
            if opened is None:
                return
            self.tries[moment] += 1
            self.tried += 1
            self.met.add(stood.scene)
            self.count(life, at, stood, opened)

    def clean(self, life: Playthrough) -> list[_Opened]:
        """Where the saves of a life stand, as far as all of it can be lived again. What is kept early is a beginning of what is
        kept late, and is lived again just so: one save, opened, says it of all before it.
        """
        low, high = -1, len(life.steps)
        best: Playthrough | None = None
        while low < high:
            # The whole life first, since most can be lived again; then ever nearer to where one stops.
            middle = high if best is None and low < 0 and high == len(life.steps) else (low + high + 1) // 2
            opened = self.open(life.to(middle))
            if opened is None:
                return []
            if opened.told or opened.life is None:
                high = middle - 1
            else:
                low, best = middle, opened.life
        if best is None or len(best.steps) != low or best.before:
            return []  # something that only goes on was put in on the way, and each save is opened by itself
        return [_Opened(state, "") for state in (best.origin, *(step.state for step in best.steps))]

    def open(self, life: Playthrough) -> _Opened | None:
        """A save, opened as whoever plays opens it; none where too much has been opened already."""
        if self.again >= MOST_AGAIN:
            return None
        self.again += len(life.steps)
        loaded = load(dump(life, _WHEN), self.new)
        return _Opened(loaded.playthrough.state, " ".join(map(str, loaded.notices)), loaded.playthrough)

    def count(self, life: Playthrough, at: int, stood: State, opened: _Opened) -> None:
        stands = opened.state
        if self.matched.scenes.get(stood.scene) == stands.scene and _ending(stood, stands):
            self.otherwise += _readings(stood, self.old) != _readings(stands, self.new)
            self.cut_off += bool(opened.told)
            return
        because = None
        if opened.told and opened.life is not None:
            because = _missing(parse(dump(life.to(at), _WHEN)).choices, opened.life, self.new)
        is_gone = because is not None and self.new.former.get(because, because) not in self.new.choices
        self.moved.setdefault((stands.scene, because, is_gone, opened.told), Counter())[stood.scene] += 1


def _lives(story: Story) -> Iterator[Playthrough]:
    """Lives, lived to their end."""
    chance = random.Random(SEED)  # noqa: S311 -- the same lives each time are what is wanted
    made: Counter[str] = Counter()
    lived, days = 0, list(story.chapters)
    for number in range(LIVES):
        # Every fourth life begins with a day by itself, as some players' do.
        day = days[number // 4 % len(days)] if number % 4 == 3 else None
        life = Playthrough.begin(story, chapter=day, identity="tried")
        state, steps = life.state, list[Step]()
        while (offers := offered(story, state)) and len(steps) < LONGEST:
            least = min(made[each.id] for each in offers) if number % 2 == 0 else None
            choice = chance.choice([each for each in offers if least is None or made[each.id] == least])
            made[choice.id] += 1
            state, events = choose(story, state, choice)
            steps.append(Step(choice.id, state, events))
        yield attrs.evolve(life, steps=tuple(steps))
        lived += len(steps)
        if lived > MOST_LIVED:
            return


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

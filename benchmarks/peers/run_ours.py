"""The equal story, lived by us: life by life, and all at once."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

from benchmarks.peers import as_yaml
from benchmarks.peers.equal_story import Equal
from benchmarks.peers.lived import Lived
from game.odds import Odds, odds
from game.odds.sampling import sample
from game.play import choose, offered, start
from game.story import read_story
from game.story.model import Story

UNTIL_TIME_IS_UP = 10**12


def read(story: Equal, folder: Path) -> Story:
    """The equal story as ours."""
    return read_story(as_yaml.write(story, folder / "ours"))


def one_by_one(story: Story, *, seconds: float, seed: int) -> Lived:
    """By `game.play`, as the game itself does it."""
    dice, endings = random.Random(seed), Counter[str]()
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        state = start(story)
        while state.ending is None:
            state, _ = choose(story, state, dice.choice(offered(story, state)))
        endings[state.ending] += 1
    return Lived("ours, one by one", endings.total(), time.perf_counter() - began, endings)


def all_at_once(story: Story, *, seconds: float, seed: int) -> Lived:
    """By `game.odds.sampling`, as `ampersand odds` does where it cannot be exact."""
    found = sample(story, UNTIL_TIME_IS_UP, seed=seed, seconds=seconds, watches=False)
    return Lived("ours, all at once", found.lives, found.seconds, found.endings)


def exactly(story: Story) -> tuple[Odds, float]:
    """The exact odds of every ending, scene and choice, and the seconds they took."""
    began = time.perf_counter()
    found = odds(story, witnesses=False, variants=False)
    return found, time.perf_counter() - began

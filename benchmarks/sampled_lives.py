"""How many random lives a second the sample lives at once, and how many times that is what `play` does one by one.

    python benchmarks/sampled_lives.py [STORY] [--lives 500000] [--seconds 3] [--seed 1] [--core 0]

Both are measured in one run, on one core and by the processor's time, so that other work on the machine does not count.
What is asked of it: 400,000 lives a second on a story of two weeks, such as `made_weeks.py` writes.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from benchmarks.random_lives import live  # noqa: E402  (the checkout is put on the path first)
from game.odds.charting import chart  # noqa: E402
from game.odds.choosing import UNIFORM, read  # noqa: E402
from game.odds.sampling import sample  # noqa: E402
from game.story import read_story  # noqa: E402


def least(times: int, work: Callable[[], object]) -> float:
    """The least time that a piece of work takes, of several."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("story", nargs="?", default=str(CHECKOUT / "story" / "ampersand"))
    options.add_argument("--lives", type=int, default=500_000)
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--core", type=int, default=0)
    given = options.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {given.core})
    story, dice = read_story(given.story), random.Random(given.seed)
    graph = chart(story)
    live(story, dice)
    alone, began = 0, time.process_time()
    while time.process_time() - began < given.seconds:
        live(story, dice)
        alone += 1
    one_by_one = alone / (time.process_time() - began)
    print(f"{story.title}: {len(story.scenes)} scenes, {len(graph.watches)} variant texts; seed {given.seed}, one core")
    print(f"{one_by_one:11,.0f} lives/s one by one, in `play`")
    for what, watches, choosing in [
        ("at once, no texts watched", False, UNIFORM),
        ("at once, every text watched", True, UNIFORM),
        ("at once, by the highest meter", False, read("highest", story)),
    ]:
        taken = least(
            3,
            lambda: sample(graph, given.lives, seed=given.seed, choosing=choosing, watches=watches),  # noqa: B023
        )
        print(f"{given.lives / taken:11,.0f} lives/s {what}: {given.lives / taken / one_by_one:,.0f} times as many")


if __name__ == "__main__":
    main()

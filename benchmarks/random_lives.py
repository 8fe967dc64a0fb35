"""How many whole lives a second `play` can live when chance chooses, through its public face, on one core.

    python benchmarks/random_lives.py [STORY] [--seconds 3] [--seed 1]

What is asked of it: 4,000 on a story of the size of Ampersand.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))

from game.play import choose, offered, start  # noqa: E402  (the checkout is put on the path first)
from game.story import read_story  # noqa: E402
from game.story.model import Story  # noqa: E402


def live(story: Story, dice: random.Random) -> tuple[int, str]:
    """One life: how many choices it took, and the ending it came to."""
    state, choices = start(story), 0
    while state.ending is None:
        state, _ = choose(story, state, dice.choice(offered(story, state)))
        choices += 1
    return choices, state.ending


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("story", nargs="?", default=str(CHECKOUT / "story" / "ampersand"))
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    story, dice = read_story(given.story), random.Random(given.seed)
    live(story, dice)
    lives, choices, endings = 0, 0, dict.fromkeys(story.endings, 0)
    began = time.perf_counter()
    while time.perf_counter() - began < given.seconds:
        taken, ending = live(story, dice)
        lives, choices = lives + 1, choices + taken
        endings[ending] += 1
    seconds = time.perf_counter() - began
    print(f"{story.title}: {len(story.scenes)} scenes, {len(story.choices)} choices; chance chooses, seed {given.seed}")
    print(f"{lives / seconds:,.0f} lives/s, {choices / seconds:,.0f} choices/s, {choices / lives:.1f} choices a life")
    for ending, count in endings.items():
        print(f"  {count / lives:6.1%}  {story.endings[ending].title}")


if __name__ == "__main__":
    main()

"""How many random lives a second do we live, and how many do others, in an equal story; and what do exact odds cost?

    python benchmarks/peers/compare.py [--seed 1] [--moments 12] [--seconds 3] [--rounds 3] [--inkjs DIR] [--choicescript DIR]

Each takes its turn in every round, and its best round is told, so that other work on the machine hurts nobody for long.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from benchmarks.peers import run_choicescript, run_ink, run_ours  # noqa: E402  (the checkout is put on the path first)
from benchmarks.peers.equal_story import draw  # noqa: E402
from benchmarks.peers.lived import Absent, Lived, chi_squared  # noqa: E402

Run = Callable[[int], Lived | Absent]
"""A run of random lives, by the number of its round."""


def best(rounds: int, runs: list[Run]) -> list[Lived | Absent]:
    """Each one's best of so many rounds, in which they take turns; one that is absent is asked once."""
    found = [run(0) for run in runs]
    for number in range(1, rounds):
        for at, run in enumerate(runs):
            before = found[at]
            if isinstance(before, Lived) and isinstance(now := run(number), Lived) and now.rate > before.rate:
                found[at] = now
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--moments", type=int, default=12, help="how many choices a life makes, or a few fewer")
    options.add_argument("--seconds", type=float, default=3, help="how long each goes on, in each round")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--inkjs", type=Path, default=CHECKOUT / "build" / "npm" / "node_modules" / "inkjs")
    options.add_argument("--choicescript", type=Path, help="a checkout of ChoiceScript")
    given = options.parse_args()
    equal, length = draw(given.seed, moments=given.moments), given.seconds
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        story = run_ours.read(equal, folder)
        found = best(
            given.rounds,
            [
                lambda at: run_ours.one_by_one(story, seconds=length, seed=given.seed + at),
                lambda at: run_ours.all_at_once(story, seconds=length, seed=given.seed + at),
                lambda at: run_ink.live(equal, folder, given.inkjs, seconds=length, seed=given.seed + at),
                lambda at: run_choicescript.live(
                    equal, folder, given.choicescript, seconds=length, seed=1_000_000 * (given.seed + at)
                ),
            ],
        )
    exact, taken = min((run_ours.exactly(story) for _ in range(5 * given.rounds)), key=lambda each: each[1])
    chances = {each.id: each.probability for each in exact.endings}
    rarest = min(likely for likely in chances.values() if likely > 0)
    ours = found[0]
    assert isinstance(ours, Lived)
    print(f"An equal story: {len(story.scenes)} scenes, {len(story.choices)} choices, seed {given.seed}")
    print(f"{exact.choices_a_life:.1f} choices a life; its rarest ending comes to {rarest:.2%} of lives")
    print(f"Exact odds of everything in it: {taken:.3f} s, {exact.states:,} states\n")
    print(f"{'':28}{'lives/s':>12}{'to ours':>10}{'lives while odds':>18}{'as the odds say?':>36}")
    for each in found:
        if isinstance(each, Absent):
            print(f"{each.who:28}absent: {each.why}")
            continue
        statistic, by_chance = chi_squared(each.endings, chances)
        like = f"chi2 {statistic:.1f}, p {by_chance:.2f}, n {each.lives:,}"
        print(f"{each.who:28}{each.rate:>12,.0f}{each.rate / ours.rate:>10.2f}{each.rate * taken:>18,.0f}{like:>36}")


if __name__ == "__main__":
    main()

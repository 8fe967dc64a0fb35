"""How long do exact odds take on made-up two-week stories, and how much memory; and how does that compare with the study?

    python benchmarks/odds.py [--seeds 0,1,2,3] [--leak-days 1,3] [--step 2] [--rounds 3] [--sketch DIR]

Without options: seeds 0 to 3 with four door messages, and seed 2 with six; made_weeks.py says what else a story's shape has.
Every measurement is a process of its own on one core, without reading and importing. What the table says is the median over
the rounds, in seconds of processor time, which other work beside it changes less than a clock's, and in MiB at the peak:

    plan      the story drawn as a graph, and what can still matter
    odds      every ending, scene and choice of lives that begin with the first day, as in the study
    days      the same, where every day can be begun by itself too: then each is walked as well, for what can never happen
    all       every variant too, and a shortest way to each thing
    study     with --sketch, a folder with the study's gen.py, engine.py and factor.py: its run on the same story, in turn
              with ours; it tells the endings and week two's choices
    + one     the same, and the study's second pass, which tells week one's choices
    ratio     of `odds` to that, since both tell the same
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.made_weeks import Shape, ask_for_shape, numbers, write  # noqa: E402  (the checkout is put on the path first)
from game.play import choose, offered, start  # noqa: E402
from game.story import read_story  # noqa: E402
from game.story.model import Story  # noqa: E402

Told = dict[str, Any]
"""What a process that measured something tells: `seconds` and `peak`, in bytes, and what else there is."""

ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIVES = 500_000
"""How many are drawn by chance."""
LIKELY = 40
"""Lives of which the longest is looked at: one that goes on past the hinge."""
FOLDERS = ("whole", "days")
"""Of a story: as it begins with its first day only, and as every day can be begun by itself."""
FIRST = 28
"""How wide the table's first column is."""


# ---- what one process measures


def plan(folder: Path, _: Told) -> Told:
    from game.odds import counting
    from game.odds.charting import chart
    from game.odds.choosing import UNIFORM

    story, begun = read_story(folder), time.process_time()
    counting.plan(counting.survey(chart(story), UNIFORM))
    return told(begun)


def walked(folder: Path, asked: Told) -> Told:
    from game.odds import odds

    story, begun = read_story(folder), time.process_time()
    found = odds(story, variants=asked["all"], witnesses=asked["all"])
    shares = {ending.id: ending.probability for ending in found.endings}
    why = "" if found.stopped is None else found.stopped.why
    return told(begun, states=found.states, method=found.method, why=why, endings=shares)


def drawn(folder: Path, asked: Told) -> Told:
    from game.odds import odds

    story, begun = read_story(folder), time.process_time()
    odds(story, sample=asked["lives"], variants=False, witnesses=False)
    return told(begun)


def moved(folder: Path, _: Told) -> Told:
    from game.odds.influence import influence

    story = read_story(folder)
    choices = max(lives(story), key=len)
    begun = time.process_time()
    turns = influence(story, choices)
    return told(begun, choices=len(choices), turns=len(turns), options=sum(len(turn.options) for turn in turns))


def lives(story: Story) -> Iterable[list[str]]:
    """Lives in which chance chooses, by the choices they make; the same in every process."""
    for seed in range(LIKELY):
        dice, state, choices = random.Random(seed), start(story), list[str]()
        while state.ending is None:
            choice = dice.choice(offered(story, state))
            state, _ = choose(story, state, choice)
            choices.append(choice.id)
        yield choices


def study(_: Path, asked: Told) -> Told:
    sys.path.insert(0, asked["sketch"])
    import factor
    import gen

    story = gen.generate(asked["seed"], **asked["shape"])
    begun = time.process_time()
    _, halves, _, after, _ = factor.run(story)
    run = time.process_time() - begun
    factor.marginals(halves)
    shares = {node.name.lower(): after.mass[at] for at, node in enumerate(story.nodes) if node.kind == "end"}
    return told(begun, run=run, endings=shares)


MEASURED: dict[str, Callable[[Path, Told], Told]] = {
    measure.__name__: measure for measure in (plan, walked, drawn, moved, study)
}


def told(begun: float, **more: Any) -> Told:
    """What has been measured, now that it is over."""
    return {"seconds": time.process_time() - begun, "peak": peak(), **more}


def peak() -> int:
    """The most memory this process has held, in bytes; nought where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_the_study(shape: Shape) -> Told:
    """A shape, as the study's generator calls it."""
    first, second = shape.days
    before, after = shape.lasting
    return {
        "days1": first,
        "days2": second,
        "inn": shape.inside,
        "out": shape.outside,
        "two": shape.whole,
        "alts": shape.scenes,
        "choices": shape.choices,
        "step": shape.step,
        "step2": shape.late_step,
        "leak_days": shape.leak_days,
        "nflags": shape.flags,
        "ctrl": shape.steering,
        "hinge_flags": shape.crossing,
        "enum": shape.worded,
        "life1": before,
        "life": after,
        "allies": shape.allies,
        "skip": shape.skipping,
    }


# ---- many processes, one after another


def measured(what: str, folder: Path, **asked: Any) -> Told:
    """What a process of its own measured; `failed` is why it did not."""
    command = [sys.executable, str(Path(__file__).resolve()), "--measure", what, str(folder), json.dumps(asked)]
    done = subprocess.run(command, env={**os.environ, **ONE_CORE}, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["killed"])[-1]}
    answer: Told = json.loads(done.stdout.splitlines()[-1])
    return answer


def keep_to_one_core() -> None:
    """Let this process run on one core only, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


@attrs.frozen
class Rounds:
    """What several processes measured of the same thing."""

    each: tuple[Told, ...] = ()

    @property
    def failed(self) -> str:
        """Why one of them did not."""
        return next((one["failed"] for one in self.each if "failed" in one), "")

    @property
    def is_well(self) -> bool:
        return bool(self.each) and not self.failed

    def median(self, key: str = "seconds") -> float:
        return statistics.median(one[key] for one in self.each)

    def seconds(self, key: str = "seconds") -> str:
        return f"{self.median(key):.2f}" if self.is_well else "failed"

    def mib(self) -> str:
        return f"{self.median('peak') / (1 << 20):.0f}" if self.is_well else ""


def rounds_of(count: int, what: str, folder: Path, **asked: Any) -> Rounds:
    return Rounds(tuple(measured(what, folder, **asked) for _ in range(count)))


@attrs.frozen
class Row:
    """One story, measured."""

    title: str
    plan: Rounds
    some: Rounds
    days: Rounds
    everything: Rounds
    study: Rounds

    @property
    def ratio(self) -> float | None:
        return self.some.median() / self.study.median() if self.some.is_well and self.study.is_well else None

    def cells(self) -> list[str]:
        states = f"{self.some.median('states') / 1e6:.1f} M" if self.some.is_well else ""
        ours = [self.plan.seconds(), self.some.seconds(), self.days.seconds(), self.everything.seconds(), states]
        cells = [self.title, *ours, self.some.mib(), self.everything.mib()]
        if self.study.each:
            cells += [self.study.seconds("run"), self.study.seconds(), self.study.mib()]
            cells.append("" if self.ratio is None else f"{self.ratio:.2f}")
        return cells

    def notes(self) -> Iterable[str]:
        for name in ("plan", "some", "days", "everything", "study"):
            if why := getattr(self, name).failed:
                yield f"{name}: {why}"
        if self.some.is_well and self.some.each[0]["method"] != "exact":
            yield f"{self.some.each[0]['method']}: {self.some.each[0]['why']}"
        if self.ratio is not None:
            ours, theirs = self.some.each[0]["endings"], self.study.each[0]["endings"]
            yield f"endings are the study's to within {max(abs(ours[name] - theirs[name]) for name in theirs):.0e}"


def compare(cases: list[tuple[int, Shape]], count: int, sketch: str | None) -> None:
    """Measure each story, and print a line for it."""
    heads = ["story", "plan", "odds", "days", "all", "states", "odds MiB", "all MiB"]
    heads += ["study", "+ one", "study MiB", "ratio"] if sketch else []
    _print_row(heads)
    ratios = []
    with tempfile.TemporaryDirectory() as home:
        folders = [Path(home) / str(number) for number, _ in enumerate(cases)]
        for folder, (seed, shape) in zip(folders, cases, strict=True):
            for alone in (False, True):
                write(folder / FOLDERS[alone], seed=seed, **attrs.asdict(attrs.evolve(shape, alone=alone)))
            row = _row(folder, seed, shape, count, sketch)
            _print_row(row.cells())
            for note in row.notes():
                print(f"    {note}", flush=True)
            ratios += [] if row.ratio is None else [row.ratio]
        if ratios:
            print(f"ratio: {statistics.geometric_mean(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
        beside(folders[0] / FOLDERS[False], count)


def _row(folder: Path, seed: int, shape: Shape, count: int, sketch: str | None) -> Row:
    """A story measured in rounds, ours and the study's in turn, so that what else the machine does meets both."""
    turns = []
    theirs = {"sketch": sketch, "seed": seed, "shape": in_the_study(shape)}
    for _ in range(count):
        some = measured("walked", folder / FOLDERS[False], all=False)
        study_of = measured("study", folder, **theirs) if sketch else None
        days = measured("walked", folder / FOLDERS[True], all=False)
        everything = measured("walked", folder / FOLDERS[False], all=True)
        turns.append((measured("plan", folder / FOLDERS[False]), some, days, everything, study_of))
    title = f"seed {seed}, step {shape.step}, door {','.join(map(str, shape.leak_days))}"
    return Row(title, *(Rounds(tuple(one for one in column if one)) for column in zip(*turns, strict=True)))


def _print_row(cells: list[str]) -> None:
    print(cells[0].ljust(FIRST), *(cell.rjust(9) for cell in cells[1:]), flush=True)


def beside(folder: Path, count: int) -> None:
    """Print how fast lives are drawn by chance, and how long it takes to say what moved one life, in the first story."""
    chance = rounds_of(count, "drawn", folder, lives=LIVES)
    print(
        f"drawn by chance: {chance.failed or f'{LIVES / chance.median():,.0f} lives/s, {chance.mib()} MiB'}", flush=True
    )
    life = rounds_of(count, "moved", folder)
    if life.failed:
        print(f"what moved one life: {life.failed}")
        return
    one = life.each[0]
    had = f"{one['choices']} choices, {one['turns']} turns, {one['options']} options"
    print(f"what moved one life: {had} in {life.seconds()} s, {life.mib()} MiB")


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        what, folder, asked = sys.argv[2:]
        keep_to_one_core()
        print(json.dumps(MEASURED[what](Path(folder), json.loads(asked))))
        return
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seeds", type=numbers, metavar="N")
    options.add_argument("--rounds", type=int, default=3, metavar="N")
    options.add_argument("--sketch", metavar="DIR", help="a folder with the study's gen.py, engine.py and factor.py")
    ask_for_shape(options, step=2)
    given = vars(options.parse_args())
    seeds, rounds, sketch = given.pop("seeds"), given.pop("rounds"), given.pop("sketch")
    shape = Shape(**given)
    cases = [(seed, shape) for seed in seeds or (0, 1, 2, 3)]
    if seeds is None:
        cases.append((2, attrs.evolve(shape, leak_days=(1, 2, 3))))
    compare(cases, rounds, sketch)


if __name__ == "__main__":
    main()

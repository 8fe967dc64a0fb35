"""A story whose meters are too wide for every life to be walked: what `odds`, `check --odds` and `map` say of it, at once and
without taking all the memory there is.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAD = """story: wide
title: Wide
meters:
  rest: {range: [0, 10000], start: 5000}
  work: {range: [0, 10000], start: 5000}
halves:
  one: {header: One, ink: inner}
  two: {header: Two, ink: outer}
  both: {header: Both, ink: both}
fold: {before: met, into: both, meters: {rest: mean-down, work: mean-up}}
chapters:
  - id: day
    title: Day
    parts: [{id: p, half: one, scene: p1}, {id: q, half: two, scene: q1}, {id: r, half: both, scene: met}]
endings:
  - {id: well, title: Well, scene: last-well, when: rest > 4500 and work > 4500}
  - {id: ill, title: Ill, scene: last-ill}
scenes:
  - {id: met, part: r, text: They meet., choices: [{id: on, text: Go on., goto: ending}]}
  - {id: last-well, part: r, text: Well.}
  - {id: last-ill, part: r, text: Ill.}
"""
MOST = 3 << 30
"""Bytes that such an answer may take, most of them asked for and never touched."""


def scenes(part: str, many: int, dice: random.Random) -> Iterator[str]:
    """Scenes of three choices, each of which moves both meters by amounts of its own."""
    for number in range(1, many + 1):
        yield f"  - id: {part}{number}\n    part: {part}\n    text: It is told.\n    choices:\n"
        to = f"{part}{number + 1}" if number < many else "next"
        for choice in "abc":
            effects = ", ".join(f"{meter}: {dice.randrange(-700, 700) or 1:+}" for meter in ("rest", "work"))
            yield f"      - {{id: {part}{number}{choice}, text: So., effects: {{{effects}}}, goto: {to}}}\n"


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    folder = tmp_path / "wide"
    folder.mkdir()
    dice = random.Random(5)
    told = "".join((*scenes("p", 9, dice), *scenes("q", 9, dice)))
    (folder / "story.yaml").write_text(HEAD + told, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it, on a machine with little memory where the system can be made to have little."""
    limit = (
        f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({MOST}, {MOST}))" if sys.platform == "linux" else ""
    )
    begun = f"{limit}\nimport runpy, sys; sys.argv[0] = 'ampersand'; runpy.run_module('game', run_name='__main__')"
    command = [sys.executable, "-X", "utf8", "-c", begun, *map(str, arguments)]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")  # each would ask for room of its own
    environment = {**os.environ, **one_thread}
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=60, cwd=ROOT, env=environment
    )


def test_odds_estimate_what_is_too_wide_and_name_the_meters_that_are(wide: Path) -> None:
    done = run("odds", wide)
    assert (done.returncode, done.stderr) == (0, "")
    page = " ".join(done.stdout.split())
    assert page.startswith("Of all lives in *Wide*, each choice on offer alike: exact where no interval is given")
    assert "Not exact beyond `met`: the halves can become one in" in page
    assert "too many to go through, since `" in page
    assert "different values: fewer would do." in page
    assert "help: give `work` and `rest` fewer values: count in larger steps, in hundreds, say" in page


def test_a_program_is_told_the_same(wide: Path) -> None:
    told = json.loads(run("odds", wide, "--format", "json").stdout)
    assert (told["method"], told["stopped"]["where"]) == ("exact, then sampled", "met")
    widest = {fact["name"]: fact["values"] for fact in told["stopped"]["facts"]}
    assert min(widest[f"{half}.{meter}"] for half in ("one", "two") for meter in ("rest", "work")) > 1_000
    exact = {choice["id"] for choice in told["choices"] if choice["interval"] == [choice["probability"]] * 2}
    assert exact == {choice["id"] for choice in told["choices"] if choice["scene"] != "met"}
    assert sum(ending["probability"] for ending in told["endings"]) == pytest.approx(1)


def test_check_says_which_meters_should_have_fewer_values(wide: Path) -> None:
    done = run("check", wide, "--odds")
    assert (done.returncode, done.stderr) == (0, "")
    assert "warning[too-wide]: a life remembers too much in `met` for every life to be walked" in done.stdout
    assert "help: give `work` and `rest` fewer values" in done.stdout


def test_a_map_of_it_is_drawn_from_a_sample_and_says_why(wide: Path, tmp_path: Path) -> None:
    done = run("map", wide, "-o", tmp_path / "wide.svg")
    assert done.returncode == 0
    assert "Not every life could be walked (the halves can become one in" in done.stderr
    assert "fewer would do): shares are estimates." in done.stderr
    assert "<svg" in (tmp_path / "wide.svg").read_text(encoding="utf-8")


def test_meters_of_ten_thousand_values_are_exact_where_lives_come_to_few_of_them(wide: Path) -> None:
    file = wide / "story.yaml"
    few = file.read_text(encoding="utf-8").replace("goto: p3}", "goto: next}").replace("goto: q3}", "goto: next}")
    file.write_text(few, encoding="utf-8")
    done = run("odds", wide)
    assert (done.returncode, done.stderr) == (0, "")
    assert "exact, every life walked" in " ".join(done.stdout.split())

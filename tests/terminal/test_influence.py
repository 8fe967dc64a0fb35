"""After a debrief in the terminal: which choices moved how the life ended, worked out by a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest

from game.hindsight import Hindsight, answer
from game.play.history import Playthrough
from game.play.moves import choose, offered
from game.play.state import State
from game.play.swings import Moment, Option, Swings, swings
from game.story import read_story
from game.story.model import Story
from game.terminal import player
from tests.terminal.test_terminal import TWO_HALVES, Terminal, typed

PATIENCE_S = 60.0
EARLY = ("1", "1", "1", "1", "1", "1")
LATE = ("1", "1", "1", "1", "2", "1", "1")


def lived_out(story: Story, state: State, known: dict[State, dict[str, Fraction]]) -> dict[str, Fraction]:
    """How likely each ending is from a state, by living every life from it."""
    if state.ending is not None:
        return {state.ending: Fraction(1)}
    if state not in known:
        odds: dict[str, Fraction] = {}
        on_offer = offered(story, state)
        for choice in on_offer:
            for ending, share in lived_out(story, choose(story, state, choice)[0], known).items():
                odds[ending] = odds.get(ending, Fraction(0)) + share / len(on_offer)
        known[state] = odds
    return known[state]


def worked_out_by_hand(life: Playthrough) -> Swings:
    """What moved the odds of a life, by living every life that begins as it did."""
    story, known = life.story, {}

    def shares(state: State) -> dict[str, float]:
        return {ending: float(share) for ending, share in lived_out(story, state, known).items()}

    moments = [
        Moment(
            step,
            shares(before),
            tuple(Option(each.id, shares(choose(story, before, each)[0]), {}) for each in offered(story, before)),
        )
        for step, (before, _) in enumerate(life.moments())
        if len(offered(story, before)) > 1
    ]
    found = swings(life, moments)
    assert found is not None
    return found


def lived(story: Path, *numbers: str, chapter: str | None = None) -> Playthrough:
    """The life that these numbers choose."""
    life = Playthrough.begin(read_story(story), chapter=chapter)
    for number in numbers:
        life = life.choose(life.offered[int(number) - 1])
    assert life.is_over
    return life


def worked_out(path: Path, life: Playthrough) -> Swings | None:
    hindsight = Hindsight(path)
    hindsight.ask(life)
    hindsight.wait(PATIENCE_S)
    assert not hindsight.is_under_way
    return hindsight.swings


@pytest.mark.parametrize(
    ("numbers", "chapter"),
    [("1 1 1 1 1 1", None), ("1 1 1 1 2 1 1", None), ("2 2 2 1 3 3", None), ("1 1 1", "two")],
)
def test_what_is_told_is_what_living_every_life_shows(numbers: str, chapter: str | None) -> None:
    read = typed(TWO_HALVES, *numbers.split(), chapter=chapter).partition("What moved")[2].splitlines()
    shown = worked_out_by_hand(lived(TWO_HALVES, *numbers.split(), chapter=chapter))
    assert_told(shown.opening, read)
    assert_told(shown.finding, read)
    for swing in shown.swings:
        assert any(swing.entry.quoted in line for line in read)
        assert_told(" ".join(filter(None, [swing.told, swing.otherwise])), read)


def assert_told(known: str, read: Iterable[str]) -> None:
    """A sentence is among the lines, but for what drawing lives at random does to its numbers."""
    words = certain(known)
    assert any(is_near(words, certain(line)) for line in read), (known, read)


def certain(sentence: str) -> list[str]:
    """The words of a sentence, as though its numbers were exact."""
    for sampled, exact in (("about ", ""), ("more than 99", "all"), ("fewer than 1", "none")):
        sentence = sentence.replace(sampled, exact)
    return re.findall(r"\d+|[^\W\d]+", sentence)


def is_near(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(
        mine == theirs or (mine.isdecimal() and theirs.isdecimal() and abs(int(mine) - int(theirs)) <= 1)
        for mine, theirs in zip(one, other, strict=True)
    )


def test_it_stands_after_the_debrief_and_names_the_way_of_choosing_once() -> None:
    read = typed(TWO_HALVES, *EARLY)
    assert read.index("Ending: ") < read.index("How the meters ended") < read.index("What moved")
    assert read.count("every choice on offer is as likely as another") == 1


def test_reading_the_page_again_tells_it_again() -> None:
    output = Terminal()
    lines = Terminal("".join(f"{line}\n" for line in (*EARLY, "again", "quit")))
    player.run(TWO_HALVES, chapter=None, resume=False, input=lines, output=output)
    assert output.getvalue().count("What moved") == 2


def test_a_story_that_changed_meanwhile_is_not_spoken_of(tmp_path: Path) -> None:
    story = tmp_path / "two-halves"
    shutil.copytree(TWO_HALVES, story)
    life = lived(story, *EARLY)
    assert worked_out(story, life) is not None
    with (story / "story.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a word more\n")
    assert worked_out(story, life) is None


def test_what_cannot_be_worked_out_is_left_out_and_nothing_is_said(tmp_path: Path) -> None:
    story = tmp_path / "two-halves"
    shutil.copytree(TWO_HALVES, story)
    life = lived(story, *EARLY)
    shutil.rmtree(story)
    assert worked_out(story, life) is None
    assert "trouble" in answer(
        {"story": str(story), "fingerprint": life.story.fingerprint, "chapter": "one", "choices": []}
    )


def test_a_life_set_down_in_the_middle_is_not_worked_out() -> None:
    life = lived(TWO_HALVES, *EARLY)
    later = Playthrough(life.story, life.to(2).state, (), before=life.choices[:2]).follow(life.choices[2:])
    hindsight = Hindsight(TWO_HALVES)
    hindsight.ask(later)
    assert not hindsight.is_under_way
    assert hindsight.swings is None


def test_the_life_asked_for_last_is_the_one_answered() -> None:
    first, second = lived(TWO_HALVES, *EARLY), lived(TWO_HALVES, *LATE)
    hindsight = Hindsight(TWO_HALVES)
    hindsight.ask(first)
    hindsight.ask(second)
    hindsight.wait(PATIENCE_S)
    assert hindsight.swings is not None
    assert_told(worked_out_by_hand(second).opening, [hindsight.swings.opening])
    assert worked_out_by_hand(first).finding != hindsight.swings.finding


def test_whoever_waits_is_told_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "SOON_S", 0.0)
    read = typed(TWO_HALVES, *EARLY)
    assert "How the meters ended" in read.partition("Which of your choices moved how this ended is still being")[0]
    monkeypatch.setattr(player, "PATIENCE_S", 0.0)
    assert "left out" in typed(TWO_HALVES, *EARLY)


ALONE = """
import io, sys
from pathlib import Path
from game.terminal import player

output = io.StringIO()
player.run(Path(sys.argv[1]), chapter=None, resume=False, input=io.StringIO("1\\n" * 6), output=output)
assert "What moved" in output.getvalue()
assert "numpy" not in sys.modules
"""


def test_whoever_asks_imports_no_arrays(home: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", ALONE, str(TWO_HALVES)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_process_ends_with_whoever_asked() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-m", "game.hindsight"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
    )
    life = lived(TWO_HALVES, *EARLY)
    job = {
        "story": str(TWO_HALVES),
        "fingerprint": life.story.fingerprint,
        "chapter": "one",
        "choices": list(life.choices),
    }
    told, _ = worker.communicate(json.dumps(job).encode() + b"\n", timeout=PATIENCE_S)
    assert worker.returncode == 0
    assert told == b"" or b"moments" in told


def test_a_pipe_reads_it_too(home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "game", "terminal", str(TWO_HALVES)],
        input="\n".join(EARLY) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "What moved" in ran.stdout

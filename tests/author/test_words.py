"""`ampersand words`: the counts of a story whose every word was counted by hand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game.author import words_lives
from game.story import read_story

TWO_DAYS = """story: two-days
title: Two Days
player: {name: Robin, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
halves:
  night: {header: by night, ink: inner}
  day: {header: by day, ink: both}
fold: {before: noon, into: day, meters: {rest: highest}}
cast: {ines: {name: Ines, looks: A coat.}}
chapters:
  - {id: one, title: One, next: two, parts: [{id: dark, half: night, scene: oven}]}
  - id: two
    title: Two
    parts: [{id: light, half: day, scene: noon}]
    alone: {recap: Yesterday there was bread., meters: {rest: 6}}
groups: {done: were done}
endings:
  - {id: early, title: Early, scene: end-early, by: goto, group: done, lead: You left.}
  - {id: late, title: Late, scene: end-late, group: done}
lessons: [{id: sleep, title: Sleep, evidence: [{text: You slept.}], carry: Why?, try: {alone: Nap.}}]
scenes:
  - id: oven
    part: dark
    recall: There was an oven.
    text: |
      Ten past three, and & is a word.

      Ines: You are {rest < 4: late | early, very early}.
    choices:
      - {id: bake, text: Bake it., hint: a long hour, then: "Ines: Good bread.", goto: next}
      - {id: leave, say: "I'm off.", goto: early}
  - id: noon
    part: light
    text: "Noon. {rest >= 5: You sit.}"
    choices:
      - {id: rest-a-while, text: Rest a while., goto: yard}
      - {id: go-on, text: Go on., goto: ending}
  - {id: yard, part: light, text: A yard., goto: ending}
  - {id: end-early, part: dark, text: The door shuts behind you.}
  - {id: end-late, part: light, text: It is dark.}
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it."""
    return subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.yaml").write_text(TWO_DAYS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def counts(folder: Path) -> Any:
    asked = run("words", folder, "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stdout
    return json.loads(asked.stdout)


def test_a_scene_is_counted_from_its_shortest_telling_to_its_longest(counts: Any) -> None:
    oven = counts["chapters"][0]["scenes"][0]
    assert oven["scene"] == "oven"
    assert oven["told"] == {"least": 11, "most": 13, "written": 14, "arms": 2}
    assert oven["thens"] == {"bake": {"least": 2, "most": 2, "written": 2, "arms": 0}}
    assert (oven["choices"]["written"], oven["options"]) == (7, 2)


def test_a_variant_that_may_say_nothing_is_nothing_at_its_shortest(counts: Any) -> None:
    noon = counts["chapters"][1]["scenes"][0]
    assert noon["told"] == {"least": 1, "most": 3, "written": 3, "arms": 1}


def test_a_scene_that_only_goes_on_asks_nothing(counts: Any) -> None:
    yard = counts["chapters"][1]["scenes"][1]
    assert (yard["options"], yard["choices"]["written"]) == (0, 0)


def test_the_whole_is_the_sum_of_what_it_is_for(counts: Any) -> None:
    kinds = {kind: count["written"] for kind, count in counts["kinds"].items()}
    assert kinds["scenes, before their choices"] == 14 + 3 + 2 + 5 + 3
    assert kinds["after a choice"] == 2
    assert (kinds["choices"], kinds["hints"]) == (4 + 5, 3)
    assert kinds["debrief: what endings say first"] == 2
    assert kinds["debrief: what lessons saw"] == 2
    assert kinds["debrief: scenes recalled"] == 4
    assert counts["words"] == sum(kinds.values())
    assert (counts["scenes"], counts["choices"], counts["arms"]) == (5, 4, 3)


def test_speakers_are_counted_apart_from_what_is_told(counts: Any) -> None:
    speakers = {one["speaker"]: (one["lines"], one["words"]) for one in counts["speakers"]}
    assert speakers == {"": (5, 8 + 3 + 2 + 5 + 3), "ines": (2, 6 + 2)}


def test_lives_that_ended_before_the_fold_are_counted_apart(counts: Any) -> None:
    life = counts["one_life"]
    early, late = life["groups"]
    assert early["name"] == "ended before the fold"
    assert late["name"] == "lived to the last day"
    assert early["lives"] + late["lives"] == life["lives"] == 200
    # The oven, what was on offer there, and the end: the same in every life that leaves at once.
    assert early["told"] == {"least": 13 + 5, "median": 13 + 5, "most": 13 + 5}
    assert early["offered"]["median"] == 4 + 3
    assert early["choices"]["median"] == 1
    assert early["minutes"]["median"] == pytest.approx(25 / 260 + 6 / 60)
    assert late["told"]["least"] == 13 + 2 + 3 + 3
    assert late["told"]["most"] == late["told"]["least"] + 2
    assert late["offered"]["median"] == 7 + 5
    assert late["choices"]["most"] == 2


def test_the_whole_is_set_against_all_that_a_life_is_shown(counts: Any) -> None:
    late = counts["one_life"]["groups"][-1]
    shown = sum(late[what]["median"] for what in ("told", "offered", "debrief"))
    assert late["written_over_median"] == counts["one_life"]["written"] / shown
    early = counts["one_life"]["groups"][0]
    assert (early["debrief"]["least"], late["debrief"]["least"]) == (2, 0), (
        "only one of the endings says something first"
    )


def test_scenes_that_only_some_lives_come_to_are_named_with_their_day(counts: Any) -> None:
    some = {one["scene"]: one for one in counts["one_life"]["sometimes"]}
    assert set(some) == {"yard", "end-early"}
    assert some["yard"]["chapter"] == "two"
    assert 0 < some["yard"]["lives"] < some["yard"]["came"] < 200


def test_the_same_lives_are_lived_each_time(folder: Path) -> None:
    first, second = (run("words", folder, "--lives", "30").stdout for _ in range(2))
    assert first == second
    assert "in 30 lives by chance (seed 1" in " ".join(first.split())


def test_the_page_says_what_it_assumes(folder: Path) -> None:
    page = " ".join(run("words", folder).stdout.split())
    assert "260 words a minute and 6 seconds a choice" in page
    assert "each choice on offer is as likely" in page
    assert "5 scenes, 4 choices, 3 versions in variants" in page


def test_a_story_in_the_middle_of_a_cut_is_counted_all_the_same(folder: Path) -> None:
    (folder / "story.yaml").write_text(TWO_DAYS.replace("goto: yard", "goto: orchard"), encoding="utf-8")
    asked = run("words", folder)
    assert asked.returncode == 1
    assert "`ampersand check` finds one problem" in " ".join(asked.stdout.split())
    assert "oven" in asked.stdout
    assert "What one life is told" not in asked.stdout
    found = json.loads(run("words", folder, "--format", "json").stdout)
    assert (found["problems"], found["one_life"], found["scenes"]) == (1, None, 5)


@pytest.mark.parametrize(
    "call", [["words"], ["words", "nowhere"], ["words", "ampersand", "--lives", "0"]], ids=" ".join
)
def test_a_wrong_call_ends_with_2(call: list[str]) -> None:
    asked = run(*call)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "Error: " in asked.stderr


def test_a_folder_without_a_story_ends_with_2(tmp_path: Path) -> None:
    asked = run("words", tmp_path)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "Traceback" not in asked.stderr


def test_where_lives_are_very_long_fewer_are_lived_and_as_many_as_are_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = read_story(Path(__file__).parents[1] / "stories" / "short-day")
    monkeypatch.setattr(words_lives, "MOST_MADE", 100)
    assert words_lives.live(story).lives == words_lives.FEWEST
    assert words_lives.live(story, 50).lives == 50

"""`ampersand spelling`: words in no dictionary and not the story's own, where they stand, and what may have been meant."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORY = """story: spelt
title: Spelt
player: {name: Robin Vale, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
halves: {day: {header: by day, ink: both}}
cast: {ines: {name: Inesita, looks: A coat of no coulour.}}
spelling:
  language: en-GB
  words: [Okafor, dibber, kettle, never-told]
chapters: [{id: one, title: One, parts: [{id: light, half: day, scene: noon}]}]
groups: {done: were done}
endings: [{id: late, title: Late, scene: end-late, group: done}]
scenes:
  - id: noon
    part: light
    text: |
      {name} has a favourite colour, and {they} {have} {rest < 4: no recieve | the dibber of the Okafors’ kettle}.

      Inesita: It'll be grey. Nobody'd recieve a 3rd, *half*-way, twenty-four-hour okafor.
    choices:
      - {id: go-on, text: Organize it., hint: it is Inesita’s, goto: ending}
  - {id: end-late, part: light, text: It is dark.}
"""


def spell(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Spelling, as an author asks for it."""
    return subprocess.run(
        [sys.executable, "-m", "game", "spelling", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("spelt")
    (made / "story.yaml").write_text(STORY, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def found(folder: Path) -> list[dict[str, Any]]:
    asked = spell(folder, "--format", "json")
    assert (asked.returncode, asked.stderr) == (1, "")
    found: list[dict[str, Any]] = json.loads(asked.stdout)
    return found


def named(found: list[dict[str, Any]], code: str) -> list[str]:
    return [each["message"].split("`")[1] for each in found if each["code"] == code]


def test_a_word_is_found_once_at_its_first_place_with_the_others_beside_it(found: list[dict[str, Any]]) -> None:
    assert named(found, "unknown-word") == ["coulour", "recieve", "Okafors", "okafor", "Organize"]
    lines = STORY.splitlines()
    at = next(number for number, line in enumerate(lines, 1) if "recieve" in line)
    column = lines[at - 1].index("recieve") + 1
    twice = next(each for each in found if "recieve" in each["message"])
    assert (twice["line"], twice["column"], twice["end_column"]) == (at, column, column + len("recieve"))
    assert len(twice["notes"]) == 1
    assert twice["severity"] == "warning"


def test_what_may_have_been_meant_is_said(found: list[dict[str, Any]]) -> None:
    helped = {each["message"].split("`")[1]: each["help"] for each in found}
    assert "`receive`" in helped["recieve"]
    assert "`colour`" in helped["coulour"]
    assert "`Organise`" in helped["Organize"]


def test_a_listed_word_that_need_not_be_listed_is_found_too(found: list[dict[str, Any]]) -> None:
    assert named(found, "stale-word") == ["Okafor", "kettle", "never-told"]


def test_american_spelling_is_right_in_an_american_story(tmp_path: Path) -> None:
    american = STORY.replace("en-GB", "en-US").replace("a favourite colour", "a favorite color")
    (tmp_path / "story.yaml").write_text(american, encoding="utf-8")
    words = named(json.loads(spell(tmp_path, "--format", "json").stdout), "unknown-word")
    assert "Organize" not in words
    assert "favorite" not in words


def test_a_dictionary_of_ones_own_reads_another_language(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "fr.aff").write_text("SET UTF-8\n")
    (tmp_path / "fr.dic").write_text("1\nmidi\n")
    asked = spell(folder, "--dictionary", tmp_path / "fr.dic", "--format", "json")
    assert "dark" in named(json.loads(asked.stdout), "unknown-word")
    alone = spell(folder, "--dictionary", tmp_path / "fr.aff")
    assert alone.returncode == 1 or "should stand" in alone.stderr


def test_a_spelling_nobody_keeps_is_an_error_that_names_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY.replace("language: en-GB", "language: en-BG"), encoding="utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "game", "check", str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    assert checked.returncode == 1
    assert "en-GB" in checked.stdout


def test_the_shipped_story_is_spelt_as_it_says() -> None:
    asked = spell(ROOT / "story" / "ampersand")
    assert (asked.returncode, asked.stdout.count("\n")) == (0, 1), asked.stdout
    assert asked.stdout.startswith("ampersand: British English and ")


def test_a_story_that_cannot_be_told_yet_is_spelt_as_far_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(STORY.replace("{rest < 4:", "{rst < 4:"), encoding="utf-8")
    asked = spell(tmp_path)
    assert asked.returncode == 1
    assert "cannot be told yet" in asked.stderr
    assert "`coulour` is no word of British English" in asked.stdout

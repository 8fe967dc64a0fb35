"""`ampersand script`: a page to read aloud from, and the voice-over sheet."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

STORY = """story: aloud
title: Aloud & Clear
player: {name: Robin Vale, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
halves:
  night: {header: by night, ink: inner}
  day: {header: by day, ink: both}
fold: {before: noon, into: day, meters: {rest: highest}}
door: [{id: smelt, after: dark, to: day, when: rest < 5, text: Flour.}]
cast: {ines: {name: Ines, looks: A coat.}, tom: {name: Tom, looks: A hat.}}
places: {ovens: {looks: A brick oven.}}
chapters:
  - {id: one, title: One, next: two, parts: [{id: dark, half: night, scene: oven}]}
  - id: two
    title: Two
    question: Who for?
    parts: [{id: light, half: day, scene: noon}]
    alone: {recap: Yesterday there was bread., meters: {rest: 6}}
groups: {done: were done}
endings:
  - {id: early, title: Early, scene: end-early, by: goto, group: done}
  - {id: late, title: Late, scene: end-late, group: done, lead: You stayed.}
scenes:
  - id: oven
    part: dark
    place: ovens
    people: {ines: tired}
    text: |
      Ten past three, and *so* it {rest < 4: is | was}.

      Ines: {rest < 4: One. | rest < 8: Two.} And {name} {rest < 4: sits | stands}.
    choices:
      - {id: bake, say: "Bake it.", hint: an hour, then: "Ines: Good <bread>.", when: rest >= 2, goto: [{when: rest > 3, to: next}, {to: early}]}
      - {id: leave, text: "=Leave.", goto: early}
  - {id: noon, part: light, text: "Noon.", goto: ending}
  - {id: end-early, part: dark, text: The door shuts.}
  - {id: end-late, part: light, text: "Noon."}
"""


def write(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The script, as an author asks for it."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    if home is not None:
        environment["AMPERSAND_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=60,
        input="\n".join(["1"] * 60) if arguments[0] == "terminal" else None,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("aloud")
    (made / "story.yaml").write_text(STORY, encoding="utf-8")
    return made


def rows_of(folder: Path) -> list[dict[str, str]]:
    written = write("script", folder, "-o", folder / "lines.csv")
    assert (written.returncode, written.stderr) == (0, "")
    text = (folder / "lines.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, str]]:
    return rows_of(folder)


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    assert write("script", folder, "-o", folder / "script.html").returncode == 0
    return (folder / "script.html").read_text("utf-8")


# ---- the sheet


def test_every_way_of_telling_a_line_has_a_row_and_says_on_what_it_hangs(rows: list[dict[str, str]]) -> None:
    told = [(row["text"], row["when"]) for row in rows if row["scene"] == "oven" and row["kind"] == "scene"]
    assert told == [
        ("Ten past three, and *so* it is.", "rest < 4"),
        ("Ten past three, and *so* it was.", "not (rest < 4)"),
        ("One. And [name] sits.", "rest < 4"),
        ("Two. And [name] stands.", "not (rest < 4) and rest < 8"),
        ("And [name] stands.", "not (rest < 4) and not (rest < 8)"),
    ]


def test_who_says_it_and_how_stands_beside_it(rows: list[dict[str, str]]) -> None:
    said = {row["text"]: row for row in rows}
    assert (said["Good <bread>."]["speaker"], said["Good <bread>."]["direction"]) == ("Ines", "tired")
    assert said["Good <bread>."]["when"] == "chose(bake)"
    assert (said["Bake it."]["speaker"], said["Bake it."]["when"]) == ("Robin Vale", "rest >= 2")
    assert said["Flour."]["kind"] == "at the door"
    assert said["You stayed."]["kind"] == "debrief"
    assert said["The door shuts."]["speaker"] == "Narrator"
    assert "name" in next(row["direction"] for row in rows if "[name]" in row["text"])


def test_words_are_counted_as_in_words(rows: list[dict[str, str]]) -> None:
    assert next(row["words"] for row in rows if row["text"] == "Ten past three, and *so* it is.") == "7"


def test_no_cell_is_taken_for_a_formula(rows: list[dict[str, str]]) -> None:
    assert [row["text"] for row in rows if "Leave" in row["text"]] == ["'=Leave."]


def test_every_line_has_a_name_of_its_own_that_outlives_what_is_written_around_it(
    rows: list[dict[str, str]], tmp_path: Path
) -> None:
    names = [row["line"] for row in rows]
    assert len(names) == len(set(names))
    more = STORY.replace("    text: |\n      Ten", "    text: |\n      Before all else, a word.\n\n      Ten")
    (tmp_path / "story.yaml").write_text(more.replace("The door shuts.", "The door slams."), encoding="utf-8")
    after = [row["line"] for row in rows_of(tmp_path)]
    gone, come = [each for each in names if each not in after], [each for each in after if each not in names]
    assert [name.split(".")[0] for name in gone] == ["end-early"]
    assert [name.split(".")[0] for name in come] == ["oven", "end-early"]


# ---- the page


def test_the_page_has_every_word_and_every_condition(page: str) -> None:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]))
    for words in (
        "Ten past three",
        "rest &lt; 4",
        "otherwise",
        "Good &lt;bread&gt;.",
        "an hour",
        "Flour.",
        "Noon.",
        "Who for?",
    ):
        assert words in text
    assert "on offer if rest &gt;= 2" in text
    assert 'href="#oven"' not in page
    assert "Aloud &amp; Clear" in page


def test_the_page_runs_nothing_and_asks_for_nothing(page: str) -> None:
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_a_day_has_its_own_page_and_nothing_of_the_others(folder: Path) -> None:
    assert write("script", folder, "-o", folder / "two.html", "--chapter", "two").returncode == 0
    text = (folder / "two.html").read_text("utf-8")
    assert "Noon." in text
    assert "Ten past three" not in text


def test_a_life_is_written_as_it_was_told(folder: Path, tmp_path: Path) -> None:
    write("terminal", folder, home=tmp_path)
    saves = list(tmp_path.rglob("*.save"))
    assert saves
    assert write("script", folder, "-o", folder / "life.html", "--life", saves[0]).returncode == 0
    text = (folder / "life.html").read_text("utf-8")
    assert "‘Bake it.’" in text or "‘Bake it’" in text
    assert "rest &lt; 4" not in text


# ---- called wrongly


def test_a_day_there_is_not_is_named_with_those_there_are(folder: Path) -> None:
    asked = write("script", folder, "-o", folder / "x.html", "--chapter", "tow")
    assert asked.returncode == 2
    assert "did you mean `two`?" in asked.stderr


def test_a_life_cannot_be_a_sheet(folder: Path) -> None:
    asked = write("script", folder, "-o", folder / "x.csv", "--life", folder / "story.yaml")
    assert (asked.returncode, asked.stdout) == (2, "")


def test_a_file_that_holds_no_life_is_said_plainly(folder: Path) -> None:
    asked = write("script", folder, "-o", folder / "x.html", "--life", folder / "story.yaml")
    assert asked.returncode == 2
    assert "story.yaml" in asked.stderr

"""`ampersand check --voices`: columns without names, and a sorter whose every figure can be worked out again."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HEAD = """story: talk
title: Talk
player: {name: Robin, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
cast: {ada: {name: Ada}, bo: {name: Bo}, cy: {name: Cy}}
endings: [{id: end, title: The End, scene: last}]
"""
SAID = {
    "Ada": ["Well, well, well?", "Is it late, then?", "Well, who knows?", "Is it so, then?", "Who, then, knows?"],
    "Bo": ["Right you are.", "Right. Off you go.", "You are right.", "Off you go. Right.", "Right, you."],
    "Cy": ["No."],
}


def story(said: dict[str, list[str]], extra: str = "") -> str:
    lines = "".join(f"      {who}: {line}\n\n" for who, each in said.items() for line in each)
    return (
        f"{HEAD}scenes:\n  - id: first\n    part: day\n    text: |\n      It begins.\n\n{lines}{extra}"
        "    goto: ending\n  - {id: last, part: day, text: It ends.}\n"
    )


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The game as an author starts it."""
    return subprocess.run(
        [sys.executable, "-m", "game", "check", "--voices", str(folder), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
        timeout=60,
    )


def found(folder: Path) -> Any:
    asked = run(folder, "--format", "json")
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stdout
    return json.loads(asked.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.yaml").write_text(story(SAID), encoding="utf-8")
    return tmp_path


def test_the_columns_hold_every_line_and_no_name(folder: Path) -> None:
    page = run(folder).stdout
    columns, key = page.split("Who they are")
    for line in ("Is it late, then?", "Off you go. Right.", "No."):
        assert columns.count(line) >= 1
    assert not re.search(r"\b(Ada|Bo|Cy)\b", columns)
    assert all(name in key for name in ("Ada", "Bo", "Cy"))


def test_the_letters_of_the_key_are_those_of_the_columns(folder: Path) -> None:
    voices = found(folder)["voices"]
    assert [voice["letter"] for voice in voices] == ["A", "B", "C"]
    assert {voice["name"]: [line["text"] for line in voice["lines"]] for voice in voices} == SAID
    key = run(folder).stdout.split("Who they are")[1]
    for voice in voices:
        assert re.search(rf"^  {voice['letter']}   {voice['name']} +{len(voice['lines'])}$", key, re.MULTILINE)


def test_names_inside_a_line_and_variants_stay(tmp_path: Path) -> None:
    text = story({**SAID, "Cy": ["Ask Ada, {name}. {rest < 4: Sit. | Stand *up*.}"]})
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    page = " ".join(run(tmp_path).stdout.split())
    said = [line["text"] for voice in found(tmp_path)["voices"] for line in voice["lines"] if voice["name"] == "Cy"]
    assert said == ["Ask Ada, Robin. [Sit. / Stand up.]"]
    assert "Ask Ada, Robin." in page


def test_lines_wrap_to_the_page(tmp_path: Path) -> None:
    long = "It is a long way to the bus, and longer back, and nobody has ever said why that should be so at all."
    (tmp_path / "story.yaml").write_text(story({**SAID, "Cy": [long]}), encoding="utf-8")
    assert max(map(len, run(tmp_path).stdout.splitlines())) <= 80


def test_choices_said_aloud_are_the_players_voice(tmp_path: Path) -> None:
    text = story(SAID).replace(
        "    goto: ending\n", '    choices: [{id: speak, say: "That will do.", goto: ending}]\n', 1
    )
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    (player,) = [voice for voice in found(tmp_path)["voices"] if voice["speaker"] is None]
    assert [line["text"] for line in player["lines"]] == ["That will do."]


def test_voices_with_nothing_in_common_go_back_to_their_speakers(folder: Path) -> None:
    sorter = found(folder)["sorter"]
    assert (sorter["lines"], sorter["given_back"], sorter["chance"]) == (10, 10, 0.5)
    assert sorter["pairs"] == []
    page = " ".join(run(folder).stdout.split())
    assert "gives 100 % of 10 lines back" in page
    assert "By lot it would be 50 %" in page


def test_a_line_in_anothers_voice_is_shown_as_mistaken(tmp_path: Path) -> None:
    said = {"Ada": [*SAID["Ada"], "Right. Off you go."], "Bo": SAID["Bo"]}
    (tmp_path / "story.yaml").write_text(story(said), encoding="utf-8")
    sorter = found(tmp_path)["sorter"]
    (pair,) = sorter["pairs"]
    assert ({pair["first"], pair["second"]}, pair["taken"], pair["lines"]) == ({"ada", "bo"}, 1, 11)
    assert pair["examples"][0]["line"]["text"] == "Right. Off you go."
    assert "Right. Off you go." in run(tmp_path).stdout.split("Most often mistaken")[1]


def test_the_sorter_is_the_one_in_the_book(tmp_path: Path) -> None:
    """Each line sorted again by the plain formula, from counts made anew without it."""
    said = {
        "Ada": [*SAID["Ada"], "Right you are, then.", "You go."],
        "Bo": [*SAID["Bo"], "Well, is it?", "Who are you, then?"],
        "Cy": ["No.", "No, no.", "You are late.", "Well.", "Go. Off, then.", "Right?"],
    }
    (tmp_path / "story.yaml").write_text(story(said), encoding="utf-8")

    def marks(text: str) -> list[str]:
        tokens = [token.lower() for token in re.findall(r"\w+|[^\w\s]", text)]
        words = sum(token.isalnum() for token in tokens)
        return [*tokens, "short" if words <= 3 else "middling" if words <= 7 else "long"]

    right = Counter()
    kinds = len({mark for lines in said.values() for line in lines for mark in marks(line)})
    for who, lines in said.items():
        for at, line in enumerate(lines):
            likely = {}
            for other, theirs in said.items():
                rest = [each for n, each in enumerate(theirs) if (other, n) != (who, at)]
                counts = Counter(mark for each in rest for mark in marks(each))
                all_of = sum(counts.values()) + 0.2 * kinds
                likely[other] = sum(math.log((counts[mark] + 0.2) / all_of) for mark in marks(line))
            right[who] += max(likely, key=lambda each: likely[each]) == who
    sorter = found(tmp_path)["sorter"]
    assert 0 < sorter["given_back"] < sorter["lines"]
    assert {one["speaker"]: one["given_back"] for one in sorter["speakers"]} == {
        who.lower(): right[who] for who in said
    }


def test_it_says_the_same_each_time(folder: Path) -> None:
    assert run(folder, PYTHONHASHSEED="1").stdout == run(folder, PYTHONHASHSEED="2").stdout


def test_a_story_in_which_nobody_speaks_says_so(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(story({}), encoding="utf-8")
    assert run(tmp_path).stdout == "Nobody says anything in this story.\n"


def test_too_few_lines_are_not_sorted(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(story({"Ada": SAID["Ada"], "Cy": ["No."]}), encoding="utf-8")
    assert "there is nothing to tell apart" in run(tmp_path).stdout


@pytest.mark.parametrize("more", [["--pronouns"], ["--odds"], ["--format", "github"], ["ampersand"]], ids=" ".join)
def test_it_goes_alone(folder: Path, more: list[str]) -> None:
    asked = run(folder, *more)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "each go alone" in asked.stderr

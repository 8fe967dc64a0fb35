"""What `docs/authoring.md` shows can be copied: its whole story, its talk, and the commands it has an author type."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from game import cli
from game.story import read_story

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
LONG = (
    "author",
    "room",
    "odds story",
    "check story",
    "check --voices story",
    "check --pronouns story",
    "words story",
    "spelling",
)
"""Commands that stay open, walk the long story or read a dictionary, whose own tests run them."""


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_whole_story_on_the_page_is_whole(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = re.search(r"```yaml\n(story: .*?)```", section("A story that is not about work"), re.DOTALL)
    assert shown
    (desk / "story.yaml").write_text(shown[1], encoding="utf-8")
    assert cli.main(["check", ".", "--odds", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert len(read_story(desk).endings) == 2


def test_what_an_author_is_told_to_type_does_what_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    boxes = re.findall(r"```sh\n(.*?)```", PAGE.split("\n## Your first branch\n")[1], re.DOTALL)
    typed = [line for box in boxes for line in box.splitlines()]
    for line in typed:
        command = shlex.split(line, comments=True)[1:]
        if " ".join(command).startswith(LONG):
            continue
        assert cli.main(command) == 0, (line, capsys.readouterr().err)
    assert "noor-step" in read_story("my-story").scenes
    assert len(typed) >= 10


def test_a_meter_called_otherwise_makes_a_list_of_what_is_left_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "mine"]) == 0
    head = Path("mine/story.yaml")
    head.write_text(head.read_text(encoding="utf-8").replace("\n  arms:\n", "\n  petrol:\n"), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", "mine", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    named = {(each["file"], each["line"]) for each in found if "`arms`" in each["message"]}
    wanted = {
        (path.as_posix(), number)
        for path in Path("mine").glob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\barms\b(: [+-]?\d| [<>=])", line.partition("#")[0])
    }
    assert wanted <= named


@pytest.mark.parametrize("part", ["lessons", "pairs", "sources", "drains", "talk", "style"])
def test_what_can_be_left_out_can_be(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "mine"]) == 0
    for path in Path("mine").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        indent = "    " if part == "talk" else ""
        text = re.sub(
            rf"^{indent}{part}:.*\n(?:{indent}[ #].*\n|\n)*?(?=^{indent}[^\s#]|^\s*$|\Z)", "", text, flags=re.MULTILINE
        )
        if part == "lessons":
            text = re.sub(r"^ +(lessons: \[|lesson: ).*\n", "", text, flags=re.MULTILINE)
        if part == "sources":
            text = re.sub(r"^ +sources: \[.*\n", "", text, flags=re.MULTILINE)
        assert not re.search(rf"^ *{part}:", text, re.MULTILINE)
        path.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", "mine", "--format", "json"]) == 0, capsys.readouterr().out
    assert not [each for each in json.loads(capsys.readouterr().out) if each["severity"] == "error"]

"""A place that looks otherwise when something has happened: what an author is told of it, by `check`, `odds` and the editor."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from game.author import check
from game.author.language import completions, open_story, references, rename
from game.author.script.page import page_of_story
from game.commands import run
from game.story.reading import read, read_story

ROOT = Path(__file__).parents[2]
TWO_HALVES = ROOT / "tests" / "stories" / "two-halves"
COUNTER = "  counter: {looks: "
LOAF = "a loaf in paper stands on it."
OTHERWISE = f'{{when: chose(keep-it), looks: "The counter, and {LOAF}"}}'
"""A way of looking that is sometimes so, and sometimes not."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story to stand in, in `story/`."""
    return Path(shutil.copytree(TWO_HALVES, tmp_path / "story"))


def with_instead(folder: Path, *ways: str) -> Path:
    """The story, with ways that its counter may look otherwise."""
    file = next(file for file in folder.glob("*.yaml") if COUNTER in file.read_text("utf-8"))
    text = file.read_text("utf-8")
    assert text.count(COUNTER) == 1
    file.write_text(text.replace(COUNTER, f"  counter: {{instead: [{', '.join(ways)}], looks: "), "utf-8")
    return file


def said(folder: Path, *, odds: bool = False) -> str:
    output = io.StringIO()
    check.run([folder], "text", output, io.StringIO(), odds=odds)
    return " ".join(output.getvalue().split())


def test_one_that_is_sometimes_so_is_nothing_to_say_anything_of(folder: Path) -> None:
    with_instead(folder, OTHERWISE)
    assert read(folder).diagnostics == ()
    assert "counter" not in said(folder, odds=True)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("{when: kpet, looks: A loaf.}", "no meter or variable is called `kpet`"),
        ("{when: chose(keep-itt), looks: A loaf.}", "no choice is called `keep-itt`"),
        ("{when: chose(keep-it)}", "what is seen instead has no `looks`"),
        ("{looks: A loaf.}", "what is seen instead has no `when`"),
        ("{when: chose(keep-it), look: A loaf.}", "did you mean `looks`?"),
        ("{when: chose(keep-it), looks: A loaf., picture: loaf.svg}", "there is no `loaf.svg` in the story's pictures"),
        ("{when: swept, looks: A clean floor.}", "`swept` is kept by night, and day cannot read it"),
        ("{when: kept, looks: A loaf.}", "`kept` is read in three, after the last chapter that may"),
        ("{when: chose(keep-it), looks: A loaf., spots: [[1, 2]]}", "a spot is three numbers"),
    ],
)
def test_what_is_wrong_with_it_is_said_once_where_it_stands(folder: Path, way: str, told: str) -> None:
    file = with_instead(folder, way)
    words = said(folder)
    assert words.count(told) == 1
    assert file.name in words


def test_what_another_half_knows_is_asked_only_where_it_can_be(folder: Path) -> None:
    with_instead(folder, "{when: owed >= 1, looks: Somebody is owed one.}")
    story = read_story(folder)
    (otherwise,) = story.places["counter"].instead
    assert otherwise.halves == {"round"}


@pytest.mark.parametrize(
    ("ways", "told"),
    [
        (["{when: visited(noon), looks: Flour.}", "{when: visited(two-noon), looks: Rain.}"], "`counter` never looks like this"),
        (["{when: visited(end-walk), looks: An empty shop.}"], "`counter` never looks like this"),
        (["{when: chose(keep-it) or not chose(keep-it), looks: A till.}"], "`counter` always looks like this"),
    ],
)  # fmt: skip
def test_the_odds_say_which_is_never_shown_and_which_always(folder: Path, ways: list[str], told: str) -> None:
    with_instead(folder, *ways)
    assert "counter" not in said(folder)
    assert said(folder, odds=True).count(told) == 1


def test_what_only_a_picture_asks_is_read_and_moves_no_odds(folder: Path) -> None:
    head = folder / "story.yaml"
    head.write_text(
        head.read_text("utf-8").replace(
            "variables:\n", "variables:\n  bell: {half: day, values: [no, yes], start: no}\n"
        ),
        "utf-8",
    )
    for file in folder.glob("*.yaml"):
        text = file.read_text("utf-8").replace("set: {kept: yes}", "set: {kept: yes, bell: yes}")
        file.write_text(text.replace("carry: [kept", "carry: [bell, kept"), "utf-8")
    assert "nothing reads `bell`" in said(folder)
    before = odds_of(folder)
    with_instead(folder, "{when: bell, looks: A bell.}")
    assert said(folder, odds=True).count("bell") == 0
    assert odds_of(folder) == before


def odds_of(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "game", "odds", str(folder), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    return {ending["id"]: ending["probability"] for ending in json.loads(done.stdout)["endings"]}


def test_an_editor_completes_finds_and_renames_what_stands_in_it(folder: Path) -> None:
    file = with_instead(folder, OTHERWISE)
    text = file.read_text("utf-8")
    line = text[: text.index(OTHERWISE)].count("\n") + 1

    def offered(typed: str) -> list[str]:
        now = text.replace(OTHERWISE, typed)
        at = now.split("\n")[line - 1].index(f"[{typed}") + len(typed) + 2
        story = open_story(folder, {file: now}, before=open_story(folder))
        return [one.label for one in completions(story, file, line, at)]

    assert {"when", "picture", "looks", "spots"} <= set(offered("{"))
    assert {"kept", "owed", "sleep"} <= set(offered("{when: "))
    assert "keep-it" in offered("{when: chose(")
    story = open_story(folder)
    column = text.split("\n")[line - 1].index("keep-it") + 2
    found = references(story, file, line, column)
    assert (file.name, line) in {(Path(one.span.file).name, one.span.line) for one in found}
    edits = rename(story, file, line, column, "promise-it")
    assert line in [edit.span.line for edit in edits[file]]


def test_a_comparison_says_that_it_looks_otherwise_now(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = shutil.copytree(folder, folder.with_name("old"))
    with_instead(folder, OTHERWISE)
    assert run(["diff", str(old), str(folder), "--no-odds"]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "when `keep-it` was chosen" in words
    assert LOAF in words


def test_a_script_to_read_from_has_every_way_of_looking(folder: Path) -> None:
    with_instead(folder, OTHERWISE)
    assert f"chose(keep-it): The counter, and {LOAF}" in page_of_story(read_story(folder))

"""`ampersand check`, as an author, an editor and a pull request meet it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from game.author import check
from game.story import StoryProblems, read_story
from game.story.reading import read

STORIES = Path(__file__).parents[1] / "stories"
ROOT = Path(__file__).parents[2]

BAD = """story: bad
title: A Bad Story
meters: {rest: {range: [0, 12], start: 6}}
chapters: [{id: one, title: One, parts: [{id: day, scene: first}]}]
endings: [{id: end, title: The End, scene: last}]
scenes:
  - {id: first, part: day, text: It begins., choices: [{id: go, text: Go., effects: {rset: -2}, goto: ending}]}
  - {id: last, part: day, text: It ends.}
"""


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a bad story in `bad/`."""
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "story.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "bad"


def checked(*paths: str | Path, form: str = "text") -> tuple[int, str, str]:
    output, talk = io.StringIO(), io.StringIO()
    code = check.run(paths, form, output, talk)
    return code, output.getvalue(), talk.getvalue()


@pytest.mark.parametrize("name", ["short-day", "two-halves"])
def test_a_good_story_is_said_to_be_so(name: str) -> None:
    code, output, talk = checked(STORIES / name)
    story = read_story(STORIES / name)
    assert code == 0
    assert output == f"{name}: {len(story.scenes)} scenes, {len(story.endings)} endings, no problems\n"
    assert not talk


def test_a_problem_ends_with_one(bad: Path) -> None:
    code, output, _ = checked("bad")
    assert code == 1
    assert "error[unknown-meter]: no meter is called `rset`\n  --> bad/story.yaml:7:86\n" in output
    assert "help: did you mean `rest`?\nnote: the only meter is rest (story.yaml:3)\n" in output


def test_warnings_alone_end_with_nought(bad: Path) -> None:
    story = BAD.replace("rset", "rest").replace("{id: go, ", "{")
    (bad / "story.yaml").write_text(story, encoding="utf-8")
    code, output, _ = checked("bad")
    assert code == 0
    assert output.endswith("bad: 2 scenes, 1 ending, no problems, 1 warning\n")


@pytest.mark.parametrize("path", ["nowhere", "empty", "empty/nothing.yaml"])
def test_where_there_is_no_story_the_call_was_wrong(bad: Path, path: str) -> None:
    Path("empty").mkdir()
    code, output, talk = checked(path, "bad")
    assert code == 2
    assert talk.startswith(f"{path}: ")
    assert "unknown-meter" in output


def test_an_empty_file_says_what_to_begin_with(bad: Path) -> None:
    (bad / "story.yaml").write_text("", encoding="utf-8")
    code, output, _ = checked("bad")
    assert code == 1
    assert "help: begin story.yaml with `story: a-short-name`" in output


def test_bytes_that_are_no_text_are_named_as_that(bad: Path) -> None:
    (bad / "story.yaml").write_bytes(bytes(range(256)) * 400)
    _, output, _ = checked("bad")
    assert "error[not-text]: this file is not text" in output
    assert "Windows" not in output


def test_a_control_character_is_never_printed(bad: Path) -> None:
    (bad / "story.yaml").write_text(BAD.replace("It begins.", "It \0\x1b[2Jbegins."), encoding="utf-8")
    code, output, _ = checked("bad")
    assert code == 1
    assert all(character.isprintable() or character == "\n" for character in output)


def test_one_file_may_be_a_story() -> None:
    code, output, _ = checked(STORIES / "short-day" / "story.yaml")
    assert code == 0
    assert output.startswith("short-day: ")


def test_json_keeps_its_contract(bad: Path) -> None:
    code, output, _ = checked("bad", STORIES / "short-day", form="json")
    assert code == 1
    assert json.loads(output) == [
        {
            "code": "unknown-meter",
            "severity": "error",
            "message": "no meter is called `rset`",
            "file": "bad/story.yaml",
            "line": 7,
            "column": 86,
            "end_line": 7,
            "end_column": 90,
            "help": "did you mean `rest`?",
            "notes": ["the only meter is rest (bad/story.yaml:3)"],
        }
    ]


def test_json_of_a_good_story_is_an_empty_list() -> None:
    assert checked(STORIES / "short-day", form="json") == (0, "[]\n", "")


def test_github_is_told_where_to_put_it(bad: Path) -> None:
    code, output, _ = checked("bad", form="github")
    assert code == 1
    assert output == (
        "::error file=bad/story.yaml,line=7,endLine=7,col=86,endColumn=90,title=unknown-meter::"
        "no meter is called `rset`%0Ahelp: did you mean `rest`?%0Anote: the only meter is rest\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_github_is_told_nothing_that_works_a_terminal(bad: Path) -> None:
    (bad / "story.yaml").rename(bad / "story\x1b[2J\r\u202e.yaml")
    _, output, _ = checked("bad", form="github")
    assert output.startswith("::error file=bad/story\ufffd[2J\ufffd\ufffd.yaml,line=7,")


def test_the_command_does_the_same(bad: Path) -> None:
    command = [sys.executable, "-m", "game", "check", "--format", "json", "bad"]
    done = subprocess.run(command, capture_output=True, check=False, env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["code"] == "unknown-meter"


def test_a_story_is_read_or_all_its_problems_are_raised(bad: Path) -> None:
    assert read_story(str(STORIES / "two-halves")).id == "two-halves"
    with pytest.raises(StoryProblems) as raised:
        read_story(bad)
    assert [found.code for found in raised.value.diagnostics] == ["unknown-meter"]
    assert "bad/story.yaml" in raised.value.sources
    assert str(raised.value) == "bad/story.yaml:7:86: no meter is called `rset`"


def test_yaml_is_not_brought_in_before_there_is_a_story_to_read() -> None:
    asked = "import sys, game.story; print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"


def test_an_edit_changes_the_fingerprint(bad: Path) -> None:
    (bad / "story.yaml").write_text(BAD.replace("rset", "rest"), encoding="utf-8")
    before = read_story(bad).fingerprint
    assert read_story(bad).fingerprint == before
    (bad / "story.yaml").write_text(BAD.replace("rset", "rest") + "# so\n", encoding="utf-8")
    assert read_story(bad).fingerprint != before


def test_line_ends_and_byte_order_marks_change_nothing_told(bad: Path) -> None:
    text = BAD.replace("rset", "rest")
    (bad / "story.yaml").write_text(text, encoding="utf-8")
    plain = read_story(bad).scenes
    (bad / "story.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_story(bad).scenes == plain


def test_what_is_derived() -> None:
    story = read_story(STORIES / "two-halves")
    on = story.choices["noon-on"]
    assert on.going_on
    assert on.text.paragraphs[0].pieces == ("Go on.",)
    assert [route.to for route in on.goto] == ["two-noon"]
    assert story.scene_of["noon-on"] == "noon"
    assert story.former == {"second-noon": "two-noon", "hand-it-over": "give-it", "hand-over": "give-it"}
    assert (story.scenes["morning"].half, story.scenes["morning"].chapter) == ("day", "one")
    assert (story.scenes["end-hours"].half, story.scenes["end-hours"].chapter) == ("round", "")
    smelt = story.variables["smelt"]
    assert (smelt.half, smelt.is_flag, smelt.message) == ("day", True, True)
    assert [drain.to for drain in story.drains] == ["night", "day", "round"]


def test_every_slip_in_every_scene_is_found_in_one_run(bad: Path) -> None:
    scenes = "".join(f"  - id: s{number}\n    part: day\n    text: So: no.\n    goto: ending\n" for number in range(9))
    (bad / "story.yaml").write_text(BAD.replace("rset", "rest") + scenes, encoding="utf-8")
    found = read(bad).diagnostics
    assert [one.code for one in found] == ["colon-in-text"] * 9
    assert [one.span.line for one in found] == sorted(one.span.line for one in found)


@pytest.mark.parametrize(
    ("there", "missing"), [((), 1), (("inner",), 1), (("inner", "outer"), 0)], ids=["neither", "one", "both"]
)
def test_both_plates_of_a_picture_are_a_picture(bad: Path, there: tuple[str, ...], missing: int) -> None:
    told = BAD.replace("rset", "rest").replace(
        "scenes:", "places: {hall: {picture: hall.svg, looks: A hall.}}\nscenes:", 1
    )
    (bad / "story.yaml").write_text(told.replace("text: It begins.", "place: hall, text: It begins."), encoding="utf-8")
    (bad / "pictures").mkdir()
    for plate in there:
        (bad / "pictures" / f"hall.{plate}.svg").write_text("<svg/>", encoding="utf-8")
    code, printed, _ = checked("bad", form="json")
    assert code == 0
    assert [each["code"] for each in json.loads(printed)] == ["missing-picture"] * missing

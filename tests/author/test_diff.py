"""`ampersand diff`: real edits of a story's files, and what its writer is told of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

from game.author.diff import head
from game.commands import run
from game.play.history import Playthrough
from game.play.save import dump, load
from game.story.model import Story
from game.story.reading import read_story

STORIES = Path(__file__).parents[1] / "stories"
ROOT = Path(__file__).parents[2]
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Desk:
    """A folder to stand in, with a story as it was in `old` and as it is now in `new`."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        for name in ("old", "new"):
            shutil.copytree(STORIES / "two-halves", name)

    def edit(self, before: str, after: str, folder: str = "new") -> None:
        """Put other words where some stand, once, in whichever file has them."""
        files = [file for file in Path(folder).glob("*.yaml") if before in file.read_text(encoding="utf-8")]
        assert len(files) == 1, before
        text = files[0].read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        files[0].write_text(text.replace(before, after), encoding="utf-8")

    def diff(self, *options: str, names: tuple[str, str] = ("old", "new"), code: int = 0) -> str:
        """What the command prints, its lines joined where they were broken for the page."""
        assert run(["diff", *names, *options]) == code
        return " ".join(self.capsys.readouterr().out.split())

    def found(self, *options: str) -> dict[str, Any]:
        """What the command tells a program."""
        assert run(["diff", "old", "new", "--format", "json", *options]) == 0
        found: dict[str, Any] = json.loads(self.capsys.readouterr().out)
        return found

    def changes(self) -> list[tuple[str, str, str, str | None]]:
        """Each change: its kind, of what, which, and what of it."""
        return [(it["kind"], it["what"], it["id"], it["aspect"]) for it in self.found("--no-odds")["changes"]]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return Desk(capsys)


def line(words: str, folder: str = "new") -> int:
    """The line of the scenes on which some words stand."""
    return Path(folder, "scenes.yaml").read_text(encoding="utf-8").partition(words)[0].count("\n") + 1


# ---- what was changed


def test_nothing_changed_is_said_so(desk: Desk) -> None:
    Path("new/scenes.yaml").write_text(
        "# a comment\n" + Path("new/scenes.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    told = desk.diff()
    assert told.startswith("From old to new: nothing was changed that a story reads.")
    assert "The odds of every ending are what they were" in told
    assert "Every save lands where it stood" in told


def test_other_words_are_shown_before_and_after_with_a_few_around_them(desk: Desk) -> None:
    desk.edit("count the forty twice and get two answers", "count the forty three times and get four answers")
    told = desk.diff()
    assert "has its text in other words" in told
    assert "“… count the forty twice and get two answers. | sleep …” is now “… count the forty three times" in told
    assert "The odds of every ending are what they were" in told
    assert desk.changes() == [("reworded", "scene", "oven", "text")]


def test_a_scene_that_was_added_says_where_and_how_long(desk: Desk) -> None:
    scene = "  - {id: roof, part: three-all, place: step, text: It is warm up here., goto: ending}\n"
    desk.edit("  - id: end-walk\n", scene + "  - id: end-walk\n")
    desk.edit(
        "effects: {custom: -1}, lean: work, goto: ending}",
        "effects: {custom: -1}, lean: work, goto: [{when: custom <= 2, to: roof}, {to: ending}]}",
    )
    told = desk.diff("--no-odds")
    assert f"roof new/scenes.yaml:{line('id: roof')} is new, in The evening, day and night: 5 words, no choices" in told
    assert (
        "choice `force-it` leads: to the first ending that holds before, "
        "to `roof` when custom is 2 or less, else to the first ending that holds now"
    ) in told


def test_a_scene_under_another_name_is_the_same_scene(desk: Desk) -> None:
    desk.edit("id: floor\n", "id: sacks\n    was: floor\n")
    desk.edit("to: floor}", "to: sacks}")
    desk.edit("visited(floor)", "visited(sacks)")
    assert desk.changes() == [("renamed", "scene", "sacks", None)]
    told = desk.diff()
    assert f"sacks new/scenes.yaml:{line('id: sacks')} was called `floor`; saves find it" in told
    assert "Every save lands where it stood: " in told


def test_a_name_changed_without_was_is_guessed_and_the_line_to_write_shown(desk: Desk) -> None:
    desk.edit("id: floor\n", "id: sacks\n")
    desk.edit("to: floor}", "to: sacks}")
    desk.edit("visited(floor)", "visited(sacks)")
    told = desk.diff("--no-odds")
    assert "`sacks` reads much the same: if it is the same, give it `was: [floor]`, so that saves find it" in told


def test_choices_added_gone_moved_and_put_in_another_order(desk: Desk) -> None:
    lie_down = (
        "      - {id: lie-down, text: Lie down on the sacks., when: sleep <= 3, hint: open because you are that tired, "
        "effects: {sleep: +2}, lean: self, goto: next}\n"
    )
    desk.edit(lie_down, "")
    plain = (
        "      - {id: bake-plain, text: Bake forty plain., hint: done by six, effects: {sleep: +2, custom: -1}, "
        "lean: work, goto: sweep}\n"
    )
    desk.edit(plain, "")
    desk.edit("  - id: sweep\n", plain + lie_down + "  - id: sweep\n")
    desk.edit(
        "{id: leave-till, text: Leave it open., effects", "{id: leave-it-be, text: Go home and let it stand., effects"
    )
    assert desk.changes() == [
        ("moved", "choice", "lie-down", "scene"),
        ("moved", "scene", "oven", "choices"),
        ("added", "choice", "leave-it-be", None),
        ("removed", "choice", "leave-till", None),
    ]
    told = desk.diff("--no-odds")
    assert "choice `lie-down` stood in `sweep`, and stands in `oven`" in told
    assert "has its choices in another order: `bake-seeded`, `bake-plain`" in told


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("when: sleep <= 3,", "when: sleep <= 4 and not swept,",
         "`lie-down` was on offer when sleep is 3 or less, and is on offer when sleep is 4 or less and swept is no"),
        ("when: owed >= 1, hint", "when: owed >= 1 or (kept and not (sleep > 3 or chose(give-it))), hint",
         "is on offer when owed is 1 or more or (kept is yes and sleep is 3 or less and `give-it` was not chosen)"),
        ("when: sleep <= 3,", "", "`lie-down` was on offer when sleep is 3 or less, and is on offer always"),
        ("effects: {sleep: -3, custom: +2}", "effects: {sleep: -4}", "effects: sleep −3, custom +2 before, sleep −4 now"),
        ("set: {loaves: seeded}\n        lean", "lean", "`bake-seeded` sets: loaves: seeded before, nothing now"),
        ("sleep: {range: [0, 10], start: 6,", "sleep: {range: [0, 12], start: 7,",
         "meter `sleep`, range: 0 to 10 before, 0 to 12 now"),
        ("when: chose(shut-early) or (sleep >= 6 and not kept)", "when: chose(shut-early)",
         "ending `lamp-out`, taken: when `shut-early` was chosen or (sleep is 6 or more and kept is no) before, "
         "when `shut-early` was chosen now"),
        ("- {after: two-all, effects: {sleep: +1}}", "- {after: two-all, effects: {sleep: +2}}",
         "drain `two-all to round`, does: sleep +1 before, sleep +2 now"),
        ("title: The evening\n", "title: The night\n", "day `three`, title: The evening before, The night now"),
        ("text: \"At noon you chose “{choice}”.\"", "text: \"Noon, and you chose “{choice}”.\"",
         "chosen: At noon you chose “{choice}”.” is now “… `shut-early` was chosen: Noon, and you chose “{choice}”.”"),
        ("place: counter\n    time: \"18:40\"", "place: step\n    time: \"18:40\"", "place: counter before, step now"),
        ("story: two-halves", "story: one-half", "story, identity: two-halves before, one-half now"),
        ("leans: [work, people, self]", "leans: [work, self, people]", "story, leans: work, people, self before"),
        ("version: 3", "version: 4", "story, version: 3 before, 4 now"),
    ],
)  # fmt: skip
def test_rules_that_were_changed_are_said_in_words(desk: Desk, before: str, after: str, said: str) -> None:
    desk.edit(before, after)
    assert said in desk.diff("--no-odds")


IN_OTHER_WORDS = {"folder", "fingerprint", "parts", "scene_of", "choices", "scenes", "former"}
"""Fields of a story that are told of as scenes, choices and days, or that nobody wrote."""
IN_ANOTHER_LANGUAGE = {"language", "untold", "heard", "called"}
"""Fields that only a translation fills in."""


def test_everything_that_a_story_declares_is_compared() -> None:
    """A new key of `story.yaml` is news to whoever compares two stories: it belongs into `game/author/diff/head.py`."""
    told = Path(head.__file__).read_text(encoding="utf-8")
    fields = {field.name for field in attrs.fields(Story)} - IN_OTHER_WORDS - IN_ANOTHER_LANGUAGE
    assert sorted(name for name in fields if not re.search(rf"\b(story|old|new)\.{name}\b", told)) == []


# ---- the odds


def odds_of(folder: str, capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    assert run(["odds", folder, "--format", "json"]) == 0
    return {it["id"]: it["probability"] for it in json.loads(capsys.readouterr().out)["endings"]}


def test_the_odds_of_each_ending_are_those_of_both_walks(desk: Desk) -> None:
    desk.edit('"Take your coat, and go.", effects', '"Take your coat, and go.", when: owed >= 1, effects')
    found = desk.found()["odds"]
    before, after = odds_of("old", desk.capsys), odds_of("new", desk.capsys)
    assert found["exact"]
    for ending in found["endings"]:
        assert ending["before"]["probability"] == pytest.approx(before[ending["id"]], abs=1e-12)
        assert ending["after"]["probability"] == pytest.approx(after[ending["id"]], abs=1e-12)
        assert ending["by"] == pytest.approx(after[ending["id"]] - before[ending["id"]], abs=1e-12)
    assert any(ending["by"] for ending in found["endings"])
    assert "exact, every life of both versions walked." in desk.diff()


def test_what_no_life_comes_to_any_more_is_named(desk: Desk) -> None:
    desk.edit("{when: sleep <= 1, to: floor}", "{when: sleep < 0 + 0, to: floor}")
    assert "No life comes any more to the scene `floor`." in desk.diff()


def test_an_ending_that_came_and_one_that_went(desk: Desk) -> None:
    for line in (
        "lessons: [rest, debts]}",
        "{id: all-hours, title: Open All Hours, scene: end-hours, group: drifted, ",
    ):
        assert line in Path("new/head.yaml").read_text(encoding="utf-8")
    desk.edit("{id: all-hours, title: Open All Hours, scene: end-hours,", "{id: dark, title: Dark, scene: end-dark,")
    desk.edit("  - id: end-hours\n", "  - id: end-dark\n")
    shown = {it["id"]: (it["before"], it["after"]) for it in desk.found()["odds"]["endings"]}
    assert shown["dark"][0] is None
    assert shown["all-hours"][1] is None
    told = desk.diff()
    assert " new " in told
    assert " gone " in told


def test_an_ending_whose_scene_was_renamed_is_still_that_ending(desk: Desk) -> None:
    desk.edit("{id: all-hours, title: Open All Hours, scene: end-hours,", "{id: dark, title: Dark, scene: end-dark,")
    desk.edit("  - id: end-hours\n", "  - id: end-dark\n    was: end-hours\n")
    shown = {it["id"]: it for it in desk.found()["odds"]["endings"]}
    assert shown["dark"]["by"] == 0
    assert len(shown) == 3


def test_what_is_too_wide_is_estimated_and_says_so(desk: Desk) -> None:
    desk.edit("effects: {sleep: -3, custom: +2}", "effects: {sleep: -1, custom: +2}")
    told = desk.diff("--budget", "0.000001")
    assert (
        "both versions are too wide to walk whole; where two numbers stand, they are the ends of a 95 % interval"
        in told
    )
    shares = told.partition(" Walked Out ")[2].partition(" The Lamp Out ")[0]
    assert shares.count(" to ") == 2
    assert shares.endswith(" perhaps the same")


# ---- where saves land


@pytest.mark.parametrize("made", [("bake-plain", "leave-it"), ("bake-seeded", "leave-it")])
def test_a_save_lands_where_it_was_said_to(desk: Desk, made: tuple[str, ...]) -> None:
    """The landing that is told is the one that a save has, opened by what opens saves when somebody plays."""
    life = Playthrough.begin(read_story("old"), identity="x").follow(made)
    desk.edit("id: leave-it, say", "id: let-be, say")
    loaded = load(dump(life, WHEN), read_story("new"))
    told = [it for it in desk.found("--no-odds")["saves"]["moved"] if life.state.scene in it["scenes"]]
    landing = (loaded.playthrough.state.scene, str(loaded.notices[0]), "leave-it", True)
    assert landing in [(it["lands"], it["told"], it["because"], it["gone"]) for it in told]


def test_saves_that_moved_are_told_in_words(desk: Desk) -> None:
    desk.edit("id: leave-it, say", "id: let-be, say")
    told = desk.diff("--no-odds")
    assert "A save in `morning` lands in `sweep` (The first day), since the choice `leave-it` is gone (" in told
    assert (
        "The player is told: “The story has changed since you saved, and a choice you made is no longer there;" in told
    )


def test_the_player_of_the_terminal_finds_what_was_told(desk: Desk) -> None:
    own = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}

    def terminal(*arguments: str, typed: str) -> str:
        game = [sys.executable, "-m", "game", "terminal", *arguments]
        return subprocess.run(game, input=typed, encoding="utf-8", check=True, capture_output=True, env=own).stdout

    terminal("old", typed="1\n2\nquit\n")
    desk.edit("id: leave-it, say", "id: let-be, say")
    (moved,) = [it for it in desk.found("--no-odds")["saves"]["moved"] if it["scenes"] == ["morning"]]
    resumed = " ".join(terminal("new", "--resume", typed="quit\n").split())
    assert moved["told"] in resumed
    assert "and it has your feet in it." in resumed


def test_a_story_of_another_name_opens_none_of_the_saves(desk: Desk) -> None:
    desk.edit("story: two-halves", "story: one-half")
    told = desk.diff("--no-odds")
    assert "No save of the old version can be opened in the new." in told
    assert "This save is of another story, “Two Halves”." in told


def test_a_save_that_another_way_takes_elsewhere_is_named_though_nobody_is_told(desk: Desk) -> None:
    desk.edit("hint: done by six, effects: {sleep: +2,", "hint: done by six, effects: {sleep: +1,")
    (moved,) = desk.found("--no-odds")["saves"]["moved"]
    assert (moved["scenes"], moved["lands"], moved["because"], moved["told"]) == (["evening"], "floor", None, None)
    assert "since the ways lead elsewhere now" in desk.diff("--no-odds")


def test_saves_with_other_readings_are_counted(desk: Desk) -> None:
    desk.edit(
        "{id: leave-till, text: Leave it open., effects: {sleep: +1}",
        "{id: leave-till, text: Leave it open., effects: {sleep: +2}",
    )
    found = desk.found("--no-odds")["saves"]
    assert found["moved"] == []
    assert found["other_readings"] > 0
    assert "stand where they stood with other readings" in desk.diff("--no-odds")


# ---- versions


def test_a_version_that_git_keeps(desk: Desk) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    if shutil.which("git") is None:
        pytest.skip("git is absent (Debian: apt-get install git)")
    git("init")
    Path("tales").mkdir()
    shutil.copytree("old", "tales/mine")
    git("add", "tales")
    git("commit", "-m", "first")
    before, after = "Bake forty plain.", "Bake fifty plain."
    desk.edit(before, after, folder="tales/mine")
    names = ("HEAD:tales/mine", "tales/mine")
    told = desk.diff(names=names)
    assert told.startswith("From HEAD:tales/mine to tales/mine: 1 choice reworded.")
    assert "“Bake forty plain.” is now “Bake fifty plain.”" in told
    scene = Path("tales/mine/scenes.yaml")
    text = scene.read_text(encoding="utf-8")
    scene.write_text(text[: text.index("  - id: floor")] + text[text.index("  - id: evening") :], encoding="utf-8")
    desk.edit("goto: [{when: sleep <= 1, to: floor}, {to: next}]", "goto: next", folder="tales/mine")
    desk.edit("{visited(floor): From the floor. | From the stairs.}", "From the stairs.", folder="tales/mine")
    assert f"floor HEAD:tales/mine/scenes.yaml:{line('id: floor', 'old')} is gone from The second day" in desk.diff(
        "--no-odds", names=names
    )
    os.chdir("tales")
    assert "is gone" in desk.diff("--no-odds", names=("HEAD:./mine", "mine"))


def test_the_workflow_of_the_docs_runs_as_it_stands(desk: Desk) -> None:
    page = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    (workflow,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    steps = yaml.safe_load(workflow)["jobs"]["diff"]["steps"]
    (line,) = [step["run"] for step in steps if step.get("run", "").startswith("ampersand ")]
    if shutil.which("git") is None:
        pytest.skip("git is absent (Debian: apt-get install git)")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    shutil.copytree("old", "story/mine")
    for words in (["init"], ["add", "story"], ["commit", "-m", "first"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    desk.edit("Bake forty plain.", "Bake fifty plain.", folder="story/mine")
    subprocess.run([*git, "commit", "-a", "-m", "second"], check=True, capture_output=True)
    call, _, to = line.partition(" > ")
    assert to == "changes.md || test $? -eq 1"
    assert run(call.split()[1:]) == 0
    assert "“Bake forty plain.” is now “Bake fifty plain.”" in desk.capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("HEAD:nowhere", "git knows of no HEAD:nowhere"),
        ("nowhere", "there is no 'nowhere'"),
        ("--output=x:y", "No such option"),
        ("old/notes", "there is no"),
    ],
)
def test_a_version_that_is_not_there_is_a_wrong_call(desk: Desk, old: str, said: str) -> None:
    if old.startswith("HEAD") and shutil.which("git") is None:
        pytest.skip("git is absent (Debian: apt-get install git)")
    assert run(["diff", old, "new"]) == 2
    assert said in desk.capsys.readouterr().err


def test_a_packed_version(desk: Desk) -> None:
    run(["pack", "old", "-o", "sent.ampersand"])
    desk.capsys.readouterr()
    desk.edit("Bake forty plain.", "Bake fifty plain.")
    told = desk.diff(names=("sent.ampersand", "new"))
    assert "“Bake forty plain.” is now “Bake fifty plain.”" in told


def test_a_version_that_cannot_be_told_is_compared_as_far_as_it_was_read(desk: Desk) -> None:
    desk.edit("Bake forty plain.", "Bake fifty plain.")
    desk.edit("{to: next}]", "{to: nowhere}]")
    assert run(["diff", "old", "new"]) == 1
    told = desk.capsys.readouterr()
    assert "Bake fifty plain." in told.out
    assert "Odds and saves wait until both versions can be told." in told.out
    assert "error[unknown-scene]" in told.err


def test_the_page_of_the_docs_shows_what_is_printed(desk: Desk) -> None:
    desk.edit("- id: bake-seeded\n        text: Open", "- id: bake-sweet\n        was: bake-seeded\n        text: Open")
    desk.edit("chose(bake-seeded)", "chose(bake-sweet)")
    desk.edit("effects: {sleep: -3, custom: +2}", "effects: {sleep: -1, custom: +2}")
    assert run(["diff", "old", "new"]) == 0
    printed = desk.capsys.readouterr().out
    page = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
    assert f"```\n{printed}```\n" in page


# ---- for a comment on a branch


def test_markdown_is_a_table_and_lists(desk: Desk) -> None:
    desk.edit("effects: {sleep: -3, custom: +2}", "effects: {sleep: -1, custom: +2}")
    assert run(["diff", "old", "new", "--format", "markdown"]) == 0
    told = desk.capsys.readouterr().out
    assert told.startswith("<!-- ampersand diff -->\n\n### Two Halves: 1 choice changed\n")
    assert "| ending | before | after | |\n| --- | ---: | ---: | ---: |\n| Walked Out | " in told
    assert "  - choice `stay-open` effects: sleep −3 before, sleep −1 now\n" in told


def test_markdown_of_a_story_calls_nobody_and_draws_nothing(desk: Desk) -> None:
    desk.edit("Bake forty plain.", '"<img src=x> @everyone #12 [a](b) | *go* `x` plain."')
    assert run(["diff", "old", "new", "--format", "markdown"]) == 0
    told = desk.capsys.readouterr().out
    assert "<img" not in told.replace("\\<img", "")
    assert "@everyone" not in told
    assert "#12" not in told
    assert "[a](b)" not in told


def test_markdown_fits_into_a_comment(desk: Desk) -> None:
    scenes = "".join(
        f"  - {{id: s{at}, part: three-all, place: step, text: {'Words of no use. ' * 9}, goto: evening}}\n"
        for at in range(900)
    )
    desk.edit("  - id: end-walk\n", scenes + "  - id: end-walk\n")
    assert run(["diff", "old", "new", "--format", "markdown", "--no-odds"]) == 0
    told = desk.capsys.readouterr().out
    assert len(told) < 65_536
    assert told.count("<details>") == told.count("</details>")
    assert "more than a comment holds" in told

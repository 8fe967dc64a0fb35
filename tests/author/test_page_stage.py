"""The scene that plays beside the text: how it keeps its place through edits, and where it can be set down."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.author.open_page import OpenPage, open_page

SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"
TWO_HALVES = SHORT_DAY.parent / "two-halves"


class Beside:
    """Somebody who writes, and plays beside it."""

    def __init__(self, page: OpenPage) -> None:
        self.page = page

    def play(self, do: str, **more: Any) -> dict[str, Any]:
        """What plays after something was done."""
        status, told = self.page.ask("POST", "/play", {"do": do, **more})
        assert status == 200, told
        return dict(told["stage"])

    def refused(self, do: str, **more: Any) -> str:
        status, told = self.page.ask("POST", "/play", {"do": do, **more})
        assert status == 409, told
        return str(told["no"])

    def rewrite(self, before: str, after: str) -> None:
        """Change words of the story, as the page does."""
        file = self.page.ask("GET", "/file?name=story.yaml")[1]
        start = file["text"].index(before)
        asked = {
            "name": "story.yaml",
            "base": file["revision"],
            "start": start,
            "end": start + len(before),
            "insert": after,
        }
        assert self.page.ask("POST", "/write", asked)[0] == 200


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Beside]:
    with open_page(Path(shutil.copytree(SHORT_DAY, tmp_path / "story"))) as page:
        yield Beside(page)


def test_a_story_in_french_is_played_in_the_quotation_marks_of_french(tmp_path: Path) -> None:
    with open_page(Path(shutil.copytree(SHORT_DAY.parent / "la-lettre", tmp_path / "story"))) as page:
        stage = Beside(page).play("begin")
    assert (stage["language"], stage["speech"]) == ("fr", ["«\u202f", "\u202f»"])


def words(stage: dict[str, Any]) -> str:
    return " ".join(text for beat in stage["beats"] for text, _ in beat["runs"])


def test_the_scene_keeps_its_place_while_its_words_its_names_and_its_way_here_are_edited(beside: Beside) -> None:
    beside.play("choose", choice="strike")
    assert beside.play("choose", choice="look-out")["scene"] == "threshold"
    beside.rewrite("The door is between", "That door is between")
    beside.rewrite("- id: strike\n", "- id: light-one\n        was: [strike]\n")
    beside.rewrite("chose(strike)", "chose(light-one)")
    stage = beside.play("forward")
    assert (stage["scene"], stage["made"], stage["notice"]) == ("threshold", 2, "")
    assert words(stage).startswith("That door")
    assert beside.play("back")["scene"] == "window"
    assert beside.play("forward")["scene"] == "threshold"


def test_a_step_back_can_be_gone_forward_again_after_an_edit(beside: Beside) -> None:
    beside.play("choose", choice="strike")
    beside.play("choose", choice="look-in")
    assert beside.play("back")["scene"] == "window"
    beside.rewrite("looking out, or in", "looking up, or down")
    assert beside.play("forward")["scene"] == "threshold"


def test_where_a_choice_is_gone_the_nearest_place_before_it_plays_and_says_so(beside: Beside) -> None:
    beside.play("choose", choice="strike")
    beside.play("choose", choice="look-out")
    beside.rewrite("id: look-out", "id: look-elsewhere")
    stage = beside.play("forward")
    assert stage["scene"] == "window"
    assert "took away a choice" in stage["notice"]


def test_a_broken_story_leaves_the_last_scene_that_could_be_told(beside: Beside) -> None:
    beside.play("choose", choice="strike")
    beside.rewrite('    place: shed\n    time: "15:20"', '    place: shde\n    time: "15:20"')
    stage = beside.play("forward")
    assert stage["scene"] == "window"
    assert [choice["id"] for choice in stage["choices"] if choice["open"]] == ["look-out", "look-in", "again"]
    assert beside.play("choose", choice="again")["scene"] == "threshold"


def test_every_reading_variable_and_fact_can_be_set_and_stepped_back_past(beside: Beside) -> None:
    stage = beside.play("scene", scene="window")
    half = stage["readings"][0]
    assert [(meter["id"], meter["low"], meter["high"], meter["value"], meter["word"]) for meter in half["meters"]] == [
        ("warmth", 0, 6, 3, "cool"),
        ("light", 0, 6, 4, "day"),
    ]
    assert [(each["id"], each["value"], each["values"]) for each in stage["variables"]] == [
        ("matches", "2", []),
        ("door", "open", ["open", "shut"]),
        ("asked", "no", ["no", "yes"]),
    ]
    assert [(fact["asks"], fact["holds"]) for fact in stage["facts"]] == [("chose(strike)", False)]
    beside.play("reading", half="day", meter="light", value=99)
    beside.play("variable", variable="door", value="shut")
    stage = beside.play("fact", kind="chose", name="strike", holds=True)
    assert stage["readings"][0]["meters"][1]["value"] == 6
    assert [choice["open"] for choice in stage["choices"]] == [True, True, True]
    assert beside.play("back")["scene"] == "stove"
    stage = beside.play("forward")
    assert stage["variables"][1]["value"] == "shut"
    assert beside.play("afresh")["variables"][1]["value"] == "open"


def test_an_ending_plays_from_its_scene(beside: Beside) -> None:
    stage = beside.play("scene", scene="end-stove")
    assert stage["ending"] == {"title": "The Stove", "lead": "You kept the door."}
    assert stage["choices"] == []


def test_an_ending_that_is_written_keeps_its_place_though_its_scene_stands_outside_every_day(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHORT_DAY, tmp_path / "story"))
    text = (folder / "story.yaml").read_text(encoding="utf-8")
    before, _, after = text.partition("  - id: end-stove\n")
    part = next(line for line in after.split("\n") if line.lstrip().startswith("part:"))
    (folder / "story.yaml").write_text(
        f"{before}  - id: end-stove\n{after.replace(part + chr(10), '', 1)}", encoding="utf-8"
    )
    with open_page(folder) as page:
        beside = Beside(page)
        beside.play("scene", scene="end-stove")
        beside.rewrite("title: The Stove, scene", "title: The Old Stove, scene")
        stage = beside.play("forward")
        assert (stage["scene"], stage["ending"]["title"], stage["notice"]) == ("end-stove", "The Old Stove", "")


def test_what_is_not_in_the_story_cannot_be_played_or_set(beside: Beside) -> None:
    assert "cellar" in beside.refused("scene", scene="cellar")
    assert "not on offer" in beside.refused("choose", choice="shut")
    assert "never" in beside.refused("variable", variable="door", value="ajar")
    assert "number" in beside.refused("variable", variable="matches", value="many")
    assert "no variable" in beside.refused("variable", variable="lamp", value="yes")
    assert "reading" in beside.refused("reading", half="night", meter="light", value=1)
    assert "cannot be set" in beside.refused("fact", kind="visited", name="cellar", holds=True)
    assert "nothing that can be played" in beside.refused("dance")


def test_another_day_begins_with_what_it_begins_with_and_a_half_with_its_own(tmp_path: Path) -> None:
    with open_page(Path(shutil.copytree(TWO_HALVES, tmp_path / "story"))) as page:
        beside = Beside(page)
        scenes = [
            scene["id"] for band in page.desk.whole()["shape"] for part in band["parts"] for scene in part["scenes"]
        ]
        for scene in scenes:
            stage = beside.play("scene", scene=scene)
            assert stage["scene"] == scene
            assert [half["awake"] for half in stage["readings"]].count(True) == 1
            for choice in [each for each in stage["choices"] if each["open"]]:
                assert beside.play("choose", choice=choice["id"])["made"] >= 1
                assert beside.play("back")["scene"] == scene

"""What was found, on disk: it outlives the lives, other games, damage, and changes to the story."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game import disk, found
from game.play.history import Playthrough
from game.saves import AUTO, Saves
from game.story import read_story
from game.story.model import Player, Story

TWO_HALVES = Path(__file__).parents[1] / "stories" / "two-halves"
EARLY = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
TO_THE_LAMP = ["bake-plain", "sweep-it", "keep-it", None, "shut-early", "leave-till"]
TO_THE_WALK = ["bake-plain", "sweep-it", "keep-it", None, "shut-early", "walk-out"]


def life(story: Story, choices: list[str | None], name: str = "Jo Hart") -> Playthrough:
    lived = Playthrough.begin(story, player=Player(name, "she"), identity=name)
    for choice in choices:
        lived = lived.choose(choice or lived.offered[0])
    return lived


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TWO_HALVES, tmp_path / "story"))


@pytest.fixture
def story(folder: Path) -> Story:
    return read_story(folder)


def change(folder: Path, *changes: tuple[str, str]) -> Story:
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for before, after in changes:
            text = text.replace(before, after)
        file.write_text(text, encoding="utf-8")
    return read_story(folder)


def saves_of(story: Story) -> Saves:
    return Saves(disk.saves_folder(), story, clock=lambda: EARLY)


def found_by(story: Story) -> list[tuple[str, str, datetime]]:
    return [(each.ending, each.name, each.when) for each in saves_of(story).endings()]


def test_an_ending_is_found_when_a_life_comes_to_it(story: Story) -> None:
    with saves_of(story) as saves:
        saves.autosave(life(story, TO_THE_LAMP[:-1]))
        assert saves.endings() == ()
        saves.autosave(life(story, TO_THE_LAMP))
    assert found_by(story) == [("lamp-out", "Jo Hart", EARLY)]
    (one,) = saves.endings()
    assert found.last_scene(one, story)[0].plain == "The lamp goes out with the sound that a jar makes."


def test_an_ending_that_is_gone_back_from_at_once_is_found(story: Story) -> None:
    lived = life(story, TO_THE_LAMP)
    with saves_of(story) as saves:
        for _ in range(20):
            saves.autosave(lived)
            saves.autosave(lived.back())
    assert [each.ending for each in saves.endings()] == ["lamp-out"]


def test_the_first_time_is_the_one_that_is_kept(story: Story) -> None:
    for name, when in (("Second", EARLY), ("First", EARLY - timedelta(days=1)), ("Third", EARLY + timedelta(days=1))):
        found.note(saves_of(story).folder, life(story, TO_THE_LAMP, name), when)
    assert found_by(story) == [("lamp-out", "First", EARLY - timedelta(days=1))]


def test_lives_that_were_finished_before_anything_was_kept_count(story: Story) -> None:
    with saves_of(story) as saves:
        saves.write("3", life(story, TO_THE_WALK))
        saves.autosave(life(story, TO_THE_LAMP))
    found.forget(saves.folder)
    again = saves_of(story)
    assert again.endings() == ()
    again.take_stock()
    assert {each.ending for each in again.endings()} == {"walked-out", "lamp-out"}
    assert again.days_met() == {"one", "two", "three"}


def test_what_was_found_outlives_the_saves_and_not_their_erasing(story: Story) -> None:
    with saves_of(story) as saves:
        saves.autosave(life(story, TO_THE_LAMP))
    saves.erase(AUTO)
    assert len(saves.endings()) == 1
    saves.erase_all()
    assert saves.endings() == ()
    assert saves.days_met() == frozenset()
    saves.write("1", life(story, TO_THE_LAMP))
    assert len(saves.endings()) == 1


def test_a_day_is_met_once_something_of_it_is_lived(story: Story) -> None:
    with saves_of(story) as saves:
        saves.write("1", Playthrough.begin(story))
        assert saves.days_met() == frozenset()
        saves.write("1", Playthrough.begin(story).skip())
        assert saves.days_met() == frozenset()
        saves.write("1", life(story, TO_THE_LAMP[:1]))
        assert saves.days_met() == {"one"}


def test_an_ending_is_found_again_under_its_new_name(folder: Path, story: Story) -> None:
    with saves_of(story) as saves:
        saves.autosave(life(story, TO_THE_LAMP))
    now = change(
        folder,
        ("id: lamp-out", "id: lights-off"),
        ("title: The Lamp Out", "title: Lights Off"),
        ("scene: end-lamp", "scene: end-lights"),
        ("id: end-lamp", "id: end-lights\n    was: end-lamp"),
        ("id: shut-early", "id: shut-at-noon, was: [shut-early]"),
        ("chose(shut-early)", "chose(shut-at-noon)"),
    )
    (one,) = saves_of(now).endings()
    assert (one.ending, one.title, one.name) == ("lights-off", "Lights Off", "Jo Hart")


def test_the_last_scene_is_told_though_no_way_leads_there_any_more(folder: Path, story: Story) -> None:
    with saves_of(story) as saves:
        saves.autosave(life(story, TO_THE_LAMP))
    now = change(folder, ("when: chose(shut-early) or (sleep >= 6 and not kept)", "when: sleep >= 11"))
    (one,) = saves_of(now).endings()
    assert one.title == "The Lamp Out"
    assert found.last_scene(one, now)[0].plain == "The lamp goes out with the sound that a jar makes."


def test_an_ending_that_has_gone_is_kept_and_not_spoken_of(folder: Path, story: Story) -> None:
    saves = saves_of(story)
    saves.write("1", life(story, TO_THE_WALK))
    now = change(
        folder,
        ("  - {id: walked-out, title: Walked Out, scene: end-walk, by: goto, group: chosen, lessons: [debts]}\n", ""),
        ("goto: walked-out", "goto: ending"),
        ("id: end-walk\n    part: three-all", "id: end-walk\n    part: three-all"),
        (
            "  - id: end-walk\n    part: three-all\n    place: step\n    text: |\n      The coat fits. It always did; it had two people in it.\n",
            "",
        ),
    )
    assert saves_of(now).endings() == ()
    saves_of(now).write("2", life(now, TO_THE_LAMP))
    assert [each.ending for each in saves_of(story).endings()] == ["walked-out", "lamp-out"]


def test_several_games_find_at_once_and_nothing_is_lost(story: Story) -> None:
    lives = [life(story, TO_THE_LAMP), life(story, TO_THE_WALK), life(story, TO_THE_LAMP, "Other")]
    folder = saves_of(story).folder
    games = [threading.Thread(target=found.note, args=(folder, each, EARLY)) for each in lives]
    for game in games:
        game.start()
    for game in games:
        game.join()
    assert {each.ending for each in saves_of(story).endings()} == {"walked-out", "lamp-out"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"kind": "else"}', b"\xff\xfe"])
def test_damage_takes_the_one_before_it(story: Story, damage: bytes) -> None:
    saves = saves_of(story)
    saves.write("1", life(story, TO_THE_LAMP))
    file = saves.folder / found.FILE
    disk.write_whole(file, file.read_bytes())
    file.write_bytes(damage)
    assert [each.ending for each in saves.endings()] == ["lamp-out"]


def test_what_a_later_game_wrote_is_left_alone(story: Story) -> None:
    saves = saves_of(story)
    saves.write("1", life(story, TO_THE_LAMP))
    file = saves.folder / found.FILE
    later = json.dumps(json.loads(file.read_bytes()) | {"format": 99}).encode()
    file.write_bytes(later)
    saves_of(story).write("2", life(story, TO_THE_WALK))
    assert file.read_bytes() == later


def test_an_entry_that_cannot_be_read_is_passed_over_and_kept(story: Story) -> None:
    saves = saves_of(story)
    saves.write("1", life(story, TO_THE_LAMP))
    file = saves.folder / found.FILE
    content = json.loads(file.read_bytes())
    content["endings"] = [3, {"ending": "all-hours", "life": "?"}, *content["endings"]]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert [each.ending for each in saves.endings()] == ["lamp-out"]
    saves_of(story).write("2", life(story, TO_THE_WALK))
    assert len(json.loads(file.read_bytes())["endings"]) == 4

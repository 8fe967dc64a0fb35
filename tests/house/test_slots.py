"""Saves on disk: slots, the thread that writes, and what is done about a file that is not what it should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from game import disk
from game.play.history import Playthrough
from game.play.save import SaveProblem, where
from game.saves import AUTO, EARLIER, NUMBERED, QUICK, Saves
from tests.laws.made_stories import Dice, made
from tests.laws.test_moves import lived

STORY = made(7, days=2)


class Clock:
    """A minute passes whenever somebody looks."""

    def __init__(self) -> None:
        self.now = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def saves(home: Path) -> Saves:
    return Saves(disk.saves_folder(), STORY, clock=Clock())


def life(number: int, most: int = 3) -> Playthrough:
    return lived(STORY, Dice(number), most)


def test_a_slot_gives_back_what_was_put_in_it(saves: Saves) -> None:
    saves.write("3", life(1))
    assert saves.read("3").playthrough == life(1)
    (kept,) = saves.kept()
    assert kept.slot == "3"
    assert kept.when == datetime(2025, 11, 24, 9, 1, tzinfo=UTC)
    assert kept.where == where(STORY, life(1).state)


def test_the_newest_is_where_to_go_on(saves: Saves) -> None:
    assert saves.newest() is None
    for slot in ("2", AUTO, QUICK, "11"):
        saves.write(slot, life(1))
    assert [kept.slot for kept in saves.kept()] == [AUTO, QUICK, "2", "11"]
    assert saves.newest() == "11"
    assert saves.free() == "1"


def test_what_is_asked_for_later_is_on_disk_when_closed(saves: Saves) -> None:
    with saves:
        for number in range(20):
            saves.autosave(life(number))
    assert saves.read(AUTO).playthrough == life(19)
    assert saves.trouble == ""


def test_a_second_game_keeps_its_place_elsewhere(saves: Saves) -> None:
    with saves, Saves(disk.saves_folder(), STORY) as other:
        saves.autosave(life(1))
        other.autosave(life(2))
    assert {kept.slot for kept in saves.kept()} == {AUTO, "auto-2"}
    assert saves.read("auto-2").playthrough == life(2)


def test_beginning_again_throws_no_life_away(saves: Saves) -> None:
    with saves:
        saves.autosave(life(3, most=9))
    with saves:
        saves.autosave(Playthrough.begin(STORY))
    assert len(life(3, most=9).steps) > 2
    assert saves.read(EARLIER).playthrough == life(3, most=9)
    assert saves.newest() == AUTO
    with saves:
        for most in range(9):
            saves.autosave(life(4, most))
    assert saves.read(EARLIER).playthrough == life(3, most=9)


def test_a_damaged_save_gives_the_one_before_and_says_so(saves: Saves) -> None:
    saves.write("1", life(1))
    saves.write("1", life(2))
    saves.path("1").write_bytes(b"{")
    loaded = saves.read("1")
    assert loaded.playthrough == life(1)
    assert "damaged" in loaded.notices[0]
    assert saves.kept()[0].when is not None
    assert saves.path("1").read_bytes() == b"{"


def test_a_save_that_cannot_be_opened_costs_nothing_else(saves: Saves) -> None:
    saves.write("2", life(1))
    saves.path("1").write_bytes(b"\0\1")
    assert [(kept.slot, kept.problem) for kept in saves.kept()] == [("1", "This save is damaged."), ("2", "")]
    with pytest.raises(SaveProblem):
        saves.read("1")


def test_keeping_itself_never_writes_over_what_it_cannot_read(saves: Saves) -> None:
    saves.folder.mkdir(parents=True)
    saves.path(AUTO).write_bytes(b"{}")
    with saves:
        saves.autosave(life(1))
    assert saves.path(AUTO).read_bytes() == b"{}"
    assert saves.newest() == "auto-2"


def test_a_save_is_carried_away_and_brought_back(saves: Saves, tmp_path: Path) -> None:
    saves.write(QUICK, life(4))
    away = tmp_path / "my life.save"
    saves.carry_away(QUICK, away)
    with pytest.raises(SaveProblem, match="already"):
        saves.carry_away(QUICK, away)
    saves.erase_all()
    assert saves.kept() == ()
    assert saves.bring_back(away) == "1"
    assert saves.read("1").playthrough == life(4)


def test_a_full_shelf_is_said(saves: Saves, tmp_path: Path) -> None:
    for slot in NUMBERED:
        saves.write(slot, life(1))
    away = tmp_path / "away.save"
    saves.carry_away("1", away)
    with pytest.raises(SaveProblem, match="All 12 slots"):
        saves.bring_back(away)
    assert saves.bring_back(away, "5") == "5"


def test_an_empty_slot_and_a_missing_file_are_said(saves: Saves, tmp_path: Path) -> None:
    with pytest.raises(SaveProblem, match="Nothing is saved there"):
        saves.read("9")
    with pytest.raises(SaveProblem, match="cannot be read"):
        saves.bring_back(tmp_path / "nowhere.save")


def test_a_disk_that_refuses_is_said_and_play_goes_on(saves: Saves, home: Path) -> None:
    home.mkdir()
    (home / "saves").write_text("a file where the folder should be")
    with saves:
        saves.autosave(life(1))
        saves.write_later(QUICK, life(1))
    assert "disk" in saves.trouble

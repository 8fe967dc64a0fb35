"""Saves on disk: slots, the thread that writes, and what is done about a file that is not what it should be."""

from __future__ import annotations

import errno
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from game import disk
from game.play.history import Playthrough
from game.play.save import SaveProblem, where
from game.saves import AUTO, EARLIER, EARLIER_ONES, NUMBERED, QUICK, Saves, name, new_identity
from game.story.model import Player
from tests.laws.made_stories import Dice, made
from tests.laws.test_moves import lived

STORY = made(7, days=2)
LONG = made(3, days=9)


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


def one(number: int, most: int) -> tuple[Playthrough, ...]:
    """A life of somebody's own, choice by choice."""
    begun = lived(LONG, Dice(number), most).called(Player(f"Number {number}", "they"))
    whole = attrs.evolve(begun, identity=new_identity())
    assert len(whole.steps) == most
    return tuple(whole.to(at) for at in range(most + 1))


def played(saves: Saves, *moments: Playthrough) -> None:
    """A sitting: each moment kept as it comes."""
    with saves:
        for moment in moments:
            saves.autosave(moment)


def lives(saves: Saves) -> list[tuple[str, ...]]:
    """What can be loaded, of the lives before."""
    return [saves.read(kept.slot).playthrough.choices for kept in saves.kept() if kept.slot in EARLIER_ONES]


@pytest.fixture
def shelf(home: Path) -> Saves:
    return Saves(disk.saves_folder(), LONG, clock=Clock())


def test_no_life_is_lost_to_those_begun_after_it(shelf: Saves) -> None:
    long, second, third = one(1, 8), one(2, 3), one(3, 3)
    for life in (long, second, third):
        played(shelf, *life)
    assert lives(shelf) == [second[-1].choices, long[-1].choices]
    assert shelf.read(AUTO).playthrough.choices == third[-1].choices
    assert [kept.name for kept in shelf.kept()] == ["Where you are", "The life before", "The life before that"]


def test_lives_are_kept_apart_when_they_are_written_all_at_once(shelf: Saves) -> None:
    long, second, third = one(1, 8), one(2, 3), one(3, 3)
    played(shelf, *long, *second, *third)
    assert lives(shelf) == [second[-1].choices, long[-1].choices]
    played(shelf, long[-1])
    assert long[-1].choices in (shelf.read(AUTO).playthrough.choices, *lives(shelf))


def test_going_back_and_choosing_again_is_the_same_life(shelf: Saves) -> None:
    long, second = one(1, 8), one(2, 3)
    played(shelf, *long)
    back = second[3].back().choose(second[2].offered[-1])
    played(shelf, *second, second[2], back)
    played(shelf, shelf.read(AUTO).playthrough.back(2))
    assert lives(shelf) == [long[-1].choices]


def test_a_life_begun_without_an_identity_is_told_by_its_beginning(shelf: Saves) -> None:
    long, other = lived(LONG, Dice(1), 8), Playthrough.begin(LONG)
    played(shelf, *(long.to(at) for at in range(9)))
    played(shelf, other, other.choose(other.offered[0]), other.choose(other.offered[0]).back())
    assert lives(shelf) == [long.choices]


def test_the_shortest_gives_way_when_six_lives_are_kept(shelf: Saves) -> None:
    lengths = (8, 3, 5, 2, 6, 4, 7, 1, 9)
    whole = [one(number, most) for number, most in enumerate(lengths)]
    for life in whole:
        played(shelf, *life)
    kept = [len(choices) for choices in lives(shelf)]
    assert kept == [7, 4, 6, 5, 3, 8]
    assert len({name(slot) for slot in EARLIER_ONES}) == len(EARLIER_ONES) == 6


def test_returning_to_an_early_moment_keeps_what_came_of_it(shelf: Saves) -> None:
    long = one(1, 8)
    shelf.write("1", long[2])
    played(shelf, *long)
    played(shelf, shelf.read("1").playthrough.choose(long[2].offered[-1]))
    assert lives(shelf) == [long[-1].choices]


def test_a_life_from_before_lives_had_an_identity_is_the_same_life(shelf: Saves) -> None:
    played(shelf, *one(1, 8))
    old = json.loads(shelf.path(AUTO).read_bytes())
    del old["identity"]
    shelf.path(AUTO).write_text(json.dumps(old), encoding="utf-8")
    again = shelf.read(AUTO).playthrough
    played(shelf, again.back(3), again.back(3).choose(again.back(3).offered[-1]))
    assert lives(shelf) == []


@pytest.mark.parametrize(
    "when", ["9999-12-31T23:59:59-12:00", "2999-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_a_clock_that_was_wrong_does_not_own_the_place_for_ever(shelf: Saves, when: str) -> None:
    played(shelf, *one(1, 2))
    wrong = json.loads(shelf.path(AUTO).read_bytes()) | {"when": when}
    shelf.path("7").write_text(json.dumps(wrong), encoding="utf-8")
    assert shelf.newest() == AUTO
    assert len([str(kept) for kept in shelf.kept()]) == 2


def test_what_a_save_says_of_itself_is_safe_to_show(shelf: Saves) -> None:
    shelf.write("1", one(1, 2)[-1])
    content = json.loads(shelf.path("1").read_bytes())
    content["where"]["chapter"] = "\x1b[2J\n" + "a" * 9999
    shelf.path("1").write_text(json.dumps(content), encoding="utf-8")
    (kept,) = shelf.kept()
    assert str(kept).isprintable()
    assert len(str(kept)) < 300


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


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "no room left on it. Make room"),
        (errno.EACCES, "may not be written to. Let yourself write"),
        (errno.EROFS, "can only be read. Set AMPERSAND_HOME"),
        (errno.EIO, "`ampersand doctor` names the folder"),
    ],
)
def test_what_is_said_of_a_refusal_is_true_of_it(
    saves: Saves, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk, "write_whole", refuse)
    with pytest.raises(SaveProblem, match=advice) as raised:
        saves.write("1", life(1))
    assert "Errno" not in str(raised.value)


def test_a_disk_that_refuses_is_said_and_play_goes_on(saves: Saves, home: Path) -> None:
    home.mkdir()
    (home / "saves").write_text("a file where the folder should be")
    with saves:
        saves.autosave(life(1))
        saves.write_later(QUICK, life(1))
    assert "disk" in saves.trouble


def test_a_page_of_saves_shows_what_was_written_since_it_was_looked_at(saves: Saves) -> None:
    saves.write("3", life(1))
    (before,) = saves.kept()
    assert saves.kept() == (before,), "nothing was written"
    saves.write("3", life(2))
    (after,) = saves.kept()
    assert after.when is not None
    assert before.when is not None
    assert after.when > before.when
    saves.path("3").write_bytes(b"{")
    disk.previous(saves.path("3")).unlink()
    (damaged,) = saves.kept()
    assert damaged.problem
    saves.path("3").unlink()
    assert saves.kept() == ()

"""A room by show of hands: the command, on a story on disk, with what a facilitator types."""

from __future__ import annotations

import csv
import io
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from game import disk
from game.cli import main

STORIES = Path(__file__).parent.parent / "stories"
SHORT_DAY = STORIES / "short-day"
WHOLE_HOUR = ["12 9", "", "", "", "9 3 4", "", "", "", "", "3 18", "", "", "", ""]


class Hold(Protocol):
    """What is read when these lines are typed, and then no more; what is complained of where the code is not 0."""

    def __call__(self, *typed: str, story: Path = ..., options: tuple[str, ...] = ..., code: int = ...) -> str: ...


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hold:
    def hold(*typed: str, story: Path = SHORT_DAY, options: tuple[str, ...] = (), code: int = 0) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        assert main(["room", str(story), "--hands", *options]) == code
        told = capsys.readouterr()
        return told.out if code == 0 else told.err

    return hold


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table[table.index("vote,run,") :])))


def test_an_hour_goes_to_its_ending_and_leaves_a_table(held: Hold) -> None:
    read = held(*WHOLE_HOUR)
    assert "Strike a match.\n  ################# 12 of 21\n" in read
    assert "The smaller side is heard first: would somebody speak for ‘Put the box back on its shelf’?" in read
    assert "Ending: The Lane" in read
    assert "Had you chosen ‘Shut the door’" in read
    first = rows(read)[0]
    assert (first["choice"], first["hands"], first["decided"], first["how"]) == ("Strike a match.", "12", "yes", "vote")
    assert len(rows(read)) == 3 + 4 + 3


def test_without_phones_no_socket_is_opened(held: Hold, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)
    assert "vote,run," in held(*WHOLE_HOUR)


def test_the_split_is_not_shown_before_it_is_revealed(held: Hold) -> None:
    before = held("12 9", "close")
    assert "of 21" not in before
    assert "21 hands are counted" in before
    assert "12 of 21" in held("reveal", options=("--resume",))


def test_minds_may_change_until_the_vote_is_closed(held: Hold) -> None:
    read = held("12 9", "9 12", "close", "12 9", "reveal")
    assert "The vote is closed, so no hands are taken now." in read
    assert "  ############# 9 of 21\n" in read


def test_a_tie_is_voted_on_again_and_then_the_facilitator_decides(held: Hold) -> None:
    read = held("8 8", "", "", "go", "", "8 8", "", "", "", "choose 2", "end")
    assert "A tie between ‘Strike a match’ and ‘Put the box back on its shelf’: talk, and vote again." in read
    assert "It is a tie: the room talks, and votes again." in read
    assert "the facilitator decides, and says so aloud" in read
    decided = [row for row in rows(read) if row["decided"] == "yes"]
    assert [(row["run"], row["choice"], row["how"]) for row in decided] == [
        ("2", "Put the box back on its shelf.", "facilitator after a second tie")
    ]


def test_an_override_and_a_way_back_are_written_down_as_that(held: Hold) -> None:
    read = held("12 9", "", "", "override 2", "back", "reopen", "3 18", "", "", "go", "end")
    assert "Say so aloud" in read
    assert [(row["run"], row["hands"]) for row in rows(read)] == [
        ("1", "12"),
        ("1", "9"),
        ("1", "0"),
        ("2", "3"),
        ("2", "18"),
        ("2", "0"),
    ]


def test_a_small_room_is_told_no_number(held: Hold) -> None:
    read = held("4 1", "", "", "go", "end")
    assert "Strike a match.\n  ### a few\n" in read
    assert "Put the box back on its shelf.\n  ## a few, or none\n" in read
    assert {row["hands"] for row in rows(read)} == {""}


def test_a_room_goes_on_after_it_was_killed_with_every_closed_vote(tmp_path: Path, held: Hold) -> None:
    room = subprocess.Popen(
        [sys.executable, "-m", "game", "room", str(SHORT_DAY), "--hands"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert room.stdin
    assert room.stdout
    room.stdin.write("12 9\n\n\n\n9 3 4\nclose\n")
    room.stdin.flush()
    read = ""
    while "closed" not in read.partition("15:20")[2]:
        read += room.stdout.readline()
    room.stdin.write("help\n")  # what is answered after the close shows that the close was kept
    room.stdin.flush()
    while "`close`: count the hands" not in read:
        read += room.stdout.readline()
    room.kill()
    room.wait()
    room.stdin.close()
    room.stdout.close()
    again = held("reveal", "go", "end", options=("--resume",))
    assert "9 of 16" in again
    assert [row["hands"] for row in rows(again)] == ["12", "9", "0", "9", "3", "4", "0"]


def test_no_name_or_seat_lies_on_disk(held: Hold, home: Path) -> None:
    held(*WHOLE_HOUR)
    kept = [path for path in (home / "saves").rglob("*.room*") if "lock" not in path.name]
    assert kept
    for path in kept:
        assert not {"hands:", '"cast"', '"seat"'} & set(path.read_text().split())


def test_the_table_goes_to_the_file_that_was_named(held: Hold, tmp_path: Path) -> None:
    file = tmp_path / "splits.csv"
    read = held("12 9", "", "", "", "end", options=("--splits", str(file)))
    assert f"How the room divided is written in {file}." in read
    assert rows(file.read_text(encoding="utf-8"))[0]["hands"] == "12"


def test_no_cell_of_the_table_is_a_formula(held: Hold, tmp_path: Path) -> None:
    head = (SHORT_DAY / "story.yaml").read_text(encoding="utf-8")
    for name, words in (("equals", "=HYPERLINK(1)"), ("at", "@SUM(1)"), ("minus", "-1+1")):
        story = tmp_path / name
        story.mkdir()
        text = head.replace("text: Strike a match.", f"text: {words!r}").replace("short-day", f"day-{name}")
        (story / "story.yaml").write_text(text, encoding="utf-8")
        read = held("12 9", "", "", "", "end", story=story)
        assert rows(read)[0]["choice"] == f"'{words}"


def test_a_talk_point_says_its_minutes_and_its_form(held: Hold) -> None:
    read = held("close", "reveal", story=disk.shipped_story(), options=("--chapter", "fri-2"))
    assert "Talk, 4 minutes, in fours, then a word from each four: " in read


def test_an_unfinished_room_is_not_thrown_away_by_a_new_one(held: Hold) -> None:
    held("12 9", "", "", "")
    assert "The room before was not ended" in held("12 9")


def test_what_cannot_be_done_is_said_in_a_sentence(held: Hold) -> None:
    read = held(
        "12", "12 9 1 1", "12 x", "99999 1", "relode", "closs", "reveal", "override 7", "choose 1", "back", "talk"
    )
    assert "Type 2 numbers, the hands for each choice in order, as `12 7`" in read
    assert "No more than 5000 hands" in read
    assert "Did you mean `close`?" in read
    assert "There is nothing to reveal before the vote is closed." in read
    assert "`override` is followed by the number of a choice, 1 to 2." in read
    assert "after a second tie" in read
    assert "nothing to go back on" in read
    assert "nothing to talk about" in read


def test_what_was_called_wrongly_is_said_in_a_sentence(held: Hold) -> None:
    assert "no room of this story" in held(options=("--resume",), code=2)
    assert "cannot go together" in held(options=("--resume", "--chapter", "today"), code=2)
    assert "No chapter is called `never`" in held(options=("--chapter", "never"), code=2)

"""A room that is led through so many minutes: the same scenes, talk and cards as its run sheet, by its clock."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from pathlib import Path
from typing import Protocol

import attrs
import pytest

from game import disk
from game.cli import main
from game.room import hands as by_hands
from game.room.hour import hour
from game.room.journal import read, written
from game.room.lines import Lines
from game.room.pace import pace
from game.room.session import Session
from game.room.sheets import sheet
from game.room.vote import HANDS
from game.story import read_story
from game.story.model import Story
from tests.room.phones import open_room

AMPERSAND = read_story(disk.shipped_story())
SHORT_DAY = read_story(Path(__file__).parents[1] / "stories" / "short-day")
DAYS = ["mon-1", "thu-1", "fri-2", "sat"]


class Hold(Protocol):
    """What is read when these lines are typed into a room of the shipped story, and then no more."""

    def __call__(self, *typed: str, options: tuple[str, ...] = ...) -> str: ...


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hold:
    def hold(*typed: str, options: tuple[str, ...] = ()) -> str:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        assert main(["room", "--hands", *options]) == 0
        return capsys.readouterr().out

    return hold


def begun(minutes: int, day: str = "mon-1") -> Session:
    return Session.begin(AMPERSAND, hour=hour(AMPERSAND, minutes=minutes, chapter=day)).opened(0)


def led(session: Session) -> list[Session]:
    """Everywhere that a room comes which always takes the first choice, to its end."""
    seen = [session]
    while not session.is_ended:
        if session.vote is not None:
            session = session.say(HANDS, {session.vote.choices[0]: 12}, hands=12).close().reveal()
        session = session.go_on()
        seen.append(session)
        assert len(seen) < 200
    return seen


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("minutes", [15, 45])
def test_a_room_votes_and_talks_where_its_sheet_does_and_nowhere_else(minutes: int, day: str) -> None:
    made = sheet(AMPERSAND, minutes=minutes, chapter=day)
    played = {row.scene for row in made.rows if row.kind == "scene"}
    talked = {row.scene for row in made.rows if row.kind == "talk"}
    seen = led(begun(minutes, day))
    for each in seen:
        if each.vote is not None:
            assert each.life.state.scene in played
        assert (each.talk is not None) <= (each.life.state.scene in talked)
    cards = [each.shown_card.title for each in seen if each.shown_card is not None and not each.is_ended]
    assert cards == [row.title for row in made.rows if row.kind in ("card", "write", "close")]


def test_what_there_is_no_time_for_is_told_in_a_sentence(held: Hold) -> None:
    read = held(options=("--chapter", "mon-1", "--minutes", "15"))
    assert "On the first Monday there was a letter to write" in read
    assert "no time for this scene" in read
    assert "The glass turns and it is nine" not in read


def test_after_the_day_come_the_cards_and_then_the_end(held: Hold) -> None:
    read = held(*["override 1", ""] * 40, options=("--chapter", "mon-1", "--minutes", "45"))
    order = ["Monday is over.", "How is it, all together", "What next, all together", "The action card", "Close"]
    places = [read.index(words) for words in order]
    assert places == sorted(places)
    assert "a crisis line that serves where you are" in read
    assert "vote,run,day" in read
    assert "Tuesday" not in read[read.index("Monday is over.") :]


def test_ninety_minutes_are_a_day_a_break_and_the_day_that_answers_it(
    held: Hold, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.room.report_file.PATIENCE_S", 0.0)  # what moved is tested elsewhere, of a shorter walk
    seen = led(begun(90))
    days = [each.life.origin.chapter for each in seen]
    assert list(dict.fromkeys(days)) == ["mon-1", "mon-2"]
    assert sum(each.is_break for each in seen) == 1
    read = held(*["override 1", ""] * 80, options=("--chapter", "mon-1", "--minutes", "90"))
    assert "A break of 5 minutes." in read
    page = tmp_path / "report.html"
    assert main(["report", "--both", "-o", str(page)]) == 0
    told = page.read_text(encoding="utf-8")
    assert "Monday" in told
    assert "Monday, again" in told


def test_a_room_that_fell_goes_on_at_the_same_page_or_card_of_its_hour() -> None:
    for session in led(begun(90)):
        resumed = read(written(session), AMPERSAND)
        assert resumed.notices == ()
        assert (resumed.session.card, resumed.session.is_break, resumed.session.begun) == (
            session.card,
            session.is_break,
            session.begun,
        )
        assert resumed.session.hour == session.hour
        assert resumed.session.can_go_on == session.can_go_on or session.vote is not None


def test_a_room_goes_back_from_its_cards_to_its_last_vote() -> None:
    end = next(each for each in led(begun(45)) if each.card == 1)
    assert end.back().card == 0
    assert end.back().back().card is None
    again = end.back().back().back()
    assert again.vote is not None
    assert again.vote.shown is not None


def test_a_late_room_is_told_what_to_leave_out_and_then_is_not_asked_it() -> None:
    session = begun(45)
    assert pace(session, 60.0).words.startswith("In time: 44 minutes of 45 left")
    late = pace(session, 12 * 60.0)
    assert late.words.startswith("5 minutes late: 33 minutes of 45 left")
    scene, words = late.spare[0]
    assert "saves" in words
    seen = led(session.leave_out(scene))
    assert all(each.vote is None for each in seen if each.life.state.scene == scene)
    assert pace(seen[-2], 60 * 60.0).words.endswith("the time is over.")


def test_the_facilitator_leaves_a_scene_out_by_its_number() -> None:
    times = iter([0.0, *[20 * 60.0] * 20])
    out = io.StringIO()
    lines = Lines(io.StringIO("time\nleave 9\nleave 1\ntime\n"), out)
    by_hands.run(
        disk.shipped_story(),
        chapter="mon-1",
        minutes=45,
        resume=False,
        splits=None,
        lines=lines,
        today=lambda: next(times),
    )
    told = out.getvalue()
    assert "13 minutes late" in told
    assert "`leave` is followed by a number" in told
    left = re.search(r"Left out: (.*): saves", told)
    assert left
    assert left[1] not in told[told.rindex("To catch up") :]


def test_minutes_that_cannot_hold_a_day_are_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["room", "--hands", "--chapter", "hinge", "--minutes", "90"]) == 2
    assert "no day answers `hinge`" in capsys.readouterr().err


def test_a_story_whose_hour_no_longer_holds_goes_on_without_it() -> None:
    kept = written(begun(45)).replace(b'"minutes": 45', b'"minutes": 90')
    resumed = read(kept, AMPERSAND)
    assert resumed.session.hour is None
    assert "without the minutes" in resumed.notices[0]


def test_the_facilitators_page_leads_through_a_break_to_the_second_day_and_keeps_the_first() -> None:
    with open_room(disk.shipped_story(), begun(90).opened(int(time.time()))) as room:
        phone = room.phone()
        host = room.lead("lock")
        while host["phase"] != "break":
            host = room.lead("override", choice=0) if "override" in host["does"] else room.lead("go")
        assert (host["heading"], host["minutes"]) == ("A break, 5 minutes", 5)
        assert phone.state()["phase"] == "break"
        assert room.lead("go")["phase"] in ("open", "reading", "left-out")
        session = room.hosted.session
        assert (session.life.origin.chapter, session.decisions) == ("mon-2", ())
        kept = room.hosted.journal.path.with_suffix(".earlier.room")
        assert len(read(kept.read_bytes(), AMPERSAND).session.decisions) >= 4


def test_the_facilitators_page_says_when_it_is_late_and_leaves_a_scene_out() -> None:
    late = begun(45)
    late = attrs.evolve(late, begun=int(time.time()) - 20 * 60)
    with open_room(disk.shipped_story(), late) as room:
        host = room.lead("lock")
        assert "13 minutes late" in host["pace"]
        first = host["spare"][0]
        host = room.lead("leave-out", choice=0)
        assert first not in host["spare"]
        assert room.hosted.session.hour
        assert len(room.hosted.session.hour.left_out) == 1


def test_the_facilitators_page_names_the_next_talk_before_the_room_comes_to_it() -> None:
    asked = "Talk, 4 minutes, in pairs, then a word from whoever offers one: Tilde has said yes already."
    with open_room(disk.shipped_story(), begun(45).opened(int(time.time()))) as room:
        host = room.lead("lock")
        assert re.match(rf"The next talk, by minute \d+ of the hour\. {asked}", host["ahead"])
        assert "ahead" not in json.loads(room.laptop.get("/screen/state")[1])
        while room.hosted.session.life.state.scene != "mon-in-3-twelve":
            host = room.lead("override", choice=0)
        assert host["ahead"].startswith(f"After this vote. {asked}")
        room.lead("hands", said=[12, 9, 0, 0])
        room.lead("close")
        host = room.lead("reveal")
        assert asked in host["talk"]
        assert "Tilde has said yes" not in host["ahead"]


def test_while_people_come_in_no_hands_are_taken_and_nothing_is_shown_of_the_story() -> None:
    with open_room(session=Session.begin(SHORT_DAY).gathering()) as room:
        phone = room.phone()
        state = phone.state()
        assert (state["phase"], state["choices"], state["ask"], state["talk"]) == ("gathering", [], "", "")
        assert phone.post("/say", {"page": state["page"], "said": [1, 0, 0]})[0] in (400, 409)
        assert "stove" not in room.laptop.get("/screen/state")[1].decode()
        host = room.lead("lock")
        assert host["does"] == ["begin", "end"]
        assert "In it there is: It gets dark." in " ".join(host["say"])
        assert room.lead("begin")["phase"] == "open"
        assert phone.choose(0) == 200
        assert room.hosted.session.begun is not None


def test_an_hour_is_of_any_story() -> None:
    story: Story = read_story(Path(__file__).parents[1] / "stories" / "two-halves")
    for minutes in (15, 45):
        seen = led(Session.begin(story, hour=hour(story, minutes=minutes, chapter=None)).opened(0))
        assert seen[-1].is_ended

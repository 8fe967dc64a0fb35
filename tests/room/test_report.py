"""The page a room leaves with: what it decided is all there, nothing points at anybody, and nothing is taken for markup."""

from __future__ import annotations

import csv
import html
import io
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs
import pytest

from game import disk
from game.cli import main
from game.room import report
from game.room.count import RATHER_NOT
from game.room.session import Session
from game.room.vote import HANDS
from game.story import read_story
from game.story.model import Player

TWO_HALVES = read_story(Path(__file__).parents[1] / "stories" / "two-halves")
SHORT_DAY = Path(__file__).parents[1] / "stories" / "short-day"
AMPERSAND = read_story(disk.shipped_story())


def counted(room: Session, hands: Mapping[str, int]) -> Session:
    return room.say(HANDS, hands, hands=sum(hands.values())).close().reveal()


def going_on(room: Session) -> Session:
    """The room at its next vote, or at the end."""
    while room.vote is None and not room.life.is_over:
        room = room.go_on()
    return room


def held(room: Session, votes: Iterable[tuple[int, ...]], *, day: str | None = None) -> Session:
    """A room after votes, each so many hands for each choice in turn; while the day lasts, where one is named."""
    room = going_on(room)
    for hands in votes:
        if room.vote is None or (day is not None and room.life.state.chapter != day):
            break
        room = going_on(counted(room, dict(zip((*room.vote.choices, RATHER_NOT), hands, strict=False))).go_on())
    return room


def one_day(day: str, *, voters: int = 20) -> Session:
    return held(Session.begin(AMPERSAND, chapter=day), [(voters - 7, 4, 3)] * 9, day=day)


def whole() -> Session:
    return held(Session.begin(TWO_HALVES), [(5, 12), (9, 8), (4, 15), (14, 3), (3, 16), (13, 4)] * 3)


def words(page: str) -> str:
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


def path(page: str) -> str:
    """What is read between the head of the path and what follows it, without the rules."""
    read = words(page)
    return read[read.index("outlined.") : read.index("Action cards")]


def test_every_choice_is_on_it_in_order_with_how_the_room_divided() -> None:
    room = one_day("mon-1")
    read = path(report.page([room]))
    place = 0
    assert len(room.decisions) >= 5
    for entry in room.life.journal:
        place = read.index(f"▸ {'‘' if entry.spoken else ''}{entry.quoted}", place)
        assert read.index(" 13 of 20", place) < read.index(" 4 of 20", place) < read.index(" 3 of 20", place)
    assert AMPERSAND.scenes["mon-in-3-twelve"].talk
    assert f"We were asked: {AMPERSAND.scenes['mon-in-3-twelve'].talk.ask}" in read


def test_a_room_of_fewer_than_eight_has_no_numbers() -> None:
    read = path(report.page([held(Session.begin(TWO_HALVES), [(5, 2), (6, 1), (4, 3)])]))
    assert "a few, or none" in read
    assert re.findall(r"\d+ of \d+", read) == []
    table = list(csv.DictReader(io.StringIO(report.splits([held(Session.begin(TWO_HALVES), [(5, 2)])]))))
    assert [row["hands"] for row in table] == ["", "", ""]


def test_beside_a_side_of_one_or_two_no_number_is_told() -> None:
    for lonely in ((18, 1), (20, 0, 2), (17, 2, 1)):
        read = path(report.page([held(Session.begin(TWO_HALVES), [lonely])]))
        assert "a few" in read
        assert re.findall(r"\d+ of \d+", read) == []


def test_no_name_is_on_it_whatever_somebody_typed() -> None:
    room = Session.begin(TWO_HALVES)
    named = attrs.evolve(room, life=room.life.called(Player("Zebedee Quill", "he")))
    done = held(named, [(12, 5)] * 12)
    assert done.life.is_over
    page = report.page([done], title="Our hour")
    assert "Zebedee" not in page
    assert "Zebedee" not in report.splits([done])
    assert TWO_HALVES.player.name in page or "{name}" not in page


def test_two_days_begun_by_themselves_stand_beside_one_another() -> None:
    read = words(report.page([one_day("mon-1"), one_day("mon-2")], when="26 November 2026"))
    assert read.startswith("Monday and Monday, again · Ampersand Monday and Monday, again")
    assert "played by a room, 26 November 2026" in read
    twice = read[read.index("The same hour, twice") : read.index("What it shows")]
    pair = next(each for each in AMPERSAND.pairs if each.id == "letter")
    assert pair.title in twice
    first, again = (AMPERSAND.scenes[each[0]].choices[0].text.fixed for each in (pair.first, pair.second))
    assert first
    assert again
    assert twice.index(first[0].plain) < twice.index(again[0].plain)
    assert pair.carry
    assert read.index(pair.carry) > read.index("To carry")


def test_after_a_day_a_lesson_quotes_what_was_chosen_and_speaks_of_no_other_day() -> None:
    room = one_day("mon-1")
    read = words(report.page([room]))
    lesson = AMPERSAND.lessons["purpose"]
    assert lesson.title in read
    shows = read[read.index("What it shows") : read.index("To carry")]
    assert "We chose: Write it the way you would say it to somebody’s face. It moved meaning 6 to 8, some" in shows
    assert "It ended as" not in read
    assert "Wednesday" not in shows


def test_after_a_whole_life_a_lesson_says_what_it_saw_and_the_ending_is_named() -> None:
    room = whole()
    assert room.life.is_over
    read = words(report.page([room], moved=["In lives like this one, one vote moved it."]))
    assert f"It ended as: {TWO_HALVES.endings[room.life.state.ending or ''].title}" in read
    assert "In lives like this one, one vote moved it." in read
    assert "What it shows" in read
    assert "We chose:" not in read[read.index("What it shows") : read.index("To carry")]


def test_it_says_how_a_choice_came_about_where_it_was_not_simply_voted() -> None:
    room = going_on(Session.begin(TWO_HALVES))
    assert room.vote
    first, second = room.vote.choices[:2]
    tied = counted(room, {first: 9, second: 9})
    settled = counted(tied.reopen(), {first: 8, second: 8}).settle(second)
    read = path(report.page([settled]))
    assert read.index("The first count") < read.index("9 of 18") < read.index("Counted again") < read.index("8 of 16")
    assert "After a second tie the facilitator decided." in read
    aloud = path(report.page([counted(room, {first: 15, second: 4}).override(second)]))
    assert "The facilitator decided, and said so aloud." in aloud
    unasked = path(report.page([room.override(second)]))
    assert "said so aloud" in unasked


def test_a_large_smaller_side_sees_what_it_would_have_met() -> None:
    room = going_on(Session.begin(TWO_HALVES))
    assert room.vote
    plain, seeded = room.vote.choices[:2]
    read = path(report.page([counted(room, {plain: 11, seeded: 9}).go_on()]))
    then = TWO_HALVES.choices[seeded].then
    assert then
    assert then.fixed
    assert read.index("What the smaller side would have met.") < read.index(then.fixed[0].plain)
    few = path(report.page([counted(room, {plain: 15, seeded: 4}).go_on()]))
    assert "What the smaller side" not in few


def test_three_cards_have_something_to_try_and_lines_to_write_on() -> None:
    page = report.page([one_day("mon-1")])
    read = words(page)
    for name in ("By yourself", "With your team", "If you lead one"):
        assert name in read
    tries = [what for lesson in AMPERSAND.lessons.values() for _, what in lesson.tries]
    cards = read[read.index("Action cards") : read.index("What these lessons rest on")]
    assert sum(what in cards for what in tries) == 9
    assert page.count('class="line"') == 6
    sources = read[read.index("What these lessons rest on") :]
    assert sum(source in sources for source in map(_plain, AMPERSAND.sources.values())) > 5


def _plain(source: str) -> str:
    return " ".join(source.split())


def test_it_asks_for_nothing_and_takes_no_words_for_markup(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        """story: s
title: "<b>Bold</b>"
halves: {one: {header: "<i>all</i>", ink: both}}
chapters: [{id: day, title: "</main>Day", parts: [{id: part, half: one, scene: first}]}]
endings: [{id: over, title: "<script>alert(1)</script>", scene: last}]
scenes:
  - id: first
    part: part
    text: Here.
    recall: "@there was a scene"
    choices: [{id: a, text: "=cmd|'/c calc'", goto: ending}, {id: b, text: "<img src=x onerror=alert(2)>", goto: ending}]
  - {id: last, part: part, text: Over.}
""",
        encoding="utf-8",
    )
    room = held(Session.begin(read_story(tmp_path)), [(12, 9)])
    page = report.page([room], title='"><svg onload=alert(3)>', when="<b>", moved=["<u>"])
    assert re.findall(r"""(?:src|href)=(?!"data:|x onerror)|url\((?!data:)""", page) == []
    assert "default-src 'none'" in page
    for tag in ("<script", "<img", "<svg", "<u>", "<b>", "<i>"):
        assert tag not in page
    assert page.count("</main>") == 1
    assert "<img src=x onerror=alert(2)>" in html.unescape(page)
    for row in csv.reader(io.StringIO(report.splits([room]))):
        assert [cell for cell in row if cell[:1] in set("=+-@\t\r")] == []


def test_the_table_is_one_for_all_days() -> None:
    days = [one_day("mon-1"), one_day("mon-2")]
    rows = list(csv.reader(io.StringIO(report.splits(days))))
    assert [row[0] for row in rows].count("vote") == 1
    sides = sum(len(count.sides) for day in days for decision in day.decisions for count in decision.counts)
    assert len(rows) == 1 + sides


def test_a_room_that_decided_nothing_still_has_a_page() -> None:
    read = words(report.page([Session.begin(TWO_HALVES)]))
    assert "The path" in read
    assert "Action cards" in read


# ---- by the command, of rooms that were held


def hold(monkeypatch: pytest.MonkeyPatch, day: str, *typed: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    assert main(["room", "ampersand", "--hands", "--chapter", day]) == 0


def test_the_command_writes_the_page_of_the_room_that_was_held_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(monkeypatch, "mon-1", "12 4 3", "close", "reveal", "go", "end")
    hold(monkeypatch, "mon-2", "", "9 4 3 0", "close", "reveal", "go", "end")
    capsys.readouterr()
    page, table = tmp_path / "page.html", tmp_path / "table.csv"
    assert main(["report", "--both", "--when", "today", "-o", str(page), "--splits", str(table)]) == 0
    assert capsys.readouterr().out == f"{page}\n{table}\n"
    read = path(page.read_text(encoding="utf-8"))
    assert read.index("Monday") < read.index("12 of 19") < read.index("Monday, again") < read.index("9 of 16")
    assert len(table.read_text(encoding="utf-8").splitlines()) > 8
    assert main(["report", "-o", str(page)]) == 0
    assert "12 of 19" not in path(page.read_text(encoding="utf-8"))


def test_where_no_room_was_held_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert main(["report", "-o", str(page)]) == 2
    assert "There is no room of this story" in capsys.readouterr().err
    hold(monkeypatch, "sat", "end")
    assert main(["report", "--both", "-o", str(page)]) == 2
    assert "leave out --both" in capsys.readouterr().err
    assert not page.exists()


def test_a_day_says_which_vote_moved_what_is_to_come_and_what_the_outvoted_would_have_met(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("game.room.hands.LITTLE_PATIENCE_S", 60.0)
    typed = ["9 12 4", "9 12 3 4", "", "", ""] * 40
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed)))
    assert main(["room", "ampersand", "--hands", "--chapter", "fri-2", "--minutes", "45"]) == 0
    (said,) = [line for line in capsys.readouterr().out.splitlines() if "Of a hundred lives that go on" in line]
    assert (
        "We chose: The choir till the interval, then Juno. Of a hundred lives that go on from there, 34 ended where"
        in said
    )
    assert "After ‘Juno from the first bar, then Dad’s size’ it would have been 42." in said.replace("'", "’")
    file = tmp_path / "page.html"
    assert main(["report", "-o", str(file)]) == 0
    assert said.replace("'", "’") in html.unescape(file.read_text(encoding="utf-8")).replace("'", "’")


def test_a_whole_life_says_which_votes_moved_how_it_ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed = ["12 9", "", "", "", "9 3 4", "", "", "", "", "3 18", "", "", "", ""]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    assert main(["room", str(SHORT_DAY), "--hands"]) == 0
    (said,) = [line for line in capsys.readouterr().out.splitlines() if "Of a hundred lives begun" in line]
    file = tmp_path / "page.html"
    assert main(["report", str(SHORT_DAY), "-o", str(file)]) == 0
    assert said in html.unescape(file.read_text(encoding="utf-8"))

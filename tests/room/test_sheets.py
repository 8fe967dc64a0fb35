"""Run sheets as a facilitator gets them: asked for by the command, from the shipped story and from stories on disk."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from pathlib import Path

import click
import pytest

from game import disk
from game.cli import main
from game.commands import ampersand
from game.room import said, sheets
from game.room.fitting import FRAMES
from game.room.pacing import WORDS_A_MINUTE
from game.room.sheet_page import as_text
from game.room.typed import WORDS
from game.story import read_story
from game.story.model import Scene, Story

TWO_HALVES = Path(__file__).parents[1] / "stories" / "two-halves"
ROW = re.compile(r"^ ?(\d+):(\d\d)  (?: *(\d+) min)? +(\S.*)$", re.MULTILINE)
AMPERSAND = read_story(disk.shipped_story())
ANSWERED = [*(day for day in AMPERSAND.chapters if day.endswith("-1")), "sat"]


def asked(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """What the command comes to: its exit code, what it shows and what it says beside."""
    code = main(["sheet", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def shown(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """The sheet as plain lines."""
    code, out, beside = asked(capsys, *arguments, "--format", "text")
    assert (code, beside) == (0, "")
    return out


def rows(sheet: str) -> list[tuple[int, int, str]]:
    """Each row of a sheet: when it begins, how long it lasts, and its title."""
    return [(int(h) * 60 + int(m), int(lasts or 0), title) for h, m, lasts, title in ROW.findall(sheet)]


def one_line(text: str) -> str:
    return " ".join(text.split())


def written(folder: Path, *, words: int = 20, talk: int = 2) -> Path:
    """A story of one day on disk, with two scenes of so many words."""
    (folder / "story.yaml").write_text(
        f"""story: small
title: "<b>Small</b>"
halves: {{one: {{header: all day, ink: both}}}}
content: {{noise: A loud kettle.}}
chapters: [{{id: day, title: Day, question: Who boils it?, parts: [{{id: part, half: one, scene: first}}]}}]
endings: [{{id: over, title: Over, scene: last}}]
scenes:
  - id: first
    part: part
    content: [noise]
    text: "{"kettle " * words}"
    choices: [{{id: a, text: "<script>alert(1)</script>", goto: second}}, {{id: b, text: Wait., goto: first}}]
    talk: {{minutes: {talk}, form: fours, ask: Who was told?}}
  - {{id: second, part: part, text: "{"water " * words}", choices: [{{id: c, text: Pour., goto: ending}}, {{id: d, text: Do not., goto: ending}}]}}
  - {{id: last, part: part, text: It boils.}}
""",
        encoding="utf-8",
    )
    return folder


SHEETS = [*((day, 15) for day in AMPERSAND.chapters), *((day, 45) for day in AMPERSAND.chapters)]
SHEETS += [(day, 90) for day in ANSWERED]


@pytest.mark.parametrize(("day", "minutes"), SHEETS)
def test_the_minutes_add_up_to_what_was_asked_and_a_third_of_them_is_talk(day: str, minutes: int) -> None:
    # What the command shows, without reading the story anew for each.
    sheet = as_text(AMPERSAND, sheets.sheet(AMPERSAND, chapter=day, minutes=minutes))
    timed = rows(sheet)
    assert timed[0][0] == 0
    assert max(begins + lasts for begins, lasts, _ in timed) == minutes
    busy = {minute for begins, lasts, _ in timed for minute in range(begins, begins + lasts)}
    assert busy == set(range(minutes)), "a minute without anything to do"
    assert all(earlier[0] <= later[0] for earlier, later in pairwise(timed))
    if "only if the room comes by here" not in sheet:
        assert sum(lasts for _, lasts, _ in timed) == minutes
    talk = [lasts for _, lasts, title in timed if re.search("all together|in pairs|in fours", title)]
    assert sum(talk) >= minutes // 3


def offered(story: Story, day: str) -> list[str]:
    """The words of a day's choices that are the same for everybody."""
    scenes = [scene for scene in story.scenes.values() if scene.chapter == day]
    texts = [choice.text.fixed for scene in scenes for choice in scene.choices if not choice.going_on]
    return [" ".join(beat.plain for beat in text) for text in texts if text]


def test_a_day_has_every_choice_in_its_words_and_every_question(capsys: pytest.CaptureFixture[str]) -> None:
    sheet = one_line(shown(capsys, "--chapter", "mon-1", "--minutes", "45"))
    choices = offered(AMPERSAND, "mon-1")
    assert len(choices) == 18
    assert [words for words in choices if words not in sheet] == []
    assert sheet.count("Rather not say ____") == 6
    talk = AMPERSAND.scenes["mon-in-3-twelve"].talk
    assert talk
    assert f"{talk.minutes} min Talk, {said.FORMS[talk.form]} “{talk.ask}”" in sheet
    assert "Left out" not in sheet
    assert "To carry - What does the other half of your day not know?" in sheet


def test_the_command_shows_that_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, "--chapter", "wed-2", "--minutes", "90") == as_text(
        AMPERSAND, sheets.sheet(AMPERSAND, chapter="wed-1", minutes=90)
    )


def test_ninety_minutes_are_a_day_first_and_again_whichever_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    first, again = (shown(capsys, "--chapter", day, "--minutes", "90") for day in ("tue-1", "tue-2"))
    assert first == again
    sheet = one_line(first)
    assert sheet.startswith("Ampersand: Tuesday and Tuesday, again, 90 minutes")
    assert sheet.index("ampersand play --chapter tue-1 ") < sheet.index("A break") < sheet.rindex("--chapter tue-2")
    assert [words for words in offered(AMPERSAND, "tue-1") + offered(AMPERSAND, "tue-2") if words not in sheet] == []
    (pair,) = (pair for pair in AMPERSAND.pairs if pair.id == "tuesday")
    assert pair.carry
    assert pair.carry in sheet


def test_fifteen_minutes_name_what_they_cannot_hold(capsys: pytest.CaptureFixture[str]) -> None:
    sheet = one_line(shown(capsys, "--minutes", "15"))
    assert sheet.count("Rather not say ____") == 2
    assert "Left out, since these minutes cannot hold it - Monday, inside, 09:00 (On the first Monday" in sheet
    assert "“On the first Monday there was a letter to write, to a family called Okafor.” Not read aloud." in sheet
    short = dict(AMPERSAND.chapters["mon-1"].short)[15]
    played = [scene for scene in AMPERSAND.scenes.values() if scene.choices and _first(scene.id) in sheet]
    assert {scene.id for scene in played} <= set(short)


def _first(scene: str) -> str:
    beats = AMPERSAND.scenes[scene].choices[0].text.fixed
    return f"1. {beats[0].plain}" if beats else "nothing of the kind"


def test_what_a_facilitator_says_is_on_every_sheet(capsys: pytest.CaptureFixture[str]) -> None:
    spoken = [*said.opening(AMPERSAND), *said.CLOSING, *(words for _, words in said.RECOVERY)]
    for minutes in (15, 45, 90):
        sheet = one_line(shown(capsys, "--minutes", minutes))
        assert [words for words in spoken if f"“{words}”" not in sheet] == []
        assert [contact for contact in said.contacts(AMPERSAND) if f"[{contact}]" not in sheet] == []


def test_the_words_of_the_end_are_the_storys_own_and_plain_where_it_has_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = one_line(shown(capsys, "first-branch", "--minutes", "45"))
    assert "[a neighbour who'd come]" in own.replace("’", "'")
    assert "for nobody to do thirteen stairs on their own?" in own
    plain = one_line(shown(capsys, str(TWO_HALVES), "--minutes", "45"))
    assert "[a named person], [somebody whose work it is to help]" in plain
    assert "What would have to change, here, for nobody to need this hour?" in plain
    for sheet in (own, plain):
        assert not re.search(r"occupational|union|dementia|how the work is arranged|manager answers", sheet)


def test_content_notes_are_those_of_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    thursday = shown(capsys, "--chapter", "thu-1")
    assert AMPERSAND.content["missing"] in thursday
    assert AMPERSAND.content["missing"] not in shown(capsys, "--chapter", "mon-1")


def test_the_page_asks_for_nothing_and_takes_no_words_for_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sheet.html"
    assert asked(capsys, written(tmp_path), "--scenes", "-o", file) == (0, f"{file}\n", "")
    page = file.read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href)=(?!"data:)|url\((?!data:)""", page) == []
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "<b>Small" not in page
    assert "alert(1)</script>" in html.unescape(page)
    assert "kettle kettle" in page
    assert page.count("</main>") == 1


def test_a_page_goes_among_the_documents_where_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    file = tmp_path / "Documents" / "Ampersand, Saturday, 45 minutes.html"
    assert asked(capsys, "--chapter", "sat") == (0, f"{file}\n", "")
    assert "How it ends" in file.read_text(encoding="utf-8")


def test_scenes_in_full_are_added_where_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    line = "Once is a regret. Twice is a sincere regret."
    assert line not in shown(capsys)
    assert f"Pilcrow: {line}" in shown(capsys, "--scenes")


def test_a_small_story_has_minutes_to_spare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = one_line(shown(capsys, written(tmp_path)))
    assert "To spare" in sheet
    assert "- A loud kettle." in sheet
    assert f"2 min Talk, {said.FORMS['fours']} “Who was told?”" in sheet
    assert f"ampersand play {tmp_path} --chapter day" in sheet
    assert "1. Pour. ____ 2. Do not. ____ Rather not say ____" in sheet
    assert rows(shown(capsys, tmp_path))[-1] == (43, 2, "Close")


def test_long_scenes_push_out_the_talk_points_before_the_debrief(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = one_line(shown(capsys, written(tmp_path, words=350, talk=4), "--minutes", "15"))
    assert "The talk after Day, all day; its question is asked in the debrief." in sheet
    assert sheet.index("all together") < sheet.index("“Who was told?”")


def test_what_no_minutes_can_hold_is_a_wrong_call_that_says_what_can_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, beside = asked(capsys, written(tmp_path, words=1000), "--minutes", "15")
    assert (code, out) == (2, "")
    assert "15 minutes cannot hold `day`" in beside
    assert "ask for --minutes 45" in beside
    code, _, beside = asked(capsys, "--chapter", "hinge", "--minutes", "90")
    assert code == 2
    assert "no day answers `hinge`" in beside
    assert "`mon-1`" in beside
    assert asked(capsys, tmp_path, "--minutes", "90")[0] == 2


def test_wrong_calls_and_stories_end_as_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, beside = asked(capsys, "--chapter", "doomsday")
    assert (code, "mon-1" in beside) == (2, True)
    assert asked(capsys, "--minutes", "20")[0] == 2
    assert asked(capsys, tmp_path / "nowhere")[0] == 2
    (tmp_path / "story.yaml").write_text("story: lost\n", encoding="utf-8")
    assert asked(capsys, tmp_path)[0] == 1


def test_another_story_has_its_own_days(capsys: pytest.CaptureFixture[str]) -> None:
    sheet = one_line(shown(capsys, TWO_HALVES, "--minutes", "90"))
    assert "The first day and " in sheet
    assert "‘It’s promised. Come at noon, and I’ll have kept one.’ ____" in sheet
    assert "(not always on offer)" in sheet


def test_the_guide_has_the_same_words_commands_and_content_notes() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "facilitating.md").read_text(encoding="utf-8")
    read = one_line(guide)
    spoken = [
        *said.opening(AMPERSAND),
        *said.CLOSING,
        *said.contacts(AMPERSAND),
        *(words for _, words in said.RECOVERY),
    ]
    assert [words for words in spoken if words not in read] == []
    for note, words in AMPERSAND.content.items():
        (days,) = re.findall(rf"^\| {re.escape(words)} \| (.*) \|$", guide, re.MULTILINE)
        scenes = [scene for scene in AMPERSAND.scenes.values() if note in scene.content]
        assert re.findall(r"`([\w-]+)`", days) == [day for day in AMPERSAND.chapters if _is_in(day, scenes)]
        assert ("ending" in days) == any(not scene.chapter for scene in scenes)
    for command, options in re.findall(r"ampersand (\w+)((?: --[\w-]+)*)", guide):
        known = {option for each in _command(command).params for option in each.opts}
        assert set(options.split()) <= known


def _command(name: str) -> click.Command:
    found = ampersand.get_command(click.Context(ampersand), name)
    assert found is not None
    return found


def _is_in(day: str, scenes: list[Scene]) -> bool:
    return any(scene.chapter == day for scene in scenes)


def test_the_guide_names_every_day_with_its_question() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "facilitating.md").read_text(encoding="utf-8")
    days = [f"| `{day.id}` | {day.title} | {day.question} |" for day in AMPERSAND.chapters.values()]
    assert [day for day in days if day.replace("'", "’") not in guide.replace("'", "’")] == []


def test_the_guide_tells_the_minutes_of_the_sheets() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "facilitating.md").read_text(encoding="utf-8")
    frames = FRAMES.values()
    assert f"| opening | {' | '.join(str(each.opening) for each in frames)} |" in guide
    assert f"| the debrief | {' | '.join(f'{each.least} to {each.most}' for each in frames)} |" in guide
    assert f"| action card and closing | {' | '.join(str(each.card + each.closing) for each in frames)} |" in guide
    assert f"({WORDS_A_MINUTE} a minute)" in guide


def test_every_button_that_the_guide_names_is_there() -> None:
    guide = one_line((Path(__file__).parents[2] / "docs" / "facilitating.md").read_text(encoding="utf-8"))
    room = Path(sheets.__file__).parent
    pages = "".join(file.read_text(encoding="utf-8") for file in sorted(room.glob("pages/*.*")))
    for name in (
        *("Hands in the room", "This phone is for a table", "Lock the door", "The room", "Screen on"),
        *("Open the window again", "Cards to print", "Begin", "Pause", "Close the vote", "Reveal", "Vote again"),
        *("Back to the last vote", "Decide by your word", "Lead from my phone too"),
    ):
        assert re.search(rf"\*{name}\*", guide)
        assert name in pages
    opening = (room / "opening.py").read_text(encoding="utf-8")
    assert "*Lead from here*" in guide
    assert "Lead from here:" in opening
    assert [word for word in ("reopen", "back", "override", "talk", "time", "help") if f"`{word}" not in guide] == []
    assert {"reopen", "back", "override", "talk", "time", "help"} <= set(WORDS)

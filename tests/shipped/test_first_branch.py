"""The second shipped story: it has nothing of the first one's, and every way in tells it to each of its endings."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game import cli, disk
from game.play import start
from game.play.history import Playthrough
from game.play.state import State
from game.story import read_story
from game.story.model import Ending, Story
from tests.drivers.player import Player, seated

ROOT = Path(__file__).parents[2]
NAME = "first-branch"
ENDINGS = ("back-seat", "ninth-stair", "wide-awake", "second-trip", "put-down")
LEAST_SHARE = 0.05
OTHERS_WORDS = ("Harrow Finch", "Seam", "innie", "outie", "Andy", "Ditto", "severed")


@pytest.fixture(scope="module")
def story() -> Story:
    return read_story(disk.find_story(NAME))


@pytest.fixture(scope="module")
def witnesses(story: Story) -> dict[str, tuple[str, ...]]:
    """The shortest way to each ending, as `odds` tells it."""
    told = io.StringIO()
    keep, sys.stdout = sys.stdout, told
    try:
        assert cli.main(["odds", NAME, "--format", "json"]) == 0
    finally:
        sys.stdout = keep
    odds = json.loads(told.getvalue())
    assert odds["exact"]
    assert tuple(ending["id"] for ending in odds["endings"]) == ENDINGS
    assert all(ending["probability"] >= LEAST_SHARE for ending in odds["endings"])
    return {ending["id"]: tuple(ending["witness"]) for ending in odds["endings"]}


def lived(story: Story, choices: tuple[str, ...]) -> tuple[Playthrough, list[int]]:
    """A life by what it chooses, and the numbers that somebody types to live it."""
    life, numbers, left = Playthrough.begin(story), [], list(choices)
    while not life.is_over:
        names = [choice.id for choice in life.offered]
        name = left.pop(0) if left and left[0] in names else names[0]  # going on has no way beside it
        numbers.append(names.index(name) + 1)
        life = life.choose(life.offered[numbers[-1] - 1])
    return life, numbers


def ending_of(story: Story, state: State) -> Ending:
    assert state.ending is not None
    return story.endings[state.ending]


def test_it_is_found_by_its_name_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert disk.find_story(NAME).is_dir()
    assert NAME in {home.name for home in disk.shipped_stories()}


def test_nothing_is_said_against_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", NAME, "--odds", "--prose", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    command = [sys.executable, "-m", "game", "spelling", NAME]
    spelt = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert spelt.returncode == 0, spelt.stdout


def test_it_has_nothing_of_the_other_story(story: Story) -> None:
    other = read_story(disk.shipped_story())
    for what in ("meters", "halves", "variables", "cast", "scenes", "choices", "chapters", "lessons", "endings"):
        assert not set(getattr(story, what)) & set(getattr(other, what)), what
    assert not {place.looks for place in story.places.values()} & {place.looks for place in other.places.values()}
    assert not set(story.leans) & set(other.leans)
    assert story.fold is None
    assert len(story.halves) == 1
    text = "\n".join(path.read_text(encoding="utf-8") for path in disk.find_story(NAME).glob("*.yaml"))
    assert not [words for words in OTHERS_WORDS if words in text]


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_reached_in_the_terminal(
    ending: str,
    story: Story,
    witnesses: dict[str, tuple[str, ...]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    life, numbers = lived(story, witnesses[ending])
    assert ending_of(story, life.state).id == ending
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{number}\n" for number in numbers)))
    assert cli.main(["terminal", NAME]) == 0
    told = capsys.readouterr().out
    assert f"Ending: {story.endings[ending].title}" in told
    assert "A question to carry: " in told
    assert cli.main(["keep", NAME, "-o", "kept.html"]) == 0
    page = re.sub(r"<style>.*?</style>|<[^>]+>", " ", Path("kept.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert story.endings[ending].title in page
    assert not [words for words in OTHERS_WORDS if words in told + page]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somewhere to leave files."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("chapter", ["street", "stair"])
def test_each_chapter_begins_by_itself_and_has_a_run_sheet(
    chapter: str, story: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(story, chapter=chapter).chapter == chapter
    for minutes in ("15", "45"):
        assert cli.main(["sheet", NAME, "--chapter", chapter, "--minutes", minutes, "--format", "text"]) == 0
        sheet = capsys.readouterr().out
        assert "Junction Nine" in sheet
        assert not [words for words in OTHERS_WORDS if words in sheet]


def test_a_room_decides_it_by_show_of_hands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everybody always wants the first choice; whatever the room asks in between, an empty line goes on."""
    typed = "".join(f"{hands}\n\n\n\n\n" for hands in ("12 4 4", "12 4") * 40)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert cli.main(["room", NAME, "--hands"]) == 0
    told = capsys.readouterr().out
    assert "What would you have answered, and for whose sake?" in told
    assert "12 of 20" in told


@pytest.mark.needs("Xvfb", "xvfb")
@pytest.mark.needs("xdotool", "xdotool")
def test_it_is_played_in_its_window(tmp_path: Path, story: Story) -> None:
    with seated(tmp_path, "play", NAME, has_bus=False) as player:
        assert player.sees("Junction Nine")
        assert player.sees(story.tagline)
        player.press("enter", "enter", "enter")
        read_to_its_choices(player)
        assert player.sees("Saturday night")
        for meter in story.meters:
            assert player.sees(meter)
        player.press("3")
        read_to_its_choices(player)
        player.press("2")
        for _ in range(60):
            if player.offers("What it shows"):
                break
            player.press("space")
        assert player.sees("Nearly.")
        player.click("What it shows")
        assert player.sees("The Back Seat")
        assert player.sees("the ninth stair had the night off")


def read_to_its_choices(player: Player) -> None:
    for _ in range(40):
        if player.choices:
            return
        player.press("space")
    raise AssertionError(player.words)

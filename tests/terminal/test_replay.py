"""A life that was kept in a file, told again by the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from game import disk
from game.cli import main
from game.saves import AUTO, Saves
from game.story import read_story
from game.terminal import player

SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Builds the save of a finished life, carried away."""
    return lived("2", "1", "1", "2", to=tmp_path / "a life.save")


def lived(*numbers: str, to: Path) -> Path:
    given = io.StringIO("".join(f"{number}\n" for number in numbers))
    assert player.run(SHORT_DAY, chapter=None, resume=False, input=given, output=io.StringIO()) == 0
    with Saves(disk.saves_folder(), read_story(SHORT_DAY)) as saves:
        saves.carry_away(AUTO, to)
    return to


def test_a_life_is_told_again_with_its_debrief(journal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", str(journal), "--story", str(SHORT_DAY)]) == 0
    told = capsys.readouterr().out
    assert told.count("You: ") == 3
    assert "\nEnding: The Lane\n" in told
    assert "How the meters ended" in told.partition("Ending: ")[2]


def test_a_life_under_way_is_told_as_far_as_it_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = lived("2", to=tmp_path / "begun.save")
    assert main(["replay", str(begun), "--story", str(SHORT_DAY)]) == 0
    told = capsys.readouterr().out
    assert told.count("You: ") == 1
    assert "Ending: " not in told
    assert main(["replay", str(begun), "--story", str(SHORT_DAY), "-o", str(tmp_path / "page.html")]) == 2
    assert "begun.save holds a life that has not come to an ending" in capsys.readouterr().err


def test_a_life_is_written_as_one_page(journal: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert main(["replay", str(journal), "--story", str(SHORT_DAY), "-o", str(page)]) == 0
    assert capsys.readouterr().out == f"{page}\n"
    assert "The Lane" in page.read_text(encoding="utf-8")


def test_what_holds_no_life_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("milk, eggs\n", encoding="utf-8")
    assert main(["replay", str(other)]) == 2
    assert "notes.txt: This save is damaged." in capsys.readouterr().err


def test_a_life_of_a_story_that_is_not_here_names_those_that_are(
    journal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(journal)]) == 2
    assert "the stories that come with the game are: " in capsys.readouterr().err

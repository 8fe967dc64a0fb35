"""A story that declares no `halves:`, in every way in: a chapter's title stands alone where it would else have a half's words after it."""

from __future__ import annotations

import html
import io
import re
import shutil
from pathlib import Path

import pytest

from game import cli, disk
from game.keepsake.page import page
from game.play.history import Playthrough
from game.room.sheets import sheet
from game.room.slides import slides
from game.saves import AUTO, Saves
from game.story import read_story
from game.terminal import player as terminal
from tests.drivers.player import seated

HALVES = re.compile(r"^halves:.*\n", re.MULTILINE)
TRAILING = re.compile(r"The (?:Street|Stair), *(?:[.,(]|$)", re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The second shipped story, without the half that it declares."""
    made = shutil.copytree(disk.find_story("first-branch"), tmp_path / "story")
    head = made / "story.yaml"
    text = head.read_text(encoding="utf-8")
    assert HALVES.search(text)
    head.write_text(HALVES.sub("", text), encoding="utf-8")
    return made


def lived(folder: Path) -> Playthrough:
    life = Playthrough.begin(read_story(folder))
    while not life.is_over:
        life = life.choose(life.offered[0])
    return life


def test_a_terminal_heads_its_pages_and_quotes_a_life_by_the_chapter(folder: Path) -> None:
    told = io.StringIO()
    terminal.run(folder, chapter=None, resume=False, input=io.StringIO("1\n1\njournal\n" + "1\n" * 40), output=told)
    read = told.getvalue()
    assert "\nThe Street, 23:10\n" in read
    assert "\nThe Street. In the car there was a buckle to be undone.\n" in read
    assert "Ending: " in read
    assert not TRAILING.search(read)


def test_what_is_kept_and_what_is_printed_do_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = page(lived(folder))
    assert "<header>The Street, 23:10</header>" in kept
    assert "<header>The Street</header>" in kept
    assert cli.main(["sheet", str(folder), "--format", "text", "--scenes", "--minutes", "15"]) == 0
    printed = capsys.readouterr().out
    assert "\nThe Street, 23:10\n" in printed
    assert not TRAILING.search(printed)
    assert re.search(r"^ +\d:\d\d .* The Street$", printed, re.MULTILINE), "a scene without an hour goes by its chapter"
    story = read_story(folder)
    heads = {each.heading for each in slides(story, sheet(story, minutes=45))}
    assert {"The Street", "The Street, 23:10"} <= heads
    assert not any(TRAILING.search(html.unescape(each)) for each in heads)


@pytest.mark.needs("Xvfb", "xvfb")
@pytest.mark.needs("xdotool", "xdotool")
def test_so_do_a_desks_card_its_debrief_and_its_journal(folder: Path, tmp_path: Path) -> None:
    with Saves(disk.saves_folder(), read_story(folder)) as saves:
        saves.write(AUTO, lived(folder))
    with seated(tmp_path, "play", str(folder), has_bus=False) as player:
        player.click("Go on")
        player.wait(lambda: player.offers("What it shows") or bool(player.press("space")), "the end of the last scene")
        player.press("j")
        player.wait(lambda: player.page["name"] == "What you chose", "the journal")
        assert not TRAILING.search("\n".join(each["name"] for each in player.page["said"]))
        player.press("escape")
        player.click("What it shows")
        player.press("page down")
        player.wait(lambda: player.heading == "Picked up, put down", "what answers each other")
        headers = [each["name"] for each in player.page["said"]]
        assert "The Street" in headers
        assert "The Stair" in headers

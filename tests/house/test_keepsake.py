"""A finished life as a page to keep: all of it is there, nothing is fetched, and nothing in a story is taken for markup."""

from __future__ import annotations

import html
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game import disk, keepsake
from game.play.debrief import NotOver
from game.play.events import Entered, Said
from game.play.history import Playthrough
from game.story import read_story
from game.terminal import player as terminal

TWO_HALVES = Path(__file__).parents[1] / "stories" / "two-halves"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AMPERSAND_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def finished(story: Path = TWO_HALVES) -> Playthrough:
    life = Playthrough.begin(read_story(story))
    while not life.is_over:
        life = life.choose(life.offered[0])
    return life


def words(page: str) -> str:
    """What somebody reads on it, on one line."""
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


def squeezed(text: str) -> str:
    return re.sub(r"[\s‘’]", "", text)


def test_a_day_that_was_skipped_is_told_to_have_been() -> None:
    life = Playthrough.begin(read_story(TWO_HALVES)).skip()
    while not life.is_over:
        life = life.choose(life.offered[0])
    day, *others = (day.title for day in life.story.chapters.values())
    read = words(keepsake.page(life))
    assert read.index(f"You skipped {day}.") < read.index(others[0])
    assert read.count("You skipped") == 1


def test_everything_that_was_told_and_chosen_is_on_it_in_order() -> None:
    life = finished()
    read = squeezed(words(keepsake.page(life)))
    at = read.index(squeezed("What it shows"))
    told, shown = read[:at], read[at:]
    place = 0
    for one in life.backlog:
        if isinstance(one.event, Said | Entered):
            for beat in one.event.beats:
                place = told.index(squeezed(beat.plain), place)
    for entry in life.journal:
        assert squeezed(entry.quoted) in told
    assert squeezed("To carry") in shown


def test_it_asks_for_nothing_from_anywhere() -> None:
    page = keepsake.page(finished(), drawn=lambda wanted: dict.fromkeys(wanted, b"\x89PNG"))
    assert re.findall(r"""(?:src|href)=(?!"data:)""", page) == []
    assert "url(data:" in page
    assert re.findall(r"url\((?!data:)", page) == []
    assert "<script" not in page
    assert "default-src 'none'" in page


def test_nothing_in_a_story_is_taken_for_markup(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(
        """story: s
title: "<b>Bold</b>"
halves: {one: {header: all, ink: both}}
chapters: [{id: day, title: "<i>Day</i>", parts: [{id: part, half: one, scene: first}]}]
endings: [{id: over, title: "<script>alert(1)</script>", scene: last}]
scenes:
  - {id: first, part: part, text: "<script>alert(2)</script> & so on", choices: [{id: a, text: "<img src=x>", goto: ending}]}
  - {id: last, part: part, text: "</p></main>"}
""",
        encoding="utf-8",
    )
    page = keepsake.page(finished(tmp_path))
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("</main>") == 1
    assert "alert(2)</script> & so on" in html.unescape(page)


def test_each_place_is_pictured_once_a_day() -> None:
    life, asked = finished(), []
    keepsake.page(life, drawn=lambda wanted: asked.extend(wanted) or {})
    assert len(asked) == len(set(asked)) > 0
    assert {state.scene for state, _ in asked} <= life.state.visited


def test_a_life_that_is_not_over_is_not_written_down() -> None:
    with pytest.raises(NotOver):
        keepsake.page(Playthrough.begin(read_story(TWO_HALVES)))


def keep(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", "keep", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=dict(os.environ), check=False, timeout=120
    )


def test_the_command_writes_the_life_that_was_finished_last(home: Path, tmp_path: Path) -> None:
    given = io.StringIO("1\n" * 40)
    terminal.run(disk.shipped_story(), chapter="sat", resume=False, input=given, output=io.StringIO())
    assert any(home.rglob("*")), "a life was kept"
    done = keep("-o", tmp_path / "life.html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "life.html").read_text(encoding="utf-8")
    assert "What it shows" in page
    assert "<img" in page, "its pictures are in it"


def test_where_no_life_is_finished_the_command_says_so(home: Path, tmp_path: Path) -> None:
    done = keep(TWO_HALVES, "-o", tmp_path / "life.html")
    assert done.returncode == 1
    assert "has come to an ending yet" in done.stderr
    assert not (tmp_path / "life.html").exists()
    missing = keep(TWO_HALVES, "--slot", "9", "-o", tmp_path / "life.html")
    assert "There is no save called `9`." in missing.stderr
    assert disk.saves_folder().is_relative_to(home)

"""What the pages for authors show can be copied: the format's story can be told, and the first scene fits ours."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.play import choose, offered, start
from game.story import read_story

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "format.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The page's two files, as an author would copy them."""
    blocks = re.findall(r"```yaml\n# (\S+\.yaml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    home = tmp_path / "the-night-baker"
    home.mkdir()
    for name, text in blocks:
        (home / name).write_text(text, encoding="utf-8")
    return home


def test_the_story_on_the_page_can_be_told(folder: Path) -> None:
    story = read_story(folder)
    reached = set()
    for taken in range(64):
        state = start(story)
        turn = 0
        while state.ending is None:
            choices = offered(story, state)
            state, _ = choose(story, state, choices[(taken >> turn) % len(choices)])
            turn += 1
        reached.add(state.ending)
    assert reached == set(story.endings)


def test_it_begins_by_itself_on_any_day(folder: Path) -> None:
    story = read_story(folder)
    assert start(story, chapter="second-day").chapter == "second-day"


def test_the_first_scene_an_author_is_shown_fits_the_shipped_story(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "story" / "ampersand", tmp_path / "copy")
    page = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(  - id: .*?)```", page, re.DOTALL)
    assert shown
    day = tmp_path / "copy" / "week-one" / "1-monday-outside.yaml"
    day.write_text(day.read_text(encoding="utf-8") + "\n" + shown[1], encoding="utf-8")
    assert "mon-out-post" in read_story(tmp_path / "copy").scenes

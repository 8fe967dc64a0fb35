"""The title page of any story: its own words, or plain ones, from the first frame on; and a menu that keeps its lines whatever the name."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit

WORDING = re.compile(r"^wording:\n(?:  .*\n)+", re.MULTILINE)
LONG = "Asleep Since Junction Nine"
MENU = ("Begin", "Play one chapter", "Settings", "Quit")


def a_story(folder: Path, **lines: str) -> str:
    """The short story without words of its own for what the game says, and with other lines in its head."""
    made = shutil.copytree(TWO_HALVES, folder / "story")
    head = made / "story.yaml"
    text = WORDING.sub("", head.read_text(encoding="utf-8"))
    for key, words in lines.items():
        text = re.sub(rf"^{key}: .*", f"{key}: {words}", text, flags=re.MULTILINE)
    head.write_text(text, encoding="utf-8")
    return str(made)


def test_a_story_without_words_of_its_own_is_begun_played_and_left_out_in_plain_ones(
    sit: Sit, wish: Callable[..., None], tmp_path: Path
) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", a_story(tmp_path))
    for words in MENU:
        assert player.find(words)["name"] == words
    assert "day" not in player.words
    player.click("Play one chapter")
    assert player.comes_to("Play one chapter")
    assert player.sees("A chapter stands by itself")
    player.press("escape")
    player.click("Begin")
    assert player.sees("Write it letter by letter")
    player.click("Begin")
    assert player.sees("Skip this chapter")


def test_a_story_says_its_own_words_from_the_first_frame_on(sit: Sit, tmp_path: Path) -> None:
    player = sit("play", "first-branch")
    assert player.sees("Carry him in")
    pages = [json.loads(line) for line in (tmp_path / "says.jsonl").read_text(encoding="utf-8").splitlines()]
    menus = [[each["name"] for each in page["said"] if each["is_operable"]] for page in pages]
    assert all(menu[:2] == ["Carry him in", "The street, or the stair"] for menu in menus)
    player.click("The street, or the stair")
    assert player.sees("Each stands by itself")


@pytest.mark.parametrize(
    ("shape", "title"), [*product([((1280, 720), 100), ((800, 600), 200)], [LONG, "Wherever " * 30])]
)
def test_a_long_name_pushes_no_line_of_the_menu_off_the_page(
    sit: Sit, wish: Callable[..., None], tmp_path: Path, title: str, shape: tuple[tuple[int, int], int]
) -> None:
    size, percent = shape
    wish(text_percent=percent)
    player = sit("play", a_story(tmp_path, title=title, tagline="Forty yards, thirteen stairs, one child."), size=size)
    assert player.heading.split()[0] == title.split(maxsplit=1)[0]
    boxes = [player.find(words)["bounds"] for words in MENU]
    assert all(top >= 0 and top + height <= size[1] for _, top, _, height in boxes)
    assert all(above[1] + above[3] <= below[1] for above, below in pairwise(boxes))


def test_the_picture_a_life_begins_with_is_printed_while_its_title_is_looked_at(
    sit: Sit, wish: Callable[..., None], home: Path
) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play")  # whose cover was printed when the game was built
    player.wait(lambda: any(len(sheet.stem) == 32 for sheet in (home / "cache").glob("*.png")), "a picture")

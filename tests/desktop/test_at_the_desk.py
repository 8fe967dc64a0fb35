"""What a player expects without asking: being where they were, going back, larger type, other windows, stillness."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.player import Player

STILL_S = 3.0
"""How long nothing happens, for a test of stillness."""


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def begin(player: Player) -> None:
    """From the title to the first choices."""
    player.press("enter", "enter", "enter")
    read(player)


def read(player: Player) -> None:
    """Reads on until something may be chosen."""
    for _ in range(40):
        if player.choices or player.offers("What it shows"):
            return
        player.press("space")
    raise AssertionError(player.words)


def test_whoever_quits_and_comes_back_is_where_they_were(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    player.press("1")
    read(player)
    here, choices = player.heading, player.choices
    player.press("escape")
    player.click("Quit")
    assert player.leave() == 0

    back = sit("play", str(TWO_HALVES))
    assert back.sees("Go on")
    back.press("enter")
    read(back)
    assert (back.heading, back.choices) == (here, choices)


def test_page_up_goes_back_beat_by_beat_and_then_on_a_choice(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    second = player.choices
    assert second != first
    for _ in range(20):
        if player.choices == first:
            break
        player.press("page up")
    assert player.choices == first
    player.press("page down")
    read(player)
    assert player.choices == second


def test_the_wheel_reads_on_and_goes_back(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter")
    for _ in range(10):
        player.turn_wheel(-1)
        if player.choices:
            break
    assert player.choices
    player.turn_wheel(1)
    assert not player.choices


def test_a_moment_is_kept_and_returned_to(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    kept = player.choices
    player.press("F5")
    assert player.sees("Saved")
    player.press("1")
    read(player)
    assert player.choices != kept
    player.press("F9")
    read(player)
    assert player.choices == kept


def test_a_slot_is_written_and_read_from_the_menu(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    kept = player.choices
    player.press("escape")
    player.click("Save")
    player.click("1.  empty")
    assert player.sees("Saved")
    player.press("escape", "escape")
    player.press("1")
    player.press("escape")
    player.click("Load")
    player.click("1.  The first day")
    read(player)
    assert player.choices == kept


def test_the_history_quotes_what_was_read_and_leads_back_to_a_choice(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    player.press("h")
    assert player.sees("What has been read")
    player.click(first[0])
    player.click("Go back to it")
    assert player.choices == first


def test_wishes_are_kept(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.click("Settings")
    assert player.find("Text size")["value"] == "100 %"
    player.press("right", "right")
    assert player.find("Text size")["value"] == "150 %"
    player.press("escape")
    player.click("Quit")
    assert player.leave() == 0
    back = sit("play", str(TWO_HALVES))
    back.click("Settings")
    assert back.find("Text size")["value"] == "150 %"


def test_a_name_can_be_written(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter")
    player.click("Name")
    player.press(*["backspace"] * 20)
    player.type("Jo Hart")
    assert player.find("Name")["value"] == "Jo Hart"


@pytest.mark.parametrize("size", [(800, 600), (960, 720), (1680, 720), (640, 400)])
def test_everything_lies_within_a_window_of_another_shape(sit: Sit, size: tuple[int, int]) -> None:
    player = sit("play", str(TWO_HALVES), size=(1700, 900))
    player.resize(*size)
    begin(player)
    _is_within(player)


@pytest.mark.parametrize("percent", [150, 200])
@pytest.mark.parametrize("size", [(1280, 720), (800, 600)])
def test_large_type_leaves_every_choice_within_reach(
    sit: Sit, wish: Callable[..., None], percent: int, size: tuple[int, int]
) -> None:
    wish(reveal="off", is_reduced=True, text_percent=percent)
    player = sit(size=(1300, 740))
    player.resize(*size)
    _is_within(player)
    begin(player)
    seen = set(player.choices)
    _is_within(player)
    while (
        more := next((each["name"] for each in player.page["said"] if each["name"].endswith("more")), None)
    ) is not None:
        player.click(more)
        _is_within(player)
        if seen >= set(player.choices):
            break
        seen |= set(player.choices)
    assert len(seen) >= 2


def _is_within(player: Player) -> None:
    width, height = player.page["size"]
    for thing in player.page["said"]:
        left, top, wide, high = thing["bounds"]
        if wide:
            assert left >= 0, thing
            assert top >= 0, thing
            assert left + wide <= width + 1, thing
            assert top + high <= height + 1, thing


def test_what_can_be_pressed_is_large_enough(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    pages = [player.page]
    for key in ("enter", "enter", "enter", "space", "escape"):
        player.press(key)
        pages.append(player.page)
    small = [thing for page in pages for thing in page["said"] if thing["is_operable"] and thing["bounds"][3] < 44]
    assert not small


def test_a_page_at_rest_is_not_drawn_again(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter")
    time.sleep(1)
    drawn = player.page["redraws"]
    time.sleep(STILL_S)
    assert player.page["redraws"] == drawn


def test_a_story_that_cannot_be_read_says_so_on_the_title(sit: Sit, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "story.yaml").write_text("story: broken\ntitle: Broken\nnonsense: [", encoding="utf-8")
    player = sit("play", str(broken))
    assert player.sees("cannot be played")
    assert not any(player.offers(name) for name in ("Begin the week", "Play one day", "What to expect"))
    player.click("Quit")
    assert player.leave() == 0


@pytest.mark.parametrize("percent", [100, 200])
def test_the_way_to_the_menu_stands_on_the_line_of_the_hour(sit: Sit, wish: Callable[..., None], percent: int) -> None:
    wish(reveal="off", is_reduced=True, text_percent=percent)
    player = sit("play", str(TWO_HALVES))
    begin(player)
    (_, top, _, high), (_, upper, _, deep) = (player.find(name)["bounds"] for name in ("Menu", "03:10"))
    assert abs((top + high / 2) - (upper + deep / 2)) < 10


@pytest.mark.parametrize("percent", [100, 200])
def test_every_page_of_paper_lies_within_its_window(sit: Sit, wish: Callable[..., None], percent: int) -> None:
    wish(reveal="off", is_reduced=True, text_percent=percent)
    player = sit(size=(1300, 740))
    player.resize(800, 600)
    for page in ("What to expect", "Play one day", "Settings"):
        player.click(page)
        _is_within(player)
        player.press("escape")
    player.click("Begin the week")
    _is_within(player)
    player.press("enter", "enter", "escape")
    _is_within(player)
    for page in ("Save", "Load", "What has been read"):
        player.click(page)
        _is_within(player)
        player.press("escape")


def test_large_type_tells_a_scene_within_a_small_window(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200)
    player = sit(size=(1300, 740))
    player.resize(640, 400)
    player.press("enter", "enter", "enter")
    for _ in range(40):
        if player.choices:
            break
        _is_within(player)
        player.press("space")
    assert player.choices


def test_a_day_is_begun_by_itself(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES), "--chapter", "two")
    assert player.sees("Yesterday there were two of you")

"""What hands do that nobody asked them to: the mouse alone, a key held down, pressing the wrong thing, two windows."""

from __future__ import annotations

from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_at_the_desk import begin, read


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def test_the_mouse_alone_opens_the_menu_and_leaves_it(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    player.click_with("right")
    assert player.page["name"] == "Pause"
    player.click_with("right")
    assert player.page["name"] == "Scene"
    player.click("Menu")
    assert player.page["name"] == "Pause"
    player.click("Settings")
    player.click_with("right")
    assert player.page["name"] == "Pause"


def test_the_buttons_at_the_mouse_s_side_go_back_and_forward(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    second = player.choices
    for _ in range(20):
        if player.choices == first:
            break
        player.click_with("side back")
    assert player.choices == first
    player.click_with("middle")
    for _ in range(20):
        if player.choices:
            break
        player.click_with("side forward")
    assert player.choices == second


def test_a_key_held_reads_on_and_presses_nothing(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    for _ in range(60):
        if player.offers("What it shows"):
            break
        if player.choices:
            player.press("1")
        else:
            player.hold("space", 1.5)
            assert player.page["name"] == "Scene"
    player.hold("enter", 2.0)
    assert player.sees("Debrief 1 of")


def test_what_came_of_a_choice_is_gone_through_beat_by_beat(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    player.press("2")
    assert player.sees("Chosen: Open the sack")
    player.press("space")
    assert "not in the book" in player.words
    player.press("page up")
    assert "seeds are meant to" in player.words
    assert "not in the book" not in player.words
    player.press("page down")
    assert "not in the book" in player.words
    player.press("page up", "page up")
    assert player.choices


def test_what_came_of_a_choice_is_told_again_to_whoever_left_in_the_middle(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    player.press("2", "escape")
    player.click("Quit")
    assert player.leave() == 0
    back = sit("play", str(TWO_HALVES))
    assert back.sees("Go on")
    back.press("enter")
    assert back.sees("seeds are meant to")
    back.press("space")
    assert back.sees("not in the book")
    back.press("space")
    assert back.sees("Leave it. Leave it.")


def test_the_wheel_never_chooses(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    choices = player.choices
    player.turn_wheel(-3)
    assert player.choices == choices


def test_what_has_been_read_holds_nothing_that_has_not(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter", "enter", "h")
    assert player.sees("What has been read")
    assert "Ten past three" in player.words
    assert "forty once" not in player.words


def test_a_choice_in_the_history_leads_back_from_the_menu_too(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    player.press("escape")
    player.click("What has been read")
    player.click(first[0])
    player.click("Go back to it")
    assert player.page["name"] == "Scene"
    assert player.choices == first


def test_whoever_returns_to_a_moment_is_kept_there(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    kept = player.choices
    player.press("F5")
    assert player.sees("Saved")
    player.press("1")
    read(player)
    player.press("F9", "escape")
    player.click("Quit")
    assert player.leave() == 0
    back = sit("play", str(TWO_HALVES))
    assert back.sees("Go on")
    back.press("enter")
    read(back)
    assert back.choices == kept


def test_arrows_stay_in_the_name_while_it_is_written(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter")
    player.click("Name")
    player.press("left", "right", "left")
    assert player.page["focus"] == "name"
    player.type(" x")
    assert player.find("Name")["value"] == "Robin Vale x"


def test_wishes_that_nest_too_deep_are_not_believed(sit: Sit, home: Path) -> None:
    (home / "settings" / "window.json").write_text("[" * 200_000, encoding="utf-8")
    assert sit("play", str(TWO_HALVES)).sees("Open the shop")


def test_the_mouse_alone_writes_a_name(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.click("Open the shop")
    player.click("Write it letter by letter")
    for key in ("clear", "J", "o", "space", "H", "e", "take one back", "with marks", "é", "That is it"):
        player.click(key)
    assert player.find("Name")["value"] == "Jo Hé"


@pytest.mark.skipif(find_library("Xfixes") is None, reason="libxfixes is absent (Debian: apt-get install libxfixes3)")
def test_the_pointer_is_there_while_it_is_the_mouse_that_is_used(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.click("Settings")
    assert player.has_pointer
    player.press("down")
    assert not player.has_pointer
    player.click("Back")
    assert player.has_pointer

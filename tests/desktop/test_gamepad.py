"""A pad alone: a life from the title to the end, a stick, a pad that comes and goes, and buttons given to other things."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.player import LOOK_S, PAD, Player


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def at_the_title(sit: Sit) -> Player:
    player = sit("play", str(TWO_HALVES), has_pad=True)
    player.do_pad("plug in")
    return player


def begin(player: Player) -> None:
    """To the first choices."""
    player.press_pad("A")
    assert player.sees("Pronouns")
    player.press_pad("A", "A")
    for _ in range(20):
        if player.choices:
            time.sleep(LOOK_S)
            return
        player.press_pad("A")
    raise AssertionError(player.words)


def point_at(player: Player, key: str, button: str = "down") -> None:
    for _ in range(20):
        if player.page["focus"] == key:
            return
        player.press_pad(button)
    raise AssertionError(player.page)


def test_a_life_is_lived_by_a_pad_alone(sit: Sit) -> None:
    player = at_the_title(sit)
    begin(player)
    player.press_pad("down", "A")
    assert player.sees("Chosen: Open the sack")
    for _ in range(60):
        if player.offers("What it shows"):
            break
        player.press_pad("A")
    player.press_pad("A")
    assert player.comes_to("Debrief")
    while player.offers("Next"):
        player.press_pad("RB")
    player.press_pad("A")
    assert player.comes_to("Title")
    point_at(player, "quit", "up")
    player.press_pad("A")
    assert player.leave() == 0


def test_each_button_does_what_players_of_such_stories_expect_and_the_menu_names_it(sit: Sit) -> None:
    player = at_the_title(sit)
    begin(player)
    first = player.choices
    for button, page in (("X", "What has been read"), ("Y", "Pause"), ("start", "Pause")):
        player.press_pad(button)
        assert player.comes_to(page)
        player.press_pad("B")
        assert player.comes_to("Scene")
    player.press_pad("Y")
    assert player.sees("LB, LT  back, a beat")
    player.press("down")
    assert player.sees("page up, wheel up  back, a beat")
    player.press_pad("down")
    assert player.sees("LB, LT  back, a beat")
    player.press_pad("B", "view")
    assert player.sees("Saved")
    player.press_pad("LB")
    assert not player.choices
    player.press_pad("RB")
    assert player.choices == first
    player.do_pad("lean 5 1")
    assert player.choices == first
    player.do_pad("lean 4 1")
    assert not player.choices


def test_a_stick_points_where_it_leans_and_stops_at_the_end_and_when_it_is_gone(sit: Sit) -> None:
    player = at_the_title(sit)
    first = player.page["focus"]
    player.do_pad("lean 1 0.4")
    assert player.page["focus"] == first
    player.do_pad("lean 1 0.9")
    second = player.page["focus"]
    assert second != first
    player.wait(lambda: player.page["focus"] == "quit", "the last line of the menu")
    drawn = player.page["redraws"]
    time.sleep(0.5)
    assert (player.page["focus"], player.page["redraws"]) == ("quit", drawn)
    player.do_pad("lean 1 0")
    player.do_pad("lean 1 -0.9")
    player.do_pad("pull out")
    held = player.page["focus"]
    time.sleep(0.8)
    assert player.page["focus"] == held
    player.do_pad("plug in")
    player.press_pad("down")
    assert player.page["focus"] != held


def test_a_button_is_given_to_something_else(sit: Sit) -> None:
    player = at_the_title(sit)
    player.click("Settings")
    while not player.offers("Keys and buttons"):
        player.click("Next")
    player.click("Keys and buttons")
    player.click("What has been read")
    player.click("Add a key or a button")
    player.do_pad(f"press {PAD['LB']}")
    assert player.sees("LB does this now. It came from ‘Back a beat, then a choice’, which still has page up, LT.")
    player.press_pad("B", "B", "B")
    assert player.comes_to("Title")
    player.click("Open the shop")
    player.click("Begin")
    assert player.sees("The first day")
    player.press_pad("A")
    assert player.sees("Ten past three")
    player.press_pad("LB")
    assert player.comes_to("What has been read")

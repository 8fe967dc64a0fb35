"""One switch, or two: a life lived with a single key, the way to the settings, and nothing that hurries anybody."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.player import LOOK_S, Player

Wish = Callable[..., None]


def press_once_framed(player: Player, key: str) -> None:
    """Waits until the frame comes to something, and presses the switch at once."""
    player.wait(lambda: player.page["focus"] != key, f"anything but {key}")
    player.wait(lambda: player.page["focus"] == key, key)
    player.hammer("p", 1)


def test_a_life_is_lived_with_one_key(sit: Sit, wish: Wish) -> None:
    wish(reveal="off", is_reduced=True, switch="5")
    player = sit("play", str(TWO_HALVES))
    player.press("p")
    assert player.sees("Pronouns")
    for _ in range(60):
        if player.offers("What it shows"):
            break
        if player.choices:
            time.sleep(LOOK_S)
        player.press("p")
    player.press("p")
    assert player.comes_to("Debrief")
    while player.offers("Next"):
        player.press("p")
    player.press("p")
    assert player.comes_to("Title")


def test_the_menu_and_the_switch_itself_are_reached_with_the_switch(sit: Sit, wish: Wish) -> None:
    wish(reveal="off", is_reduced=True, switch="1")
    player = sit("play", str(TWO_HALVES), "--chapter", "two")
    assert player.sees("Yesterday there were two of you")
    press_once_framed(player, "switch-menu")  # the card of a day has no other way to it
    assert player.comes_to("Pause")
    press_once_framed(player, "settings")
    while not player.offers("One switch"):
        player.click("Next")
    press_once_framed(player, "switch")
    assert player.find("One switch")["value"] == "2 s"


def test_the_frame_goes_round_for_ever_and_the_page_is_drawn_only_for_it(sit: Sit, wish: Wish) -> None:
    wish(reveal="off", is_reduced=True, switch="1")
    player = sit("play", str(TWO_HALVES))
    player.wait(lambda: player.page["focus"] == "quit", "the last line")
    drawn, framed = player.page["redraws"], []
    for key in ("begin", "days", "expect"):
        player.wait(lambda key=key: player.page["focus"] == key, key)
        framed.append(key)
    assert player.page["redraws"] - drawn < 2 * len(framed)  # a window may be asked to draw for other reasons too


def test_the_frame_waits_while_words_appear(sit: Sit, wish: Wish) -> None:
    wish(reveal="slow", is_reduced=True, switch="1")
    player = sit("play", str(TWO_HALVES), "--chapter", "one")
    player.wait(lambda: player.page["focus"] == "switch-menu", "the way to the menu")
    press_once_framed(player, "on")
    assert player.sees("Ten past three")
    time.sleep(2.0)
    assert player.points_at("on")
    player.wait(lambda: player.page["focus"] != "on", "the menu, once the words are there")


def test_a_mouse_s_button_is_a_switch_until_the_mouse_is_moved(sit: Sit, wish: Wish) -> None:
    wish(reveal="off", is_reduced=True, switch="5")
    player = sit("play", str(TWO_HALVES))
    player.click_with("right")
    assert player.sees("Pronouns")
    player.click("Back")
    assert player.comes_to("Title")


def test_with_two_switches_one_frames_the_next_and_the_other_presses_and_a_name_is_written_so(
    sit: Sit, wish: Wish
) -> None:
    wish(reveal="off", is_reduced=True, switch="two")
    player = sit("play", str(TWO_HALVES))
    player.press("space")
    assert player.points_at("days")
    time.sleep(1.5)
    assert player.points_at("days")
    for key in ("begin", "letters", "clear", "line-0", "letter-c", "back"):
        for _ in range(20):
            if player.page["focus"] == key:
                break
            player.press("space")
        player.press("enter")
    assert player.find("Name")["value"] == "C"

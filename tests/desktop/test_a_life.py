"""A whole life in the real window, from the title to an ending, three ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.drivers.player import Player

LONGEST = 1500
"""Turns of a page after which a life is lost, not long."""


def live(player: Player, read_on: Callable[[], None], choose: Callable[[str], None]) -> None:
    """Reads and chooses until the debrief is there to be opened."""
    for _ in range(LONGEST):
        if player.offers("What it shows"):
            return
        if player.choices:
            choose(player.choices[0])
        else:
            read_on()
    raise AssertionError(f"no ending: {player.page['name']!r} {player.words}")


@pytest.mark.long
def test_the_shipped_story_is_lived_by_keys_alone(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit()
    assert player.sees("Begin the week")
    player.press("down", "up", "enter")
    assert player.sees("Pronouns")
    player.press("enter")
    live(player, lambda: player.press("space"), lambda _: player.press("1"))
    player.press("enter")
    assert player.page["name"] == "Debrief"
    assert player.sees("Debrief 1 of")
    while player.offers("Next"):
        player.press("enter")
    assert player.sees("To carry")
    player.press("enter")
    assert player.sees("Go on")
    assert player.page["name"] == "Title"


def test_a_life_is_lived_by_the_mouse_alone(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", str(TWO_HALVES))
    player.click("Open the shop")
    player.click("Begin")
    live(player, player.click_away, player.click)
    player.click("What it shows")
    assert player.sees("Debrief 1 of")
    while player.offers("Next"):
        player.click("Next")
    player.click("To the title")
    player.click("Quit")
    assert player.leave() == 0


def test_a_life_is_lived_through_the_accessibility_tree(sit: Sit, wish: Callable[..., None], heard: None) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", str(TWO_HALVES), has_bus=True)
    player.activate("Open the shop")
    player.activate("Begin")

    def read_on() -> None:
        name = next((name for name in ("Read on", "Go on") if player.offers(name)), None)
        if name is not None:  # else the page has turned since it was looked at
            player.activate(name)

    live(player, read_on, player.activate)
    player.activate("What it shows")
    assert player.sees("Debrief 1 of")


@pytest.mark.parametrize("reveal", ["usual", "off"])
def test_choices_come_after_the_last_beat_and_not_before(sit: Sit, wish: Callable[..., None], reveal: str) -> None:
    wish(reveal=reveal)
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter", "enter")
    assert not player.choices
    for _ in range(12):
        if player.choices:
            break
        player.press("space")
    assert player.choices


def test_a_key_held_for_reading_on_does_not_choose(sit: Sit, wish: Callable[..., None], tmp_path: Path) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter", "enter")
    for _ in range(3):
        if not player.choices:  # a page that is still coming takes nothing
            player.hammer("space", 12)
    assert player.choices

"""Other keys for everything: given, taken away, wanted by two, given back, kept, and found on other keyboards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_at_the_desk import begin
from tests.drivers.player import Player


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


@pytest.fixture
def keys(home: Path) -> Callable[[object], None]:
    """Puts keys where the window keeps them."""

    def put(kept: object) -> None:
        (home / "settings").mkdir(parents=True, exist_ok=True)
        (home / "settings" / "keys.json").write_text(json.dumps(kept), encoding="utf-8")

    return put


def open_keys(player: Player) -> None:
    """From the title to the page of keys."""
    player.click("Settings")
    while not player.offers("Keys and buttons"):
        player.click("Next")
    player.click("Keys and buttons")


def point_at(player: Player, key: str) -> None:
    """Presses down until the focus is there."""
    for _ in range(20):
        if player.page["focus"] == key:
            return
        player.press("down")
    raise AssertionError(player.page)


def keys_of(player: Player, action: str) -> str:
    return str(player.find(action)["value"])


def test_a_key_is_given_and_does_it_from_then_on(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES))
    open_keys(player)
    player.click("What has been read")
    player.click("Add a key or a button")
    player.press("k")
    assert player.sees("K does this now.")
    player.click("H")
    assert player.sees("H does this no longer.")
    player.press("escape")
    assert keys_of(player, "What has been read") == "X, K"
    player.press("escape", "escape")
    player.click("Open the shop")
    player.click("Begin")
    player.press("enter", "h")
    assert player.comes_to("Scene")
    player.press("k")
    assert player.comes_to("What has been read")
    kept = json.loads((home / "settings" / "keys.json").read_text(encoding="utf-8"))
    assert kept == {"history": ["pad x", "k"]}


def test_a_key_that_two_want_goes_to_the_one_it_was_given_and_the_page_says_so(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    open_keys(player)
    player.click("Back a beat")
    player.click("Add a key or a button")
    player.press("h")
    assert player.sees("It came from ‘What has been read’, which still has X.")
    player.click("Add a key or a button")
    player.press("backspace")
    assert player.sees("It came from ‘Out of a page; in a scene, back’, which still has B.")
    player.click("As usual again")
    player.press("escape")
    assert keys_of(player, "Back a beat") == "page up, LB, LT"
    assert keys_of(player, "What has been read") == "X"
    player.click("All as usual again")
    assert keys_of(player, "What has been read") == "H, X"
    assert not player.offers("All as usual again")
    player.click("The menu")
    assert keys_of(player, "escape").startswith("stays")
    player.click("Add a key or a button")
    player.press("escape")
    assert player.offers("Add a key or a button")


def test_whatever_a_file_says_of_keys_there_is_a_way_to_the_menu_and_to_the_usual_ones(
    sit: Sit, keys: Callable[[object], None]
) -> None:
    keys({"press": [], "menu": [], "next": [], "history": ["escape", "up", "down", "left", "right", "enter", "tab"]})
    player = sit("play", str(TWO_HALVES))
    player.press("down", "up", "enter")
    assert player.sees("Pronouns")
    player.press("enter")
    assert player.sees("The first day")
    player.press("down")
    assert player.comes_to("What has been read")
    player.press("escape", "escape")
    assert player.comes_to("Pause")
    point_at(player, "settings")
    player.press("enter")
    while not player.offers("Keys and buttons"):
        point_at(player, "next")
        player.press("enter")
    point_at(player, "keys")
    player.press("enter", "enter")
    assert keys_of(player, "Press, or read on") == "space, enter, keypad enter, A"


@pytest.mark.parametrize(
    "broken", ["[" * 100_000, '{"back": ["nonsense"], "what": ["k"], "forward": 3, "history": [null, {}]}']
)
def test_what_cannot_be_believed_of_a_file_of_keys_is_as_usual(sit: Sit, home: Path, broken: str) -> None:
    (home / "settings" / "keys.json").write_text(broken, encoding="utf-8")
    player = sit("play", str(TWO_HALVES))
    open_keys(player)
    assert keys_of(player, "Back a beat") == "page up, LB, LT"
    assert not player.offers("All as usual again")


@pytest.mark.needs("setxkbmap", "x11-xkb-utils")
def test_digits_choose_and_letters_are_found_on_other_keyboards(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.take_keyboard("fr")
    begin(player)
    player.press("eacute")  # unshifted, where 2 is
    assert player.sees("Chosen: Open the sack")
    player.press("page up")
    player.take_keyboard("ru")
    player.press("Cyrillic_er")  # where h is
    assert player.comes_to("What has been read")

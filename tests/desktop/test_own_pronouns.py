"""Pronouns of the player's own on the page of the name: by keys, by mouse, at any size, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desktop.conftest import STORIES, Sit
from tests.desktop.test_at_the_desk import read
from tests.drivers.player import Player

SHORT_DAY = str(STORIES / "short-day")
FORMS = ("ze", "zir", "zir", "zirs", "zirself")


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def open_own(player: Player) -> None:
    """To the page of one's own, by keys."""
    player.press("enter", "up", "right", "right", "right")
    assert player.page["name"] == "Pronouns of your own"


def test_five_words_are_typed_one_after_another_and_the_prose_takes_them(sit: Sit) -> None:
    player = sit("play", SHORT_DAY)
    open_own(player)
    for form in FORMS:
        player.type(form)
        player.press("enter")
    assert "Ze is here already, with zir coat on; ask zir whether it is zirs" in player.words
    player.press("right")
    assert "Ze are here already" in player.words
    player.press("left", "down", "enter")
    assert player.find("Pronouns")["value"] == "ze, zir"
    player.click("Begin")
    read(player)
    for choice in ("2", "1"):
        player.press(choice)
        read(player)
    assert "has told zir that ze is staying" in player.words


def test_what_cannot_be_used_is_said_and_nothing_is_changed(sit: Sit) -> None:
    player = sit("play", SHORT_DAY)
    open_own(player)
    player.type("ze")
    player.click("That is it")
    assert player.sees("The word for them is empty.")
    player.press("escape")
    assert player.find("Pronouns")["value"] == "he, him"


def test_all_of_it_is_within_reach_of_the_mouse_in_a_small_window(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200)
    player = sit("play", SHORT_DAY, size=(1300, 740))
    player.resize(800, 600)
    open_own(player)
    seen: set[str] = set()
    while True:
        seen |= {each["key"] for each in player.page["said"] if each["is_operable"]}
        assert all(each["bounds"][1] + each["bounds"][3] <= 600 for each in player.page["said"])
        if not player.offers("Next"):
            break
        player.click("Next")
    assert {"form-they", "form-them", "form-their", "form-theirs", "form-themself", "verb", "letters", "done"} <= seen

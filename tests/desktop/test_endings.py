"""The endings that were found, and nothing of those that were not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from game import found
from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.lived import TO_THE_WALK, comes_to, keep
from tests.desktop.test_at_the_desk import read

THEN = datetime(2025, 3, 9, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def test_an_ending_is_found_by_coming_to_it_and_its_last_scene_is_read_again(sit: Sit) -> None:
    keep("auto", *TO_THE_WALK[:-1])
    player = sit("play", str(TWO_HALVES))
    assert not player.offers("Endings found")
    player.press("enter")
    read(player)
    player.press("1", "escape")
    player.click("To the title")
    player.wait(lambda: player.offers("Endings found"), "a way to the endings")
    player.click("Endings found")
    assert player.sees("as Robin Vale")
    said = player.words
    assert [title for title in ("Walked Out", "The Lamp Out", "Open All Hours") if title in said] == ["The Lamp Out"]
    assert not any(words in said.lower() for words in ("of 3", "1 of", "left", "more", "locked", "?"))
    player.press("enter")
    assert player.sees("The lamp goes out with the sound that a jar makes.")
    player.press("escape")
    comes_to(player, "Endings found")


def test_lives_that_are_finished_in_the_saves_count(sit: Sit) -> None:
    found.forget(keep("4", *TO_THE_WALK, name="Jo Hart", when=THEN))
    player = sit("play", str(TWO_HALVES))
    player.wait(lambda: player.offers("Endings found"), "a way to the endings")
    player.click("Endings found")
    assert player.sees("Walked Out")
    assert player.sees("Found on 9 March 2025, as Jo Hart")
    player.press("escape")
    player.click("Play one day")
    said = player.words
    assert said.count("You have met this day before.") == 3
    assert "What it holds: Long hours and exhaustion." in said

"""Pages that read on by themselves, and over what has been read: begun and stopped by a key, and never choosing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_at_the_desk import begin, read

AUTO = "Reading on by itself"
SKIP = "Skipping what has been read"


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, auto_pace="quick")


def test_a_page_reads_on_by_itself_as_far_as_a_choice_and_no_further(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter", "o")
    assert player.sees(AUTO)
    player.wait(lambda: bool(player.choices), "choices that come by themselves")
    assert player.sees("once you have chosen")
    offered = player.choices
    time.sleep(1.8)
    assert player.choices == offered
    player.press("1")
    assert player.sees(AUTO)
    player.press("o")
    assert AUTO not in player.words


def test_any_key_stops_it_and_does_nothing_else(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, auto_pace="slow")
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter", "o")
    assert player.sees(AUTO)
    player.press("space")
    assert AUTO not in player.words
    assert player.offers("Go on")
    player.press("escape")
    player.click("Skip what has been read")
    assert player.sees("There is nothing here that has been read before.")


def test_what_has_been_read_in_another_life_is_skipped_as_far_as_a_choice(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    player.press("escape")
    player.click("Quit")
    assert player.leave() == 0
    (kept,) = home.glob("saves/*/read")
    assert 0 < kept.stat().st_size < 1000

    again = sit("play", str(TWO_HALVES))
    again.click("Open the shop")
    again.click("Begin")
    again.hold("s", 1.5)
    assert SKIP not in again.words
    again.press("s")
    again.wait(lambda: again.choices == first, "the first choices, skipped to")
    assert SKIP not in again.words
    again.press("2", "s")
    assert again.sees("There is nothing here that has been read before.")


def test_choices_stick_where_that_is_wished_for(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, going_back="never")
    player = sit("play", str(TWO_HALVES))
    begin(player)
    first = player.choices
    player.press("1")
    read(player)
    for _ in range(12):
        if "choices stick" in player.words:
            break
        player.press("page up")
    assert "There is no way back from here: choices stick." in player.words
    assert player.choices != first

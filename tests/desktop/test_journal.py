"""Looking back: the journal of choices, the history line by line, and a day that was left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.lived import comes_to, keep
from tests.drivers.player import Player


@pytest.fixture(autouse=True)
def _at_once(wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)


def focused(player: Player) -> str:
    return next((each["name"] for each in player.page["said"] if each["key"] == player.page["focus"]), "")


def test_the_journal_quotes_each_choice_and_what_it_moved_and_leads_back_to_it(sit: Sit) -> None:
    keep("auto", "bake-plain", "sweep-it")
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "j")
    comes_to(player, "What you chose")
    said = player.words
    assert "The first day, by night" in said
    for words in ("Bake forty plain.", "On the first night there was flour", "sleep 6 to 8, enough", "Sweep it."):
        assert words in said
    player.click("Bake forty plain.")
    assert player.sees("Are you sure?")
    assert focused(player) == "Leave it"
    player.press("enter")
    comes_to(player, "What you chose")
    player.press("enter")
    player.click("Go back to it")
    player.wait(lambda: "Bake forty plain." in player.choices, "the choice to make again")


def test_a_day_is_left_out_from_its_card_and_looking_back_says_so(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "enter")
    player.click("Skip this day")
    assert player.sees("The second day")
    player.press("j")
    assert player.sees("You skipped this day.")
    player.press("j", "h")
    assert player.sees("You skipped The first day.")
    assert "Ten past three" not in player.words
    player.click("You skipped The first day.")
    player.click("Go back to it")
    player.wait(lambda: "Bake forty plain." in player.choices, "the choice to make again")
    player.press("ctrl+c")
    assert player.sees("Copied: You count the forty once, aloud, for the company.")


def test_a_line_of_a_long_history_is_come_to_by_arrows_copied_and_gone_back_to(
    sit: Sit, wish: Callable[..., None]
) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200)
    keep("auto", "bake-seeded", "sweep-it")
    player = sit("play", str(TWO_HALVES), size=(800, 600))
    player.press("enter", "h")
    assert not player.offers("Next")
    player.press("up")
    assert focused(player) not in ("Back", "Before")
    for _ in range(9):
        if player.offers("Next"):
            break
        player.press("up")
    assert player.offers("Next")
    player.press("down")
    player.wait(lambda: not player.offers("Next"), "the last page")
    player.turn_wheel(1)
    player.wait(lambda: player.offers("Next"), "the page before the last")
    for _ in range(9):
        if "The seeds go everywhere" in focused(player):
            break
        player.press("up")
    player.press("ctrl+c")
    assert player.sees("Copied: The seeds go everywhere, as seeds are meant to.")
    player.press("enter")
    player.click("Go back to it")
    player.wait(lambda: "Open the sack of seeds that nobody ordered." in player.choices, "the choice to make again")


def test_where_choices_stick_there_is_no_way_back_to_them(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, going_back="never")
    keep("auto", "bake-plain")
    player = sit("play", str(TWO_HALVES))
    player.press("enter", "j")
    player.click("Bake forty plain.")
    assert player.sees("choices stick")
    comes_to(player, "What you chose")

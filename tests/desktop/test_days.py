"""A day by itself: whether it was met, and its card."""

from __future__ import annotations

from collections.abc import Callable

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.lived import comes_to, keep


def test_days_are_marked_as_met_or_not_and_begin_alone_with_what_came_before(
    sit: Sit, wish: Callable[..., None]
) -> None:
    wish(reveal="off", is_reduced=True)
    keep("1", "bake-plain")
    player = sit("play", str(TWO_HALVES))
    player.click("Play one day")
    for day, met in (("The first day", "You have met this day before."), ("The second day", "Not met yet.")):
        player.wait(lambda day=day, met=met: met in player.find(day)["value"], f"{day}: {met}")
    player.click("The second day")
    player.click("Begin")
    assert player.sees("Yesterday there were two of you")


def test_a_card_keeps_its_way_on_within_the_page_however_large_the_type(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200)
    player = sit("play", "--chapter", "mon-2", size=(800, 600))
    assert player.sees("Monday, again")
    for words in ("What rule do you make", "The glass door jammed"):
        assert player.sees(words)
        for way in ("Go on", "Skip this day"):
            _, top, _, height = player.find(way)["bounds"]
            assert top + height <= 600
        player.press("enter")
    comes_to(player, "Scene")
    assert player.sees("Main entrance out of order")

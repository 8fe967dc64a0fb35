"""What moves by itself on a page: once, to its end, and not at all for whoever is made ill by it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.lived import TO_THE_WALK, keep
from tests.desktop.test_at_the_desk import read
from tests.drivers.player import Player

STILL_S = 0.6
"""Longer than anything on the way would leave the page alone."""
FRAMES = 6
"""A movement is drawn more often than this, on however busy a machine; a page that only stands there never is."""


@pytest.fixture(autouse=True)
def _without_captions(wish: Callable[..., None]) -> None:
    wish(reveal="off", has_captions=False)


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """The short story, with pictures."""
    story = tmp_path / "pictured"
    shutil.copytree(TWO_HALVES, story)
    head = (story / "head.yaml").read_text(encoding="utf-8")
    for place, drawing in (("ovens", "garage.svg"), ("counter", "kitchen.svg"), ("step", "canal.svg")):
        head = head.replace(f"{place}: {{looks:", f"{place}: {{picture: {drawing}, looks:")
    (story / "head.yaml").write_text(head, encoding="utf-8")
    return story


def drawn(player: Player) -> int:
    """How often the page has been drawn up to now: moving the focus makes the window say so."""
    player.press("tab")
    return int(player.page["redraws"])


def is_at_rest(player: Player) -> bool:
    before = drawn(player)
    time.sleep(STILL_S)
    return drawn(player) - before < FRAMES


def rests(player: Player) -> bytes:
    """Waits until nothing moves any more; what the page looks like then."""
    player.wait(lambda: is_at_rest(player), "rest")
    player.press("up")
    return player.looks(Path(os.environ["AMPERSAND_HOME"]) / "page.ppm").read_bytes()


def test_what_has_moved_comes_to_lie_as_it_does_without_motion(sit: Sit, wish: Callable[..., None]) -> None:
    """The lines of a day's card, and the seam of the first whole page."""
    seen = []
    for is_reduced in (False, True):
        wish(reveal="off", has_captions=False, palette="night", is_reduced=is_reduced)
        player = sit("play", str(TWO_HALVES), "--chapter", "two")
        assert player.sees("Who was it for?")
        card = rests(player)
        player.click("Go on")
        assert player.sees("Ahead: Long hours and exhaustion.")
        seen.append((card, rests(player)))
        player.close()
    assert seen[0] == seen[1]


def test_the_last_picture_is_printed_and_then_nothing_moves(sit: Sit, pictured: Path) -> None:
    keep("auto", *TO_THE_WALK[:-1])
    player = sit("play", str(pictured))
    player.press("enter")
    read(player)
    player.press("1")
    before = player.page["redraws"]
    player.press("space")
    player.wait(lambda: player.page["redraws"] - before > FRAMES, "a picture that has been printed")
    player.wait(lambda: is_at_rest(player), "rest")


def test_with_reduced_motion_every_page_stands_there_at_once(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", has_captions=False, palette="night", is_reduced=True)
    player = sit("play", str(TWO_HALVES), "--chapter", "two")
    assert player.sees("Who was it for?")
    file = Path(os.environ["AMPERSAND_HOME"]) / "page.ppm"
    for _ in ("card", "first page"):
        now, drawn_now = player.looks(file).read_bytes(), player.page["redraws"]
        time.sleep(STILL_S)
        assert player.looks(file).read_bytes() == now
        assert player.page["redraws"] == drawn_now
        player.press("space")

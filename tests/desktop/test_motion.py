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

FEW = 9
"""More values than the paper of a page and the edges of holes in it have."""


@pytest.fixture(autouse=True)
def _without_captions(wish: Callable[..., None]) -> None:
    wish(reveal="off", has_captions=False)


@pytest.fixture
def pictured(tmp_path: Path) -> Path:
    """The short story, with two pictures: one of the first scene, one of an ending."""
    story = tmp_path / "pictured"
    shutil.copytree(TWO_HALVES, story)
    head = (story / "head.yaml").read_text(encoding="utf-8")
    for place, drawing in (("ovens", "floor.svg"), ("step", "canal.svg")):
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


def rests(player: Player) -> None:
    """Waits until nothing moves any more."""
    player.wait(lambda: is_at_rest(player), "rest")


def looks(player: Player) -> bytes:
    return player.looks(Path(os.environ["AMPERSAND_HOME"]) / "page.ppm").read_bytes()


def comes_to_look(player: Player, wanted: bytes) -> None:
    player.wait(lambda: looks(player) == wanted, "the page as it is without motion")


def test_a_card_and_a_seam_come_to_lie_as_they_do_at_once_without_motion(sit: Sit, wish: Callable[..., None]) -> None:
    at_once = []
    for is_reduced in (True, False):
        wish(reveal="off", has_captions=False, palette="night", is_reduced=is_reduced)
        player = sit("play", str(TWO_HALVES), "--chapter", "two")
        for page, words in enumerate(("Who was it for?", "Ahead: Long hours and exhaustion.")):
            assert player.sees(words)
            if is_reduced:
                at_once.append(looks(player))
            else:
                comes_to_look(player, at_once[page])
            if page == 0:
                player.click("Go on")
        if not is_reduced:
            rests(player)
        player.close()


def test_the_last_picture_is_printed_and_then_nothing_moves(sit: Sit, pictured: Path) -> None:
    keep("auto", *TO_THE_WALK[:-1])
    player = sit("play", str(pictured))
    player.press("enter")
    read(player)
    player.press("1")
    before = player.page["redraws"]
    player.press("space")
    player.wait(lambda: player.page["redraws"] - before > FRAMES, "a picture that has been printed")
    rests(player)


def picture(player: Player) -> bytes:
    """What the upper half of a page's picture looks like, that lies at its left: lower down a notice may lie on it."""
    head, size, _, pixels = looks(player).split(b"\n", 3)
    assert head == b"P6"
    width, height = map(int, size.split())
    _, _, wide, _ = player.find("A brick oven")["bounds"]
    row = len(pixels) // height
    return b"".join(pixels[y * row :][: row * wide // width] for y in range(height // 2))


@pytest.mark.parametrize("is_reduced", [False, True])
def test_near_things_lean_aside_as_the_mouse_is_moved(
    sit: Sit, wish: Callable[..., None], pictured: Path, is_reduced: bool
) -> None:
    wish(reveal="off", has_captions=False, palette="night", is_reduced=is_reduced)
    player = sit("play", str(pictured), "--chapter", "one")
    assert player.sees("Who bakes what you sell?")
    player.press("space")
    player.find("A brick oven")
    player.wait(lambda: len(set(picture(player))) > FEW, "a picture")
    rests(player)
    printed = picture(player)
    player.point(0.1)
    player.point(0.9)
    if is_reduced:
        time.sleep(STILL_S)
        assert picture(player) == printed
    else:
        player.wait(lambda: picture(player) != printed, "near things aside")
        rests(player)


def test_the_stamps_of_a_debrief_come_without_motion_too(sit: Sit, wish: Callable[..., None], pictured: Path) -> None:
    wish(reveal="off", has_captions=False, palette="night", is_reduced=True)
    keep("auto", *TO_THE_WALK)
    player = sit("play", str(pictured))
    player.press("enter")
    for _ in range(40):
        if player.offers("What it shows"):
            break
        player.press("space")
    player.press("enter")
    while player.offers("Next") and player.heading != "The same loaf, twice":
        player.press("enter")
    assert player.heading == "The same loaf, twice"
    player.wait(lambda: _tones(player) > FEW, "the stamps")


STAMP = (80, 170, 360, 120)
"""Where, in a window of the usual shape, a stamp lies and nothing else does: left, top, width and height."""


def _tones(player: Player) -> int:
    """How many colours stand where the first stamp belongs."""
    _, size, _, pixels = looks(player).split(b"\n", 3)
    width, height = map(int, size.split())
    deep = len(pixels) // (width * height)
    left, top, wide, high = STAMP
    found: set[bytes] = set()
    for y in range(top, top + high):
        line = pixels[(y * width + left) * deep :][: wide * deep]
        found.update(line[x : x + deep] for x in range(0, len(line), deep))
    return len(found)

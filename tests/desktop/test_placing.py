"""Where the window opens: as it was left, and never where no monitor shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit

ROOM = (1600, 1000)


def test_the_window_opens_where_and_as_large_as_it_was_left(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES), size=ROOM)
    player.resize(900, 640)
    player.move(300, 120)
    player.click("Quit")
    assert player.leave() == 0
    assert sit("play", str(TWO_HALVES), size=ROOM).place == (300, 120, 900, 640)


@pytest.mark.parametrize(
    ("left", "monitors"),
    [(1500, [list(ROOM)]), (2000, [list(ROOM), [1920, 1080]]), ("far", [list(ROOM)]), (-4000, [list(ROOM)])],
)
def test_nothing_opens_off_the_screen(sit: Sit, home: Path, left: object, monitors: list[list[int]]) -> None:
    file = home / "settings" / "place.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"left": left, "top": 50, "width": 900, "height": 640, "monitors": monitors}))
    x, y, width, height = sit("play", str(TWO_HALVES), size=ROOM).place
    assert x >= 0
    assert y >= 0
    assert x + width <= ROOM[0]
    assert y + height <= ROOM[1]

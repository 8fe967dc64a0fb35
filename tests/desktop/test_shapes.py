"""Windows of every shape: whatever a page says lies within its window, and no words lie on other words."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from tests.desktop.conftest import Sit
from tests.drivers.player import Player
from tests.drivers.tour import live_a_life, pages

TALL = [(1080, 1920), (960, 1080), (600, 900), (720, 720)]
WIDE = [(400, 300), (1280, 720), (1920, 1080), (2560, 1080)]
LARGE_TYPE = [(600, 900), (800, 600), (1280, 720)]

ROOM = (2600, 1960)
"""A display that holds each of them."""

WORDS = ("heading", "paragraph", "text", "choice", "status", "button", "entry")
OVER_OTHERS = {100: ("on",), 200: ("on", "notice")}
"""What reads on stands at the end of the line it follows; in large type a notice lies on a slip where a page is full."""

TOUCH = 2
"""By how many pixels lines may touch: letters do not fill the lines they stand on."""


@pytest.mark.long
@pytest.mark.parametrize(
    ("percent", "shapes"), [(100, TALL), (100, WIDE), (200, LARGE_TYPE)], ids=["tall", "wide", "large type"]
)
def test_every_page_lies_within_its_window_and_no_words_lie_on_others(
    sit: Sit, wish: Callable[..., None], percent: int, shapes: list[tuple[int, int]]
) -> None:
    wish(reveal="off", is_reduced=True, text_percent=percent)
    live_a_life()
    player = sit(size=ROOM)
    faults = [
        f"{page}, {width}x{height}: {fault}"
        for page in pages(player)
        for width, height in shapes
        for fault in shaped(player, page, percent, width, height)
    ]
    assert not faults, "\n".join(faults)


def shaped(player: Player, page: str, percent: int, width: int, height: int) -> list[str]:
    """What is wrong with the page in a window of that shape."""
    player.resize(width, height)
    if page == "notice":
        player.press("F5")
        assert player.sees("Saved")
    said = [each for each in player.page["said"] if each["bounds"][2]]
    outside = [
        f"{each['name']!r} lies outside, at {each['bounds']}" for each in said if not within(each, width, height)
    ]
    words = [each for each in said if each["role"] in WORDS and each["key"] not in OVER_OTHERS[percent]]
    return outside + [
        f"{one['name'][:40]!r} at {one['bounds']} lies on {other['name'][:40]!r} at {other['bounds']}"
        for one, other in combinations(words, 2)
        if overlap(one["bounds"], other["bounds"])
    ]


def within(thing: dict[str, Any], width: int, height: int) -> bool:
    left, top, wide, high = thing["bounds"]
    return left >= 0 and top >= 0 and left + wide <= width + 1 and top + high <= height + 1


def overlap(one: list[int], other: list[int]) -> bool:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > TOUCH and down > TOUCH

"""A seat at the desk for each test, and a story short enough to be lived often."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

import pytest

from tests.drivers.player import Player, hears_the_bus, seated

STORIES = Path(__file__).parents[1] / "stories"
TWO_HALVES = STORIES / "two-halves"

Sit = Callable[..., Player]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.needs("Xvfb", "xvfb"))
            item.add_marker(pytest.mark.needs("xdotool", "xdotool"))


@pytest.fixture
def wish(home: Path) -> Callable[..., None]:
    """Puts wishes where the window keeps them, as a game before this one would have."""

    def put(**wishes: object) -> None:
        (home / "settings").mkdir(parents=True, exist_ok=True)
        (home / "settings" / "window.json").write_text(json.dumps(wishes), encoding="utf-8")

    return put


@pytest.fixture
def sit(tmp_path: Path) -> Iterator[Sit]:
    """Sits a player down at a desk of their own; all get up at the end."""
    with ExitStack() as seats:

        def down(*arguments: str, size: tuple[int, int] = (1280, 720), has_bus: bool = False, **others: bool) -> Player:
            seat: AbstractContextManager[Player] = seated(tmp_path, *arguments, size=size, has_bus=has_bus, **others)
            return seats.enter_context(seat)

        yield down


@pytest.fixture
def heard() -> None:
    """Skips, by name, where no accessibility bus can be listened to."""
    if not hears_the_bus():
        pytest.skip(
            "the accessibility bus is absent (Debian: apt-get install at-spi2-core dbus-daemon gir1.2-atspi-2.0 python3-gi)"
        )

"""What is asked before anything else: once, in large type, taken in one press or passed by in one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_shapes import overlap, within
from tests.drivers.player import Player

TALLEST_USUAL = 40
"""Pixels that a line of a row is high at most, in a window 720 high at 100 %."""


@pytest.fixture(autouse=True)
def _on_a_bare_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A desktop that has been asked nothing, and cannot speak."""
    system(tmp_path, monkeypatch, animations="true", contrast="false")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


def system(folder: Path, monkeypatch: pytest.MonkeyPatch, *, animations: str, contrast: str) -> None:
    """Puts a `gsettings` that says so before any other."""
    script = folder / "bin" / "gsettings"
    script.parent.mkdir(exist_ok=True)
    script.write_text(
        f"#!/bin/sh\ncase $3 in enable-animations) echo {animations};; high-contrast) echo {contrast};; esac\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")


def wishes(home: Path) -> dict[str, Any]:
    """What is kept."""
    file = home / "settings" / "window.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def test_it_is_asked_once_and_passed_by_in_one_press(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES), is_asked=False)
    assert player.page["name"] == "Before you begin"
    assert player.find("How do you like")["bounds"][3] > TALLEST_USUAL
    player.press("enter")
    assert player.sees("Open the shop")
    assert wishes(home)["is_asked"]
    player.click("Quit")
    assert player.leave() == 0
    back = sit("play", str(TWO_HALVES), is_asked=False)
    assert back.page["name"] == "Title"


@pytest.mark.parametrize(
    ("preset", "kept"),
    [
        ("By ear", {"is_voiced": True, "reveal": "off", "text_percent": 100}),
        ("By keys or one switch", {"switch": "3", "reveal": "off"}),
    ],
)
def test_a_preset_is_taken_in_one_press(sit: Sit, home: Path, preset: str, kept: dict[str, Any]) -> None:
    player = sit("play", str(TWO_HALVES), is_asked=False)
    player.click(preset)
    assert player.sees("Open the shop")
    assert kept.items() <= wishes(home).items()
    assert wishes(home)["is_asked"]


def test_whoever_comes_by_keys_is_given_no_switch(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES), is_asked=False)
    player.press("up", "up", "enter")
    assert player.sees("By keys or one switch: words at once; everything has a key.")
    assert wishes(home)["switch"] == "off"


def test_one_thing_at_a_time_shows_what_it_does_and_all_lies_within_the_page(sit: Sit) -> None:
    player = sit("play", str(TWO_HALVES), size=(1300, 740), is_asked=False)
    player.click("One thing at a time")
    sample = player.find("The kettle")["bounds"]
    assert_in_order(player, (1300, 740))
    player.resize(800, 600)
    player.press("right", "right", "right", "right")
    assert player.find("Text size")["value"] == "200 %"
    assert player.find("The kettle")["bounds"][3] > sample[3]
    while player.offers("Next"):
        assert_in_order(player, (800, 600))
        player.click("Next")
    assert_in_order(player, (800, 600))
    assert {"Sound", "Switches"} <= {each["name"] for each in player.page["said"]}


def assert_in_order(player: Player, size: tuple[int, int]) -> None:
    """Everything said lies within the page, and nothing on anything else."""
    said = [each for each in player.page["said"] if each["bounds"][2] and each["role"] not in ("image", "status")]
    assert all(within(each, *size) for each in said)
    assert not any(overlap(one["bounds"], two["bounds"]) for one, two in combinations(said, 2))


def test_what_the_system_was_told_already_is_where_it_begins(
    sit: Sit, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system(tmp_path, monkeypatch, animations="false", contrast="true")
    player = sit("play", str(TWO_HALVES), is_asked=False)
    player.wait(lambda: wishes(home).get("is_reduced", False), "what the system says")
    assert not wishes(home)["is_asked"]
    player.click("One thing at a time")
    assert (player.find("Reduce motion")["value"], player.find("Paper")["value"]) == ("on", "high contrast")


def test_left_alone_the_pointer_goes_round_for_whoever_has_one_switch(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES), is_asked=False)
    player.wait(lambda: player.page["focus"] == "large", "a pointer that goes round")
    assert "framed in turn" in player.find("By keys or one switch")["value"]
    player.press("space")
    assert player.sees("Press again to take it.")
    assert player.page["focus"] == "large"
    player.press("space")
    assert player.sees("Open the shop")
    assert {"text_percent": 150, "reveal": "off", "is_reduced": True, "is_voiced": False}.items() <= wishes(
        home
    ).items()


def test_whoever_presses_late_is_asked_whether_they_had_seen_the_pointer_move(sit: Sit, home: Path) -> None:
    player = sit("play", str(TWO_HALVES), is_asked=False)
    player.wait(lambda: player.page["focus"] == "large", "a pointer that goes round")
    assert player.sees("the first press stops it")
    player.press("enter")
    assert player.sees("Press again to take it.")
    player.press("down", "down", "down", "down")
    assert player.points_at("back")
    player.press("enter")
    assert player.sees("Open the shop")
    assert (wishes(home)["text_percent"], wishes(home)["switch"]) == (100, "off")


def test_it_is_reached_again_from_the_settings_and_leads_back_there(sit: Sit, wish: Callable[..., None]) -> None:
    wish(text_percent=100)
    player = sit("play", str(TWO_HALVES))
    player.click("Settings")
    while not player.offers("Ask again what matters"):
        player.click("Next")
    player.click("Ask again what matters")
    assert player.page["name"] == "Before you begin"
    player.press("escape")
    assert player.page["name"] == "Settings"

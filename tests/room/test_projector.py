"""The game's own window as a room's projector: on a display, beside a real server, led as a facilitator leads."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.drivers.player import Player, seated

TWO_SCREENS = Path("/usr/lib/xorg/modules/drivers/dummy_drv.so")
"""What draws more screens than one where there is none (Debian: xserver-xorg-video-dummy, with x11-xserver-utils)."""
SCREENS = """
Section "Device"
  Identifier "dummy"
  Driver "dummy"
  VideoRam 256000
EndSection
Section "Monitor"
  Identifier "any"
  HorizSync 5-1000
  VertRefresh 5-200
EndSection
Section "Screen"
  Identifier "both"
  Device "dummy"
  Monitor "any"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2880 900
    Modes "1600x900" "1280x720"
  EndSubSection
EndSection
"""
SHORT_DAY = Path(__file__).parents[1] / "stories" / "short-day"

pytestmark = [
    pytest.mark.needs("Xvfb", "xvfb"),
    pytest.mark.needs("xdotool", "xdotool"),
    pytest.mark.skipif(sys.platform != "linux", reason="needs Xvfb, and a second loopback address"),
]


class Leader:
    """Whoever leads, by the link that the command printed."""

    def __init__(self, told: str) -> None:
        found = re.search(r"(http://127\.0\.0\.1:\d+)/pair#(\w+)", told)
        assert found, told
        self.address, self.cookie = found[1], ""
        with self._ask("/pair", {"code": found[2]}) as answer:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]

    def _ask(self, path: str, asked: object = None) -> Any:
        headers = {"Cookie": self.cookie, "Origin": self.address, "Content-Type": "application/json"}
        data = None if asked is None else json.dumps(asked).encode()
        return urllib.request.urlopen(urllib.request.Request(self.address + path, data, headers), timeout=20)

    @property
    def state(self) -> dict[str, Any]:
        with self._ask("/host/state") as answer:
            return dict(json.load(answer))

    def lead(self, *deeds: str, **more: Any) -> None:
        for do in deeds:
            self._ask("/host/do", {"do": do, "page": self.state["page"], **more}).close()


@contextlib.contextmanager
def room(
    folder: Path, *options: str, size: tuple[int, int] = (1280, 720), story: Path | str = SHORT_DAY
) -> Iterator[tuple[Player, Leader]]:
    """A room with its window, and whoever leads it."""
    arguments = ("room", str(story), "--address", "127.0.0.2", *options)
    with seated(folder, *arguments, has_bus=False, size=size) as window:
        printed, late = folder / "printed.txt", time.monotonic() + 20
        while "Ctrl-C" not in printed.read_text() and time.monotonic() < late:
            time.sleep(0.05)
        yield window, Leader(printed.read_text())


def test_the_window_shows_the_way_in_the_scene_the_vote_and_its_split(tmp_path: Path) -> None:
    with room(tmp_path / "desk") as (window, leader):
        state = leader.state
        assert window.sees("0 phones have come in.")
        for told in (
            state["address"].removeprefix("http://"),
            "or raise your hand: it counts the same.",
            "A code to scan",
        ):
            assert told in window.words
        code = window.find("A code to scan")["bounds"]
        assert code[2] > 0.8 * 720, "a code is as wide as a tenth of the way to it"

        leader.lead("begin")
        assert window.sees("The stove is out. It has been out since yesterday.")
        assert "Wren: ‘There's frost on the inside, Ash Lane.’" in window.words.replace("’s", "'s")
        window.press("page down")
        assert window.sees("1. Strike a match.")
        assert window.sees("The vote is open")
        assert "Rather not say" in window.words
        assert leader.state["leaf"] == 1

        leader.lead("hands", said=[12, 9, 0])
        leader.lead("close")
        assert window.sees("The vote is closed.")
        assert "12 of" not in window.words
        leader.lead("reveal")
        assert window.sees("Strike a match.: 12 of 21")
        assert "Put the box back on its shelf.: 9 of 21" in window.words

        leader.lead("go")
        assert window.sees("It catches, and looks at you.")
        leader.lead("clock", minutes=4)
        assert window.sees("3:5")


def test_in_french_the_choices_stand_together_and_nothing_falls_off_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMPERSAND_LANGUAGE", "fr")
    with room(tmp_path / "desk", story="ampersand") as (window, leader):
        leader.lead("begin")
        assert window.sees("Lundi, dedans")
        leader.lead("screen", choice=leader.state["leaves"] - 1)
        assert window.sees("4. Ne pas le dire")
        assert "1. L’écrire comme on le dirait à quelqu’un, en face." in window.words
        assert leader.state["code"] in window.words
        for each in window.page["said"]:
            left, top, width, height = each["bounds"]
            assert 0 <= left <= left + width <= 1280, each
            assert 0 <= top <= top + height <= 720, each


def test_the_room_outlives_its_window_and_opens_it_again(tmp_path: Path) -> None:
    with room(tmp_path / "desk") as (window, leader):
        leader.lead("begin")
        assert window.sees("The stove is out.")
        os.kill(drawing(window), signal.SIGKILL)
        late = time.monotonic() + 20
        while leader.state["window"] != "shut" and time.monotonic() < late:
            time.sleep(0.05)
        leader.lead("override", choice=0)
        assert "The projector's window fell over; the room goes on." in (tmp_path / "desk/printed.txt").read_text()
        leader.lead("window")
        assert window.sees("Are you looking out, or in?")
        assert leader.state["window"] == "open"


def test_the_window_goes_when_the_room_is_killed(tmp_path: Path) -> None:
    with room(tmp_path / "desk") as (window, _):
        drawn = drawing(window)
        window.process.kill()
        window.process.wait()
        late = time.monotonic() + 20
        while Path(f"/proc/{drawn}").exists() and time.monotonic() < late:
            time.sleep(0.05)
        assert not Path(f"/proc/{drawn}").exists()


def test_without_a_display_the_projector_shows_a_page(tmp_path: Path) -> None:
    bare = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER")
    }
    command = [sys.executable, "-u", "-m", "game", "room", str(SHORT_DAY), "--address", "127.0.0.2"]
    held = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=bare)
    told = ""
    assert held.stdout
    while "Ctrl-C" not in told:
        line = held.stdout.readline()
        assert line, told
        told += line
    held.send_signal(signal.SIGINT)
    held.communicate(timeout=20)
    assert held.returncode == 0
    assert "There is no display to open a window on" in told
    assert re.search(r"Projector: +http://127\.0\.0\.1:\d+/screen", told)


def opens_the_settings(window: Player) -> bool:
    """Whether they are opened: the rest of the news that a life has begun may come after its first words, and take their place."""
    for _ in range(2):
        window.press("escape")
        if window.sees("Settings"):
            return True
    return False


def test_news_of_the_room_takes_the_place_of_the_settings_that_lie_over_it(tmp_path: Path) -> None:
    with room(tmp_path / "desk") as (window, leader):
        leader.lead("begin")
        assert window.sees("The stove is out.")
        assert opens_the_settings(window)
        leader.lead("clock", minutes=4)
        assert window.sees("Settings"), "a clock that runs is no reason to take them away"
        leader.lead("override", choice=0)
        assert window.sees("Are you looking out, or in?")
        assert "Settings" not in window.words


def test_the_window_fills_the_screen_that_was_named_and_leaves_nobodys_wishes_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AMPERSAND_HOME", str(tmp_path / "home"))
    with room(tmp_path / "desk", "--display", "1", size=(1500, 900)) as (window, _):
        assert window.place == (0, 0, 1500, 900)
        window.press("escape")
        assert window.sees("Settings")
    with room(tmp_path / "desk", size=(1500, 900)) as (window, _):
        assert window.place[2:] == (1280, 720)


def test_a_screen_that_is_not_there_is_said_and_the_room_goes_on(tmp_path: Path) -> None:
    with room(tmp_path / "desk", "--display", "3", size=(1500, 900)) as (window, _):
        assert window.place[2:] == (1280, 720)
        printed, late = tmp_path / "desk" / "printed.txt", time.monotonic() + 20
        while "this laptop has 1." not in printed.read_text() and time.monotonic() < late:
            time.sleep(0.05)
        assert "The screen that was named is not there: this laptop has 1." in printed.read_text()


@pytest.mark.parametrize("screen", [1, 2] if TWO_SCREENS.exists() else [1])
def test_of_two_screens_the_one_that_was_named_is_filled(tmp_path: Path, screen: int) -> None:
    if not TWO_SCREENS.exists():
        assert screen == 1  # what draws two screens is not on this machine: the first is looked at above
        return
    with two_screens(tmp_path) as display:
        wanted = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy", "AMPERSAND_HOME": str(tmp_path)}
        command = [
            sys.executable,
            "-m",
            "game",
            "room",
            str(SHORT_DAY),
            "--address",
            "127.0.0.2",
            "--display",
            str(screen),
        ]
        held = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=wanted)
        try:
            asked = ["xdotool", "search", "--onlyvisible", "--class", "ampersand", "getwindowgeometry"]
            left, size = (0, "1280x720") if screen == 1 else (1280, "1600x900")
            late, told = time.monotonic() + 20, ""
            while not (f"Position: {left},0" in told and size in told) and time.monotonic() < late:
                time.sleep(0.1)
                told = subprocess.run(asked, env=wanted, capture_output=True, text=True, check=False).stdout
            assert f"Position: {left},0" in told
            assert f"Geometry: {size}" in told
        finally:
            held.kill()
            held.wait()


@contextlib.contextmanager
def two_screens(folder: Path) -> Iterator[str]:
    """A display with a laptop's screen, and a larger one at its right."""
    config = folder / "screens.conf"
    config.write_text(SCREENS)
    read, write = os.pipe()
    command = [
        "Xorg",
        "-displayfd",
        str(write),
        "-config",
        str(config),
        "-logfile",
        str(folder / "log"),
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen([*command, "-noreset"], pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        for asked in (
            ["--addmode", "DUMMY1", "1600x900"],
            ["--output", "DUMMY0", "--mode", "1280x720", "--output", "DUMMY1", "--mode", "1600x900", "--pos", "1280x0"],
            ["--query"],  # until somebody asks, the server does not notice that the second is there
        ):
            subprocess.run(["xrandr", *asked], env={**os.environ, "DISPLAY": display}, check=True, capture_output=True)
        yield display
    finally:
        server.terminate()
        server.wait()


def drawing(window: Player) -> int:
    """The process of the window beside the room's."""
    children = Path(f"/proc/{window.process.pid}/task/{window.process.pid}/children").read_text().split()
    return next(int(each) for each in children if "projector" in Path(f"/proc/{each}/cmdline").read_text())

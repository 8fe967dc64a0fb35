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
def room(folder: Path, *options: str) -> Iterator[tuple[Player, Leader]]:
    """A room with its window, and whoever leads it."""
    arguments = ("room", str(SHORT_DAY), "--address", "127.0.0.2", *options)
    with seated(folder, *arguments, has_bus=False) as window:
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


def drawing(window: Player) -> int:
    """The process of the window beside the room's."""
    children = Path(f"/proc/{window.process.pid}/task/{window.process.pid}/children").read_text().split()
    return next(int(each) for each in children if "projector" in Path(f"/proc/{each}/cmdline").read_text())

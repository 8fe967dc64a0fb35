"""Somebody at a desk: the real game in a real window on a display of its own, driven by keys and a mouse.

A player finds things by what the window says of them, over the accessibility bus where the system has one, else in the
plain words the window writes down; and knows nothing else of the game.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LISTENER = Path(__file__).with_name("listener.py")
POINTER = Path(__file__).with_name("pointer.py")
SYSTEM_PYTHON = "/usr/bin/python3"
BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"

QUIET_S = 0.12
"""A window that has drawn nothing for so long has done what it was asked."""
NOTHING_S = 0.6
"""A window that has drawn nothing for so long after it was moved had nothing to do."""
PATIENCE_S = 20.0

NAMES = {
    "enter": "Return",
    "space": "space",
    "escape": "Escape",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
    "page up": "Page_Up",
    "page down": "Page_Down",
    "tab": "Tab",
    "backspace": "BackSpace",
}

BUTTONS = {"left": "1", "middle": "2", "right": "3", "side back": "8", "side forward": "9"}
PAD = {"A": 0, "B": 1, "X": 2, "Y": 3, "view": 4, "start": 6, "right stick": 8, "LB": 9, "RB": 10}
PAD |= {"up": 11, "down": 12, "left": 13, "right": 14}
LOOK_S = 0.4
"""How long a player looks at a new page before pressing anything on it."""


class Lost(AssertionError):
    """The player could not find something."""


def hears_the_bus() -> bool:
    """Whether this system has an accessibility bus and something to listen to it with."""
    if not Path(BUS_LAUNCHER).exists() or not Path(SYSTEM_PYTHON).exists() or shutil.which("dbus-daemon") is None:
        return False
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    return subprocess.run([SYSTEM_PYTHON, "-c", asked], capture_output=True, check=False).returncode == 0


class Desk:
    """A display, and if wanted an accessibility bus, both of their own."""

    def __init__(self, size: tuple[int, int], *, has_bus: bool) -> None:
        self._processes: list[subprocess.Popen[Any]] = []
        read, write = os.pipe()
        screen = ["-screen", "0", f"{size[0]}x{size[1]}x24"]
        self._start(["Xvfb", "-displayfd", str(write), *screen, "-nolisten", "tcp"], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as answer:
            self.environment = {"DISPLAY": f":{answer.readline().strip()}", "SDL_AUDIODRIVER": "dummy"}
        if has_bus:
            self._start_bus()

    def _start_bus(self) -> None:
        arguments = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        bus = self._start(arguments, stdout=subprocess.PIPE, text=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self._start([BUS_LAUNCHER, "--launch-immediately"])
        for wanted in ("ScreenReaderEnabled", "IsEnabled"):
            self._ask_for(wanted)

    def _ask_for(self, wanted: str) -> None:
        call = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        call += ["--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", wanted, "<true>"]
        until = time.monotonic() + PATIENCE_S
        while self.run(call).returncode:
            assert time.monotonic() < until, "the accessibility bus does not answer"
            time.sleep(0.1)

    def _start(self, arguments: list[str], **rest: Any) -> subprocess.Popen[Any]:
        environment = {**os.environ, **getattr(self, "environment", {})}
        process = subprocess.Popen(arguments, env=environment, stderr=subprocess.DEVNULL, **rest)
        self._processes.append(process)
        return process

    def run(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        """Run something on this desk to its end."""
        environment = {**os.environ, **self.environment}
        return subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)

    def close(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait()
            if process.stdout:
                process.stdout.close()


class Player:
    """The game, and whoever plays it.

    Args:
        desk: Where it is played.
        folder: For what the window says, and for what it prints.
        arguments: What `ampersand` is called with.
        has_pad: Whether there is a pad to be plugged in.
    """

    def __init__(self, desk: Desk, folder: Path, *arguments: str, has_pad: bool = False) -> None:
        self._desk = desk
        self._says = folder / "says.jsonl"
        self._says.unlink(missing_ok=True)
        self._printed = (folder / "printed.txt").open("w", encoding="utf-8")
        environment = {**os.environ, **desk.environment, "AMPERSAND_SAYS": str(self._says)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.drivers.pads" if has_pad else "game", *arguments],
            stdin=subprocess.PIPE if has_pad else None,
            cwd=ROOT,
            env=environment,
            stdout=self._printed,
            stderr=self._printed,
        )
        self._looked_at = ("", False)
        self._listener: subprocess.Popen[str] | None = None
        if "DBUS_SESSION_BUS_ADDRESS" in desk.environment:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self._listener = subprocess.Popen([SYSTEM_PYTHON, "-W", "ignore", str(LISTENER)], env=environment, **pipes)
        self.wait(lambda: self._says.exists() and bool(self.page["said"]), "a window that says something")
        self._settle()

    # ---- doing

    def press(self, *keys: str) -> None:
        """Press keys, one after another, each once the window has done with the one before."""
        for key in keys:
            self._look()
            self._after(["xdotool", "key", NAMES.get(key, key)])

    def hold(self, key: str, seconds: float) -> None:
        """Keep a key down for a while."""
        self._look()
        name = NAMES.get(key, key)
        self._after(["xdotool", "keydown", name, "sleep", str(seconds), "keyup", name])

    def press_pad(self, *buttons: str) -> None:
        """Press buttons of the pad, one after another, each once the window has done with the one before."""
        for button in buttons:
            self._look()
            self.do_pad(f"press {PAD[button]}")

    def do_pad(self, request: str) -> None:
        """Do something else with the pad, in the words of `pads.py`."""
        before = self._drawn()
        assert self.process.stdin is not None, "no pad"
        self.process.stdin.write(f"{request}\n".encode())
        self.process.stdin.flush()
        self._wait_for_more("redraws", before)

    def take_keyboard(self, layout: str) -> None:
        """Go on with a keyboard of another country."""
        done = self._desk.run(["setxkbmap", layout])
        assert done.returncode == 0, done.stderr
        time.sleep(LOOK_S)

    def _look(self) -> None:
        looked_at = self.page["name"], self.offers("What it shows")
        if looked_at != self._looked_at:
            time.sleep(LOOK_S)
        self._looked_at = looked_at

    def hammer(self, key: str, times: int) -> None:
        """Press a key again and again without looking."""
        name = NAMES.get(key, key)
        self._after(["xdotool", "key", "--delay", "60", *[name] * times])

    def type(self, words: str) -> None:
        """Type letters."""
        self._after(["xdotool", "type", "--delay", "30", words])

    def click(self, name: str) -> None:
        """Click in the middle of the thing of that name."""
        left, top, width, height = self.find(name)["bounds"]
        self._after(
            [
                "xdotool",
                "mousemove",
                "--window",
                self._window(),
                str(left + min(width // 2, 60)),
                str(top + height // 2),
                "click",
                "1",
            ]
        )

    def point(self, across: float) -> None:
        """Move the mouse along the window's head, 0 at its left to 1."""
        width, _ = self.page["size"]
        at = [str(round(across * (width - 1))), "4"]
        self._after(["xdotool", "mousemove", "--window", self._window(), *at])

    def click_with(self, button: str) -> None:
        """Press another of the mouse's buttons where it lies."""
        self._after(["xdotool", "click", BUTTONS[button]])

    def click_away(self) -> None:
        """Click the page where nothing is."""
        width, height = self.page["size"]
        self._after(
            ["xdotool", "mousemove", "--window", self._window(), str(width // 2), str(height - 4), "click", "1"]
        )

    def turn_wheel(self, clicks: int) -> None:
        """Turn the wheel away (above nought) or towards."""
        for _ in range(abs(clicks)):
            self._after(["xdotool", "click", "4" if clicks > 0 else "5"])

    def activate(self, name: str) -> None:
        """Press the thing of that name as a screen reader does, without keys or mouse."""
        before = self._drawn()
        self.wait(lambda: self._hear(f"press {name}") is True, f"{name} to press over the bus")
        self._wait_for_more("redraws", before)

    def resize(self, width: int, height: int) -> None:
        """Drag the window to another size."""
        self._after(["xdotool", "windowsize", self._window(), str(width), str(height)])
        self.wait(lambda: self.page["size"] == [width, height], f"a window of {width} by {height}")
        self._settle()

    def move(self, left: int, top: int) -> None:
        """Drag the window elsewhere."""
        self._after(["xdotool", "windowmove", "--sync", self._window(), str(left), str(top)])

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where the window lies on the screen, and its size."""
        told = self._desk.run(["xdotool", "getwindowgeometry", "--shell", self._window()]).stdout
        found = dict(line.split("=") for line in told.split())
        return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])

    def _window(self) -> str:
        return self._desk.run(["xdotool", "search", "--class", "ampersand"]).stdout.split()[-1]

    def leave(self) -> int:
        """Wait until the game has ended; what it returned."""
        return self.process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        if self._listener:
            self._listener.stdin.close()
            self._listener.wait(timeout=PATIENCE_S)
            self._listener.stdout.close()
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE_S)
        if self.process.stdin:
            self.process.stdin.close()
        self._printed.close()

    # ---- seeing

    @property
    def has_pointer(self) -> bool:
        """Whether the pointer can be seen where it lies."""
        asked = self._desk.run([sys.executable, str(POINTER)])
        assert asked.returncode == 0, asked.stderr
        return asked.stdout.strip() == "seen"

    @property
    def page(self) -> dict[str, Any]:
        """The page as the window last wrote it down."""
        lines = self._says.read_bytes().splitlines() if self._says.exists() else []
        for line in reversed(lines):
            with contextlib.suppress(ValueError):
                return json.loads(line)
        return {"name": "", "said": [], "focus": None, "size": [0, 0], "redraws": 0, "strokes": 0}

    @property
    def things(self) -> list[dict[str, Any]]:
        """Everything on the page: heard over the bus where there is one."""
        if self._listener is None:
            return self.page["said"]
        heard = self._hear("list")
        return heard if isinstance(heard, list) else []

    @property
    def words(self) -> str:
        """Everything on the page as one text."""
        return "\n".join(
            " ".join([thing["name"], thing.get("description", ""), thing["value"]]) for thing in self.things
        )

    @property
    def heading(self) -> str:
        """The first heading of the page."""
        return next((each["name"] for each in self.page["said"] if each["role"] == "heading"), "")

    @property
    def choices(self) -> list[str]:
        """What may be chosen on the page."""
        return [each["name"] for each in self.page["said"] if each["role"] == "choice"]

    def offers(self, name: str) -> bool:
        """Whether something of that name can be pressed."""
        return any(each["name"] == name and each["is_operable"] for each in self.page["said"])

    def sees(self, words: str) -> bool:
        """Whether the words are on the page, waiting for them a while."""
        with contextlib.suppress(Lost):
            self.wait(lambda: words in self.words, words)
            return True
        return False

    def comes_to(self, page: str) -> bool:
        """Whether the page of that name is opened, waiting for it a while."""
        with contextlib.suppress(Lost):
            self.wait(lambda: self.page["name"] == page, page)
            return True
        return False

    def points_at(self, key: str) -> bool:
        """Whether the focus comes to a thing, waiting for it a while."""
        with contextlib.suppress(Lost):
            self.wait(lambda: self.page["focus"] == key, key)
            return True
        return False

    def find(self, name: str) -> dict[str, Any]:
        """The thing of that name, or whose name begins so."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            found[:] = [each for each in self.things if each["name"] == name]
            found.extend(each for each in self.things if not found and each["name"].startswith(name))
            return bool(found)

        self.wait(look, name)
        return found[0]

    def looks(self, file: Path) -> Path:
        """A picture of the window."""
        self._desk.run(["import", "-window", self._window(), str(file)])
        return file

    # ---- waiting

    def wait(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds, or be lost."""
        until = time.monotonic() + PATIENCE_S
        while not holds():
            if self.process.poll() is not None and not self.page["said"]:
                raise Lost(f"the game ended with {self.process.returncode}: {Path(self._printed.name).read_text()}")
            if time.monotonic() > until:
                raise Lost(f"nowhere: {what!r}; on the page {self.page['name']!r}:\n{self.words}")
            time.sleep(0.02)

    def _drawn(self) -> int:
        return int(self.page["redraws"])

    def _after(self, arguments: list[str]) -> None:
        """Do something, and wait until the window has drawn what came of it. It says how many strokes it has taken; where
        it was only moved and draws nothing, that is not waited for long.
        """
        is_stroke = "key" in arguments or "click" in arguments
        counted = "strokes" if is_stroke else "redraws"
        before, drawn = self.page[counted], self._drawn()
        done = self._desk.run(arguments)
        assert done.returncode == 0, done.stderr
        self._wait_for_more(counted, before)
        if is_stroke and self._drawn() == drawn:
            time.sleep(LOOK_S)  # as whoever sees nothing come of a key looks at the page before the next

    def _wait_for_more(self, counted: str, before: int) -> None:
        until = time.monotonic() + (PATIENCE_S if counted == "strokes" else NOTHING_S)
        while self.page[counted] == before and time.monotonic() < until and self.process.poll() is None:
            time.sleep(0.01)
        self._settle()

    def _settle(self) -> None:
        drawn, since = self._drawn(), time.monotonic()
        until = since + PATIENCE_S
        while time.monotonic() - since < QUIET_S and time.monotonic() < until:
            time.sleep(0.02)
            if self._drawn() != drawn or self.page.get("is_coming"):
                drawn, since = self._drawn(), time.monotonic()

    def _hear(self, request: str) -> Any:
        assert self._listener is not None, "no accessibility bus"
        self._listener.stdin.write(request + "\n")
        self._listener.stdin.flush()
        return json.loads(self._listener.stdout.readline())


def number_in(words: str) -> int:
    """The first number in some words."""
    found = re.search(r"\d+", words)
    assert found, words
    return int(found.group())


def _keep_some_wishes() -> None:
    """Leave wishes in a home that has none, as whoever has played before would."""
    kept = Path(os.environ["AMPERSAND_HOME"]) / "settings" / "window.json"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("{}", encoding="utf-8")


@contextlib.contextmanager
def seated(
    folder: Path,
    *arguments: str,
    size: tuple[int, int] = (1280, 720),
    has_bus: bool | None = None,
    has_pad: bool = False,
    is_asked: bool = True,
) -> Iterator[Player]:
    """A player at a desk of their own, who has been asked what comes before anything else unless that is wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    if is_asked:
        _keep_some_wishes()
    desk = Desk(size, has_bus=hears_the_bus() if has_bus is None else has_bus)
    try:
        player = Player(desk, folder, *arguments, has_pad=has_pad)
        try:
            yield player
        finally:
            player.close()
    finally:
        desk.close()

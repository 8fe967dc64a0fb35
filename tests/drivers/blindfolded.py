"""Somebody who does not look: the real game in a real window, of which they know only the lines it says aloud."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.drivers.player import LOOK_S, NAMES, PATIENCE_S, ROOT, Desk

FOCUS = re.compile(
    r"^(?P<words>.*?)[.:] ?(?:.* )?(?P<kind>button|choice|setting|line to write on) (?P<at>\d+) of (?P<of>\d+)$"
)
"""A line that says what would be pressed."""

ANSWER_S = 0.6
"""How long they listen for an answer to a key before they press another: longer than a new page keeps its guard."""
PAUSE_S = 0.09
"""A pause so long ends an answer."""


PAGE_MOST_BYTES = 60_000
"""More than two pages take in the file they are written down in."""
SIZE = (960, 640)
"""A window that is quickly drawn: nobody looks."""


class Deaf(AssertionError):
    """Nothing was said that tells what to do."""


class Blindfolded:
    """A player who hears.

    Args:
        desk: Where it is played.
        folder: For what goes wrong, and for the tree the window writes down where a test compares it with what was said.
        arguments: What `ampersand` is called with.
    """

    def __init__(self, desk: Desk, folder: Path, *arguments: str) -> None:
        self.tree = folder / "says.jsonl"
        environment = {**os.environ, **desk.environment, "AMPERSAND_VOICE": "stdout", "AMPERSAND_SAYS": str(self.tree)}
        self._trouble = (folder / "trouble.txt").open("w", encoding="utf-8")
        self.process: subprocess.Popen[Any] = subprocess.Popen(
            [sys.executable, "-m", "game", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=self._trouble,
        )
        self.heard: list[str] = []
        self.focus = ""
        """The last thing said that could be pressed."""
        self._news = threading.Condition()
        self._ears = threading.Thread(target=self._listen, daemon=True)
        self._ears.start()
        self._hands = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, env=environment, text=True)
        self._answer(0, within_s=PATIENCE_S)
        self._answer(len(self.heard), within_s=PAUSE_S * 3)

    # ---- hands

    def press(self, key: str) -> list[str]:
        """Press a key; what is said to it."""
        before = len(self.heard)
        self._push(key)
        return self._answer(before, within_s=ANSWER_S)

    def read_on(self) -> None:
        """Press space, and wait for no more than the first words."""
        before = len(self.heard)
        self._push("space")
        with self._news:
            self._news.wait_for(lambda: len(self.heard) > before, ANSWER_S)

    def click(self, name: str) -> None:
        """Click on the thing of that name, or whose name begins so, until another page is there. Their hand is led to
        where the window says the thing is.
        """
        left, top, width, height = self._find(name)["bounds"]
        self._turn(f"mousemove {left + min(width // 2, 60)} {top + height // 2} click 1")

    def click_back(self) -> None:
        """Out of a page, with the mouse's other button."""
        self._turn("click 3")

    def _turn(self, order: str) -> None:
        before = self._names()
        self._do(order)
        until = time.monotonic() + PATIENCE_S
        while self._names() == before:
            if time.monotonic() > until:
                raise Deaf(f"{order!r} led nowhere from {self.page['name']!r}")
            time.sleep(0.03)

    def _names(self) -> list[str]:
        page = self.page
        return [page["name"], *(each["name"] for each in page["said"])]

    def _find(self, name: str) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            things = self.page["said"]
            found = [each for each in things if each["name"] == name]
            found += [each for each in things if each["name"].startswith(name)]
            if found:
                return found[0]
            time.sleep(0.03)
        raise Deaf(f"nowhere is {name!r}: {self.heard[-30:]}")

    @property
    def page(self) -> dict[str, Any]:
        """The page as the window last wrote it down."""
        with self.tree.open("rb") as file:
            file.seek(max(0, self.tree.stat().st_size - PAGE_MOST_BYTES))
            lines = file.read().splitlines()
        for line in reversed(lines):
            with contextlib.suppress(ValueError):
                return json.loads(line)
        return {"name": "", "said": []}

    def _push(self, key: str) -> None:
        self._do(f"key {NAMES.get(key, key)}")

    def _do(self, order: str) -> None:
        assert self._hands.stdin is not None
        self._hands.stdin.write(f"{order}\n")
        self._hands.stdin.flush()

    def enter(self, words: str) -> None:
        """Press what was said last until that is said. Not at once, for a new page would not take it; and not soon again,
        for the page that comes might.
        """
        here = len(self.heard)
        for _ in range(5):
            self.settle()
            self._push("enter")
            with self._news:
                if self._news.wait_for(lambda: any(words in line for line in self.heard[here:]), LOOK_S * 8):
                    return
        raise Deaf(f"{words!r} is not said: {self.heard[-30:]}")

    def settle(self) -> None:
        """Listen until nothing more is said."""
        self._answer(len(self.heard), within_s=LOOK_S)

    def go_to(self, words: str) -> None:
        """Go along the page until what is said begins so."""
        for _ in range(60):
            if self.focus.startswith(words):
                return
            if not self.press("tab"):
                break
        raise Deaf(f"nowhere is {words!r}: {self.heard[-30:]}")

    def open(self, words: str, until: str) -> None:
        """Go to something and press it, until that is said."""
        self.go_to(words)
        self.enter(until)

    # ---- ears

    def hears(self, words: str) -> bool:
        """Whether it has been said, now or within a while."""
        until = time.monotonic() + PATIENCE_S
        with self._news:
            return self._news.wait_for(
                lambda: any(words in line for line in self.heard), max(0.0, until - time.monotonic())
            )

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            words = line.decode("utf-8").rstrip("\n")
            with self._news:
                self.heard.append(words)
                if FOCUS.match(words):
                    self.focus = words
                self._news.notify_all()

    def _answer(self, before: int, *, within_s: float) -> list[str]:
        """What is said from there on, to the first pause."""
        with self._news:
            self._news.wait_for(lambda: len(self.heard) > before, within_s)
            count = before
            while len(self.heard) > count:
                count = len(self.heard)
                self._news.wait_for(lambda count=count: len(self.heard) > count, PAUSE_S)
            return self.heard[before:]

    def leave(self) -> int:
        """Wait until the game has ended; what it returned."""
        return self.process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        assert self._hands.stdin is not None
        self._hands.stdin.close()
        self._hands.wait(timeout=PATIENCE_S)
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=PATIENCE_S)
        self._ears.join(timeout=PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self._trouble.close()


@contextlib.contextmanager
def blindfolded(folder: Path, *arguments: str) -> Iterator[Blindfolded]:
    """A player without eyes at a desk of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    desk = Desk(SIZE, has_bus=False)
    try:
        player = Blindfolded(desk, folder, *arguments)
        try:
            yield player
        finally:
            player.close()
    finally:
        desk.close()

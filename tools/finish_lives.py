"""Finishes the shipped story through the real window, a life to each ending, each in one way only: by keys, by the mouse, by a
pad, by what an assistive tool reads and presses, by what is said aloud.

Needs what the tests of the window need. Some minutes a life.
Usage: python tools/finish_lives.py [LIFE...] [--by WAY] [--log FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game import disk  # noqa: E402  (found by the line above)
from game.play.history import Playthrough  # noqa: E402
from game.story import read_story  # noqa: E402
from tests.drivers.blindfolded import FOCUS, Blindfolded, blindfolded  # noqa: E402
from tests.drivers.player import Player, seated  # noqa: E402

PLAN = ROOT / "tests" / "shipped" / "ampersand.plan"
LONGEST = 1500
"""Turns of reading or choosing after which a life is lost, not long."""
ANSWER_S = 1.5
"""How long a choice may take to be seen made before it is made again."""
BEGIN, BEGIN_NAMED, READ_ON, GO_ON, OVER = "Begin the week", "Begin", "Read on", "Go on", "What it shows"


def lives() -> list[tuple[list[int], str]]:
    """Each life of the plan: which choice by its number, wherever something is asked, and the ending's title."""
    story, found = read_story(disk.shipped_story()), []
    for told in PLAN.read_text(encoding="utf-8").split("\n---\n"):
        lines = [line.partition(": ") for line in told.splitlines()]
        numbers, life = [], Playthrough.begin(story)
        for number in (int(words) for kind, _, words in lines if kind == "choose"):
            chosen = life.offered[number - 1]
            if not chosen.going_on:
                numbers.append(number)
            life = life.choose(chosen)
        found.append((numbers, next(words for kind, _, words in lines if kind == "ending")))
    return found


class Lost(AssertionError):
    """What was to be done could not be, in this way alone."""


class Way(ABC):
    """Somebody who plays in one way only, and knows only what that way tells."""

    @abstractmethod
    def choices(self) -> tuple[str, ...]:
        """What is to be chosen between, if anything; where only one of them is known, that one."""

    @abstractmethod
    def offers(self, name: str) -> bool:
        """Whether there is something of that name to press."""

    @abstractmethod
    def choose(self, number: int) -> None:
        """Make the choice of that number, from 1."""

    @abstractmethod
    def read_on(self) -> None:
        """Go on to what follows."""

    @abstractmethod
    def open(self, name: str) -> None:
        """Press the thing of that name."""

    @abstractmethod
    def heading(self) -> str:
        """The heading of the debrief that was just opened."""

    def begin(self) -> None:
        """From the title into the week."""
        self.open(BEGIN)
        for _ in range(5):  # a page that has only just come does not take what was meant for the one before
            time.sleep(1)
            if self.offers(BEGIN_NAMED):
                self.open(BEGIN_NAMED)


class AtTheWindow(Way):
    """Keys, the mouse or a pad, by somebody who looks."""

    def __init__(self, player: Player, by: str) -> None:
        self.player = player
        if by == "pad":
            player.do_pad("plug in")
        self._read_on: Callable[[], None] = {
            "keys": lambda: player.press("space"),
            "mouse": player.click_away,
            "pad": lambda: player.press_pad("A"),
        }[by]
        self._choose: Callable[[int], None] = {
            "keys": lambda number: player.press(str(number)),
            "mouse": lambda number: player.click(player.choices[number - 1]),
            "pad": self._choose_by_pad,
        }[by]
        self._open: Callable[[str], None] = {
            "keys": lambda _: player.press("enter"),
            "mouse": player.click,
            "pad": lambda _: player.press_pad("A"),
        }[by]

    def choices(self) -> tuple[str, ...]:
        return tuple(self.player.choices)

    def offers(self, name: str) -> bool:
        return self.player.offers(name)

    def choose(self, number: int) -> None:
        self._choose(number)

    def _choose_by_pad(self, number: int) -> None:
        for _ in range(20):
            page = self.player.page
            keys = [each["key"] for each in page["said"] if each["role"] == "choice"]
            pointed = keys.index(page["focus"]) if page["focus"] in keys else -1
            if pointed == number - 1:
                self.player.press_pad("A")
                return
            self.player.press_pad("down" if pointed < number - 1 else "up")

    def read_on(self) -> None:
        self._read_on()

    def open(self, name: str) -> None:
        self._open(name)

    def heading(self) -> str:
        return self.player.heading


class ByTheTree(Way):
    """An assistive tool: it reads the accessibility bus and presses what it finds there, and nothing else."""

    def __init__(self, player: Player) -> None:
        self.player = player

    def _buttons(self) -> tuple[str, ...]:
        return tuple(each["name"] for each in self.player.things if each["actions"] and "button" in each["role"])

    def choices(self) -> tuple[str, ...]:
        buttons = self._buttons()
        return () if {READ_ON, GO_ON, OVER} & set(buttons) else buttons

    def offers(self, name: str) -> bool:
        return name in self._buttons()

    def choose(self, number: int) -> None:
        self.player.activate(self.choices()[number - 1])

    def read_on(self) -> None:
        name = next((each for each in (READ_ON, GO_ON) if self.offers(each)), None)
        if name is not None:
            self.player.activate(name)

    def open(self, name: str) -> None:
        self.player.activate(name)

    def heading(self) -> str:
        return next((each["name"] for each in self.player.things if each["role"] == "heading"), "")


class ByEar(Way):
    """Keys, by somebody who knows no more than the lines that are said aloud."""

    def __init__(self, player: Blindfolded) -> None:
        self.player = player

    def _focus(self) -> tuple[str, str]:
        at = FOCUS.match(self.player.focus)
        return (at["words"], at["kind"]) if at else ("", "")

    def choices(self) -> tuple[str, ...]:
        words, kind = self._focus()
        return (self.player.focus,) if kind == "choice" and words else ()

    def offers(self, name: str) -> bool:
        return self._focus()[0] == name

    def choose(self, number: int) -> None:
        self.player.press(str(number))

    def read_on(self) -> None:
        if self._focus()[0] in (GO_ON, BEGIN_NAMED):
            self.player.press("enter")
        else:
            self.player.read_on()

    def begin(self) -> None:
        self.player.open(BEGIN, until=f"{BEGIN_NAMED}.")
        self.player.open(f"{BEGIN_NAMED}.", until=f"{GO_ON}. button 1")

    def open(self, name: str) -> None:
        self.player.go_to(name)
        self.player.enter("Debrief 1 of")

    def heading(self) -> str:
        self.player.settle()
        opened = max(at for at, line in enumerate(self.player.heard) if line.startswith("Debrief 1 of"))
        return self.player.heard[opened - 1]


WAYS = ("keys", "mouse", "pad", "tree", "ear")


@contextmanager
def playing(by: str, seat: Path) -> Iterator[Way]:
    """Sit somebody down who plays in that way."""
    if by == "ear":
        with blindfolded(seat) as listener:
            yield ByEar(listener)
        return
    with seated(seat, has_bus=by == "tree", has_pad=by == "pad") as player:
        yield ByTheTree(player) if by == "tree" else AtTheWindow(player, by)


def finish(way: Way, numbers: list[int], log: Callable[[str], None]) -> str:
    """Live a life; the heading of its debrief."""
    left = list(numbers)
    for _ in range(LONGEST):
        if way.offers(OVER):
            break
        if not (offered := way.choices()):
            way.read_on()
            continue
        if not left:
            raise Lost(f"asked once more than in the plan: {offered}")
        number = left.pop(0)
        make(way, number, offered, log)
        log(f"  chose {number}: {offered[number - 1] if len(offered) >= number else offered[0]}")
    else:
        raise Lost("the life does not end")
    way.open(OVER)
    return way.heading()


def make(way: Way, number: int, offered: tuple[str, ...], log: Callable[[str], None]) -> None:
    """Make a choice, again where it was not taken: choices do not take what may have been meant to read on."""
    for _ in range(5):
        way.choose(number)
        until = time.monotonic() + ANSWER_S
        while time.monotonic() < until:
            if way.choices() != offered:
                return
            time.sleep(0.1)
        log(f"  not taken at once: {number}")
    raise Lost(f"cannot choose {number} of {offered}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lives", nargs="*", type=int, help="by their place in the plan, from 1; all without it")
    options.add_argument("--by", choices=WAYS, help="in one way; by turns without it")
    options.add_argument("--log", type=Path, help="a file to add to what was done, choice by choice")
    given = options.parse_args()

    def log(line: str) -> None:
        if given.log:
            with given.log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    failed = 0
    for number, (numbers, ending) in enumerate(lives(), start=1):
        if given.lives and number not in given.lives:
            continue
        by = given.by or WAYS[(number - 1) % len(WAYS)]
        log(f"life {number}, to {ending}, by {by}, {time.strftime('%Y-%m-%d %H:%M:%S')}")
        begun = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            heading = live(by, Path(home), numbers, log)
        failed += heading != ending
        led = "come to" if heading == ending else f"NOT come to, but {heading!r},"
        told = f"{number}. {ending}, by {by}: {led} in {time.monotonic() - begun:.0f} s, {len(numbers)} choices"
        log(told)
        print(told, flush=True)
    sys.exit(1 if failed else 0)


def live(by: str, home: Path, numbers: list[int], log: Callable[[str], None]) -> str:
    """Live a life in a home of its own; the heading of its debrief, or what went wrong on the way."""
    os.environ["AMPERSAND_HOME"] = str(home)
    wishes = home / "settings" / "window.json"
    wishes.parent.mkdir()
    quiet = {"volume_music": 0, "volume_places": 0, "volume_effects": 0}
    wishes.write_text(json.dumps({"reveal": "off", "is_reduced": True, "is_asked": True, **quiet}), encoding="utf-8")
    try:
        with playing(by, home / "seat") as way:
            way.begin()
            return finish(way, numbers, log)
    except AssertionError as lost:
        log(f"  lost: {lost}")
        return f"nowhere ({str(lost).splitlines()[0]})"


if __name__ == "__main__":
    main()

"""Finishes the shipped story through the real window, a life to each ending: by keys, by the mouse, by a pad, by what an
assistive tool can press, in turn.

Needs what the tests of the window need. Some minutes a life. Usage: python tools/finish_lives.py [LIFE...] [--by WAY]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from game import disk  # noqa: E402  (found by the line above)
from game.play.history import Playthrough  # noqa: E402
from game.story import read_story  # noqa: E402
from tests.drivers.player import Player, seated  # noqa: E402

PLAN = ROOT / "tests" / "shipped" / "ampersand.plan"
WAYS = ("keys", "mouse", "pad", "tree")
LONGEST = 1200


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


class Finisher:
    """Somebody who plays in one way only."""

    def __init__(self, player: Player, way: str) -> None:
        self.player = player
        self.read_on: Callable[[], None] = {
            "keys": lambda: player.press("space"),
            "mouse": player.click_away,
            "pad": lambda: player.press_pad("A"),
            "tree": self._read_on_by_tree,
        }[way]
        self.choose: Callable[[int], None] = {
            "keys": lambda number: player.press(str(number)),
            "mouse": lambda number: player.click(player.choices[number - 1]),
            "pad": self._choose_by_pad,
            "tree": lambda number: player.activate(player.choices[number - 1]),
        }[way]
        self.open: Callable[[str], None] = {
            "keys": lambda _: player.press("enter"),
            "mouse": player.click,
            "pad": lambda _: player.press_pad("A"),
            "tree": player.activate,
        }[way]

    def _read_on_by_tree(self) -> None:
        name = next((name for name in ("Read on", "Go on") if self.player.offers(name)), None)
        if name is not None:
            self.player.activate(name)

    def _choose_by_pad(self, number: int) -> None:
        for _ in range(20):
            pointed = next((at for at, each in enumerate(self.player.choices) if self._has_focus(each)), None)
            if pointed == number - 1:
                self.player.press_pad("A")
                return
            self.player.press_pad("down" if pointed is None or pointed < number - 1 else "up")

    def _has_focus(self, name: str) -> bool:
        page = self.player.page
        return any(each["key"] == page["focus"] and each["name"] == name for each in page["said"])

    def finish(self, numbers: list[int]) -> str:
        """Live a life; the heading of its debrief."""
        player, left = self.player, list(numbers)
        for _ in range(LONGEST):
            if player.offers("What it shows"):
                break
            if player.choices:
                self.choose(left.pop(0))
            else:
                self.read_on()
        self.open("What it shows")
        return player.heading


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("lives", nargs="*", type=int, help="by their place in the plan, from 1; all without it")
    options.add_argument("--by", choices=WAYS)
    given = options.parse_args()
    wanted = list(enumerate(lives(), start=1))
    failed = 0
    for number, (numbers, ending) in wanted:
        if given.lives and number not in given.lives:
            continue
        way = given.by or WAYS[(number - 1) % len(WAYS)]
        with tempfile.TemporaryDirectory() as home:
            os.environ["AMPERSAND_HOME"] = home
            wishes = Path(home) / "settings" / "window.json"
            wishes.parent.mkdir()
            wishes.write_text(json.dumps({"reveal": "off", "is_reduced": True}), encoding="utf-8")
            begun = time.monotonic()
            with seated(Path(home) / "seat", has_bus=way == "tree", has_pad=way == "pad") as player:
                finisher = Finisher(player, way)
                if way == "pad":
                    player.do_pad("plug in")
                finisher.open("Begin the week")
                for _ in range(5):  # a page that has only just come does not take what was meant for the one before
                    time.sleep(1)
                    if player.offers("Begin"):
                        finisher.open("Begin")
                heading = finisher.finish(numbers)
            went = heading == ending
            failed += not went
            led = "come to" if went else f"NOT come to, but {heading!r},"
            print(f"{number}. {ending}, by {way}: {led} in {time.monotonic() - begun:.0f} s", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""Takes the pictures of the real game that the README shows, from a life lived by keys in a real window.

Needs Xvfb, xdotool and ImageMagick, and the game's dependencies. Usage: python tools/take_pictures.py [OUT_DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.drivers.player import Player, seated  # noqa: E402  (found by the line above)

COLOURS = 96
"""Two inks, their overprint, the paper and what lies between them when edges are smooth."""
PRESSED_S = 2.5
"""Longer than the press takes for a picture it has never printed."""

LIFE = {
    "mon-in-3": "Take half",
    "mon-out-2": "Hold the lamp and let",
    "hinge-2": "Ask about",
    "mon-2-3": "Ring him",
}
"""Pictures worth taking, by the words of a choice that is offered there."""

ROAD = ("Write it the way", "Give Dagger", "Take half", "Take the umbrella", "Hold the lamp", "Stand in the gap")
ROAD += ("Send her on", "Ask about the man", "Stand still", "Ask Tilde what")
ROAD += ("Ring him", "Stay on", "Ring twice", "Caret, would you", "Juno from", "Lay the leaf", "Write yours", "Go up")
"""The choices of the life that is lived, by how they begin; where none of them is on offer, the first is taken."""


def live(player: Player, out: Path) -> None:
    """Live to the debrief, taking pictures on the way."""
    while not player.offers("What it shows"):
        if not player.choices:
            player.press("space")
            continue
        for name, words in LIFE.items():
            if any(each.startswith(words) for each in player.choices):
                take(player, out / f"{name}.png")
        wanted = [at for at, each in enumerate(player.choices, start=1) if each.lstrip("‘“").startswith(ROAD)]
        player.press(str(wanted[0] if wanted else 1))


def take(player: Player, file: Path) -> None:
    """A picture of the page, in few colours and without dither, so that the halftone stays its own."""
    time.sleep(PRESSED_S)
    player.looks(file)
    subprocess.run(["convert", str(file), "-dither", "None", "-colors", str(COLOURS), f"PNG8:{file}"], check=True)
    print(file, file.stat().st_size // 1024, "KiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / "docs" / "pictures")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["AMPERSAND_HOME"] = home
        wishes = Path(home) / "settings" / "window.json"
        wishes.parent.mkdir()
        wishes.write_text(json.dumps({"reveal": "off", "is_reduced": True, "has_captions": False}), encoding="utf-8")
        with seated(Path(home) / "seat", has_bus=False) as player:
            take(player, out / "title.png")
            player.press("enter", "enter")
            live(player, out)
            player.press("enter")
            while "twice" not in player.heading:
                player.press("enter")
            take(player, out / "debrief.png")


if __name__ == "__main__":
    main()

"""Contact sheets of the real window: every kind of page, in each shape, text size and paper, a sheet for each of the last two.

Needs Xvfb, xdotool and ImageMagick, and the game's dependencies. Some minutes for all of it.

    python tools/contact_sheet.py OUT_DIR [--shapes 1280x720,800x600] [--sizes 100,200] [--papers day,night,sharp]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.drivers.player import Player, seated  # noqa: E402  (found by the line above)
from tests.drivers.tour import before_a_life, live_a_life, pages  # noqa: E402

SHAPES = "800x600,1280x720,1920x1080,2560x1080,3840x2160"
SIZES = "100,150,200"
PAPERS = "day,night,sharp"
STAMP = 420
"""How wide a page is on the sheet, in pixels."""
AROUND = 100
"""What a display has beyond the largest window, so that none is pushed off it."""
PRESSED_S = 2.0
"""Longer than the press mostly takes for a picture that it has never printed."""


def sheet(out: Path, paper: str, percent: int, shapes: list[tuple[int, int]]) -> None:
    """One sheet: a row for each page, a column for each shape."""
    stamps = out / f"{paper}-{percent}"
    stamps.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["AMPERSAND_HOME"] = home
        wishes = Path(home) / "settings" / "window.json"
        wishes.parent.mkdir()
        wanted = {"reveal": "off", "is_reduced": True, "text_percent": percent, "palette": paper}
        wishes.write_text(json.dumps(wanted), encoding="utf-8")
        live_a_life()
        room = (max(width for width, _ in shapes) + AROUND, max(height for _, height in shapes) + AROUND)
        seen = []
        with seated(Path(home) / "seat", size=room, has_bus=False) as player:
            player.move(0, 0)  # else the largest shapes hang over the display's edge
            for page in chain(before_a_life(player), pages(player)):
                seen.append(page)
                for shape in shapes:
                    take(player, stamps, page, shape)
    # Each is made small as it is read: seventy pages at full size are more than ImageMagick holds.
    files = [str(stamps / f"{page}-{width}x{height}.png[{STAMP}x]") for page in seen for width, height in shapes]
    size = f"{STAMP}x+6+6"
    laid = ["montage", *files, "-tile", f"{len(shapes)}x", "-geometry", size, "-background", "#888"]
    subprocess.run([*laid, str(out / f"{paper}-{percent}.png")], check=True)
    print(out / f"{paper}-{percent}.png", f"{len(files)} pages")


def take(player: Player, stamps: Path, page: str, shape: tuple[int, int]) -> None:
    """A picture of the page in a window of that shape."""
    player.resize(*shape)
    if page == "notice":
        player.press("F5")
    time.sleep(PRESSED_S if page in ("scene", "title") else 0.3)
    player.looks(stamps / f"{page}-{shape[0]}x{shape[1]}.png")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("--shapes", default=SHAPES)
    options.add_argument("--sizes", default=SIZES)
    options.add_argument("--papers", default=PAPERS)
    given = options.parse_args()
    shapes = [(int(wide), int(high)) for wide, high in (each.split("x") for each in given.shapes.split(","))]
    for paper in given.papers.split(","):
        for percent in map(int, given.sizes.split(",")):
            sheet(given.out, paper, percent, shapes)


if __name__ == "__main__":
    main()

"""How long does a map take to be laid out, and is it smooth to move about in, with 2,000 scenes and with 20,000?

    python benchmarks/maps.py [--days 100,60] [--days 1000,600] [--lives 20000] [--no-browser]

Each story is made up by made_weeks.py; beside them stands the shipped one. Every measurement is the median of its rounds,
as a ratio, so that a busy machine changes both sides:

    layout    to reading the same story with every rule kept
    page      the same, of making the page once it is laid out
    lives     the same, of drawing lives by chance for the shares
    picture   of opening the page until something is painted, to opening a page with nothing on it
    frame     of one frame while it is panned, to a frame of the page with nothing on it; 1.0 is all that can be had

A frame is measured from far off, at the width of a page, and between.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.made_weeks import numbers, write  # noqa: E402  (the checkout is put on the path first)
from game.author.map import laid_out, shares_of  # noqa: E402
from game.author.map.page import page  # noqa: E402
from game.story import read_story  # noqa: E402

ROUNDS = 3
FRAMES = 90
EMPTY = "<!doctype html><title>Nothing</title><p>Nothing</p>"
PANNED = """async ([scale, frames]) => {
  const times = [];
  if (typeof view !== "undefined") { view.page(); if (scale) view.zoom(scale / view.scale); else view.whole(); }
  let last = await new Promise(requestAnimationFrame);
  for (let at = 0; at < frames; at++) {
    if (typeof view !== "undefined") view.by(at < frames / 2 ? 12 : -12, 9);
    const now = await new Promise(requestAnimationFrame);
    times.push(now - last);
    last = now;
  }
  times.sort((one, other) => one - other);
  return [times[frames >> 1], times[Math.floor(frames * 0.95)]];
}"""
FROM = {"whole": 0, "a tenth": 0.1, "a fifth": 0.2, "half": 0.5, "page": 0.84}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--days", action="append", type=numbers, help="days of the two weeks of a made-up story")
    options.add_argument("--lives", type=int, default=20_000)
    options.add_argument("--no-browser", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        stories = {"ampersand": ROOT / "story" / "ampersand"}
        for days in asked.days or [(100, 60), (1000, 600)]:
            name = f"made, {days[0]} and {days[1]} days"
            stories[name] = Path(kept) / f"{days[0]}-{days[1]}"
            write(stories[name], seed=1, days=days)
        pages = {name: measured(name, path, asked.lives, Path(kept)) for name, path in stories.items()}
        if not asked.no_browser:
            in_browser(pages, Path(kept))


def measured(name: str, path: Path, lives: int, kept: Path) -> Path:
    reading, story = took(lambda: read_story(path))
    layout, laid = took(lambda: laid_out(story))
    making, text = took(lambda: page(laid))
    living, _ = took(lambda: shares_of(story, lives=lives), rounds=1)
    file = kept / f"{len(laid.at)}.html"
    file.write_text(text, encoding="utf-8")
    bands, pieces = len(laid.bands), sum(len(row.pieces) for band in laid.bands for row in band.rows)
    print(f"{name}: {len(laid.at):,} rooms in {bands:,} bands, {pieces:,} lines, a page of {len(text) / 1e6:.1f} MB")
    print(f"    layout {layout / reading:5.2f}   page {making / reading:5.2f}   lives {living / reading:6.2f}")
    return file


def took(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """The median of a few rounds, in seconds, and what came of the last."""
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        made = work()
        times.append(perf_counter() - begun)
    return statistics.median(times), made


def in_browser(pages: dict[str, Path], kept: Path) -> None:
    from playwright.sync_api import sync_playwright

    empty = kept / "empty.html"
    empty.write_text(EMPTY)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1280, "height": 720})
        nothing = statistics.median(opened(window, empty) for _ in range(ROUNDS))
        bare, _ = window.evaluate(PANNED, [0, FRAMES])
        print(
            f"in Chromium, against a page with nothing on it (painted after {nothing:.0f} ms, a frame of {bare:.1f} ms)"
        )
        for name, file in pages.items():
            painted = statistics.median(opened(window, file) for _ in range(ROUNDS))
            print(f"  {name}: picture {painted / nothing:.1f}")
            for where, scale in FROM.items():
                median, slow = window.evaluate(PANNED, [scale, FRAMES])
                told = window.evaluate("() => drawing.told")
                print(
                    f"    {where:8}frame {median / bare:5.2f}, one in twenty {slow / bare:5.2f}: "
                    f"{told['rooms']:,} rooms and {told['lines']:,} lines in view, detail {told['level']} of 3"
                )
        browser.close()


def opened(window: Any, file: Path) -> float:
    """Milliseconds from opening a page until something of it is painted."""
    window.goto(file.as_uri())
    window.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    return float(window.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"))


if __name__ == "__main__":
    main()

"""How soon does the author's page show what was typed, and what another editor wrote, in a story of 76 scenes, of 2,000 and
of 20,000?

    python benchmarks/author_page.py [--days 100,60] [--days 1000,600] [--rounds 9]

Each story is made up by made_weeks.py; beside them stands the shipped one. A real page in a real Chromium:

    text       from the address to a file that can be written in
    open       the same, to the scene that the story begins with, playing
    typed      from a key that breaks the story to what is said about it; the page waits 150 ms for the next key first
    elsewhere  from a file that another program wrote to its words in the page's text
    scene      the same, to its words in the scene that is playing
    cursor     from a line further down to the second frame after it: 33 ms where nothing else is to be done

In milliseconds, the median of the rounds and the worst, beside the median of reading the story once, so that a busy machine can be
told from a slow page.
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

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402  (the checkout is put on the path first)

from benchmarks.made_weeks import numbers, write  # noqa: E402
from game.play import start  # noqa: E402
from game.story import read_story  # noqa: E402
from tests.author.open_page import Author, open_page  # noqa: E402

LONGEST_S = 120
MOVED = """async () => {
  const begun = performance.now();
  ace.edit("editor").navigateDown(1);
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const took = performance.now() - begun;
  ace.edit("editor").navigateUp(1);
  return took;
}"""


def measured(story: Path, rounds: int) -> dict[str, list[float]]:
    """Each figure's rounds, in milliseconds."""
    found: dict[str, list[float]] = {
        name: [] for name in ("read", "text", "open", "typed", "elsewhere", "scene", "cursor")
    }
    for _ in range(3):
        begun = perf_counter()
        told = read_story(story)
        found["read"].append((perf_counter() - begun) * 1000)
    first = told.scenes[start(told).scene]
    file = next(
        each for each in sorted(story.rglob("*.yaml")) if f"- id: {first.id}\n" in each.read_text(encoding="utf-8")
    )
    with open_page(story) as opened, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_default_timeout(LONGEST_S * 1000)
        author = Author(page)
        begun = perf_counter()
        author.come(opened.address)
        found["text"].append((perf_counter() - begun) * 1000)
        page.locator("#told", has_text=first_words(file)).wait_for()
        found["open"].append((perf_counter() - begun) * 1000)
        page.locator(f'#tree button[data-scene="{first.id}"]').wait_for(state="attached")
        author.go_to(first.id)
        for at in range(rounds):
            found["typed"].append(typed(author))
            found["elsewhere"].append(elsewhere(author, file, f"Round {at} is in the text.", in_text))
            found["scene"].append(elsewhere(author, file, f"Round {at} is on the stage.", on_stage))
            found["cursor"].append(page.evaluate(MOVED))
        browser.close()
    return found


def first_words(file: Path) -> str:
    """The first line told in a file."""
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if line.strip().startswith("text:"))
    told = lines[at].partition("text:")[2].strip()
    return (told if told not in ("|", ">") else lines[at + 1].strip()).split(".")[0].strip("'\"")[:30].replace("'", "’")


def typed(author: Author) -> float:
    """A key that breaks the story, until it is said; mended again."""
    author.press("End")
    begun = perf_counter()
    author.page.keyboard.type("]")
    author.page.locator(".ace_gutter-cell.ace_error").first.wait_for()
    took = (perf_counter() - begun) * 1000
    author.press("Backspace")
    author.wait_until("!document.querySelector('.ace_gutter-cell.ace_error')")
    return took


def elsewhere(author: Author, file: Path, words: str, shows: Callable[[Author, str], None]) -> float:
    """A file that another program writes, until the page shows it."""
    text = file.read_text(encoding="utf-8")
    lines = text.split("\n")
    at = next(at for at, line in enumerate(lines) if line.strip().startswith("text:"))
    if lines[at].strip() in ("text: |", "text: >"):
        at += 1
    lines[at] = f"{lines[at]} {words}"
    begun = perf_counter()
    file.write_text("\n".join(lines), encoding="utf-8")
    shows(author, words)
    return (perf_counter() - begun) * 1000


def in_text(author: Author, words: str) -> None:
    author.wait_until(f"ace.edit('editor').getValue().includes({words!r})")


def on_stage(author: Author, words: str) -> None:
    author.page.locator("#told", has_text=words).wait_for()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--days", action="append", type=numbers, help="days of the two weeks of a made-up story")
    options.add_argument("--rounds", type=int, default=9)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        ours = Path(kept) / "ampersand"
        shutil.copytree(ROOT / "story" / "ampersand", ours)
        stories = {"ampersand": ours}
        for days in asked.days or [(100, 60), (1000, 600)]:
            stories[f"made, {days[0]} and {days[1]} days"] = Path(kept) / f"{days[0]}-{days[1]}"
            write(stories[f"made, {days[0]} and {days[1]} days"], seed=1, days=days)
        for name, story in stories.items():
            print(f"{name}: {len(read_story(story).scenes):,} scenes")
            for figure, rounds in measured(story, asked.rounds).items():
                print(f"  {figure:10} {statistics.median(rounds):8,.0f} ms, at most {max(rounds):,.0f}", flush=True)


if __name__ == "__main__":
    main()

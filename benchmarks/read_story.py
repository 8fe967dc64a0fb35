"""How long reading a story takes, every rule kept, against YAML's own composing of the same bytes.

Prints the ratio, over rounds that alternate in one run: `python benchmarks/read_story.py [STORY]`.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import yaml

from game.story.reading import read

ROUNDS = 9
REPEATS = 10


def main() -> None:
    story = Path(sys.argv[1] if len(sys.argv) > 1 else "story/ampersand")
    texts = [file.read_text(encoding="utf-8") for file in sorted(story.rglob("*.yaml"))]

    def compose() -> None:
        for text in texts:
            yaml.compose(text, yaml.CLoader)

    def whole() -> None:
        read(story)

    compose(), whole()
    rounds = [(seconds(compose), seconds(whole)) for _ in range(ROUNDS)]
    ratios = sorted(reading / composing for composing, reading in rounds)
    composing, reading = (statistics.median(column) for column in zip(*rounds, strict=True))
    size = sum(len(text.encode()) for text in texts)
    print(f"{story}: {len(texts)} files, {size:,} bytes, {ROUNDS} rounds of {REPEATS}")
    print(f"yaml.compose, CLoader  {composing * 1e3:7.2f} ms (median)")
    print(f"read, all rules kept   {reading * 1e3:7.2f} ms (median)")
    print(f"ratio                  {statistics.median(ratios):7.2f}    (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


def seconds(work: Callable[[], None]) -> float:
    start = perf_counter()
    for _ in range(REPEATS):
        work()
    return (perf_counter() - start) / REPEATS


if __name__ == "__main__":
    main()

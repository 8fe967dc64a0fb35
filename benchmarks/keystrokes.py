"""How long an editor waits for what may be written, for each key that is typed, against reading the whole story once.

Types a line into the middle of each of the story's scene files, a key at a time, and asks after each for completions and for what a
word is. Prints medians, the slowest, and the ratio, in one run: `python benchmarks/keystrokes.py [STORY]`.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter

from game.author.language import completions, hover, open_story
from game.story.reading import read

TYPED = "      - {id: a-new-one, text: Go., when: rest <= 4 and not chose("


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "story/ampersand")
    read(folder)
    wholes = [seconds(lambda: read(folder)) for _ in range(9)]
    story = open_story(folder)
    story.reading  # noqa: B018 -- as an editor does when the story is opened
    opened, offered, said = [], [], []
    for path, view in story.views.items():
        lines = view.page.text.split("\n")
        at = next(
            (number for number, line in enumerate(lines[len(lines) // 2 :], len(lines) // 2) if "choices:" in line),
            None,
        )
        if at is None:
            continue
        now = story
        for end in range(1, len(TYPED) + 1):
            text = "\n".join([*lines[: at + 1], TYPED[:end], *lines[at + 1 :]])
            start = perf_counter()
            now = open_story(folder, {path: text}, before=now)
            opened.append(perf_counter() - start)
            offered.append(seconds(lambda now=now, path=path, at=at, end=end: completions(now, path, at + 2, end + 1)))
            said.append(seconds(lambda now=now, path=path, at=at: hover(now, path, at - 3, 12)))
    whole = statistics.median(wholes)
    keys = [sum(three) for three in zip(opened, offered, said, strict=True)]
    print(f"{folder}: {len(keys)} keys typed")
    print(f"read, all rules kept         {whole * 1e3:7.2f} ms (median)")
    for what, times in (
        ("a key, and what is there", opened),
        ("what may be written", offered),
        ("what a word is", said),
        ("all three", keys),
    ):
        print(f"{what:28} {statistics.median(times) * 1e3:7.2f} ms (median), {max(times) * 1e3:7.2f} ms at most")
    print(f"ratio                        {statistics.median(keys) / whole:7.2f}")


def seconds(work) -> float:  # type: ignore[no-untyped-def]
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    main()

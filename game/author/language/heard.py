"""The names that stand in `sounds/sounds.toml`, which says what is heard when: places, scenes and meters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.story.folder import LARGEST_FILE
from game.story.source import Span

SHEET: Final = "sounds/sounds.toml"
_SECTION: Final = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?")
_KEYS: Final = {"place-music": "place", "captions": "place"}
"""Sections whose keys are names."""
_KEY: Final = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_VALUES: Final = {("cue", "scene"): "scene", ("without", "meter"): "meter"}
"""By section and key, what its value is the name of."""
_VALUE: Final = re.compile(r"\s*([\w-]+)\s*=\s*[\"']([\w-]+)[\"']")


def heard(story: OpenStory, symbol: Symbol) -> Iterator[Span]:
    """Everywhere the sheet names something."""
    if symbol.kind not in ("place", "scene", "meter"):
        return
    path = (story.folder if story.folder.is_dir() else story.folder.parent) / SHEET
    section = ""
    for number, line in enumerate(_lines(path), 1):
        if (begins := _SECTION.match(line)) is not None:
            section = begins[1]
            continue
        for name, start in _named(line, section, symbol.kind):
            if name == symbol.name:
                yield Span(path.as_posix(), number, start + 1, number, start + 1 + len(name))


def _named(line: str, section: str, kind: str) -> Iterator[tuple[str, int]]:
    """The names of one kind on a line, and where they start."""
    key = _KEY.match(line) if _KEYS.get(section) == kind else None
    if key is not None:
        yield key[1], key.start(1)
    value = _VALUE.match(line)
    if value is not None and _VALUES.get((section, value[1])) == kind:
        yield value[2], value.start(2)


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE).decode().split("\n")
    except (OSError, UnicodeDecodeError):
        return []

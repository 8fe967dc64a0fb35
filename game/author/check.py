"""`ampersand check`: everything that is wrong in a story, with the line and what to write instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TextIO

from game import disk
from game.story.diagnostic import Diagnostic
from game.story.folder import NoStory
from game.story.reading import Reading, read
from game.story.render.as_json import as_json
from game.story.render.full import full
from game.story.render.github import github

FORMATS: Final = ("text", "json", "github")

CLEAN: Final = 0
"""Every story can be told; there may be warnings."""
PROBLEMS: Final = 1
"""A story cannot be told."""
UNUSABLE: Final = 2
"""There is no story there to check."""


def run(paths: Iterable[str | Path], format: str, output: TextIO, talk: TextIO | None = None) -> int:  # noqa: A002
    """Check each story, and return the command's exit code.

    Args:
        paths: folders or files.
        format: one of `FORMATS`.
        output: where what was found goes, and in `text` a last line for each story that says what was read.
        talk: where it is said that there is nothing to check; standard error unless told.
    """
    talk = sys.stderr if talk is None else talk
    found: list[Diagnostic] = []
    code = CLEAN
    for path in paths:
        try:
            reading = read(path, shared=(disk.shared_folder("assets"),))
        except NoStory as missing:
            talk.write(f"{missing.path}: {missing.why}\n")
            code = UNUSABLE
            continue
        found.extend(reading.diagnostics)
        if reading.errors:
            code = max(code, PROBLEMS)
        if format == "text":
            _say(reading, Path(path), output)
    if format == "json":
        output.write(as_json(found))
    elif format == "github":
        output.write(github(found))
    return code


def _say(reading: Reading, path: Path, output: TextIO) -> None:
    """What was found in one story, and what was read."""
    shown = full(reading.diagnostics, reading.sources)
    output.write(f"{shown}\n" if shown else "")
    output.write(f"{summary(reading, path)}\n")


def summary(reading: Reading, path: Path) -> str:
    """`ampersand: 23 scenes, 4 endings, no problems`."""
    draft = reading.draft
    story = draft.story if draft else None
    name = story.id if story and story.id else path.resolve().name
    errors = len(reading.errors)
    warnings = len(reading.diagnostics) - errors
    parts = []
    if story and draft and draft.complete:
        parts = [_count(len(story.scenes), "scene"), _count(len(story.endings), "ending")]
    parts.append(_count(errors, "problem") if errors else "no problems")
    if warnings:
        parts.append(_count(warnings, "warning"))
    return f"{name}: {', '.join(parts)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"

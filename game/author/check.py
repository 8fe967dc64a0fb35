"""`ampersand check`: everything that is wrong in a story, with the line and what to write instead."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

import attrs

from game import __version__, disk
from game.story.diagnostic import Diagnostic
from game.story.folder import NoStory
from game.story.model import Story
from game.story.reading import Reading, read
from game.story.render.as_json import as_json
from game.story.render.full import full
from game.story.render.github import github
from game.story.render.sarif import sarif
from game.story.source import Source

if TYPE_CHECKING:
    from game.odds.chances import Odds

FORMATS: Final = ("text", "json", "github", "sarif")

CLEAN: Final = 0
"""Every story can be told; there may be warnings."""
PROBLEMS: Final = 1
"""A story cannot be told."""
UNUSABLE: Final = 2
"""There is no story there to check."""
INTERRUPTED: Final = 130
"""Somebody pressed Ctrl-C while lives were walked; what was known by then was told."""

WALKED: Final = "every life walked"
STOPPED_WALK: Final = "not every life walked: `ampersand odds` says why"
INTERRUPTED_WALK: Final = "interrupted before every life was walked"


def run(
    paths: Iterable[str | Path],
    format: str,  # noqa: A002 -- the option's word for it
    output: TextIO,
    talk: TextIO | None = None,
    *,
    odds: bool = False,
    prose: bool = False,
) -> int:
    """Check each story, and return the command's exit code.

    Args:
        paths: folders or files.
        format: one of `FORMATS`.
        output: where what was found goes, and in `text` a last line for each story that says what was read.
        talk: where it is said that there is nothing to check; standard error unless told.
        odds: whether every life in the story is walked too, if it can be told, for what cannot happen in any.
        prose: whether its prose is held against what its `style:` asks, if it can be told.
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
        walked = None
        if odds and reading.story is not None:
            reading, walked = _walked(reading, reading.story, talk)
        counts = None
        if prose and reading.story is not None:
            reading, counts = _judged(reading, reading.story)
        found.extend(reading.diagnostics)
        if reading.errors:
            code = max(code, PROBLEMS)
        if format == "text":
            _say(reading, Path(path), output, walked)
            output.write(f"{counts}\n" if counts else "")
        if walked == INTERRUPTED_WALK:
            code = INTERRUPTED
            break
    output.write(_written(found, format))
    return code


def _written(found: Iterable[Diagnostic], format: str) -> str:  # noqa: A002 -- as above
    """What was found, for a program; nothing in `text`, where it has been told story by story."""
    match format:
        case "json":
            return as_json(found)
        case "github":
            return github(found)
        case "sarif":
            return sarif(found, version=__version__)
        case _:
            return ""


def _walked(reading: Reading, story: Story, talk: TextIO) -> tuple[Reading, str]:
    """What was read, with what every life tells of it in its place among the rest; and how far they were walked."""
    # Arrays come with the odds: whoever does not ask for them does not wait for them.
    from game.author.odds import walk
    from game.odds import Interrupted

    try:
        odds: Odds | None = walk(story, talk, witnesses=False)
        said = WALKED if odds is None or odds.exact else STOPPED_WALK
    except Interrupted as stopped:
        odds, said = stopped.so_far, INTERRUPTED_WALK
    found = (*reading.diagnostics, *(odds.findings if odds is not None else ()))
    return attrs.evolve(reading, diagnostics=_in_order(found, reading.sources)), said


def _judged(reading: Reading, story: Story) -> tuple[Reading, str]:
    """What was read, and after it what is found in its prose; and a line of counts."""
    from game.author.prose.judging import judge

    judgement = judge(story, reading.sources)
    everything = (*reading.diagnostics, *judgement.diagnostics)
    return attrs.evolve(reading, diagnostics=everything), judgement.summary(story.id)


def _say(reading: Reading, path: Path, output: TextIO, walked: str | None) -> None:
    """What was found in one story, what was read, and how much was walked."""
    shown = full(reading.diagnostics, reading.sources)
    output.write(f"{shown}\n" if shown else "")
    output.write(f"{summary(reading, path)}{f'; {walked}' if walked else ''}\n")


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


def _in_order(found: Iterable[Diagnostic], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """In the order of the files, and of the places in them."""
    order = {name: at for at, name in enumerate(sources)}
    return tuple(sorted(found, key=lambda one: (order.get(one.span.file, -1), one.span)))

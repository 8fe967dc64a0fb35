"""`ampersand odds`, and what it lends to `ampersand check --odds`: every life walked, and told to an author or a program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, TextIO

import attrs

from game import disk
from game.author.odds_json import as_json
from game.author.odds_report import page
from game.author.progress import ProgressLine
from game.author.table import USUAL
from game.odds import Budget, Interrupted, odds
from game.odds.chances import Odds
from game.odds.choosing import UNIFORM, Choosing, UnknownChoosing
from game.odds.choosing import read as read_choosing
from game.play import NoSuchChapter
from game.story.folder import NoStory
from game.story.model import Story
from game.story.nearest import nearest
from game.story.reading import Reading, read
from game.story.render.as_json import record
from game.story.render.full import full

FORMATS: Final = ("text", "json")

WELL: Final = 0
"""The odds were told; there may be findings."""
PROBLEMS: Final = 1
"""The story cannot be told, and so has no odds."""
INTERRUPTED: Final = 130
"""Somebody pressed Ctrl-C; what was known by then was told."""


@attrs.frozen
class CalledWrongly(Exception):
    """What was asked for cannot be: no such story, chapter, or way of choosing."""

    message: str

    def __str__(self) -> str:
        return self.message


@attrs.frozen
class Asked:
    """What the command line asks for."""

    choosing: str = "uniform"
    sample: int | None = None
    """How many lives to draw by chance; None to walk them all."""
    chapter: str | None = None
    budget: float | None = None
    """Seconds that the walk may take; None for as many as usual."""
    form: str = "text"


def run(path: Path, asked: Asked, output: TextIO, talk: TextIO, *, width: int = USUAL) -> int:
    """Tell the odds of a story, and return the command's exit code.

    Args:
        path: its folder or file.
        asked: what is wanted of it.
        output: where the odds go, or the problems of a story that has none.
        talk: where progress goes, if it is a terminal, and what is said beside the odds.
        width: columns that a page of text may take.

    Raises:
        CalledWrongly: There is no such story, chapter or way of choosing.
    """
    reading = _reading(path)
    if reading.story is None:
        output.write(_problems(reading, asked.form))
        return PROBLEMS
    story = reading.story
    _insist_on_the_chapter(asked.chapter, story)
    choosing = _choosing(asked.choosing, story, talk)
    try:
        found, interrupted = walk(story, talk, choosing=choosing, asked=asked), False
    except Interrupted as stopped:
        if stopped.so_far is None:
            talk.write("Interrupted before anything was known.\n")
            return INTERRUPTED
        found, interrupted = stopped.so_far, True
    if asked.form == "json":
        output.write(as_json(found, interrupted=interrupted))
    else:
        output.write(page(found, story, reading.sources, width=width, interrupted=interrupted))
    return INTERRUPTED if interrupted else WELL


def walk(
    story: Story, talk: TextIO, *, choosing: Choosing = UNIFORM, asked: Asked = Asked(), witnesses: bool = True
) -> Odds:
    """Every life in a story, with a line of progress while it takes long.

    Args:
        story: the story.
        talk: where the line goes, if it is a terminal.
        choosing: how the lives choose.
        asked: where they begin, how many to draw if they are to be drawn, and how long it may take.
        witnesses: whether the shortest ways are wanted.

    Raises:
        Interrupted: Somebody pressed Ctrl-C.
    """
    budget = Budget() if asked.budget is None else Budget(seconds=asked.budget)
    with ProgressLine(talk) as line:
        try:
            return odds(
                story,
                choosing=choosing,
                chapter=asked.chapter,
                budget=budget,
                sample=asked.sample,
                witnesses=witnesses,
                progress=lambda progress: line.show(progress.doing, progress.share),
            )
        except KeyboardInterrupt:
            raise Interrupted(None) from None


def _reading(path: Path) -> Reading:
    try:
        return read(path, shared=(disk.shared_folder("assets"),))
    except NoStory as missing:
        raise CalledWrongly(f"{missing.path}: {missing.why}") from None


def _problems(reading: Reading, form: str) -> str:
    """Why a story has no odds, as `check` would show it."""
    if form == "json":
        return json.dumps({"findings": [record(each) for each in reading.errors]}, ensure_ascii=False, indent=2) + "\n"
    return f"{full(reading.errors, reading.sources)}\nA story that cannot be told has no odds; put this right first.\n"


def _insist_on_the_chapter(chapter: str | None, story: Story) -> None:
    if chapter is None or chapter in story.chapters:
        return
    meant = nearest(chapter, story.chapters)
    raise CalledWrongly(
        f"{NoSuchChapter(chapter, tuple(story.chapters))}" + (f"; did you mean `{meant}`?" if meant else "")
    )


def _choosing(name: str, story: Story, talk: TextIO) -> Choosing:
    """The way of choosing; votes for choices that the story has not are named, and count for nothing."""
    try:
        choosing = read_choosing(name, story)
    except UnknownChoosing as unknown:
        raise CalledWrongly(str(unknown)) from None
    strange = [choice for choice in choosing.votes or () if choice not in story.choices]
    if strange:
        named = ", ".join(f"`{choice}`" for choice in strange[:3]) + (", …" if len(strange) > 3 else "")
        said = f"{name.partition(':')[2]}: votes for choices that `{story.id}` does not have: {named}"
        if len(strange) == len(choosing.votes or ()):
            raise CalledWrongly(f"{said}. No other votes are in it, so it says nothing of this story")
        talk.write(f"{said}. They are left out.\n")
    return choosing

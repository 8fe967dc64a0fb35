"""`ampersand script`: the page to read from, or the voice-over sheet, in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TextIO

import attrs

from game import disk
from game.play.save import load
from game.play.saved import SaveProblem
from game.story import read_story
from game.story.model import Story
from game.story.nearest import nearest
from game.story.typeset import typeset

FORMS: Final = (".html", ".csv")
"""What a script can be, by the ending of the file's name."""
WELL: Final = 0


@attrs.frozen
class CalledWrongly(Exception):
    """What was asked for cannot be: no such day, or no such life."""

    message: str

    def __str__(self) -> str:
        return self.message


@attrs.frozen
class Asked:
    """What the command line asks for."""

    output: Path
    chapter: str | None = None
    """The day that is wanted; None for all of them."""
    life: Path | None = None
    """A save that holds the life that is wanted."""


def run(path: Path, asked: Asked, output: TextIO, talk: TextIO) -> int:
    """Write a script, and return the command's exit code.

    Args:
        path: the story's folder or file.
        asked: what is wanted, and where to.
        output: where the file's name goes.
        talk: where it is said what a life had to be mended for.

    Raises:
        CalledWrongly: There is no such day, or no such life.
        StoryProblems: The story cannot be told.
        NoStory: There is no story there.
        OSError: It cannot be written there.
    """
    story = typeset(read_story(path))
    if asked.chapter is not None and asked.chapter not in story.chapters:
        meant = nearest(asked.chapter, story.chapters)
        known = ", ".join(f"`{day}`" for day in story.chapters)
        raise CalledWrongly(
            f"no day is called `{asked.chapter}`; they are {known}" + (f"; did you mean `{meant}`?" if meant else "")
        )
    made = _made(story, asked, talk)
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    asked.output.write_bytes(made)
    output.write(f"{asked.output}\n")
    return WELL


def _made(story: Story, asked: Asked, talk: TextIO) -> bytes:
    if asked.output.suffix.lower() == ".csv":
        from game.author.script.sheet import sheet

        # With its mark, spreadsheets know the quotation marks for what they are.
        return sheet(story, asked.chapter).encode("utf-8-sig")
    from game.author.script.page import page_of_life, page_of_story

    if asked.life is None:
        return page_of_story(story, asked.chapter).encode()
    try:
        kept = load(disk.read(asked.life), story)
    except SaveProblem as problem:
        raise CalledWrongly(f"{asked.life.name}: {problem}") from None
    for notice in kept.notices:
        talk.write(f"{notice}\n")
    return page_of_life(kept.playthrough).encode()

"""`ampersand map`: the picture of a story, in a file."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Final, TextIO

import attrs

from game.author.map.layout import laid_out
from game.author.map.passing import Shares, shares_of
from game.author.map.sheet import Map
from game.author.map.svg import drawn
from game.author.opened import opened
from game.author.progress import ProgressLine
from game.odds.budget import Budget
from game.story.model import Story

FORMS: Final = (".html", ".svg", ".png")
"""What a map can be, by the ending of the file's name."""


@attrs.frozen
class Asked:
    """What the command line asks for."""

    output: Path
    shares: bool = True
    """Whether lives are to be counted."""
    lives: int | None = None
    """How many to draw by chance; None to walk them all."""
    budget: float | None = None
    """Seconds that the walk may take; None for as many as usual."""


def run(path: Path, asked: Asked, output: TextIO, talk: TextIO) -> int:
    """Write the map of a story, and return the command's exit code.

    Args:
        path: its folder or file.
        asked: what is wanted, and where to.
        output: where the file's name goes, or the problems of a story that cannot be read at all.
        talk: where progress goes, and what is said beside it.

    Raises:
        OSError: The file cannot be written there.
    """
    found = opened(path, "text", output, talk)
    if isinstance(found, int):
        return found
    if found.warning:
        talk.write(f"{found.warning} No lives can be counted in it.\n")
    shares = counted(found.story, asked, talk) if asked.shares and not found.problems else None
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    asked.output.write_bytes(made(_laid_out(found.story, shares), asked.output.suffix.lower()))
    output.write(f"{asked.output}\n")
    return found.code


def _laid_out(story: Story, shares: Shares | None) -> Map:
    """The map. Of a large story it is made of so many values, none of them garbage, that looking for some takes as long again
    as laying it out.
    """
    gc.disable()
    try:
        return laid_out(story, shares)
    finally:
        gc.enable()


def counted(story: Story, asked: Asked, talk: TextIO) -> Shares:
    """How many lives pass where, with a line of progress while it takes long."""
    budget = Budget() if asked.budget is None else Budget(seconds=asked.budget)
    with ProgressLine(talk) as line:
        found = shares_of(
            story,
            budget=budget,
            lives=asked.lives,
            tell=lambda progress: line.show(progress.doing, progress.share),
        )
    if found.why:
        talk.write(f"Not every life could be walked ({found.why}): shares are estimates.\n")
    return found


def made(map_: Map, form: str) -> bytes:
    """The bytes of a map as one of `FORMS`."""
    if form == ".html":
        from game.author.map.page import page

        return page(map_).encode()
    if form == ".svg":
        return drawn(map_, embed=True).encode()
    from game.author.map.png import pressed

    return pressed(map_)

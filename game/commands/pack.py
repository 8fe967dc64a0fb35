"""`ampersand pack`: a story in one file."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from game.calling import story_folder, told_whole


@click.command()
@click.argument("story")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; the story's id and `.ampersand` without it.",
)
def command(story: str, output: Path | None) -> int:
    """Put STORY into one file that another's game opens: `ampersand play FILE`, and every other command that takes a STORY.

    In it is only what a story reads: its texts, pictures and sounds. Saves of the one are saves of the other.
    Ends with 0 when it is packed, 1 when it cannot be, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = story_folder(story)
    from game.author import packing

    told = io.StringIO()
    code = packing.run(named, output, told, sys.stderr or io.StringIO())
    return told_whole(told.getvalue(), code)

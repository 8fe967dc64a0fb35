"""`ampersand report`: what a room leaves with."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game.calling import STORY, story_folder, told_whole
from game.entrances import say


@click.command()
@STORY
@click.option("--both", is_flag=True, help="Put the room before it first: a day, and the day that answers it.")
@click.option("--title", default="", help="What to call the hour; it stands on the page, so let it name nobody.")
@click.option("--when", default="", metavar="DATE", help="When it was, in your words.")
@click.option("--splits", type=click.Path(dir_okay=False, path_type=Path), help="Write a table for a spreadsheet too.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to, a .pdf where a Chromium, Chrome or Edge is here; your documents without it.",
)
def command(story: str | None, *, both: bool, title: str, when: str, splits: Path | None, output: Path | None) -> int:
    """Write down what the room of STORY that was held last leaves with: one page to print, without a name on it.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the page is written, 1 when the
    story cannot be told, 2 when no room was held or the call was wrong.
    """
    from game import spoken
    from game.room import report_file as writing
    from game.room.journal import NoRoom
    from game.room.printing import CannotPrint

    spoken.begin(asks_the_system=sys.stdin is not None and sys.stdin.isatty())
    asked = writing.Asked(both=both, title=title, when=when, output=output, splits=splits)
    try:
        written = writing.run(story_folder(story), asked, say=say)
    except (NoRoom, CannotPrint) as wrong:
        raise click.UsageError(str(wrong)) from None
    return told_whole("".join(f"{file}\n" for file in written), 0)

"""`ampersand sheet`: a run sheet for a room."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game.calling import STORY, story_folder, told_whole


@click.command()
@STORY
@click.option("--chapter", metavar="DAY", help="The day; the first without it.")
@click.option(
    "--minutes",
    type=click.Choice(["15", "45", "90"]),
    default="45",
    show_default=True,
    help="A quarter of an hour for a day's short form, 45 for a day, 90 for a day and the day that answers it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text"]),
    default="html",
    show_default=True,
    help="A page that a browser prints, or plain lines.",
)
@click.option(
    "--slides",
    is_flag=True,
    help="Slides instead: the scenes, choices, talk and cards, for the day when nothing works.",
)
@click.option("--scenes", is_flag=True, help="Add the scenes in full, to be read from paper.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to, a .pdf where a Chromium, Chrome or Edge is here; without it a page goes among your documents.",
)
def command(
    story: str | None, *, chapter: str | None, minutes: str, form: str, slides: bool, scenes: bool, output: Path | None
) -> int:
    """Write a run sheet for playing STORY with a room of people: what to say, decide and talk about, and when.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the sheet is written, 1 when the
    story cannot be told, 2 when the minutes cannot hold the day or the call was wrong.
    """
    if slides and (form == "text" or scenes):
        raise click.UsageError("--slides are a page of their own: leave out --scenes and --format text")
    from game import spoken
    from game.room import sheet_file as writing
    from game.room.beginning import CannotHold
    from game.room.printing import CannotPrint

    spoken.begin(asks_the_system=sys.stdin is not None and sys.stdin.isatty())
    asked = writing.Asked(chapter=chapter, minutes=int(minutes), form=form, scenes=scenes, slides=slides, output=output)
    try:
        words = writing.run(story_folder(story), asked, named=story)
    except (CannotHold, CannotPrint) as wrong:
        raise click.UsageError(str(wrong)) from None
    return told_whole(words, 0)

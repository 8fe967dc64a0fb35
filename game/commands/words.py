"""`ampersand words`: the words of a story, counted."""

from __future__ import annotations

import io
import sys

import click

from game.calling import story_folder, told_whole


@click.command()
@click.argument("story")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lives",
    type=click.IntRange(1, 100_000),
    metavar="N",
    help="Lives to live by chance, for what one life is told: two hundred, and fewer where they are very long.",
)
def command(story: str, *, form: str, lives: int | None) -> int:
    """Count the words of STORY by day, scene, speaker and purpose, and how many of them one life is told.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the words are counted, 1 when the
    story cannot be told, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = story_folder(story)
    from game.author import words_report as counting
    from game.author.table import width_of

    told = io.StringIO()
    code = counting.run(named, told, sys.stderr or io.StringIO(), form=form, lives=lives, width=width_of(sys.stdout))
    return told_whole(told.getvalue(), code)

"""`ampersand script`: a story to read aloud, or line by line for whoever records it."""

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
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where to: a page to read from (.html), or a sheet of every line for a voice-over (.csv).",
)
@click.option("--chapter", metavar="ID", help="Of this day alone.")
@click.option(
    "--life",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SAVE",
    help="Of the life that this save holds, as it was told.",
)
def command(story: str, *, output: Path, chapter: str | None, life: Path | None) -> int:
    """Write STORY down to be read aloud: who says what, where, and what hangs on what.

    As a page it prints, with every variant and its condition, or as one life was told. As a sheet it has a row for each line
    that can be heard, with a name that stays until its words change.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when it is written, 1 when the story
    cannot be told, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = story_folder(story)
    from game.author.script import making

    form = output.suffix.lower()
    if form not in making.FORMS:
        raise click.BadParameter(f"{str(output)!r} should end in .html or .csv", param_hint="'-o'")
    if life is not None and (chapter is not None or form != ".html"):
        raise click.UsageError("--life goes with a page (.html) of its own, without --chapter")
    told = io.StringIO()
    try:
        code = making.run(named, making.Asked(output, chapter, life), told, sys.stderr or io.StringIO())
    except making.CalledWrongly as wrong:
        raise click.UsageError(str(wrong)) from None
    except OSError as refused:
        raise click.UsageError(f"{refused.filename or output}: {(refused.strerror or str(refused)).lower()}") from None
    return told_whole(told.getvalue(), code)

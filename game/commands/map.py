"""`ampersand map`: a story as one picture."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from game.calling import above_nought, story_folder, told_whole


@click.command()
@click.argument("story")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where to: a page (.html), a drawing (.svg) or a picture (.png).",
)
@click.option("--no-odds", is_flag=True, help="Count no lives: at once, and every line as thick as any other.")
@click.option(
    "--sample", type=int, metavar="N", callback=above_nought, help="Estimate from N lives drawn by chance instead."
)
@click.option(
    "--budget",
    type=float,
    metavar="SECONDS",
    callback=above_nought,
    help="How long to go on walking before shares are estimated.",
)
def command(story: str, *, output: Path, no_odds: bool, sample: int | None, budget: float | None) -> int:
    """Draw STORY as one picture: days are bands, scenes rooms, and a line as thick as the share of lives that pass.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the map is drawn, 1 when the story
    cannot be told (what could be read of it is drawn), 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = story_folder(story)
    from game.author.map import making

    if output.suffix.lower() not in making.FORMS:
        forms = ", ".join(making.FORMS)
        raise click.BadParameter(f"{str(output)!r} should end in one of {forms}", param_hint="'-o'")
    told = io.StringIO()
    asked = making.Asked(output, shares=not no_odds, lives=sample, budget=budget)
    try:
        code = making.run(named, asked, told, sys.stderr or io.StringIO())
    except OSError as refused:
        raise click.UsageError(f"{output} cannot be written: {refused.strerror or refused}") from None
    return told_whole(told.getvalue(), code)

"""`ampersand odds`: how often each ending is met, of all lives."""

from __future__ import annotations

import io
import sys

import click

from game.calling import CHAPTER, above_nought, story_folder, told_whole


@click.command()
@click.argument("story")
@click.option(
    "--choosing",
    default="uniform",
    show_default=True,
    metavar="WAY",
    help="How lives choose: uniform, lean:NAME, highest, lowest, middle, wants:LIST, lowest:LIST, recorded:FILE.",
)
@click.option(
    "--sample", type=int, metavar="N", callback=above_nought, help="Estimate from N lives drawn by chance instead."
)
@CHAPTER
@click.option(
    "--budget",
    type=float,
    metavar="SECONDS",
    callback=above_nought,
    help="How long to go on walking before the rest is estimated.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    story: str, *, choosing: str, sample: int | None, chapter: str | None, budget: float | None, form: str
) -> int:
    """Say how often each ending, scene, choice and variant of STORY is met, of all lives, and what never is.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the odds are told, 1 when the story
    cannot be told, 2 when the call was wrong, 130 when it was interrupted.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = story_folder(story)
    from game.author import odds as walking
    from game.author.table import width_of

    told = io.StringIO()
    asked = walking.Asked(choosing=choosing, sample=sample, chapter=chapter, budget=budget, form=form)
    try:
        code = walking.run(named, asked, told, sys.stderr or io.StringIO(), width=width_of(sys.stdout))
    except walking.CalledWrongly as wrong:
        raise click.UsageError(str(wrong)) from None
    return told_whole(told.getvalue(), code)

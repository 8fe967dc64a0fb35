"""`ampersand check`: everything that is wrong in a story."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from game.calling import story_folder, told_whole


@click.command()
@click.argument("stories", metavar="STORY...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="Sentences with the lines they are about, a list for programs, marks on a pull request, or SARIF 2.1.0.",
)
@click.option("--odds", is_flag=True, help="Walk every life too, and say what cannot happen. Takes seconds.")
@click.option("--voices", is_flag=True, help="Instead: each speaker's lines without a name, and how well they differ.")
@click.option("--pronouns", is_flag=True, help="Instead: what the player's pronouns change, side by side.")
@click.option("--prose", is_flag=True, help="Hold the prose against what the story's `style:` asks of it.")
def command(stories: tuple[str, ...], form: str, *, odds: bool, voices: bool, pronouns: bool, prose: bool) -> int:
    """Say everything that is wrong in each STORY, with the line and what to write instead.

    Ends with 0 when the stories can be told, 1 when one cannot, 2 when there is no story there to check.
    """
    if not all(stories):
        raise click.BadParameter("an empty name names no story")
    named = [story_folder(story) for story in stories]
    if voices or pronouns:
        return _looked_over(named, form, odds=odds or prose, voices=voices, pronouns=pronouns)
    from game.author import check as checking

    found = io.StringIO()
    code = checking.run(named, form, found, odds=odds, prose=prose)
    return told_whole(found.getvalue(), code)


def _looked_over(named: Sequence[Path], form: str, *, odds: bool, voices: bool, pronouns: bool) -> int:
    """One story, shown to its writer in a way of its own instead of checked."""
    if (voices and pronouns) or odds or len(named) != 1 or form in ("github", "sarif"):
        raise click.UsageError("--voices and --pronouns each go alone, with one STORY, as text or json")
    from game.author import pronouns as saying
    from game.author import voices as hearing
    from game.author.table import width_of

    told = io.StringIO()
    look = hearing.run if voices else saying.run
    code = look(named[0], told, sys.stderr or io.StringIO(), form=form, width=width_of(sys.stdout))
    return told_whole(told.getvalue(), code)

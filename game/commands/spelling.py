"""`ampersand spelling`: the words of a story that are in no list."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from game.calling import story_folder, told_whole


@click.command()
@click.argument("story")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="Sentences with the lines they are about, a list for programs, marks on a pull request, or SARIF 2.1.0.",
)
@click.option(
    "--dictionary",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.dic",
    help="Read it by this Hunspell dictionary (its .aff beside it), for a story in another language.",
)
def command(story: str, *, form: str, dictionary: Path | None) -> int:
    """Say which words of STORY are in no dictionary and not among its own, which it lists under `spelling:`.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when every word is known, 1 when one is
    not, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    if dictionary is not None and not dictionary.with_suffix(".aff").exists():
        raise click.BadParameter(f"beside {str(dictionary)!r} should stand {dictionary.with_suffix('.aff').name!r}")
    named = story_folder(story)
    from game.author import spelling

    told = io.StringIO()
    code = spelling.run(named, told, sys.stderr or io.StringIO(), form=form, dictionary=dictionary)
    return told_whole(told.getvalue(), code)

"""`ampersand diff`: what an edit did."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from game.calling import above_nought, story_folder, told_whole

if TYPE_CHECKING:
    from game.author.diff.versions import Version


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option(
    "--odds/--no-odds", default=True, show_default=True, help="Walk every life of both, for how endings shift."
)
@click.option(
    "--budget",
    type=float,
    metavar="SECONDS",
    callback=above_nought,
    help="How long to walk each of the two before the rest is estimated.",
)
def command(old: str, new: str, *, form: str, odds: bool, budget: float | None) -> int:
    """Say what was changed between OLD and NEW: scenes, choices and words; the odds of every ending; where saves land.

    Each is a folder, the name of a story that comes with the game, a packed story, or a folder as git kept it:
    `HEAD~1:story/mine`. Ends with 0 when it is told, changed or not; 1 when one of the two cannot be told; 2 when the call was
    wrong; 130 when it was interrupted.
    """
    from game.author.diff import comparing
    from game.author.diff.versions import CannotCompare
    from game.author.table import width_of

    told = io.StringIO()
    try:
        before, after = _version(old), _version(new)
    except CannotCompare as cannot:
        raise click.UsageError(str(cannot)) from None
    asked = comparing.Asked(form=form, odds=odds, budget=budget)
    code = comparing.run(before, after, asked, told, sys.stderr or io.StringIO(), width=width_of(sys.stdout))
    return told_whole(told.getvalue(), code)


def _version(named: str) -> Version:
    from game.author.diff import versions

    if not named:
        raise click.BadParameter("an empty name names no story")
    return versions.in_git(named) if versions.is_revision(named) else versions.on_disk(named, story_folder(named))

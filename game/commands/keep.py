"""`ampersand keep`: a finished life as one page."""

from __future__ import annotations

from pathlib import Path

import click

from game.calling import STORY, story_folder


@click.command()
@STORY
@click.option("--slot", metavar="SLOT", help="The save to write down; the finished life that was kept last without it.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; your documents without it."
)
def command(story: str | None, slot: str | None, output: Path | None) -> int:
    """Write a finished life down as one page: its text, its pictures, and what it showed.

    The page is a file of HTML that needs nothing else; a browser prints it.
    """
    from game import spoken
    from game.window.keeping import from_saves

    spoken.begin(asks_the_system=False)

    return from_saves(story_folder(story), slot, output)

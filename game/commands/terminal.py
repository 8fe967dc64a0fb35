"""`ampersand terminal`: a story as plain lines."""

from __future__ import annotations

import click

from game.calling import CHAPTER, STORY, story_folder
from game.entrances import open_terminal


@click.command()
@STORY
@CHAPTER
@click.option("--resume", is_flag=True, help="Go on where the last game of this story stopped.")
def command(story: str | None, chapter: str | None, resume: bool) -> int:
    """Play STORY as plain lines, for any terminal, screen reader or pipe.

    A number chooses; `help` lists the words. STORY is a folder, or the name of a story that comes with the game.
    """
    if resume and chapter is not None:
        raise click.UsageError("--resume goes on with a life and --chapter begins one: they cannot go together")
    return open_terminal(story_folder(story), chapter=chapter, resume=resume)

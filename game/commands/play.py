"""`ampersand play`: a story in its window."""

from __future__ import annotations

import click

from game.calling import CHAPTER, STORY, story_folder
from game.entrances import open_window


@click.command()
@STORY
@CHAPTER
def command(story: str | None, chapter: str | None) -> int:
    """Play STORY in its window.

    STORY is a folder, or the name of a story that comes with the game; without it, the one the game is named after.
    """
    return open_window(story_folder(story), chapter)

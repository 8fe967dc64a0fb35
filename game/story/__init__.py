"""What a story is, and reading one from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from game.story.diagnostic import StoryProblems

if TYPE_CHECKING:
    from game.story.model import Story

__all__ = ["StoryProblems", "read_story"]


def read_story(path: str | Path) -> Story:
    """The story in a folder, or in a single file.

    Raises:
        StoryProblems: something keeps it from being told; every such thing is in it.
        NoStory: there is nothing there to read.
    """
    # YAML is brought in only when there is a story to read: a title page must not wait for it.
    from game.story import reading

    return reading.read_story(path)

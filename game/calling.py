"""What commands share: the story they are given, the options that mean the same everywhere, and how their words come out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game import disk
from game.entrances import for_a_reader

STORY = click.argument("story", required=False)
CHAPTER = click.option("--chapter", metavar="ID", help="Begin with this day instead of the first.")
MOST = 1_000_000_000
"""Lives to draw, or seconds to walk: more than anybody waits for."""


def above_nought(context: click.Context, option: click.Parameter, number: float | None) -> float | None:
    """The number an option was given, where it can be meant."""
    if number is not None and not 0 < number <= MOST:
        raise click.BadParameter(f"it should be a number above 0, and {MOST:,} at most")
    return number


def story_folder(story: str | None) -> Path:
    """The folder of a story named by its path or by its name among those that come with the game.

    A packed story is laid down in the cache first. Raises `click.BadParameter` where there is none, which names those that
    come with the game, and `click.ClickException` where a packed one cannot be opened.
    """
    found = disk.find_story(story)
    if not found.exists():
        shipped = ", ".join(home.name for home in disk.shipped_stories())
        raise click.BadParameter(f"there is no {str(found)!r}, and the stories that come with the game are: {shipped}")
    return _unpacked(found) if found.is_file() else found


def own_folder(story: str) -> Path:
    """As `story_folder`, for a command that writes into it. Raises `click.BadParameter` for a packed story too: what was
    written into the cache would be gone when the story is opened next.
    """
    folder = story_folder(story)
    if folder.is_relative_to(disk.cache_folder()):
        raise click.BadParameter(
            f"{story} is a packed story, which is only read: unpack it with any program that opens zip archives, and name the "
            "folder"
        )
    return folder


def _unpacked(found: Path) -> Path:
    """The file itself where it is one of text, and the folder of what is in it where it is a packed story."""
    from game.packed import opening

    if not opening.is_packed(found):
        return found
    try:
        return opening.unpacked(found, disk.cache_folder())
    except opening.Refused as refused:
        raise click.ClickException(f"{found} is not opened: {refused.why}.") from None
    except OSError as refused:
        raise click.ClickException(f"{found} cannot be opened: {(refused.strerror or str(refused)).lower()}.") from None


def told_whole(words: str, code: int) -> int:
    """Writes what there is to read at once, so that a reader who leaves before its end changes no exit code."""

    def told() -> int:
        sys.stdout.write(words)
        return code

    return for_a_reader(told) or code

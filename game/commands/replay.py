"""`ampersand replay`: a saved life, told again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game import disk, spoken
from game.calling import story_folder
from game.entrances import for_a_reader

if TYPE_CHECKING:
    from game.play.save import Loaded


@click.command()
@click.argument("journal", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--story", metavar="STORY", help="The story's folder, where it is not one that comes with the game.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write one page of it, with its pictures."
)
def command(journal: Path, story: str | None, output: Path | None) -> int:
    """Tell the life that JOURNAL holds again, from its first page to its debrief.

    JOURNAL is a save: a file of the folder that `ampersand doctor` names, or one that was carried away. Ends with 0 when
    the life is told, 1 when its story cannot be, 2 when the file holds no life of that story.
    """
    spoken.begin(asks_the_system=False)
    kept = _opened(journal, story)
    for notice in kept.notices:
        click.echo(notice, err=True)
    if output is not None:
        return _written(kept, journal, output)

    def told() -> int:
        from game.terminal import replay

        replay.tell(kept, sys.stdout)
        return 0

    return for_a_reader(told)


def _opened(journal: Path, story: str | None) -> Loaded:
    from game.play.save import load
    from game.play.saved import SaveProblem, parse

    try:
        data = disk.read(journal)
        return load(data, spoken.story(story_folder(story or parse(data).story)))
    except SaveProblem as problem:
        raise click.UsageError(f"{journal.name}: {problem}") from None
    except OSError as refused:
        raise click.UsageError(f"{journal.name} cannot be read: {refused.strerror or refused}") from None


def _written(kept: Loaded, journal: Path, output: Path) -> int:
    from datetime import UTC, datetime

    from game.play.saved import parse
    from game.window.keeping import keep

    if not kept.playthrough.is_over:
        raise click.UsageError(
            f"{journal.name} holds a life that has not come to an ending: there is no page of it yet"
        )
    when = min(parse(disk.read(journal)).when, datetime.now(UTC)).astimezone()
    click.echo(keep(kept.playthrough, output, when))
    return 0

"""`ampersand room`: an hour with people."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game import disk
from game.calling import STORY, story_folder
from game.entrances import for_a_reader


@click.command()
@STORY
@click.option("--chapter", metavar="DAY", help="Begin with this day instead of the first.")
@click.option("--hands", is_flag=True, help="Without any phone and without a server: you count hands, and type them.")
@click.option("--no-window", is_flag=True, help="With phones; the projector shows a page of the browser.")
@click.option("--address", metavar="IP", help="Where phones find this machine, if it is on several networks.")
@click.option(
    "--rehearse",
    type=click.IntRange(1, 200),
    metavar="PHONES",
    help="With so many phones that are not there, which vote by chance; nothing is kept.",
)
@click.option("--resume", is_flag=True, help="Go on with the room that was open last, with every closed vote.")
@click.option(
    "--splits",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write how the room divided to this file, for a spreadsheet.",
)
def command(  # noqa: PLR0917 - each is an option of its own
    story: str | None,
    chapter: str | None,
    hands: bool,
    no_window: bool,
    address: str | None,
    rehearse: int | None,
    resume: bool,
    splits: Path | None,
) -> int:
    """Hold an hour with a room of people who lead one life in STORY together. No name is asked for or kept.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the room was held, 1 when the story
    cannot be told, 2 when the call was wrong or there is no room to go on with.
    """
    if resume and chapter is not None:
        raise click.UsageError("--resume goes on with a room and --chapter begins one: they cannot go together")
    if hands == no_window:
        raise click.UsageError("say how the room decides: --hands for hands alone, --no-window for phones and hands")
    if hands and address is not None:
        raise click.UsageError("--address is for phones, and with --hands there are none")
    if rehearse is not None and (hands or resume):
        raise click.UsageError("--rehearse is for phones, and begins afresh: it goes with neither --hands nor --resume")
    named = story_folder(story)
    from game.room.journal import NoRoom

    try:
        if hands:
            from game.room import hands as by_hands
            from game.room.lines import Lines

            lines = Lines(sys.stdin, sys.stdout)
            return for_a_reader(lambda: by_hands.run(named, chapter=chapter, resume=resume, splits=splits, lines=lines))
        from game.room import opening

        try:
            return opening.run(
                named,
                chapter=chapter,
                resume=resume,
                splits=splits,
                address=address,
                rehearse=rehearse,
                say=click.echo,
            )
        except opening.CannotOpen as wrong:
            raise click.UsageError(str(wrong)) from None
    except (NoRoom, disk.SlotTaken) as wrong:
        raise click.UsageError(str(wrong)) from None

"""`ampersand room`: an hour with people."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game import disk, spoken
from game.calling import STORY, story_folder
from game.entrances import for_a_reader, projector


@click.command()
@STORY
@click.option("--chapter", metavar="DAY", help="Begin with this day instead of the first.")
@click.option(
    "--minutes",
    type=click.Choice(["15", "45", "90"]),
    help="Lead the hour of the run sheet: its scenes, its talk, its cards, by its clock. Without it there is no clock.",
)
@click.option("--hands", is_flag=True, help="Without any phone and without a server: you count hands, and type them.")
@click.option(
    "--no-window", is_flag=True, help="The projector shows a page of the browser instead of the game's window."
)
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
    minutes: str | None,
    hands: bool,
    no_window: bool,
    address: str | None,
    rehearse: int | None,
    resume: bool,
    splits: Path | None,
) -> int:
    """Hold an hour with a room of people who lead one life in STORY together. No name is asked for or kept.

    The projector shows the game's window, phones vote on a page of this machine, and whoever leads has a page of their own.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the room was held, 1 when the story
    cannot be told, 2 when the call was wrong or there is no room to go on with.
    """
    if resume and (chapter is not None or minutes is not None):
        begins = "--chapter" if chapter is not None else "--minutes"
        raise click.UsageError(f"--resume goes on with a room and {begins} begins one: they cannot go together")
    if hands and no_window:
        raise click.UsageError("--hands opens neither window nor page: leave out --no-window")
    if hands and address is not None:
        raise click.UsageError("--address is for phones, and with --hands there are none")
    if rehearse is not None and (hands or resume):
        raise click.UsageError("--rehearse is for phones, and begins afresh: it goes with neither --hands nor --resume")
    named = story_folder(story)
    spoken.begin(asks_the_system=sys.stdin is not None and sys.stdin.isatty())
    from game.room.beginning import CannotHold
    from game.room.journal import NoRoom

    asked = int(minutes) if minutes else None
    try:
        if hands:
            from game.room import hands as by_hands
            from game.room.lines import Lines

            lines = Lines(sys.stdin, sys.stdout)
            return for_a_reader(
                lambda: by_hands.run(named, chapter=chapter, minutes=asked, resume=resume, splits=splits, lines=lines)
            )
        from game.room import opening

        try:
            return opening.run(
                named,
                chapter=chapter,
                minutes=asked,
                resume=resume,
                splits=splits,
                address=address,
                rehearse=rehearse,
                drawing=None if no_window else projector(named),
                say=click.echo,
            )
        except opening.CannotOpen as wrong:
            raise click.UsageError(str(wrong)) from None
    except (NoRoom, CannotHold, disk.SlotTaken) as wrong:
        raise click.UsageError(str(wrong)) from None

"""`ampersand room`: an hour with people."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
@click.option(
    "--display",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Which screen the projector's window fills, from 1; without it the window opens small, on the first.",
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
def command(story: str | None, **asked: Any) -> int:
    """Hold an hour with a room of people who lead one life in STORY together. No name is asked for or kept.

    The projector shows the game's window, phones vote on a page of this machine, and whoever leads has a page of their own.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the room was held, 1 when the story
    cannot be told, 2 when the call was wrong or there is no room to go on with.
    """
    _together(asked)
    asked["minutes"] = int(asked["minutes"]) if asked["minutes"] else None
    named = story_folder(story)
    spoken.begin(asks_the_system=sys.stdin is not None and sys.stdin.isatty())
    from game.room.beginning import CannotHold
    from game.room.journal import NoRoom

    try:
        return _by_hands(named, asked) if asked.pop("hands") else _with_phones(named, asked)
    except (NoRoom, CannotHold, disk.SlotTaken) as wrong:
        raise click.UsageError(str(wrong)) from None


def _together(asked: Mapping[str, Any]) -> None:
    """Raise `click.UsageError` where two things are asked for that cannot go together."""
    begins = next((each for each in ("chapter", "minutes") if asked[each] is not None), None)
    if asked["resume"] and begins is not None:
        raise click.UsageError(f"--resume goes on with a room and --{begins} begins one: they cannot go together")
    if asked["hands"] and asked["no_window"]:
        raise click.UsageError("--hands opens neither window nor page: leave out --no-window")
    if asked["hands"] and asked["address"] is not None:
        raise click.UsageError("--address is for phones, and with --hands there are none")
    if asked["rehearse"] is not None and (asked["hands"] or asked["resume"]):
        raise click.UsageError("--rehearse is for phones, and begins afresh: it goes with neither --hands nor --resume")
    if asked["display"] is not None and (asked["hands"] or asked["no_window"]):
        raise click.UsageError("--display is for the projector's window: it goes with neither --hands nor --no-window")


def _by_hands(story: Path, asked: Mapping[str, Any]) -> int:
    from game.room import hands
    from game.room.lines import Lines

    wanted = {name: asked[name] for name in ("chapter", "minutes", "resume", "splits")}
    return for_a_reader(lambda: hands.run(story, **wanted, lines=Lines(sys.stdin, sys.stdout)))


def _with_phones(story: Path, asked: dict[str, Any]) -> int:
    from game.room import opening
    from game.room.addresses import CannotOpen

    display = asked.pop("display")
    drawing = None if asked.pop("no_window") else projector(story, display)
    try:
        return opening.run(opening.Asked(story, **asked, drawing=drawing), say=click.echo)
    except CannotOpen as wrong:
        raise click.UsageError(str(wrong)) from None

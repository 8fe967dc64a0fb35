"""`ampersand guide`: what a facilitator reads before, during and after."""

from __future__ import annotations

from pathlib import Path

import click

from game.calling import told_whole


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to, a .pdf where a Chromium, Chrome or Edge is here; your documents without it.",
)
def command(*, output: Path | None) -> int:
    """Write the facilitator's guide as a page to print: before, the room, run sheets, what to say, debrief, risks, afterwards.

    Ends with 0 when it is written, 2 when the call was wrong.
    """
    from game.room import guide
    from game.room.printing import CannotPrint

    try:
        file = guide.run(output)
    except CannotPrint as wrong:
        raise click.UsageError(str(wrong)) from None
    return told_whole(f"{file}\n", 0)

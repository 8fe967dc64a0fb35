"""`ampersand doctor`: what the game finds on this machine."""

from __future__ import annotations

import sys

import click

from game.entrances import for_a_reader


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> int:
    """Say what the game finds on this machine: what a report of a fault needs."""
    from game import doctor as examining

    return for_a_reader(lambda: examining.run(form, sys.stdout))

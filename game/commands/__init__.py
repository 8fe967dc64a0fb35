"""The commands, as click reads them: one file each, named as it is typed, imported only when it is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence

import click

from game import __version__
from game.entrances import open_window

NAMES = tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
"""What can be asked for: the files of this folder."""


def run(arguments: Sequence[str]) -> int:
    """Runs a command line and returns its exit code: 0 well, 1 something found in a story, 2 called wrongly."""
    try:
        result = ampersand.main(args=list(arguments), prog_name="ampersand", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        return 130
    return result if isinstance(result, int) else 0


class Folder(click.Group):
    """A group whose commands are the files of this folder: each holds one, called `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in NAMES:
            return None
        found = importlib.import_module(f"{__name__}.{cmd_name}").command
        assert isinstance(found, click.Command), cmd_name
        return found


@click.group(cls=Folder, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ampersand", message="%(prog)s %(version)s")
@click.pass_context
def ampersand(context: click.Context) -> int:
    """One life, cut in two, then sewn back. Without a command it opens the story in its window."""
    return open_window(None, None) if context.invoked_subcommand is None else 0

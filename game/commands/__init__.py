"""The commands, as click reads them: one file each, named as it is typed, imported only when it is asked for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path

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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named; where a story is named instead, playing it."""
        named = args[0]
        if named in NAMES or named.startswith("-"):
            return super().resolve_command(ctx, args)
        if named.startswith("file:"):  # as some desktops hand over what was double-clicked
            from urllib.parse import urlsplit
            from urllib.request import url2pathname

            named = url2pathname(urlsplit(named).path)
        if not is_story(named):
            ctx.fail(_no_such(named))
        return "play", self.get_command(ctx, "play"), [named, *args[1:]]


def is_story(named: str) -> bool:
    """Whether a file or folder of that name looks like a story, or one that comes with the game is called so."""
    from game import disk

    found = disk.find_story(named)
    if found.is_dir():
        return any(found.glob("*.yaml"))
    return found.is_file() and found.suffix.lower() in (disk.PACKED, ".yaml", ".yml")


def _no_such(named: str) -> str:
    from game.story.nearest import nearest

    meant = nearest(named, NAMES)
    if meant is not None:
        return f"There is no command {named!r}. Did you mean {meant!r}?"
    if Path(named).exists():
        return f"There is no story in {named!r}: no file in it ends in .yaml."
    if "/" in named or "\\" in named or "." in named:
        return f"There is no file or folder {named!r} here."
    return f"There is no command {named!r}, nor a story of that name."


@click.group(cls=Folder, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ampersand", message="%(prog)s %(version)s")
@click.pass_context
def ampersand(context: click.Context) -> int:
    """One life, cut in two, then sewn back. Without a command it opens the story in its window; a story of your own where its
    folder or file stands in the place of a command.
    """
    return open_window(None, None) if context.invoked_subcommand is None else 0

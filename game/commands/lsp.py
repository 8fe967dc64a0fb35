"""`ampersand lsp`: what an editor needs to know of a story, while it is being written."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Over standard input and output, as it is anyway: some editors say so.")
def command(*, stdio: bool) -> int:
    """Be the language server of an editor, which starts this by itself: `docs/editors.md` says how to have it do so.

    It completes names, says what they are, goes to them, renames them in every file, and marks what is wrong as you type.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        click.echo(
            "An editor starts this, and talks to it. To see what is wrong here: `ampersand check FOLDER`.", err=True
        )
    from game.author.language.server import serve

    return serve()

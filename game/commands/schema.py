"""`ampersand schema`: what may stand in a story's files, for editors that know no stories."""

from __future__ import annotations

import json

import click

from game.calling import told_whole


@click.command()
@click.option("--whole", is_flag=True, help="Of a story that is one file, and so has in it all that a story must.")
def command(*, whole: bool) -> int:
    """Write the JSON Schema of a story's files: every key, what may stand under it and what it is for.

    One schema fits every file of a story, since any of them may hold anything. `docs/editors.md` says how an editor uses it.
    """
    from game.author.language.schema import schema

    return told_whole(json.dumps(schema(whole=whole), ensure_ascii=False, indent=2) + "\n", 0)

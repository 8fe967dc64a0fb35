"""`ampersand schema`: what may stand in a story's files, for editors that know no stories."""

from __future__ import annotations

import json

import click

from game.calling import STORY, story_folder, told_whole


@click.command()
@STORY
@click.option("--whole", is_flag=True, help="Of a story that is one file, and so has in it all that a story must.")
def command(story: str | None, *, whole: bool) -> int:
    """Write the JSON Schema of a story's files: every key, what may stand under it and what it is for.

    With STORY, an editor offers the names that are in it too. One schema fits every file of a story, since any of them may hold
    anything. `docs/editors.md` says how an editor uses it.
    """
    if story == "":
        raise click.BadParameter("an empty name names no story")
    folder = story_folder(story) if story is not None else None
    from game.author.language import open_story
    from game.author.language.schema import schema
    from game.story.folder import NoStory

    try:
        named = open_story(folder) if folder is not None else None
    except NoStory as missing:
        raise click.BadParameter(f"{missing.path}: {missing.why}") from None
    return told_whole(json.dumps(schema(named, whole=whole), ensure_ascii=False, indent=2) + "\n", 0)

"""`ampersand author`: a story's shape, its text and the scene playing beside it, in the browser."""

from __future__ import annotations

import click

from game.calling import own_folder


@click.command()
@click.argument("story")
@click.option("--no-browser", is_flag=True, help="Print the address instead of opening the browser.")
def command(story: str, *, no_browser: bool) -> int:
    """Write STORY in the browser: its shape, its text, and the scene playing beside it as you type.

    STORY is a folder, or the name of a story that comes with the game. Everything is kept in the story's own files, at once.
    The page is open to this machine alone. Ctrl-C closes it. Ends with 0 when the page was open, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = own_folder(story)
    from game.author.page import opening
    from game.author.page.editor import NoEditor
    from game.story.reading import NoStory

    try:
        return opening.run(named, browser=not no_browser, say=click.echo)
    except NoEditor as wrong:
        raise click.UsageError(str(wrong)) from None
    except NoStory as wrong:
        raise click.UsageError(f"{wrong}. `ampersand new` begins a story.") from None
    except OSError as refused:
        raise click.UsageError(f"The page could not be opened on this machine: {refused}") from None

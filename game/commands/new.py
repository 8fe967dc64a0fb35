"""`ampersand new`: a story to begin from, or a new scene in one that is there."""

from __future__ import annotations

from pathlib import Path

import click

from game import disk
from game.calling import told_whole

TITLE_CHARACTERS = 100


@click.command()
@click.argument("folder", metavar="DIR|STORY")
@click.option("--title", metavar="WORDS", help="The new story's title; made from the folder's name if left out.")
@click.option("--name", metavar="ID", help="What saves know the new story by; made from the folder's name if left out.")
@click.option("--branch", is_flag=True, help="Instead: add a scene to a STORY that is there.")
@click.option("--from", "scene", metavar="SCENE", help="With --branch: the scene that is to have a choice more.")
@click.option("--id", "ident", metavar="ID", help="With --branch: what the new scene is called.")
@click.option("--text", metavar="WORDS", help="With --branch: what the new choice says, as something done.")
@click.option("--say", metavar="WORDS", help="With --branch: what the new choice says, as something said aloud.")
@click.option("--to", metavar="SCENE", help="With --branch: where the new scene leads, if not where the others do.")
def command(folder: str, *, branch: bool, **given: str | None) -> int:
    """Begin a story in DIR: a small one, whole, with one of everything, to be changed until it is yours.

    With --branch, add a scene to STORY: a choice more in SCENE that leads to a new scene, which goes on to where the others
    there go. Ends with 0 when it is written, 1 when the story cannot be told as it is, 2 when the call was wrong. Nothing is
    ever written over, and whatever goes wrong, nothing is half written.
    """
    if not folder:
        raise click.BadParameter("an empty name names no folder")
    fresh, branching = ("title", "name"), ("scene", "ident", "text", "say", "to")
    stray = next((name for name in (fresh if branch else branching) if given[name] is not None), None)
    if stray is not None:
        option = {"scene": "--from", "ident": "--id"}.get(stray, f"--{stray}")
        raise click.UsageError(f"{option} goes {'without' if branch else 'with'} --branch")
    for name, words in given.items():
        if words is not None and (not words.strip() or not words.isprintable() or len(words) > TITLE_CHARACTERS):
            raise click.UsageError(f"what stands after --{name} should be a line of 1 to {TITLE_CHARACTERS} characters")
    try:
        return (
            _branched(folder, **{name: given[name] for name in branching})
            if branch
            else _begun(folder, given["title"], given["name"])
        )
    except OSError as refused:
        raise click.ClickException(f"Nothing was written: {(refused.strerror or str(refused)).lower()}.") from None


def _begun(folder: str, title: str | None, name: str | None) -> int:
    from game.author.new.fresh import Refused, begin
    from game.author.new.wording import as_typed, wrapped

    try:
        begun = begin(Path(folder), name=name, title=title)
    except Refused as why:
        raise click.UsageError(str(why)) from None
    typed = as_typed(begun.folder)
    told = (
        f"“{begun.title}” is in {typed}, in {len(begun.files)} files: {', '.join(begun.files)}; and its pictures in a "
        f"folder. It is a whole story already. `ampersand play {typed}` plays it, `ampersand author {typed}` opens it in your browser, to be changed until it is "
        f"yours, and `ampersand check {typed}` says what is wrong in it."
    )
    return told_whole(wrapped([told]), 0)


def _branched(
    story: str, *, scene: str | None, ident: str | None, text: str | None, say: str | None, to: str | None
) -> int:
    from game.author.new.asked import Asked, Refused
    from game.author.new.branch import branch
    from game.author.new.wording import wrapped
    from game.story.folder import NoStory
    from game.story.render.full import full

    if text is not None and say is not None:
        raise click.UsageError("a choice is done (--text) or said aloud (--say), not both")
    asked = Asked(scene or "", id=ident, words=say if text is None else text, spoken=say is not None, to=to)
    try:
        found = branch(_on_disk(story), asked)
    except NoStory as missing:
        raise click.UsageError(f"{missing.path}: {missing.why}") from None
    except Refused as why:
        raise click.UsageError(str(why)) from None
    warned = "\n" + full(found.warnings, found.sources) + "\n" if found.warnings else ""
    return told_whole(wrapped([found.told]) + warned, 0)


def _on_disk(story: str) -> Path:
    """The story's own files: not the copy that a packed one is played from."""
    from game.packed.opening import is_packed

    found = disk.find_story(story)
    if not found.exists():
        shipped = ", ".join(home.name for home in disk.shipped_stories())
        raise click.BadParameter(f"there is no {str(found)!r}, and the stories that come with the game are: {shipped}")
    if found.is_file() and is_packed(found):
        raise click.UsageError(f"{found} is a packed story, and is only read. Ask its author for the folder.")
    return found

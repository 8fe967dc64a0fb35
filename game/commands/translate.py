"""`ampersand translate`: a story in other languages."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.calling import CHAPTER, own_folder, story_folder, told_whole

if TYPE_CHECKING:
    from game.author.translate.counting import Count
    from game.story.diagnostic import Diagnostic
    from game.story.model import Story
    from game.story.source import Source

LANGUAGE = click.option("--language", "code", metavar="CODE", help="The language: fr, or pt-BR.")
FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group()
def command() -> int:
    """Bring a story into another language: `extract` its words, `check` what came back, see its `status`, and `try` it.

    A language is one file in the story's folder, `languages/fr.po`, which any translation program opens.
    """
    return 0


@command.command()
@click.argument("story")
@click.option("--language", "code", metavar="CODE", required=True, help="The language: fr, or pt-BR.")
def extract(story: str, code: str) -> int:
    """Write the words of STORY into its catalogue of a language, and keep every translation that is there.

    What was reworded since keeps its old translation, marked stale. Ends with 0 when the catalogue is written.
    """
    from game.author.translate import book, listing
    from game.story.translation import file_of

    told = _story(story)
    if isinstance(told, int):
        return told
    file = file_of(told.folder, code)
    try:
        done = book.bring_up_to_date(file, code, listing.of_story(told), told.title, told.version)
    except book.UnknownLanguage:
        raise click.BadParameter(f"there is no language {code!r}: it is a code such as fr, de or pt-BR") from None
    except (OSError, ValueError) as amiss:
        raise click.UsageError(f"{file}: {amiss}") from None
    click.echo(file)
    said = f"{done.told} of {done.whole} lines are translated; {done.added} are new, {done.reworded} were reworded"
    click.echo(f"{said}{f', {done.gone} are put aside' if done.gone else ''}.", err=True)
    return 0


@command.command()
@click.argument("story")
@LANGUAGE
@FORM
def status(story: str, code: str | None, form: str) -> int:
    """Say how far each language of STORY has come, day by day.

    Ends with 0 when they could be counted, 1 when the story cannot be told, 2 when it has no such language.
    """
    from game.author.opened import in_json
    from game.author.table import table, width_of

    told = _story(story)
    if isinstance(told, int):
        return told
    counted = {each: _counted(told, each) for each in _codes(told, code)}
    if form == "json":
        return told_whole(in_json({each: [_plain(count) for count in counts] for each, counts in counted.items()}), 0)
    written = io.StringIO()
    for each, counts in counted.items():
        whole, done = sum(count.whole for count in counts), sum(count.told for count in counts)
        written.write(f"{each}: {done} of {whole} lines, {_per_cent(done, whole)}\n")
        rows = [("", "", "translated", "stale", "missing")]
        rows += [
            (
                count.part,
                count.title,
                _per_cent(count.told, count.whole),
                str(count.stale or ""),
                str(count.missing or ""),
            )
            for count in counts
            if count.whole
        ]
        written.write(table(rows, align="<<>>>", elastic=1, width=width_of(sys.stdout)) + "\n")
    return told_whole(written.getvalue(), 0)


@command.command()
@click.argument("story")
@LANGUAGE
@FORM
def check(story: str, code: str | None, form: str) -> int:
    """Say what is wrong in the catalogues of STORY: what cannot be told, and what was lost on the way.

    Ends with 0 when every line can be told, 1 when one cannot, 2 when the story has no such language.
    """
    from game.author.translate import checking
    from game.story.render.as_json import as_json
    from game.story.render.full import full

    told = _story(story)
    if isinstance(told, int):
        return told
    found: list[Diagnostic] = []
    sources: dict[str, Source] = {}
    for each in _codes(told, code):
        try:
            amiss, source = checking.of_story_in(told, each)
        except (OSError, ValueError) as unread:
            raise click.UsageError(f"the catalogue of {each!r} cannot be read: {unread}") from None
        found += amiss
        sources[source.file] = source
    errors = sum(each.severity == "error" for each in found)
    if form == "json":
        return told_whole(as_json(found), 1 if errors else 0)
    shown = full(found, sources)
    said = f"{len(sources)} language{'s' if len(sources) != 1 else ''}: "
    said += (
        f"{errors} line{'s' if errors != 1 else ''} cannot be told"
        if errors
        else "every line that is translated can be told"
    )
    return told_whole(f"{shown}\n{said}\n" if shown else f"{said}\n", 1 if errors else 0)


@command.command("try")
@click.argument("story", required=False)
@LANGUAGE
@CHAPTER
@click.option("--pseudo", is_flag=True, help="A language that is none: words that were never marked stand out.")
@click.option("--terminal", is_flag=True, help="As plain lines instead of in a window.")
def tried(story: str | None, code: str | None, chapter: str | None, *, pseudo: bool, terminal: bool) -> int:
    """Play STORY in a language, without keeping it as a wish."""
    from game.entrances import open_terminal, open_window
    from game.language import PSEUDO
    from game.wanted import ASKED

    if pseudo == bool(code):
        raise click.UsageError("say which language: --language CODE, or --pseudo")
    os.environ[ASKED] = PSEUDO if pseudo else code or ""
    play = open_terminal if terminal else open_window
    return play(story_folder(story), chapter=chapter)


def _story(named: str) -> Story | int:
    """The story; or the exit code where it cannot be told, once it has been said why."""
    from game.author.opened import opened

    if not named:
        raise click.BadParameter("an empty name names no story")
    found = opened(own_folder(named), "text", sys.stderr, sys.stderr)
    if isinstance(found, int):
        return found
    if found.problems:
        click.echo(f"{Path(named).name} cannot be told yet: `ampersand check` says why.", err=True)
        return found.code
    return found.story


def _codes(story: Story, code: str | None) -> tuple[str, ...]:
    from game.author.translate import counting
    from game.story.translation import file_of

    if code is not None and not file_of(story.folder, code).is_file():
        raise click.UsageError(f"there is no {file_of(story.folder, code)}: `ampersand translate extract` begins one")
    found = (code,) if code is not None else counting.languages(story)
    if not found:
        raise click.UsageError(f"{story.folder} has no languages yet: `ampersand translate extract` begins one")
    return found


def _counted(story: Story, code: str) -> tuple[Count, ...]:
    from game.author.translate import counting

    try:
        return counting.counts(story, code)
    except (OSError, ValueError) as unread:
        raise click.UsageError(f"the catalogue of {code!r} cannot be read: {unread}") from None


def _plain(count: Count) -> dict[str, object]:
    return {
        "part": count.part,
        "title": count.title,
        "lines": count.whole,
        "translated": count.told,
        "stale": count.stale,
        "missing": count.missing,
    }


def _per_cent(part: int, whole: int) -> str:
    return f"{100 * part // whole} %" if whole else ""

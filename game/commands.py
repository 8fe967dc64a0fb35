"""The commands, as click reads them: a few lines each, importing a way in only when it is asked for."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from game import __version__, disk
from game.entrances import for_a_reader, open_terminal, open_window

STORY = click.argument("story", required=False)
CHAPTER = click.option("--chapter", metavar="ID", help="Begin with this day instead of the first.")
MOST = 1_000_000_000
"""Lives to draw, or seconds to walk: more than anybody waits for."""


def _above_nought(context: click.Context, option: click.Parameter, number: float | None) -> float | None:
    """The number an option was given, where it can be meant."""
    if number is not None and not 0 < number <= MOST:
        raise click.BadParameter(f"it should be a number above 0, and {MOST:,} at most")
    return number


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


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ampersand", message="%(prog)s %(version)s")
@click.pass_context
def ampersand(context: click.Context) -> int:
    """One life, cut in two, then sewn back. Without a command it opens the story in its window."""
    return open_window(None, None) if context.invoked_subcommand is None else 0


@ampersand.command()
@STORY
@CHAPTER
def play(story: str | None, chapter: str | None) -> int:
    """Play STORY in its window.

    STORY is a folder, or the name of a story that comes with the game; without it, the one the game is named after.
    """
    return open_window(_story(story), chapter)


@ampersand.command()
@STORY
@CHAPTER
@click.option("--resume", is_flag=True, help="Go on where the last game of this story stopped.")
def terminal(story: str | None, chapter: str | None, resume: bool) -> int:
    """Play STORY as plain lines, for any terminal, screen reader or pipe.

    A number chooses; `help` lists the words. STORY is a folder, or the name of a story that comes with the game.
    """
    if resume and chapter is not None:
        raise click.UsageError("--resume goes on with a life and --chapter begins one: they cannot go together")
    return open_terminal(_story(story), chapter=chapter, resume=resume)


@ampersand.command()
@STORY
@click.option("--slot", metavar="SLOT", help="The save to write down; the finished life that was kept last without it.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; your documents without it."
)
def keep(story: str | None, slot: str | None, output: Path | None) -> int:
    """Write a finished life down as one page: its text, its pictures, and what it showed.

    The page is a file of HTML that needs nothing else; a browser prints it.
    """
    from game.window.keeping import from_saves

    return from_saves(_story(story), slot, output)


@ampersand.command()
@STORY
@click.option("--chapter", metavar="DAY", help="The day; the first without it.")
@click.option(
    "--minutes",
    type=click.Choice(["15", "45", "90"]),
    default="45",
    show_default=True,
    help="A quarter of an hour for a day's short form, 45 for a day, 90 for a day and the day that answers it.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "text"]),
    default="html",
    show_default=True,
    help="A page that a browser prints, or plain lines.",
)
@click.option("--scenes", is_flag=True, help="Add the scenes in full, to be read from paper.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to; without it a page goes among your documents, and lines are shown.",
)
def sheet(story: str | None, *, chapter: str | None, minutes: str, form: str, scenes: bool, output: Path | None) -> int:
    """Write a run sheet for playing STORY with a room of people: what to say, decide and talk about, and when.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the sheet is written, 1 when the
    story cannot be told, 2 when the minutes cannot hold the day or the call was wrong.
    """
    from game.room import sheet_file as writing

    asked = writing.Asked(chapter=chapter, minutes=int(minutes), form=form, scenes=scenes, output=output)
    try:
        words = writing.run(_story(story), asked, named=story)
    except writing.CannotHold as wrong:
        raise click.UsageError(str(wrong)) from None
    return _told(words, 0)


@ampersand.command()
@STORY
@click.option("--both", is_flag=True, help="Put the room before it first: a day, and the day that answers it.")
@click.option("--title", default="", help="What to call the hour; it stands on the page, so let it name nobody.")
@click.option("--when", default="", metavar="DATE", help="When it was, in your words.")
@click.option("--splits", type=click.Path(dir_okay=False, path_type=Path), help="Write a table for a spreadsheet too.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; your documents without it."
)
def report(story: str | None, *, both: bool, title: str, when: str, splits: Path | None, output: Path | None) -> int:
    """Write down what the room of STORY that was held last leaves with: one page to print, without a name on it.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the page is written, 1 when the
    story cannot be told, 2 when no room was held or the call was wrong.
    """
    from game.room import report_file as writing
    from game.room.journal import NoRoom

    asked = writing.Asked(both=both, title=title, when=when, output=output, splits=splits)
    try:
        written = writing.run(_story(story), asked)
    except NoRoom as wrong:
        raise click.UsageError(str(wrong)) from None
    return _told("".join(f"{file}\n" for file in written), 0)


@ampersand.command()
@click.argument("stories", metavar="STORY...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Sentences with the lines they are about, a list for programs, or marks on a pull request.",
)
@click.option("--odds", is_flag=True, help="Walk every life too, and say what cannot happen. Takes seconds.")
@click.option("--voices", is_flag=True, help="Instead: each speaker's lines without a name, and how well they differ.")
@click.option("--pronouns", is_flag=True, help="Instead: what the player's pronouns change, side by side.")
@click.option("--prose", is_flag=True, help="Hold the prose against what the story's `style:` asks of it.")
def check(stories: tuple[str, ...], form: str, *, odds: bool, voices: bool, pronouns: bool, prose: bool) -> int:
    """Say everything that is wrong in each STORY, with the line and what to write instead.

    Ends with 0 when the stories can be told, 1 when one cannot, 2 when there is no story there to check.
    """
    if not all(stories):
        raise click.BadParameter("an empty name names no story")
    named = [_story(story) for story in stories]
    if voices or pronouns:
        return _looked_over(named, form, odds=odds or prose, voices=voices, pronouns=pronouns)
    from game.author import check as checking

    found = io.StringIO()
    code = checking.run(named, form, found, odds=odds, prose=prose)
    return _told(found.getvalue(), code)


@ampersand.command()
@click.argument("story")
@click.option(
    "--choosing",
    default="uniform",
    show_default=True,
    metavar="WAY",
    help="How lives choose: uniform, lean:NAME, highest, lowest, middle, wants:LIST, lowest:LIST, recorded:FILE.",
)
@click.option(
    "--sample", type=int, metavar="N", callback=_above_nought, help="Estimate from N lives drawn by chance instead."
)
@CHAPTER
@click.option(
    "--budget",
    type=float,
    metavar="SECONDS",
    callback=_above_nought,
    help="How long to go on walking before the rest is estimated.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def odds(story: str, *, choosing: str, sample: int | None, chapter: str | None, budget: float | None, form: str) -> int:
    """Say how often each ending, scene, choice and variant of STORY is met, of all lives, and what never is.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the odds are told, 1 when the story
    cannot be told, 2 when the call was wrong, 130 when it was interrupted.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = _story(story)
    from game.author import odds as walking
    from game.author.table import width_of

    told = io.StringIO()
    asked = walking.Asked(choosing=choosing, sample=sample, chapter=chapter, budget=budget, form=form)
    try:
        code = walking.run(named, asked, told, sys.stderr or io.StringIO(), width=width_of(sys.stdout))
    except walking.CalledWrongly as wrong:
        raise click.UsageError(str(wrong)) from None
    return _told(told.getvalue(), code)


@ampersand.command()
@click.argument("story")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--lives",
    type=click.IntRange(1, 100_000),
    default=200,
    show_default=True,
    metavar="N",
    help="Lives to live by chance, for what one life is told.",
)
def words(story: str, *, form: str, lives: int) -> int:
    """Count the words of STORY by day, scene, speaker and purpose, and how many of them one life is told.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the words are counted, 1 when the
    story cannot be told, 2 when the call was wrong.
    """
    if not story:
        raise click.BadParameter("an empty name names no story")
    named = _story(story)
    from game.author import words_report as counting
    from game.author.table import width_of

    told = io.StringIO()
    code = counting.run(named, told, sys.stderr or io.StringIO(), form=form, lives=lives, width=width_of(sys.stdout))
    return _told(told.getvalue(), code)


@ampersand.command()
@STORY
@click.option("--chapter", metavar="DAY", help="Begin with this day instead of the first.")
@click.option("--hands", is_flag=True, help="Without any phone and without a server: you count hands, and type them.")
@click.option("--no-window", is_flag=True, help="With phones; the projector shows a page of the browser.")
@click.option("--address", metavar="IP", help="Where phones find this machine, if it is on several networks.")
@click.option(
    "--rehearse",
    type=click.IntRange(1, 200),
    metavar="PHONES",
    help="With so many phones that are not there, which vote by chance; nothing is kept.",
)
@click.option("--resume", is_flag=True, help="Go on with the room that was open last, with every closed vote.")
@click.option(
    "--splits",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write how the room divided to this file, for a spreadsheet.",
)
def room(  # noqa: PLR0917 - each is an option of its own
    story: str | None,
    chapter: str | None,
    hands: bool,
    no_window: bool,
    address: str | None,
    rehearse: int | None,
    resume: bool,
    splits: Path | None,
) -> int:
    """Hold an hour with a room of people who lead one life in STORY together. No name is asked for or kept.

    STORY is a folder, or the name of a story that comes with the game. Ends with 0 when the room was held, 1 when the story
    cannot be told, 2 when the call was wrong or there is no room to go on with.
    """
    if resume and chapter is not None:
        raise click.UsageError("--resume goes on with a room and --chapter begins one: they cannot go together")
    if hands == no_window:
        raise click.UsageError("say how the room decides: --hands for hands alone, --no-window for phones and hands")
    if hands and address is not None:
        raise click.UsageError("--address is for phones, and with --hands there are none")
    if rehearse is not None and (hands or resume):
        raise click.UsageError("--rehearse is for phones, and begins afresh: it goes with neither --hands nor --resume")
    named = _story(story)
    from game.room.journal import NoRoom

    try:
        if hands:
            from game.room import hands as by_hands
            from game.room.lines import Lines

            lines = Lines(sys.stdin, sys.stdout)
            return for_a_reader(lambda: by_hands.run(named, chapter=chapter, resume=resume, splits=splits, lines=lines))
        from game.room import opening

        try:
            return opening.run(
                named,
                chapter=chapter,
                resume=resume,
                splits=splits,
                address=address,
                rehearse=rehearse,
                say=click.echo,
            )
        except opening.CannotOpen as wrong:
            raise click.UsageError(str(wrong)) from None
    except (NoRoom, disk.SlotTaken) as wrong:
        raise click.UsageError(str(wrong)) from None


@ampersand.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(form: str) -> int:
    """Say what the game finds on this machine: what a report of a fault needs."""
    from game import doctor as examining

    return for_a_reader(lambda: examining.run(form, sys.stdout))


def _looked_over(named: Sequence[Path], form: str, *, odds: bool, voices: bool, pronouns: bool) -> int:
    """One story, shown to its writer in a way of its own instead of checked."""
    if (voices and pronouns) or odds or len(named) != 1 or form == "github":
        raise click.UsageError("--voices and --pronouns each go alone, with one STORY, as text or json")
    from game.author import pronouns as saying
    from game.author import voices as hearing
    from game.author.table import width_of

    told = io.StringIO()
    look = hearing.run if voices else saying.run
    code = look(named[0], told, sys.stderr or io.StringIO(), form=form, width=width_of(sys.stdout))
    return _told(told.getvalue(), code)


def _told(words: str, code: int) -> int:
    """Writes what there is to read at once, so that a reader who leaves before its end changes no exit code."""

    def told() -> int:
        sys.stdout.write(words)
        return code

    return for_a_reader(told) or code


def _story(story: str | None) -> Path:
    found = disk.find_story(story)
    if not found.exists():
        shipped = ", ".join(home.name for home in disk.shipped_stories())
        raise click.BadParameter(f"there is no {str(found)!r}, and the stories that come with the game are: {shipped}")
    return found

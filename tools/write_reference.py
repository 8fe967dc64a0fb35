"""Write `docs/reference.md`: every key of the format and every command, from the classes that read them.

Nothing on the page is typed here that is known elsewhere: keys and what they are for come from `game/story/shapes.py`, which of
them must be there from what the reader misses, dials from their files, commands from click. With `--check` nothing is written, and
the exit code says whether the page is as it would be written.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import click  # noqa: E402 -- after the path

from game import disk  # noqa: E402
from game.author.language.needed import Needed, needed  # noqa: E402
from game.commands import NAMES  # noqa: E402
from game.story.condition import COMPARISONS  # noqa: E402
from game.story.condition_parser import KEYWORDS  # noqa: E402
from game.story.keys import LISTS  # noqa: E402
from game.story.nearest import listed  # noqa: E402
from game.story.pronouns import AGREEING  # noqa: E402
from game.story.shapes import (  # noqa: E402
    NAMED,
    SHAPES,
    WORDS,
    Asked,
    By,
    Either,
    File,
    Id,
    Ids,
    Line,
    Lines,
    Made,
    Name,
    Number,
    Pair,
    Phrases,
    Prose,
    Shape,
    Signed,
    Spots,
    Thing,
    Things,
    Value,
    Values,
    Word,
)

PAGE = ROOT / "docs" / "reference.md"

OPENING = """# Reference

Every key that a story's files may have, and every command. This page is written by a program from what reads them, so that it
says what is so: `python tools/write_reference.py` writes it again. The [format](format.md) explains it, with a whole
story; the [tutorial](tutorial.md) is where to begin; what `ampersand check` may say is in [diagnostics](diagnostics/README.md).

A key in **bold** must be there. *A name* is letters, digits, hyphens and underscores, and begins with a letter or a digit.
"""


def page() -> str:
    """The whole of it."""
    parts = [OPENING, *in_files(), *in_texts(), *in_conditions(), *words(), *commands()]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


# ---- what stands in files


def in_files() -> Iterator[str]:
    """A table for each thing that has keys."""
    yield "## What stands in the files\n"
    yield ", ".join(f"[{bare(what)}](#{anchor(what)})" for what in SHAPES) + ".\n"
    lacking = needed()
    for what, keys in SHAPES.items():
        missing = lacking.get(what)
        yield f"### {title(what)}\n"
        if what == "a story":
            yield (
                f"What may stand at the edge of a file. {listed(f'`{name}`' for name in LISTS)} may stand in several, and add up; "
                "anything else in one only.\n"
            )
        rows = [f"| {marked(name, missing)} | {told(key.holds)} | {cell(key.says)} |" for name, key in keys.items()]
        yield "\n".join(["| key | what stands there | what it is for |", "| --- | --- | --- |", *rows]) + "\n"
        for one, other in missing.either if missing else ():
            yield f"Either `{one}` or `{other}`, and never both.\n"


def marked(name: str, missing: Needed | None) -> str:
    return f"**`{name}`**" if missing and name in missing.keys else f"`{name}`"


def told(shape: Shape) -> str:  # noqa: PLR0912 -- a case a shape
    """What may stand there, in words."""
    match shape:
        case Id():
            return "a name, made up here"
        case Ids(_, alone):
            return "a name, or a list of names" if alone else "a list of names"
        case Name(kind, many):
            one = named(kind)
            return f"{one}, or a list of such" if many else one
        case Line():
            return "words"
        case Prose(speech):
            return "a text, with speech" if speech else "a text"
        case Asked():
            return "a [condition](#conditions)"
        case Number(least):
            return "a whole number" if least is None else f"a whole number, {least} or more"
        case Signed():
            return "a whole number with its sign"
        case Pair():
            return "two whole numbers, the lower first"
        case Spots():
            return "a list of places, each three numbers"
        case Word(words_):
            return listed((f"`{word}`" for word in words_), "or")
        case Value():
            return "one of its values"
        case Values():
            return "a list of words"
        case File(kind):
            return f"the name of a {kind}"
        case Lines(alone):
            return "words, or a list of them" if alone else "a list of words"
        case Thing(what):
            return f"[{bare(what)}](#{anchor(what)})"
        case Things(what):
            return f"a list, each [{bare(what)}](#{anchor(what)})"
        case Made(_, holds):
            return f"names, made up here; under each {told(holds)}"
        case By(kind, holds):
            return f"names, each {named(kind)}; under it {told(holds)}"
        case Phrases(holds, number):
            return f"{'whole numbers' if number else 'words'}; under each {told(holds)}"
        case Either(shapes):
            return ", or ".join(dict.fromkeys(told(one) for one in shapes))
    raise AssertionError(shape)


def named(kind: str) -> str:
    """What may be named, with the words that mean something there."""
    kinds = [a_or_an(name) for name in NAMED[kind]]
    there = [f"`{word}`" for word in WORDS.get(kind, ())]
    return listed([*kinds, *there], "or")


# ---- what stands in texts and conditions


def in_texts() -> Iterator[str]:
    """What braces are filled in with."""
    yield "## Texts\n"
    yield "What braces are filled in with, for a player who is called Robin. With a capital between the braces, with a capital.\n"
    sets = list(AGREEING)
    rows = [f"| `{{{slot}}}` | {' | '.join(AGREEING[one][slot] for one in sets)} |" for slot in AGREEING[sets[0]]]
    head = [f"| | {' | '.join(sets)} |", "| --- " * (len(sets) + 1) + "|"]
    robin = "| `{name}` |" + " Robin |" * len(sets)
    other = "| `{go\\|goes}` |" + "".join(f" {'go' if one == 'they' else 'goes'} |" for one in sets)
    yield "\n".join([*head, robin, *rows, other]) + "\n"


def in_conditions() -> Iterator[str]:
    """The words and signs of a condition."""
    yield "## Conditions\n"
    signs = listed((f"`{sign}`" for sign in COMPARISONS), "or")
    kept = listed(f"`{word}`" for word in sorted(KEYWORDS))
    yield (
        f"A meter or a number is compared by {signs} with a whole number, another meter, or a sum of them; a variable with words by "
        f"`==` or `!=` with one of its words. A yes-or-no variable stands alone. {kept} are kept for conditions: no meter or "
        "variable may be called so.\n"
    )


def words() -> Iterator[str]:
    """Words that mean something where they stand, and the instruments there are."""
    yield "## Words that mean something\n"
    rows = [
        f"| `{word}` | {cell(says)} |"
        for kind, meant in WORDS.items()
        if kind != "mood"
        for word, says in meant.items()
    ]
    yield "\n".join(["| word | meaning |", "| --- | --- |", *rows]) + "\n"
    dials = sorted(path.stem for path in (disk.shared_folder("assets") / "instruments").glob("*.svg"))
    yield f"Moods: {listed((f'`{word}`' for word in WORDS['mood']), 'or')}.\n"
    yield f"Dials: {listed((f'`{name}`' for name in dials), 'or')}.\n"


# ---- commands


def commands() -> Iterator[str]:
    """A line for each command; what it may be asked for, its own `--help` says."""
    yield "## Commands\n"
    yield "`ampersand` alone opens *Ampersand* in its window. Every command has `--help`, which is all of it.\n"
    rows = [row for name in NAMES for row in command(importlib.import_module(f"game.commands.{name}").command, name)]
    yield "\n".join(["| command | what it does |", "| --- | --- |", *rows]) + "\n"


def command(found: click.Command, path: str) -> Iterator[str]:
    """One command, and those below it."""
    context = click.Context(found, info_name=path)
    arguments = [piece for piece in found.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    first = inspect.cleandoc(found.help or "").partition("\n\n")[0]
    yield f"| `{cell(' '.join(['ampersand', path, *arguments]))}` | {cell(first)} |"
    if isinstance(found, click.Group):
        for name in found.list_commands(context):
            below = found.get_command(context, name)
            if below is not None:
                yield from command(below, f"{path} {name}")


# ---- wording


def title(what: str) -> str:
    words_ = bare(what)
    return words_[0].upper() + words_[1:]


def bare(what: str) -> str:
    return what.replace("`", "")


def anchor(what: str) -> str:
    return bare(what).lower().replace(" ", "-")


def a_or_an(name: str) -> str:
    name = {"message": "door message"}.get(name, name)
    return f"{'an' if name[0] in 'aeio' else 'a'} {name}"


def cell(says: str) -> str:
    """Words in a cell of a table, on one line."""
    return " ".join(says.split()).replace("|", r"\|")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="Write nothing; end with 1 where the page is out of date.")
    wanted = page()
    if asked.parse_args().check:
        is_fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted
        if not is_fresh:
            print(f"{PAGE.relative_to(ROOT)} is out of date: python tools/write_reference.py")
        return 0 if is_fresh else 1
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""A run sheet on paper: one HTML file that needs nothing else, or plain lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from functools import partial
from typing import Final

from game.language import in_quotes, labelled, later, tr, tr_count
from game.own_words import TRIERS, trier
from game.room.paper import render
from game.room.said import contacts, recovery
from game.room.sheets import Row, Sheet
from game.room.split import RATHER_NOT_SAY, RULE
from game.story.model import Story
from game.story.prose import Beat
from game.tongues import Tongues

HOW: Final = (
    later("Read the scene from the screen, then every choice, then count; the second column is for a second count."),
    RULE,
    later("The screen may word a choice a little differently, by what was chosen before."),
)
ALOUD: Final = later("“{words}”")
"""Words that are said aloud, on a page of plain lines."""
STORYS: Final = ("begin", "scene", "pass", "talk")
"""The kinds of rows whose words are the story's."""
WIDTH: Final = 84
"""Characters of a plain line."""


def as_html(story: Story, sheet: Sheet, *, scenes: bool = False) -> str:
    """The sheet as a page that a browser prints; with its scenes in full, to be read from paper, where that is asked."""
    return render(
        "sheet.html",
        story=story,
        sheet=sheet,
        scenes=sheet.scenes if scenes else (),
        tongues=Tongues(story),
        clock=clock,
        offered=offered,
        told_in=partial(told_in, story),
        titled=titled(sheet),
        triers={who: trier(story.wording, who) for who in TRIERS},
        contacts=contacts(story),
        recovery=recovery(),
        how=tuple(map(tr, HOW)),
    )


def as_text(story: Story, sheet: Sheet, *, scenes: bool = False) -> str:
    """The sheet as plain lines; see `as_html`."""
    lines = [*_lines(story, sheet), *(_scenes(story, sheet) if scenes else ())]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def titled(sheet: Sheet) -> str:
    """What a sheet is called: its days, and how long it lasts."""
    return tr_count("{days}, {n} minute", "{days}, {n} minutes", sheet.minutes, days=sheet.title)


def clock(minutes: int) -> str:
    """Minutes from the beginning as hours and minutes: *1:05*."""
    return f"{minutes // 60}:{minutes % 60:02}"


def told_in(story: Story, row: Row) -> str:
    """The language of what a row says, where that is the story's: of its scene, of the day it begins; empty where the words
    are those of whoever leads.
    """
    if row.kind not in STORYS:
        return ""
    return story.told_in(story.scenes[row.scene].chapter if row.scene else "")


def offered(words: str, code: str, *, spoken: bool) -> str:
    """A choice's words, in the language of that code; speech in quotation marks."""
    return in_quotes(words, code) if spoken else words


def _lines(story: Story, sheet: Sheet) -> Iterator[str]:
    yield tr("{what}: {value}", what=story.title, value=titled(sheet))
    yield from _list(tr("To bring"), sheet.bring)
    yield from _list(tr("To say before anybody joins: there is in it"), sheet.content)
    yield from _list(tr("Left out, since these minutes cannot hold it"), sheet.left_out)
    yield from _list(tr("How"), tuple(map(tr, HOW)))
    for row in sheet.rows:
        yield ""
        yield from _row(story, row)
    yield from _list(tr("To carry"), (sheet.question,))
    yield from _list(tr("When time runs short, leave out first"), sheet.late)
    helping = (tr("{what}: {value}", what=when, value=tr(ALOUD, words=words)) for when, words in recovery())
    yield from _list(tr("A sentence that helps"), tuple(helping))
    for who, what in sheet.tries:
        yield from _list(tr("Something small to try. {who}", who=trier(story.wording, who)), what)


def _scenes(story: Story, sheet: Sheet) -> Iterator[str]:
    for stop in sheet.scenes:
        yield from ("", stop.headed, "")
        code = story.told_in(stop.day)
        yield from _told(story, stop.told, code)
        for number, each in enumerate(stop.offers, 1):
            yield ""
            yield from _wrapped(f"{number}. {offered(each.words, code, spoken=each.spoken)}", first="", then="")
            yield from _told(story, each.then, code)


def _told(story: Story, beats: tuple[Beat, ...], code: str) -> Iterator[str]:
    for beat in beats:
        name = story.cast[beat.speaker].name if beat.speaker else ""
        words = labelled(name, beat.plain, code) if name else beat.plain
        yield from _wrapped(words, first="   ", then="   ")


def _list(title: str, items: tuple[str, ...]) -> Iterator[str]:
    if not items:
        return
    yield ""
    yield title
    for item in items:
        yield from _wrapped(item, first="- ", then="  ")


def _row(story: Story, row: Row) -> Iterator[str]:
    lasts = tr("{n} min", n=row.minutes) if row.minutes else ""
    some = f" ({tr('only if the room comes by here')})" if row.only_some else ""
    yield f"{clock(row.begins):>5}  {lasts:>6}  {row.title}{some}"
    said = list(row.say)
    if row.kind == "close":
        said.insert(1, tr("Here we have: {contacts}.", contacts=", ".join(f"[{each}]" for each in contacts(story))))
    for words in said:
        yield from _wrapped(tr(ALOUD, words=words))
    yield from _wrapped(row.note)
    for number, each in enumerate(row.offers, 1):
        maybe = "" if each.always else f" ({tr('not always on offer')})"
        words = offered(each.words, told_in(story, row), spoken=each.spoken)
        yield from _wrapped(f"{number}. {words}{maybe} ____", then=" " * 18)
    if len(row.offers) > 1:
        yield f"{' ' * 15}{tr(RATHER_NOT_SAY)} ____"


def _wrapped(words: str, *, first: str = " " * 15, then: str = " " * 15) -> list[str]:
    """Words in lines, never broken within a word: commands and ids stay whole."""
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=then, break_on_hyphens=False, break_long_words=False
    )

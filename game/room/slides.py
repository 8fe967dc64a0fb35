"""A run sheet as slides, for the day on which nothing works but a projector that shows a file: each scene, its choices, what comes
of each, the talk and the cards. Hands are counted, and a click on what the room chose goes to what follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from game.language import speech_marks, tr
from game.room.pacing import Offer, Stop
from game.room.paper import render
from game.room.said import IN_IT
from game.room.sheet_page import clock, offered, titled, told_in
from game.room.sheets import Row, Sheet
from game.room.split import RATHER_NOT_SAY, RULE
from game.story.model import Story
from game.story.prose import Beat
from game.tongues import Tongues

MOST_WORDS: Final = 75
"""On one slide, so that the last row reads it."""
Told = tuple[str, tuple[tuple[str, bool], ...]]
"""A paragraph: who says it, or nobody, and its runs, each with whether it is italic."""


@attrs.frozen
class Slide:
    """One slide."""

    key: str
    """What leads to it."""
    heading: str = ""
    aside: str = ""
    title: str = ""
    question: str = ""
    told: tuple[Told, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    """What is on offer, each with the key of the slide that follows it."""
    on: str = ""
    """The slide that follows what came of a choice."""
    ink: str = "both"
    told_in: str = ""
    """The language of all that the story says on it; empty where its words are those of whoever leads."""


def as_slides(story: Story, sheet: Sheet) -> str:
    """The sheet as a page of slides, wide ones, that a browser shows and prints."""
    return render(
        "slides.html",
        story=story,
        sheet=sheet,
        titled=titled(sheet),
        slides=tuple(slides(story, sheet)),
        tongues=Tongues(story),
        speech_marks=speech_marks,
    )


def slides(story: Story, sheet: Sheet) -> Iterator[Slide]:
    """The slides of a sheet, in order."""
    yield Slide("first", title=story.title, question=titled(sheet))
    played = {stop.id: stop for stop in sheet.scenes}
    for at, row in enumerate(sheet.rows):
        after = f"row-{at + 1}"
        if row.kind == "scene" and row.scene in played:
            yield from _scene(story, played[row.scene], row, f"row-{at}", after)
        elif row.kind == "say":
            said = [*row.say, tr(RULE)]
            if sheet.content:
                said.append(tr(IN_IT, notes=" ".join(sheet.content)))
            for part_at, part in enumerate(_parted(_paragraphs(said))):
                yield Slide(f"row-{at}" + (f"-{part_at}" if part_at else ""), row.title, _aside(row), told=part)
        elif row.kind in ("talk", "card"):
            yield Slide(f"row-{at}", row.title, _aside(row), question=" ".join(row.say))
        elif row.kind != "spare":
            words = row.say or ((row.note,) if row.kind == "write" else ())
            yield Slide(f"row-{at}", _aside(row), title=row.title, told=_paragraphs(words), told_in=told_in(story, row))
    yield Slide(f"row-{len(sheet.rows)}", title=sheet.question)


def _aside(row: Row) -> str:
    return f"{clock(row.begins)} · {tr('{n} min', n=row.minutes)}" if row.minutes else clock(row.begins)


def _paragraphs(words: Sequence[str]) -> tuple[Told, ...]:
    return tuple(("", ((each, False),)) for each in words)


def _scene(story: Story, stop: Stop, row: Row, key: str, after: str) -> Iterator[Slide]:
    ink, heading, code = story.halves[stop.half].ink, stop.headed, story.told_in(stop.day)
    parts = list(_parted(_beats(story, stop.told)))
    for at, part in enumerate(parts):
        yield Slide(key if not at else f"{key}-{at}", heading, _aside(row), told=part, ink=ink, told_in=code)
    if not stop.offers:
        return
    listed = [
        (offered(each.words, code, spoken=each.spoken), _to(each, key, number, after))
        for number, each in enumerate(stop.offers)
    ]
    asked = tuple(listed) if len(listed) < 2 else (*listed, (tr(RATHER_NOT_SAY), ""))
    yield Slide(f"{key}-choices", heading, _aside(row), choices=asked, ink=ink, told_in=code)
    for number, each in enumerate(stop.offers):
        parts = list(_parted(_beats(story, each.then)))
        chosen = f"{number + 1}. {offered(each.words, code, spoken=each.spoken)}"
        for at, part in enumerate(parts):
            on = after if at == len(parts) - 1 else ""
            yield Slide(
                f"{key}-then-{number}" + (f"-{at}" if at else ""), chosen, told=part, on=on, ink=ink, told_in=code
            )


def _to(offer: Offer, key: str, number: int, after: str) -> str:
    return f"{key}-then-{number}" if offer.then else after


def _beats(story: Story, beats: Sequence[Beat]) -> tuple[Told, ...]:
    return tuple(
        (story.cast[beat.speaker].name if beat.speaker else "", tuple((run.text, run.italic) for run in beat.runs))
        for beat in beats
    )


def _parted(told: Sequence[Told]) -> Iterator[tuple[Told, ...]]:
    """Paragraphs in as few slides as hold them."""
    part: list[Told] = []
    words = 0
    for each in told:
        more = sum(len(text.split()) for text, _ in each[1])
        if part and words + more > MOST_WORDS:
            yield tuple(part)
            part, words = [], 0
        part.append(each)
        words += more
    if part:
        yield tuple(part)

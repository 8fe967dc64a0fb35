"""A life as it was told, from its first page to its last, sorted into days and pages for somebody who reads it through."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import attrs

from game.play import page
from game.play.events import ChapterBegan, Chosen, Entered, HalfWoke, Moved, Said, Skipped
from game.play.history import Playthrough, Read
from game.play.state import State
from game.story.model import Ink, Story
from game.story.prose import Beat


@attrs.frozen
class Answer:
    """A choice that was made, and what came of it."""

    words: str
    spoken: bool
    then: tuple[Beat, ...]
    moved: tuple[str, ...]
    """In words, each *rest 6 to 4, tired*."""


@attrs.frozen
class Page:
    """A scene as it was met."""

    scene: str
    state: State = attrs.field(repr=False)
    """The life in it, before anything was chosen."""
    heading: str
    """The day, the half and the hour."""
    ink: Ink
    before: tuple[Beat, ...]
    """Told on waking, or when the day began."""
    beats: tuple[Beat, ...]
    answer: Answer | None
    """None where there was nothing to choose."""


@attrs.frozen
class Day:
    """A day of the life; the last scene of an ending that lies in none has a day of its own, under the ending's title."""

    title: str
    question: str
    told_in: str
    """The code of the language that its question is in."""
    pages: tuple[Page, ...]
    """None where it was skipped."""


def days(life: Playthrough) -> tuple[Day, ...]:
    """The life, day by day."""
    story = life.story
    found = []
    for title, pages in groupby(sorted([*_pages(life), *_skipped(life)], key=_place), key=lambda each: each[1]):
        day = next((day for day in story.chapters.values() if day.title == title), None)
        question, told_in = ("", "") if day is None else (day.question or "", f"day {day.id}")
        shown = tuple(page for _, _, page in pages if page is not None)
        found.append(Day(title, question, story.told_in(told_in), shown))
    return tuple(found)


Placed = tuple[int, str, Page | None]
"""A page, with its place among all that was read and the title of its day; none for a day that was skipped."""


def _place(placed: Placed) -> int:
    return placed[0]


def _skipped(life: Playthrough) -> Iterator[Placed]:
    """The days that were skipped."""
    for at, read in enumerate(life.backlog):
        if isinstance(read.event, Skipped):
            yield at, life.story.chapters[read.event.chapter].title, None


def _pages(life: Playthrough) -> Iterator[Placed]:
    """Each page."""
    story, reads = life.story, life.backlog
    starts = [at for at, read in enumerate(reads) if isinstance(read.event, Entered)]
    for before, start, end in zip([-1, *starts], starts, [*starts[1:], len(reads)], strict=False):
        read = reads[start]
        assert isinstance(read.event, Entered)
        earlier, after = reads[before + 1 : start], reads[start + 1 : end]
        yield (
            start,
            _day(story, read.state),
            Page(
                scene=read.state.scene,
                state=read.state,
                heading=page.header(story, read.state),
                ink=story.halves[read.state.half].ink,
                before=tuple(_woken(earlier)),
                beats=read.event.beats,
                answer=_answer(story, after),
            ),
        )


def _day(story: Story, state: State) -> str:
    heading = page.heading(story, state)
    return story.chapters[state.chapter].title if story.scenes[state.scene].part else heading


def _woken(reads: tuple[Read, ...]) -> Iterator[Beat]:
    """What was told between a choice's own page and the next, once a part was over: at the door, and by drains."""
    turned = False
    for read in reads:
        turned = turned or isinstance(read.event, HalfWoke | ChapterBegan)
        if turned and isinstance(read.event, Said):
            yield from read.event.beats


def _answer(story: Story, reads: tuple[Read, ...]) -> Answer | None:
    chosen = next((read for read in reads if isinstance(read.event, Chosen)), None)
    if chosen is None or not isinstance(chosen.event, Chosen):
        return None
    made = story.choices.get(chosen.event.choice)
    if made is None or made.going_on:
        return None
    then: list[Beat] = []
    for read in reads:
        if isinstance(read.event, HalfWoke | ChapterBegan):
            break
        if isinstance(read.event, Said):
            then += read.event.beats
    moved = (
        page.moved(story, read.event)
        for read in reads
        if isinstance(read.event, Moved) and read.event.cause == made.id and read.event.half == chosen.state.half
    )
    return Answer(page.wording(story, chosen.state, made), made.spoken, tuple(then), tuple(moved))

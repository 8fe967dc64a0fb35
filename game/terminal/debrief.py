"""A debrief as blocks of plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from game.play.debrief import Debrief, Echo, Shown
from game.story.model import Story
from game.terminal.page import Block, beat, beats, quoted

TRIERS = {"alone": "To try, alone", "team": "To try, with others", "manager": "To try, for whoever manages"}
"""How each of a lesson's small things to try is introduced."""


def blocks(story: Story, shown: Debrief) -> Iterator[Block]:
    """The whole debrief: what led it, the same hours twice, the lessons, how the meters ended."""
    if shown.group:
        yield (f"One of the lives that {shown.group}.",)
    yield from beats(story, shown.lead)
    for readings in shown.readings:
        name = f", {readings.header}" if readings.header and len(shown.readings) > 1 else ""
        yield (f"How the meters ended{name}: " + "; ".join(str(gauge) for gauge in readings.gauges) + ".",)
    for echo in shown.echoes:
        yield from _echo(story, echo)
    for lesson in shown.lessons:
        yield from _lesson(story, lesson)
    if shown.also:
        yield ("Elsewhere in this life:",)
    for lesson in shown.also:
        yield (lesson.title,)
        yield from (quoted(story, entry) for entry in lesson.saw)


def _echo(story: Story, echo: Echo) -> Iterator[Block]:
    yield (echo.title,)
    for entry in (*echo.first, *echo.second):
        yield quoted(story, entry)
    if echo.carry:
        yield (f"A question to carry: {echo.carry}",)


def _lesson(story: Story, lesson: Shown) -> Iterator[Block]:
    yield (lesson.title, *(beat(story, told) for told in lesson.told))
    for entry in lesson.saw:
        if entry != lesson.quoted:
            yield quoted(story, entry)
    yield (
        f"A question to carry: {lesson.carry}",
        *(f"{TRIERS.get(who, f'To try, {who}')}: {what}" for who, what in lesson.tries),
    )
    if lesson.sources:
        yield tuple(f"Source {number}: {source}" for number, source in lesson.sources)

"""A debrief as blocks of plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from game.language import apart, later, tr
from game.play.debrief import Debrief, Echo, Shown
from game.play.swings import Swings
from game.story.model import Story
from game.terminal.page import Block, beat, beats, quoted

TRIERS = {
    "alone": later("To try, alone"),
    "team": later("To try, with others"),
    "manager": later("To try, for whoever manages"),
}
"""How each of a lesson's small things to try is introduced."""


def blocks(story: Story, shown: Debrief) -> Iterator[Block]:
    """The whole debrief: what led it, how the meters ended, the same hours twice, the lessons, what they rest on."""
    yield from beats(story, shown.lead, story.told_in(f"ending {shown.ending}"))
    for readings in shown.readings:
        told = apart(str(gauge) for gauge in readings.gauges)
        if readings.header and len(shown.readings) > 1:
            yield (tr("How the meters ended, {half}: {readings}.", half=readings.header, readings=told),)
        else:
            yield (tr("How the meters ended: {readings}.", readings=told),)
    for echo in shown.echoes:
        yield from _echo(story, echo)
    for lesson in shown.lessons:
        yield from _lesson(story, lesson)
    if shown.also:
        yield (tr("Elsewhere in this life:"),)
    for lesson in shown.also:
        yield (lesson.title, *_seen(story, lesson))
    yield from _sources(shown)


def moved(story: Story, shown: Swings) -> Iterator[Block]:
    """Which of the life's choices moved how it ended, where that is known."""
    yield (tr("What moved"), shown.opening, shown.finding)
    for swing in shown.swings:
        yield (*quoted(story, swing.entry), " ".join(filter(None, [swing.told, swing.otherwise])))


def _echo(story: Story, echo: Echo) -> Iterator[Block]:
    yield (echo.title,)
    for entry in (*echo.first, *echo.second):
        yield quoted(story, entry)
    if echo.carry:
        yield (tr("A question to carry: {question}", question=echo.carry),)


def _lesson(story: Story, lesson: Shown) -> Iterator[Block]:
    yield (lesson.title, *_seen(story, lesson))
    yield (
        tr("A question to carry: {question}", question=lesson.carry),
        *(tr("{what}: {value}", what=_trier(who), value=what) for who, what in lesson.tries),
    )


def _trier(who: str) -> str:
    return tr(TRIERS[who]) if who in TRIERS else tr("To try, {who}", who=who)


def _seen(story: Story, lesson: Shown) -> tuple[str, ...]:
    """What a lesson has to say of this life, in its own words where it has any, else in the player's."""
    if lesson.told:
        return tuple(beat(story, told, story.told_in(f"lesson {lesson.lesson}")) for told in lesson.told)
    return tuple(line for entry in lesson.saw for line in quoted(story, entry))


def _sources(shown: Debrief) -> Iterator[Block]:
    """What the ending's lessons rest on, each named once."""
    named = dict.fromkeys(source for lesson in shown.lessons for _, source in lesson.sources if source)
    if named:
        yield (tr("What these lessons rest on:"), *named)

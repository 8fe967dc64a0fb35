"""What there is to show of a moment, in words: its heading, its choices as they are worded then, its meters."""

from __future__ import annotations

import attrs

from game.language import tr
from game.play.events import Moved
from game.play.state import State
from game.play.tables import tables_of
from game.story.model import Choice, Story
from game.story.prose import Beat, Text


@attrs.frozen
class Gauge:
    """A meter as one half reads it."""

    meter: str
    value: int
    word: str
    """The story's word for the value; empty when it gives none."""
    called: str
    """What a page calls the meter."""

    def __str__(self) -> str:
        return f"{self.called} {self.value}, {self.word}" if self.word else f"{self.called} {self.value}"


def told(story: Story, state: State, text: Text | None) -> tuple[Beat, ...]:
    """A text as the half that is awake would be told it; nothing when there is no text."""
    return () if text is None else tables_of(story).listeners[state.half].tell(text, state)


def plain(story: Story, state: State, text: Text | None) -> str:
    """A text as told, on one line and without its italics; empty when there is none."""
    return " ".join(beat.plain for beat in told(story, state, text))


def wording(story: Story, state: State, choice: Choice) -> str:
    """What a choice says, to be read in a list; speech without its quotation marks (`choice.spoken` asks for them)."""
    return plain(story, state, choice.text)


def hint(story: Story, state: State, choice: Choice) -> str:
    """What kind of cost or chance a choice is, in words; empty when its author gives no hint."""
    return plain(story, state, choice.hint)


def gauges(story: Story, state: State, half: str | None = None) -> tuple[Gauge, ...]:
    """The meters as a half, or the one awake, reads them, in the story's order."""
    readings = state.readings[tables_of(story).listeners[half or state.half].at]
    return tuple(
        Gauge(meter.id, value, meter.word(value), meter.called)
        for meter, value in zip(story.meters.values(), readings, strict=True)
    )


def moved(story: Story, event: Moved) -> str:
    """A meter's move in words: *rest 6 to 4, tired*."""
    meter = story.meters[event.meter]
    word = meter.word(event.after)
    moved = tr("{meter} {before} to {after}", meter=meter.called, before=event.before, after=event.after)
    return f"{moved}, {word}" if word else moved


def header(story: Story, state: State) -> str:
    """The day, the half that is awake and the hour: *Monday, inside, 09:00*."""
    return ", ".join(part for part in (heading(story, state), story.scenes[state.scene].time) if part)


def heading(story: Story, state: State) -> str:
    """The day and the half that is awake: *Monday, inside*. A last scene that is no part of a day, or of a half, is
    headed by its ending instead.
    """
    if state.ending is not None and not story.scenes[state.scene].part:
        return story.endings[state.ending].title
    return story.headed(state.chapter, state.half)

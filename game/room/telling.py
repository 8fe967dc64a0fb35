"""A page of the story as a room is told it: what came of the last choice, then where it is, and what is said there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.language import said_by, tr
from game.play import page, setting
from game.play.events import ChapterBegan, Entered, Event, Folded, HalfWoke, Moved, Said
from game.play.history import Playthrough
from game.play.state import State
from game.story.model import Story
from game.story.prose import Beat


def turned(life: Playthrough) -> Iterator[str]:
    """What the last choice led to, in paragraphs, up to the heading of the page."""
    story, at = life.story, life.steps[-2].state if len(life.steps) > 1 else life.origin
    half = at.half
    for event in life.latest:
        if isinstance(event, ChapterBegan):
            day = story.chapters[event.chapter]
            yield f"{stopped(day.title)} {day.question}" if day.question else stopped(day.title)
        elif isinstance(event, HalfWoke | Folded):
            half = life.state.half
        elif isinstance(event, Said):
            yield from beats(story, event.beats, story.told_in(at.chapter))
        elif isinstance(event, Moved) and event.half == half:
            yield f"{page.moved(story, event)}."


def before_the_day(life: Playthrough) -> Iterator[str]:
    """What the last choice of a day led to, without anything of the day after it."""
    for event in life.latest:
        if isinstance(event, ChapterBegan):
            return
        if isinstance(event, Said):
            yield from beats(life.story, event.beats, life.story.told_in(life.state.chapter))


def scene(life: Playthrough) -> Iterator[str]:
    """The page a life stands on, in paragraphs: the day and the hour, the content notes, the place, and what is told."""
    story, state = life.story, life.state
    here = story.scenes[state.scene]
    yield f"{page.header(story, state)}."
    for note in here.content:
        yield tr("Content note: {note}", note=story.content.get(note, note))
    before = _before(life)
    places = setting.places(story, state)
    for place in places if before is None or setting.places(story, before) != places else ():
        yield tr("Place: {looks}", looks=place.looks)
    yield from beats(story, _entered(life.latest).beats, story.told_in(state.chapter))


def beats(story: Story, told: Iterable[Beat], code: str) -> Iterator[str]:
    """Beats as paragraphs, in the language of that code: a name before speech."""
    for beat in told:
        if beat.speaker is None:
            yield beat.plain
        else:
            yield said_by(story.cast[beat.speaker].name, beat.plain, code)


def stopped(words: str) -> str:
    """Words that end a sentence, with a stop where they have none."""
    return words if words[-1:] in ".!?…’»”“」" else f"{words}."


def _before(life: Playthrough) -> State | None:
    """How the life stood in the scene before this one; none at the beginning, or of a day."""
    if not life.steps or any(isinstance(event, ChapterBegan) for event in life.latest):
        return None
    return life.steps[-2].state if len(life.steps) > 1 else life.origin


def _entered(events: tuple[Event, ...]) -> Entered:
    return next(event for event in reversed(events) if isinstance(event, Entered))

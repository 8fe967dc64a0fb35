"""What a page has to tell, in order: the events of the play made into things that are read one after another."""

from __future__ import annotations

from functools import partial

import attrs

from game.language import both, now, speech_marks, tr
from game.own_words import own
from game.play import page
from game.play.events import ChapterBegan, Entered, Event, Folded, HalfWoke, Moved, Said
from game.play.history import Playthrough
from game.play.state import State
from game.story.model import Choice, Story
from game.story.prose import Beat
from game.window.typesetting import Runs, marked, plain


@attrs.frozen
class Told:
    """One thing that is read."""

    runs: Runs
    speaker: str | None = None
    use: str = "reading"
    language: str = ""
    """The code of the language that it is told in."""
    spoken: tuple[tuple[str, str], ...] = ()
    """As a widget of words has it."""

    @property
    def words(self) -> str:
        return "".join(text for text, _ in self.runs)


@attrs.frozen
class Card:
    """What stands alone before a day: its name, who lives it, and its question."""

    title: str
    header: str
    question: str
    recap: tuple[Told, ...]
    skip: str
    """What leaves it out, in the story's words."""


@attrs.frozen
class Leaf:
    """A page of the story as it is met: a card perhaps, then what is told, then the choices there are."""

    card: Card | None
    told: tuple[Told, ...]
    is_turned: bool
    """Whether another half is awake than on the page before."""
    is_landing: bool
    """Whether the halves have just become one."""
    is_sewn: bool
    """Whether it is the first of this life that has the seam sewn down it."""
    before: dict[str, int]
    """The old reading of each meter that the way here moved, for the half that is awake."""


def leaf(playthrough: Playthrough) -> Leaf:
    """The page the playthrough stands at."""
    story, state, events = playthrough.story, playthrough.state, playthrough.latest
    card = _card(playthrough)
    passed = [event for event in events if isinstance(event, Said) and event.cause in ("door", "drain")]
    entered = [event for event in events if isinstance(event, Entered)]
    beats = [beat for event in passed for beat in event.beats] + [beat for event in entered for beat in event.beats]
    is_folded = any(isinstance(event, Folded) for event in events)
    return Leaf(
        card,
        (*_warnings(story, playthrough), *told(story, beats, state.chapter)),
        any(isinstance(event, HalfWoke) for event in events) and card is None and not is_folded,
        is_folded,
        _is_first_sewn(playthrough),
        {each.meter: each.before for each in passed_moves(events, state.half)},
    )


def _is_first_sewn(playthrough: Playthrough) -> bool:
    states = (playthrough.origin, *(step.state for step in playthrough.steps))
    is_sewn = partial(_has_seam, playthrough.story)
    return is_sewn(states[-1]) and not any(map(is_sewn, states[:-1]))


def _has_seam(story: Story, state: State) -> bool:
    """Whether a page is whole, and its picture beside its column."""
    is_whole = story.halves[state.half].ink == "both"
    return is_whole and not any(story.places[name].wide for name in story.scenes[state.scene].places)


def _card(playthrough: Playthrough) -> Card | None:
    story, state, events = playthrough.story, playthrough.state, playthrough.latest
    began = next((event for event in events if isinstance(event, ChapterBegan)), None)
    if began is None:
        return None
    chapter = story.chapters[began.chapter]
    recap = [beat for event in events if isinstance(event, Said) and event.cause == "recap" for beat in event.beats]
    header, skip = story.halves[state.half].header, own(story.wording, "skip")
    return Card(chapter.title, header, chapter.question or "", told(story, recap, chapter.id), skip)


def _warnings(story: Story, playthrough: Playthrough) -> tuple[Told, ...]:
    """The content notes of a scene, before anything else of it."""
    notes = [story.content.get(note, note) for note in story.scenes[playthrough.state.scene].content]
    if not notes:
        return ()
    spoken = ((tr("Ahead: {notes}", notes="").strip(), now().code), *((note, "") for note in notes))
    return (Told(((tr("Ahead: {notes}", notes=" ".join(notes)), True),), use="hint", spoken=spoken),)


def told(story: Story, beats: list[Beat] | tuple[Beat, ...], of: str) -> tuple[Told, ...]:
    """Beats as they are set: speech with its name and in quotation marks.

    Args:
        story: whose they are.
        beats: what is told.
        of: the day they are told in, or what else `Story.told_in` knows.
    """
    code = story.told_in(of)
    return tuple(
        Told(runs_of(beat, code), story.cast[beat.speaker].name if beat.speaker else None, language=code)
        for beat in beats
    )


def runs_of(beat: Beat, code: str) -> Runs:
    """The runs of a beat, in the quotation marks of its language when somebody says it."""
    runs = tuple((run.text, run.italic) for run in beat.runs)
    return quoted(runs, code) if beat.speaker else runs


def quoted(runs: Runs, code: str) -> Runs:
    """Runs in the quotation marks of a language."""
    if not runs:
        return runs
    (first, is_italic), *rest = runs
    opens, closes = speech_marks(code)
    opened = ((f"{opens}{first}", is_italic), *rest)
    *before, (last, is_italic) = opened
    return (*before, (f"{last}{closes}", is_italic))


def wording(playthrough: Playthrough, choice: Choice) -> Runs:
    """A choice as it is set, in quotation marks when it is said aloud."""
    beats = page.told(playthrough.story, playthrough.state, choice.text)
    runs = tuple((run.text, run.italic) for beat in beats for run in beat.runs)
    return quoted(runs, playthrough.story.told_in(playthrough.state.chapter)) if choice.spoken else runs


def hint(playthrough: Playthrough, choice: Choice) -> Runs:
    """What a choice's author says of its cost, if anything."""
    words = page.hint(playthrough.story, playthrough.state, choice)
    return plain(words) if words else ()


def after_choosing(story: Story, events: tuple[Event, ...], day: str) -> tuple[Told, ...]:
    """What a choice itself tells, before whatever comes next; it was made on that day."""
    beats = [beat for event in events if isinstance(event, Said) and event.cause == "then" for beat in event.beats]
    return told(story, beats, day)


def own_moves(choice: Choice, events: tuple[Event, ...]) -> tuple[Moved, ...]:
    """The meters that the choice itself moved."""
    return tuple(event for event in events if isinstance(event, Moved) and event.cause == choice.id)


def passed_moves(events: tuple[Event, ...], half: str) -> tuple[Moved, ...]:
    """The meters of a half that the door or a drain moved."""
    return tuple(
        event
        for event in events
        if isinstance(event, Moved) and event.half == half and event.cause in ("door", "drain")
    )


def in_words(story: Story, moves: tuple[Moved, ...]) -> Runs:
    """One line for what moved: *Rest falls to 4, meaning rises to 8.*"""
    if not moves:
        return ()
    clauses = tuple(
        tr("{meter} rises to {to}", meter=story.meters[move.meter].called, to=move.after)
        if move.after > move.before
        else tr("{meter} falls to {to}", meter=story.meters[move.meter].called, to=move.after)
        for move in moves
    )
    line = ", ".join(clauses) if len(clauses) < 3 else both(clauses)
    return marked(f"*{line[0].upper()}{line[1:]}.*")

"""What is met in a story, as blocks of plain lines: for any terminal, a screen reader, or a pipe.

A block is a few lines that belong together; an empty line stands between blocks. No line holds a control code, whatever
the story holds.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import chain, groupby, takewhile

import attrs

from game.language import apart, in_quotes, later_as, said_by, tr
from game.play import page, setting
from game.play.events import (
    ChapterBegan,
    ChapterEnded,
    Chosen,
    Entered,
    Event,
    Folded,
    HalfWoke,
    Moved,
    PartEnded,
    Said,
    Skipped,
)
from game.play.history import Playthrough, Read
from game.play.journal import Entry
from game.play.moves import offered
from game.play.state import State
from game.story.model import Choice, Scene, Story
from game.story.place import Place
from game.story.prose import Beat
from game.typography import on_a_terminal

Block = tuple[str, ...]

AT_EASE = "rested"
"""The mood that a person is drawn in when nothing else is meant, and that goes without saying."""


_MOODS = {
    "tired": later_as("a mood", "tired"),
    "afraid": later_as("a mood", "afraid"),
    "sharp": later_as("a mood", "sharp"),
    "tender": later_as("a mood", "tender"),
    "gone": later_as("a mood", "gone"),
}


@attrs.define
class Acquaintance:
    """What the player has been told of the story already, and need not be told at every scene."""

    content: set[str] = attrs.field(factory=set)
    people: set[str] = attrs.field(factory=set)
    places: set[Place] = attrs.field(factory=set)
    """Those described since the day began: the same room is not described at each of its scenes, but again tomorrow."""


# ---- lines


def lines(blocks: Iterable[Block], width: int | None) -> str:
    """Blocks as text, each followed by an empty line.

    Args:
        blocks: What to print.
        width: Columns to wrap to; none to leave every paragraph on its own line.
    """
    return "".join("".join(_line(line, width) for line in block) + "\n" for block in blocks if block)


def _line(line: str, width: int | None) -> str:
    plain = on_a_terminal(line)
    if width is None:
        return plain + "\n"
    indent = " " * (plain.find(" ") + 1) if plain.partition(".")[0].isdecimal() else ""
    folded = textwrap.wrap(plain, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(folded) + "\n"


def beat(story: Story, told: Beat, code: str) -> str:
    """A beat on one line, in the language of that code: *so* for italics, a name before speech."""
    words = "".join(_cut(run.text) if run.italic else run.text for run in told.runs)
    if told.speaker is None:
        return words
    return said_by(story.cast[told.speaker].name, words, code)


def _cut(words: str) -> str:
    """Words in italics; the spaces around them stay outside."""
    inner = words.strip()
    before, _, after = words.partition(inner)
    return f"{before}*{inner}*{after}" if inner else words


def beats(story: Story, told: Iterable[Beat], code: str) -> list[Block]:
    """A block for each beat; see `beat`."""
    return [(beat(story, each, code),) for each in told]


# ---- a page


def turned(story: Story, before: State | None, playthrough: Playthrough, known: Acquaintance) -> list[Block]:
    """What happened since the last page, and the page it led to.

    Args:
        story: The story.
        before: The state of the last page; none at the beginning.
        playthrough: The life as it is now.
        known: What the player has been told; what this page tells is added.
    """
    events, state = playthrough.latest, playthrough.state
    answer = tuple(takewhile(lambda event: not isinstance(event, _TURNS), events))
    rest = events[len(answer) :]
    blocks = _answered(story, before or state, answer)
    for event in rest:
        if isinstance(event, ChapterBegan):
            known.places.clear()
            day = story.chapters[event.chapter]
            blocks.append((day.title, day.question) if day.question else (day.title,))
    blocks.append((page.header(story, state),))
    blocks += _answered(story, state, rest)
    if any(isinstance(event, HalfWoke | Folded) for event in rest):
        blocks.append((meters(story, state),))
    return blocks + scene(story, playthrough, known)


_TURNS = (PartEnded, ChapterEnded, ChapterBegan, HalfWoke, Folded, Entered)
"""What opens another page."""


def _answered(story: Story, at: State, events: Iterable[Event]) -> list[Block]:
    """What was said, and what moved of the half whose page it is; `at` is how the life stands on that page."""
    blocks: list[Block] = []
    moves: list[Moved] = []
    for event in events:
        if isinstance(event, Said):
            blocks += beats(story, event.beats, story.told_in(at.chapter))
        elif isinstance(event, Moved) and event.half == at.half:
            moves.append(event)
    return blocks + _moved(story, moves)


def scene(story: Story, playthrough: Playthrough, known: Acquaintance) -> list[Block]:
    """The scene a life stands in: its content notes, where it is and who is there, and its beats."""
    here = story.scenes[playthrough.state.scene]
    blocks = [*_content(story, here, known), (*_places(story, playthrough.state, known), *_people(story, here, known))]
    entered = next(event for event in reversed(playthrough.latest) if isinstance(event, Entered))
    return blocks + beats(story, entered.beats, story.told_in(playthrough.state.chapter))


def _content(story: Story, here: Scene, known: Acquaintance) -> Iterator[Block]:
    new = [note for note in here.content if note not in known.content]
    known.content.update(new)
    if new:
        yield tuple(tr("Content note: {note}", note=story.content.get(note, note)) for note in new)


def _places(story: Story, state: State, known: Acquaintance) -> Iterator[str]:
    here = setting.places(story, state)
    if known.places.issuperset(here):
        return
    known.places.update(here)
    for at, place in enumerate(here):
        yield tr("Printed over it: {looks}", looks=place.looks) if at else tr("Place: {looks}", looks=place.looks)


def _people(story: Story, here: Scene, known: Acquaintance) -> Iterator[str]:
    for person, mood in here.people:
        member = story.cast[person]
        name = member.name if mood == AT_EASE else f"{member.name}, {tr(_MOODS.get(mood, mood))}"
        looks = "" if person in known.people else f". {member.looks}"
        known.people.add(person)
        yield tr("Here: {who}", who=f"{name}{looks}")


def choices(story: Story, state: State) -> list[Block]:
    """The choices on offer, by number."""
    listed = enumerate(offered(story, state), start=1)
    block = tuple(f"{number}. {choice(story, state, each)}" for number, each in listed)
    return [block] if block else []


def choice(story: Story, state: State, each: Choice) -> str:
    """A choice as it is worded now, with its hint."""
    words, hint = page.wording(story, state, each), page.hint(story, state, each)
    said = in_quotes(words, story.told_in(state.chapter)) if each.spoken else words
    return f"{said} ({hint})" if hint else said


def meters(story: Story, state: State) -> str:
    """The meters of the half that is awake, in a line."""
    return apart(str(gauge) for gauge in page.gauges(story, state)) + "."


# ---- looking back


def history(playthrough: Playthrough) -> list[Block]:
    """Everything read and chosen so far."""
    story = playthrough.story
    blocks: list[Block] = []
    for _, group in groupby(playthrough.backlog, lambda read: type(read.event)):
        reads = tuple(group)
        blocks += _moved(story, _seen(reads))
        for read in reads:
            blocks += _read(story, read)
    return blocks


def _seen(reads: Iterable[Read]) -> Iterator[Moved]:
    """The moves of whichever half was awake: what the other's meters did, no page has shown."""
    for read in reads:
        if isinstance(read.event, Moved) and read.event.half == read.state.half:
            yield read.event


def _read(story: Story, read: Read) -> list[Block]:
    event = read.event
    if isinstance(event, Said | Entered):
        return beats(story, event.beats, story.told_in(read.state.chapter))
    if isinstance(event, HalfWoke):
        return [(page.header(story, read.state),)]
    if isinstance(event, Chosen):
        words = _chosen(story, read.state, event.choice)
        return [(tr("You: {words}", words=words),)] if words else []
    return [skipped(story, event.chapter)] if isinstance(event, Skipped) else []


def _moved(story: Story, moves: Iterable[Moved]) -> list[Block]:
    line = apart(page.moved(story, move) for move in moves)
    return [(f"{line}.",)] if line else []


def _chosen(story: Story, state: State, name: str) -> str:
    made = next(each for each in story.scenes[state.scene].choices if each.id == name)
    words = "" if made.going_on else page.wording(story, state, made)
    return in_quotes(words, story.told_in(state.chapter)) if made.spoken else words


def journal(playthrough: Playthrough) -> list[Block]:
    """The choices made so far, and what each moved; and the days that were skipped."""
    story = playthrough.story
    return [quoted(story, done.entry) if done.entry else skipped(story, done.chapter) for done in playthrough.record]


def skipped(story: Story, day: str) -> Block:
    """That a day was skipped."""
    return (tr("You skipped {day}.", day=story.chapters[day].title),)


def quoted(story: Story, entry: Entry) -> Block:
    """A choice as it was made: when, what it was about, its words, and what it moved."""
    when = story.headed(entry.chapter, entry.half)
    about = f"{when}. {entry.recall}" if entry.recall else f"{when}."
    did = (
        tr("You said: {words}", words=in_quotes(entry.quoted, story.told_in(entry.chapter)))
        if entry.spoken
        else tr("You chose: {words}", words=entry.quoted)
    )
    return (about, did, *chain.from_iterable(_moved(story, entry.moves)))

"""What a finished life shows: the player's own choices, quoted and set side by side. Values only; how it looks, and what
stands between the parts, is a way in's.
"""

from __future__ import annotations

import attrs

from game.play.history import Playthrough
from game.play.journal import Entry, entry
from game.play.page import Gauge, gauges, told
from game.play.state import State
from game.play.tables import tables_of
from game.story.condition import And, Chose, Condition, Or
from game.story.model import Evidence, Lesson, Pair, Story
from game.story.prose import Beat, Text, Varied


class NotOver(Exception):
    """A debrief was asked of a life that has not come to an ending."""


@attrs.frozen
class Readings:
    """How one half's meters ended."""

    half: str
    header: str
    """How the page names it."""
    gauges: tuple[Gauge, ...]


@attrs.frozen
class Echo:
    """The same hour twice: what was chosen then, and what when it came again."""

    pair: str
    """The id of the story's pair."""
    title: str
    first: tuple[Entry, ...]
    second: tuple[Entry, ...]
    carry: str
    """Its own question; empty when it has none."""


@attrs.frozen
class Shown:
    """What a lesson has to show from this life."""

    lesson: str
    title: str
    told: tuple[Beat, ...]
    """A sentence or two about what the player did; nothing when none of the lesson's holds."""
    quoted: Entry | None
    """The choice the sentence is about, where it is about one."""
    carry: str
    """The question to take away."""
    tries: tuple[tuple[str, str], ...]
    """A small thing to try, by who would: `alone`, `team`, `manager`."""
    sources: tuple[tuple[str, str], ...]
    """By their number in the story: what the lesson rests on."""
    saw: tuple[Entry, ...]
    """The choices made that were marked as this lesson's."""

    @property
    def evidence(self) -> str:
        """What is told, on one line and without its italics."""
        return " ".join(beat.plain for beat in self.told)


@attrs.frozen
class Debrief:
    """What a finished life shows."""

    ending: str
    """Its id."""
    title: str
    group: str
    """How lives like it ended, in a phrase; empty when its story sorts them by nothing."""
    lead: tuple[Beat, ...]
    echoes: tuple[Echo, ...]
    lessons: tuple[Shown, ...]
    """The ending's own, in its order."""
    also: tuple[Shown, ...]
    """Other lessons that saw something in this life."""
    readings: tuple[Readings, ...]
    """The whole's; those of each half in a life that ended before they became one."""


def debrief(playthrough: Playthrough) -> Debrief:
    """The debrief of a finished life.

    Raises:
        NotOver: It has not come to an ending.
    """
    story, state = playthrough.story, playthrough.state
    if state.ending is None:
        raise NotOver("the life has not come to an ending yet")
    ending = story.endings[state.ending]
    others = (lesson for lesson in story.lessons.values() if lesson.id not in ending.lessons)
    also = (_shown(playthrough, lesson) for lesson in others)
    return Debrief(
        ending=ending.id,
        title=ending.title,
        group=story.groups.get(ending.group or "", ""),
        lead=told(story, state, ending.lead),
        echoes=_echoes(playthrough),
        lessons=tuple(_shown(playthrough, story.lessons[lesson]) for lesson in ending.lessons),
        also=tuple(shown for shown in also if shown.saw),
        readings=_readings(story, state),
    )


def _readings(story: Story, state: State) -> tuple[Readings, ...]:
    halves = [half for half in story.halves.values() if state.half == half.id]
    if not state.folded and story.fold is not None:
        halves = [half for half in story.halves.values() if half.id != story.fold.into]
    return tuple(Readings(half.id, half.header, gauges(story, state, half.id)) for half in halves)


# ---- the same hour twice


def _echoes(playthrough: Playthrough) -> tuple[Echo, ...]:
    journal = playthrough.journal
    echoes = (_echo(pair, journal) for pair in playthrough.story.pairs)
    return tuple(echo for echo in echoes if echo.first and echo.second)


def _echo(pair: Pair, journal: tuple[Entry, ...]) -> Echo:
    return Echo(
        pair=pair.id,
        title=pair.title,
        first=tuple(line for line in journal if line.scene in pair.first),
        second=tuple(line for line in journal if line.scene in pair.second),
        carry=pair.carry or "",
    )


# ---- what a lesson shows


def _shown(playthrough: Playthrough, lesson: Lesson) -> Shown:
    story = playthrough.story
    evidence, quoted = _evidence(playthrough, lesson)
    return Shown(
        lesson=lesson.id,
        title=lesson.title,
        told=evidence,
        quoted=quoted,
        carry=lesson.carry,
        tries=lesson.tries,
        sources=tuple((source, story.sources.get(source, "")) for source in lesson.sources),
        saw=tuple(line for line in playthrough.journal if story.choices[line.choice].lesson == lesson.id),
    )


def _evidence(playthrough: Playthrough, lesson: Lesson) -> tuple[tuple[Beat, ...], Entry | None]:
    """The first of a lesson's sentences that holds, and the choice it quotes."""
    story, state = playthrough.story, playthrough.state
    tables = tables_of(story)
    for evidence in lesson.evidence:
        if not tables.holds(evidence.when, state):
            continue
        if not _quotes(evidence.text):
            return told(story, state, evidence.text), None
        quoted = _made_it_hold(playthrough, evidence)
        if quoted is not None:
            # The sentence goes on after the quotation, so the quotation's own full stop would stand in its way.
            quote = quoted.quoted.removesuffix(".")
            return tables.listeners[state.half].tell(evidence.text, state, quote), quoted
    return (), None


def _quotes(text: Text) -> bool:
    """Whether a text has `{choice}` in it somewhere."""
    pieces = [piece for paragraph in text.paragraphs for piece in paragraph.pieces]
    while pieces:
        piece = pieces.pop()
        if isinstance(piece, Varied):
            pieces += (each for branch in piece.branches for each in branch.pieces)
        elif not isinstance(piece, str) and piece.word == "choice":
            return True
    return False


def _made_it_hold(playthrough: Playthrough, evidence: Evidence) -> Entry | None:
    """The choice that made the evidence's condition hold: one it names, or the last after which it held anew."""
    condition = evidence.when
    if condition is None:
        return playthrough.journal[-1] if playthrough.journal else None
    named = _named(condition, playthrough.state.chosen)
    if named is not None:
        return _entry(playthrough, named)
    tables = tables_of(playthrough.story)
    for before, step in reversed(tuple(playthrough.moments())):
        if tables.holds(condition, step.state) and not tables.holds(condition, before):
            return entry(playthrough.story, before, step.choice, step.events)
    return None


def _named(condition: Condition, chosen: frozenset[str]) -> str | None:
    """A choice that was made and that the condition asks for."""
    if isinstance(condition, Chose):
        return condition.choice if condition.choice in chosen else None
    if isinstance(condition, And | Or):
        return _named(condition.left, chosen) or _named(condition.right, chosen)
    return None


def _entry(playthrough: Playthrough, choice: str) -> Entry | None:
    """The journal's line for a choice; worded as it would be now where it was made before the journal begins."""
    lines = (line for line in reversed(playthrough.journal) if line.choice == choice)
    line = next(lines, None)
    if line is not None:
        return line
    story = playthrough.story
    scene = story.scenes[story.scene_of[choice]]
    at = attrs.evolve(playthrough.state, scene=scene.id, chapter=scene.chapter, half=scene.half)
    return entry(story, at, choice, ())

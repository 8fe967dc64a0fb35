"""What a room leaves with: one page to print, and its splits as a table. No name, no seat, and no number that points at anybody.

Counts come as `count.py` leaves them when a vote is closed, so that a page cannot tell what the room itself no longer knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

import attrs

from game.language import apart, both, in_quotes, later, tr, tr_as
from game.own_words import TRIERS, own, trier
from game.play.debrief import Debrief, Echo, Shown, debrief
from game.play.history import Playthrough
from game.play.journal import Entry
from game.play.page import moved as in_words
from game.play.page import told
from game.play.state import State
from game.room.paper import render
from game.room.session import Decision, How, Session
from game.room.split import RULE, SMALL, Bar, bars, offer, table
from game.room.telling import beats
from game.story.model import Story
from game.tongues import Tongues

MOST_TRIES: Final = 3
"""Small things to try on each action card."""
_HOW: Final = {
    How.VOTE: "",
    How.FACILITATOR: later("After a second tie the facilitator decided."),
    How.OVERRIDE: later("The facilitator decided, and said so aloud."),
}


@attrs.frozen
class Crossing:
    """A choice on the path, and how the room divided over it."""

    chapter: str
    """The id of its day."""
    day: str
    ink: str
    recall: str
    choice: str
    """The id of what was chosen."""
    chosen: str
    """Its words."""
    runs: tuple[tuple[Bar, ...], ...]
    """Each closed count, the first first; none where nothing was counted."""
    how: str
    """A sentence where it was not simply voted."""
    asked: str
    """What the room was asked to talk about there; empty where it was nothing."""
    otherwise: tuple[str, ...]
    """What the smaller side would have met, where it was large: its choice, and then what follows it."""


@attrs.frozen
class Seen:
    """A lesson, and what in the path shows it."""

    lesson: str
    """Its id."""
    title: str
    evidence: tuple[str, ...]
    """Sentences; after a whole life only, since they may speak of any day of it."""
    made: tuple[tuple[str, str, str], ...]
    """The choices that stand for it, each with the id of its day and what it moved."""
    carry: str
    tries: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


def page(sessions: Sequence[Session], *, title: str = "", when: str = "", moved: Sequence[str] = ()) -> str:
    """The page a room leaves with, as HTML that asks for nothing from anywhere.

    Args:
        sessions: the days it played, in their order; one or more, of one story.
        title: what the facilitator calls the hour; the days' titles when left out. It is their word, so it should name nobody.
        when: a date, in words; left out where it is empty.
        moved: sentences on which votes moved how the story ended, where that is known.
    """
    nameless = [_nameless(each) for each in sessions]
    story = nameless[0].story
    lessons = tuple(_lessons(nameless))
    echoes = _echoes(story, [each.life for each in nameless])
    path = [crossing for each in nameless for crossing in _path(each)]
    days = tuple((day, tuple(crossings)) for day, crossings in groupby(path, key=lambda each: each.day))
    return render(
        "report.html",
        story=story,
        tongues=Tongues(story),
        title=title or _titled([day for day, _ in days]) or story.title,
        when=when,
        days=days,
        endings=tuple(each for each in map(_ended, nameless) if each is not None),
        echoes=echoes,
        lessons=lessons,
        moved=moved,
        carried=_carried(path, echoes, lessons),
        cards=tuple((who, trier(story.wording, who), _tries(lessons, who)) for who in TRIERS),
        sources=tuple(dict.fromkeys(source for each in lessons for source in each.sources)),
        studies=own(story.wording, "studies"),
        rules=(tr(RULE), tr(SMALL)),
    )


def splits(sessions: Sequence[Session]) -> str:
    """How the room divided over every choice, as CSV: the tables of the days one after the other, under one head."""
    tables = [table(_nameless(each)).splitlines(keepends=True) for each in sessions]
    return "".join([*tables[0][:1], *(line for lines in tables for line in lines[1:])])


def _titled(days: Sequence[str]) -> str:
    if len(days) > 2:
        return tr_as("days", "{first} to {last}", first=days[0], last=days[-1])
    return both(tuple(days)) if days else ""


def _nameless(session: Session) -> Session:
    """The hour told under the story's own name, whatever name somebody in the room had typed."""
    return attrs.evolve(session, life=session.life.called(session.story.player))


# ---- the path


def _path(session: Session) -> Iterator[Crossing]:
    story, life = session.story, session.life
    decided = {decision.step: decision for decision in session.decisions}
    moments = [before for before, _ in life.moments()]
    for line in life.record:
        if line.entry is None:
            continue
        before, decision = moments[line.step], decided.get(line.step)
        scene = story.scenes[line.entry.scene]
        yield Crossing(
            chapter=line.chapter,
            day=story.chapters[line.chapter].title,
            ink=story.halves[line.entry.half].ink,
            recall=line.entry.recall,
            choice=line.entry.choice,
            chosen=_quoted(story, line.entry),
            runs=tuple(bars(story, before, each) for each in decision.counts) if decision else (),
            how=_how(decision),
            asked=scene.talk.ask if scene.talk is not None else "",
            otherwise=_otherwise(story, before, decision),
        )


def _how(decision: Decision | None) -> str:
    if decision is None:
        return tr("There was no vote.")
    if not decision.counts and decision.how is How.VOTE:
        return tr("There was no vote.")
    return tr(_HOW[decision.how]) if _HOW[decision.how] else ""


def _otherwise(story: Story, before: State, decision: Decision | None) -> tuple[str, ...]:
    """What a large smaller side would have met."""
    if decision is None or not decision.counts:
        return ()
    heard = decision.counts[-1].first_to_speak
    if heard is None or heard == decision.choice:
        return ()
    then = tuple(beats(story, told(story, before, story.choices[heard].then), story.told_in(before.chapter)))
    return (offer(story, before, heard), *then) if then else ()


def _quoted(story: Story, entry: Entry) -> str:
    return in_quotes(entry.quoted, story.told_in(entry.chapter)) if entry.spoken else entry.quoted


# ---- what it shows


def _ended(session: Session) -> Debrief | None:
    return debrief(session.life) if session.life.is_over else None


def _echoes(story: Story, lives: Sequence[Playthrough]) -> tuple[Echo, ...]:
    """The same hour twice, whether in one life or in days that were begun by themselves."""
    made = [entry for life in lives for entry in life.journal]
    found = []
    for pair in story.pairs:
        first = tuple(entry for entry in made if entry.scene in pair.first)
        second = tuple(entry for entry in made if entry.scene in pair.second)
        if first and second:
            found.append(Echo(pair.id, pair.title, first, second, pair.carry or ""))
    return tuple(found)


def _lessons(sessions: Iterable[Session]) -> Iterator[Seen]:
    """What each lesson saw, over all days: those of an ending first, and then the most seen."""
    found: dict[str, list[tuple[Shown, bool]]] = {}
    led: set[str] = set()
    story: Story | None = None
    for session in sessions:
        life, story = session.life, session.story
        is_whole = life.is_over and life.origin.chapter == story.start
        shown = debrief(life if life.is_over else _as_if_over(life))
        led |= {each.lesson for each in shown.lessons if life.is_over}
        for each in (*shown.lessons, *shown.also):
            if each.saw or (is_whole and each.told):
                found.setdefault(each.lesson, []).append((each, is_whole))
    for saw in sorted(
        found.values(), key=lambda saw: (saw[0][0].lesson not in led, -sum(len(each.saw) for each, _ in saw))
    ):
        assert story is not None
        first = saw[0][0]
        yield Seen(
            lesson=first.lesson,
            title=first.title,
            evidence=tuple(each.evidence for each, is_whole in saw if is_whole and each.told),
            made=tuple(
                (_quoted(story, entry), entry.chapter, _moved(story, entry)) for each, _ in saw for entry in each.saw
            ),
            carry=first.carry,
            tries=first.tries,
            sources=tuple(words for _, words in first.sources if words),
        )


def _moved(story: Story, entry: Entry) -> str:
    return apart(in_words(story, event) for event in entry.moves)


def _as_if_over(life: Playthrough) -> Playthrough:
    """A life that stops where it stands, so that its lessons can be asked what they saw; its ending is not spoken of."""
    ending = next(iter(life.story.endings))
    state = attrs.evolve(life.state, ending=ending)
    if not life.steps:
        return attrs.evolve(life, origin=state)
    return attrs.evolve(life, steps=(*life.steps[:-1], attrs.evolve(life.steps[-1], state=state)))


def _carried(path: Iterable[Crossing], echoes: Iterable[Echo], lessons: Iterable[Seen]) -> tuple[str, ...]:
    """The questions, each once: of the pairs, of the lessons, and those that were talked about on the way."""
    asked = (*(each.carry for each in echoes), *(each.carry for each in lessons), *(each.asked for each in path))
    return tuple(dict.fromkeys(words for words in asked if words))


def _tries(lessons: Iterable[Seen], who: str) -> tuple[str, ...]:
    return tuple(what for each in lessons for by, what in each.tries if by == who)[:MOST_TRIES]

"""Run sheets: fifteen, forty-five or ninety minutes of a room, made from the story, so that no sheet can drift from it.

A quarter of an hour holds a day's `short:` form, forty-five minutes a day, ninety a day and the day that answers it. What the
minutes cannot hold is left out, and named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from game.language import both, labelled, tr
from game.play.moves import NoSuchChapter
from game.room.cards import WEIGHTS, asks, lessons_of, to_carry, tries_of
from game.room.fitting import FRAMES, Plan, answering, fitted, in_words, lasting, rounded
from game.room.pacing import LAST, PASS_MINUTES, Day, Offer, Stop, day
from game.room.said import CLOSING, FORMS, opening
from game.story.model import Chapter, Lesson, Story

MOST_LATE: Final = 3
"""Scenes that are named as the first to leave out."""


@attrs.frozen
class Row:
    """A line of a run sheet."""

    begins: int
    """In minutes from the beginning."""
    minutes: int
    kind: str
    """`say`, `begin`, `scene`, `pass`, `talk`, `interval`, `card`, `write`, `spare` or `close`."""
    title: str
    say: tuple[str, ...] = ()
    """Words to say."""
    note: str = ""
    """What to do."""
    offers: tuple[Offer, ...] = ()
    only_some: bool = False
    """Whether some rooms come by here and others do not."""
    scene: str = ""
    """The id of the scene it is about, for a scene, its talk, or one that is left out; empty for others."""


@attrs.frozen
class Sheet:
    """A run sheet."""

    title: str
    minutes: int
    days: tuple[Chapter, ...]
    bring: tuple[str, ...]
    content: tuple[str, ...]
    """What to say of it before anybody joins."""
    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    """What these minutes cannot hold, a sentence each."""
    late: tuple[str, ...]
    """What to leave out first when time runs short, a sentence each."""
    question: str
    """To carry away."""
    tries: tuple[tuple[str, tuple[str, ...]], ...]
    """Small things to try, by who would: `alone`, `team`, `manager`."""
    scenes: tuple[Stop, ...]
    """Those that are played."""
    spare: tuple[tuple[str, str, float], ...]
    """Those that can be left out, the first first: id, words, and the minutes that saves."""


def sheet(story: Story, *, minutes: int, chapter: str | None = None, named: str = "") -> Sheet:
    """The run sheet for a story.

    Args:
        story: the story.
        minutes: 15, 45 or 90.
        chapter: the day; the first when left out. For ninety minutes, either of two that answer each other.
        named: the story as a command line names it; empty for the one that needs no name.

    Raises:
        NoSuchChapter: the story has no such day.
        NoAnswer: ninety minutes were asked for, and no day answers this one.
        TooShort: the day cannot be told and talked about in the time.
    """
    chosen = chapter or story.start
    if chosen not in story.chapters:
        raise NoSuchChapter(chosen, tuple(story.chapters))
    names = (chosen,) if minutes < max(FRAMES) else answering(story, chosen)
    days = tuple(day(story, story.chapters[name]) for name in names)
    plan = fitted(story, days, minutes)
    lessons = lessons_of(story, plan)
    spare = tuple((stop.id, _named(stop), lasting(plan, stop) - PASS_MINUTES) for stop in plan.order)
    return Sheet(
        title=both(tuple(each.chapter.title for each in days)),
        minutes=minutes,
        days=tuple(each.chapter for each in days),
        bring=_bring(days, named, minutes),
        content=_content(story, days),
        rows=_rows(story, plan, named, lessons),
        left_out=_left_out(story, plan),
        late=tuple(
            tr("{what}: saves {minutes}", what=words, minutes=in_words(saved)) + "."
            for _, words, saved in spare[:MOST_LATE]
        ),
        question=to_carry(story, plan, lessons),
        tries=tries_of(lessons),
        scenes=plan.kept,
        spare=spare,
    )


# ---- the rows


def _rows(story: Story, plan: Plan, named: str, lessons: Sequence[Lesson]) -> tuple[Row, ...]:
    frame = plan.frame
    rows = [
        _row(
            0,
            frame.opening,
            "say",
            tr("Open"),
            say=opening(story),
            note=tr("Then the content notes, and that a day may be skipped."),
        )
    ]
    at = float(frame.opening)
    for number, each in enumerate(plan.days):
        if number:
            rows.append(_row(at, frame.interval, "interval", tr("A break")))
            at += frame.interval
        rows.append(_begin(at, each, named, story.told_in()))
        rows += _lived(plan, each, at + each.recap_minutes)
        at += each.recap_minutes + each.clock(lambda stop: lasting(plan, stop))[1]
    cards = min(plan.for_cards, frame.most)
    rows += _debrief(story, plan, at, cards, lessons)
    at += cards
    end = plan.minutes - frame.closing
    spare = end - frame.card - at
    if rounded(at + spare) > rounded(at):
        rows.append(_row(at, spare, "spare", tr("To spare"), note=tr("End early, or let a card go on.")))
    if frame.card:
        note = tr("Each writes for themselves, on the page “To take away”. Nobody reads it out who does not want to.")
        rows.append(_row(end - frame.card, frame.card, "write", tr("The action card"), note=note))
    rows.append(
        _row(
            end,
            frame.closing,
            "close",
            tr("Close"),
            say=tuple(map(tr, CLOSING)),
            note=tr("Then one quiet minute with the question to carry."),
        )
    )
    return tuple(rows)


def _row(
    at: float,
    lasts: float,
    kind: str,
    title: str,
    *,
    say: tuple[str, ...] = (),
    note: str = "",
    offers: tuple[Offer, ...] = (),
    only_some: bool = False,
    scene: str = "",
) -> Row:
    """A row in whole minutes: each begins at the nearest, and lasts until the next, so that they add up."""
    begins = rounded(at)
    return Row(begins, rounded(at + lasts) - begins, kind, title, say, note, offers, only_some, scene)


def _begin(at: float, each: Day, named: str, code: str) -> Row:
    say = tuple(
        words
        for words in (
            each.recap,
            each.chapter.question and labelled(each.chapter.title, each.chapter.question, code),
        )
        if words
    )
    return _row(at, each.recap_minutes, "begin", each.chapter.title, say=say, note=_command("play", named, each))


def _lived(plan: Plan, each: Day, at: float) -> list[Row]:
    """The scenes of a day, by the clock; of those that only some rooms come by, as late as they can be."""
    begins, _ = each.clock(lambda stop: lasting(plan, stop))
    rows = []
    for stop in each.stops:
        if stop.id not in begins:
            continue
        start = at + begins[stop.id]
        if stop not in plan.kept:
            note = (
                tr("Not read aloud. Take the first choice on the screen, and go on.")
                if stop.offers
                else tr("Not read aloud. Go on.")
            )
            say = (stop.recall,) if stop.recall else ()
            passed = _row(start, PASS_MINUTES, "pass", stop.heading, say=say, note=note, scene=stop.id)
            rows.append(attrs.evolve(passed, only_some=not stop.always))
            continue
        note = "" if stop.offers else tr("Read aloud. There is nothing to choose.")
        played = _row(start, stop.minutes, "scene", stop.heading, note=note, offers=stop.offers, scene=stop.id)
        rows.append(attrs.evolve(played, only_some=not stop.always))
        if stop.talk is not None and stop.id in plan.talks:
            form = tr(FORMS.get(stop.talk.form, stop.talk.form))
            talk = _row(
                start + stop.minutes, stop.talk.minutes, "talk", tr("Talk, {form}", form=form), say=(stop.talk.ask,)
            )
            rows.append(attrs.evolve(talk, only_some=not stop.always, scene=stop.id))
    if LAST in begins:
        note = tr("The last scene, read aloud.") if each.ending_minutes else tr("Not read aloud.")
        rows.append(
            _row(
                at + begins[LAST],
                each.ending_minutes,
                "scene" if each.ending_minutes else "pass",
                tr("How it ends"),
                note=note,
                only_some=not each.always_ends,
            )
        )
    return sorted(rows, key=lambda row: row.begins)


def _debrief(story: Story, plan: Plan, at: float, lasts: float, lessons: Sequence[Lesson]) -> list[Row]:
    """The cards, by their weights."""
    asked = asks(story, plan, lessons)
    whole = sum(WEIGHTS[name] for name in plan.frame.cards)
    rows = []
    for name in plan.frame.cards:
        share = lasts * WEIGHTS[name] / whole
        title, form, ask = asked[name]
        told = tr("{card}, {form}", card=title, form=tr(FORMS[form]))
        rows.append(_row(at, share, "card", told, say=(ask,)))
        at += share
    return rows


# ---- beside the rows


def _command(words: str, named: str, each: Day | None = None) -> str:
    """What is typed, such as `ampersand play FOLDER --chapter ID`."""
    chapter = f"--chapter {each.chapter.id}" if each is not None else ""
    return " ".join(word for word in ("ampersand", words, named, chapter) if word)


def _bring(days: Sequence[Day], named: str, minutes: int) -> tuple[str, ...]:
    opened = both(tuple(f"`{_command('play', named, each)}`" for each in days))
    held = f"{_command('room', named, days[0])} --minutes {minutes}"
    kept = _command("report" if len(days) == 1 else "report --both", named)
    return (
        tr("This sheet twice: for you, and for the teller who counts hands."),
        tr("The page “To take away” once for each person, and pens."),
        tr(
            "A laptop on which {play} was started once on that projector, with the text at 150 % under Settings.",
            play=opened,
        ),
        tr(
            "Or, to keep the counts, with phones or without, and have a page to leave with: {room} (by hands alone: and "
            "`--hands`), and then {report}.",
            room=f"`{held}`",
            report=f"`{kept}`",
        ),
        tr("The contacts of the closing words, filled in and tested in the week before."),
        tr("Nobody needs a phone, and the laptop needs no network."),
    )


def _content(story: Story, days: Iterable[Day]) -> tuple[str, ...]:
    notes = dict.fromkeys(note for each in days for stop in each.stops for note in stop.content)
    return tuple(story.content[note] for note in notes if note in story.content)


def _left_out(story: Story, plan: Plan) -> tuple[str, ...]:
    out = [f"{_named(stop)}." for stop in plan.asked if stop not in plan.kept]
    for at, stop in enumerate(plan.untalked):
        told = (
            tr("The talk after {what}.", what=_named(stop))
            if at
            else tr("The talk after {what}; its question is asked in the debrief.", what=_named(stop))
        )
        out.append(told)
    if any(not each.ending_minutes and LAST in dict(each.ways) for each in plan.days):
        out.append(tr("The last scene: whoever likes reads it from the screen afterwards."))
    return tuple(out)


def _named(stop: Stop) -> str:
    """A scene, for somebody who has not read the story."""
    if not stop.recall:
        return stop.headed
    return tr("{what} ({more})", what=stop.headed, more=stop.recall.rstrip("."))

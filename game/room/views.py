"""What travels to a phone, to the projector and to the facilitator's page: each is sent only what it may show.

A phone and the projector are sent no count before it is revealed, no notes, no way a choice leads, and no seat.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

from game.language import later, tr, tr_count
from game.own_words import own
from game.play import page
from game.room import aloud, said, split, telling
from game.room.count import RATHER_NOT
from game.room.seats import Seats
from game.room.session import Session
from game.room.vote import HANDS, Outcome, Vote

View = dict[str, Any]

CONSENT: Final = later(
    "Play the character, not yourself. You may rather not say. No name is asked for, and who voted how is forgotten when a "
    "vote closes. This page is not encrypted: do not use it for real ballots."
)
"""What stands at the foot of every phone's page."""


def page_of(session: Session) -> str:
    """A word for the run of a vote, so that a hand raised late on another page is not counted on this one."""
    vote, hour = session.vote, session.hour
    way = "|".join((*session.life.choices, *(vote.choices if vote else ()), phase(session) if vote is None else ""))
    stage = (
        f"{'g' if session.is_gathering else ''}{hour.day if hour else 0}.{'' if session.card is None else session.card}"
    )
    return f"{stage}.{len(session.life.steps)}.{len(vote.counts) if vote else 0}.{zlib.crc32(way.encode())}"


def for_phone(session: Session, seat: str, hands: int, alike: View) -> View:
    """What the phone of a seat shows, with what every page shows alike."""
    sides = _sides(session)
    stands = session.vote.stands(seat) if session.vote else {}
    return {
        **alike,
        "hands": hands,
        "mine": [stands.get(side, 0) for side in sides],
        "consent": tr(CONSENT),
    }


def for_screen(session: Session, *, address: str, code: str) -> View:
    """What the projector shows: the page in full, and the way in."""
    return {
        **for_everybody(session),
        "told": list(_told(session)),
        "address": address,
        "code": code,
    }


def for_host(session: Session, seats: Seats, *, address: str, code: str, paired: int) -> View:
    """What the facilitator's page shows: the same as the projector, how many are there, and what can be done."""
    vote = session.vote
    by_hand = vote.stands(HANDS) if vote else {}
    return {
        **for_screen(session, address=address, code=code),
        "seats": len(seats.taken),
        "seatHands": seats.hands,
        "locked": seats.is_locked,
        "raised": vote.raised if vote else 0,
        "counted": [by_hand.get(side, 0) for side in _sides(session)],
        "decisions": len(session.decisions),
        "does": list(_can(session)),
        "paired": paired,
        "say": list(_to_say(session)),
        "minutes": _minutes(session),
        "help": [tr("{what}: {value}", what=what, value=words) for what, words in said.recovery()],
    }


def choice_at(session: Session, place: int) -> str:
    """The side at a place of the list that was sent. Raises IndexError where there is none."""
    if place < 0:
        raise IndexError(place)
    return _sides(session)[place]


def _sides(session: Session) -> tuple[str, ...]:
    return (*session.vote.choices, RATHER_NOT) if session.vote and not session.is_gathering else ()


def for_everybody(session: Session) -> View:
    """What every page of the room shows alike."""
    story, state, vote = session.story, session.life.state, session.vote
    code = story.told_in(state.chapter)
    made = [story.choices.get(side) for side in _sides(session)]
    result = [] if vote is None or vote.shown is None else split.bars(story, state, vote.shown)
    return {
        "page": page_of(session),
        "phase": phase(session),
        "lang": code,
        "titleLang": story.told_in(),
        "headingLang": _headed_in(session),
        "talkLang": "" if session.shown_card is not None else code,
        "title": story.title,
        "heading": heading(session),
        "ask": "" if _is_aside(session) else page.plain(story, state, story.scenes[state.scene].recall),
        "choices": [
            {
                "words": split.offer(story, state, side),
                "hint": "" if choice is None else page.hint(story, state, choice),
                "lang": "" if choice is None else code,
            }
            for side, choice in zip(_sides(session), made, strict=True)
        ],
        "result": [
            {
                "words": bar.words,
                "told": bar.told,
                "part": round(bar.part, 3),
                "leads": bar.is_leading,
                "lang": code if bar.choice in story.choices else "",
            }
            for bar in result
        ],
        "found": [] if vote is None else list(split.findings(story, state, vote)),
        "talk": " ".join(_talk(session, vote)),
        "over": own(story.wording, "over") if phase(session) == "day" else "",
    }


def phase(session: Session) -> str:
    """How far the page has come: a vote's phase, or `gathering`, `reading`, `left-out`, `over`, `day`, `break`, `card` or
    `ended`.
    """
    if session.is_ended:
        return "ended"
    if session.is_gathering:
        return "gathering"
    if session.card is not None:
        return "card"
    if session.is_break:
        return "break"
    if session.is_day_over:
        return "day"
    if session.life.is_over:
        return "over"
    if session.is_left_out:
        return "left-out"
    return "reading" if session.vote is None else session.vote.phase.value


def heading(session: Session) -> str:
    """What stands over the page."""
    story = session.story
    if session.is_gathering or session.is_ended:
        return story.title
    if session.shown_card is not None:
        return session.shown_card.title
    if session.is_break and session.hour is not None:
        return tr_count("A break, {n} minute", "A break, {n} minutes", session.hour.break_minutes)
    if session.is_day_over and session.hour is not None:
        return story.chapters[session.hour.chapter].title
    return page.header(story, session.life.state)


def _headed_in(session: Session) -> str:
    """The language of what stands over the page, where that is the story's; empty where it is the room's."""
    is_the_rooms = not session.is_ended and (session.shown_card is not None or session.is_break)
    return "" if is_the_rooms and not session.is_gathering else session.story.told_in()


def _is_aside(session: Session) -> bool:
    """Whether what is shown is no page of the story."""
    return session.is_gathering or session.is_day_over


def _talk(session: Session, vote: Vote | None) -> Iterator[str]:
    if session.is_ended or session.is_gathering:
        return
    if session.shown_card is not None:
        yield from session.shown_card.say
    elif vote is None or vote.shown is not None:
        yield from aloud.talk(session)


def _told(session: Session) -> Iterator[str]:
    """What is read aloud, in paragraphs."""
    if session.is_gathering or session.card is not None or session.is_break:
        return
    if session.is_day_over:
        yield from telling.before_the_day(session.life)
        return
    if session.life.steps:
        yield from telling.turned(session.life)
    if session.is_left_out:
        story, state = session.story, session.life.state
        yield page.plain(story, state, story.scenes[state.scene].recall)
        return
    _, *rest = telling.scene(session.life)
    yield from rest
    ending = session.life.state.ending
    if ending is not None:
        yield session.story.endings[ending].title


def _to_say(session: Session) -> Iterator[str]:
    """What whoever leads says beside what is told: words, and what to do."""
    is_first = session.hour is None or not session.hour.day
    has_begun = session.begun is not None  # what is said at the door was said there
    if not session.life.steps and not session.is_day_over and is_first and not has_begun:
        yield from said.opening(session.story)
        yield tr(split.RULE)
        notes = content(session)
        if notes:
            yield tr(said.IN_IT, notes=" ".join(notes))
    elif session.shown_card is not None and session.shown_card.note:
        yield session.shown_card.note
    if session.is_left_out:
        yield tr(aloud.LEFT_OUT)


def content(session: Session) -> tuple[str, ...]:
    """What is to be said before anybody joins of the days that are played."""
    story, days = session.story, (session.life.origin.chapter,) if session.hour is None else session.hour.days
    scenes = [scene for scene in story.scenes.values() if scene.chapter in days]
    notes = dict.fromkeys(note for scene in scenes for note in scene.content)
    return tuple(story.content[note] for note in notes if note in story.content)


def _minutes(session: Session) -> int | None:
    """What the clock may be set to on this page: what its talk takes, or its card."""
    if session.shown_card is not None:
        return session.shown_card.minutes
    if session.is_break and session.hour is not None:
        return session.hour.break_minutes
    return None if session.talk is None else session.talk.minutes


def _can(session: Session) -> Iterator[str]:
    """What the facilitator can do now, by the words of `hosting`, what comes next first."""
    vote = session.vote
    if session.is_ended:
        return
    if session.is_gathering:
        yield from ("begin", "end")
        return
    if vote is not None:
        yield from _CAN_VOTE[vote.phase.value]
        if vote.outcome is Outcome.DECIDED:
            yield "go"
        if vote.outcome is Outcome.FACILITATOR:
            yield "settle"
        yield "override"
    elif session.can_go_on:
        yield "go"
    if session.decisions or session.card is not None or session.is_break:
        yield "back"
    yield "end"


_CAN_VOTE: Final = {
    "open": ("hands", "close", "pause"),
    "paused": ("resume", "close"),
    "closed": ("reveal", "reopen"),
    "revealed": ("reopen",),
}

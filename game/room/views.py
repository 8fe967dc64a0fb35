"""What travels to a phone, to the projector and to the facilitator's page: each is sent only what it may show.

A phone and the projector are sent no count before it is revealed, no notes, no way a choice leads, and no seat.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

from game.play import page
from game.room import aloud, said, split, telling
from game.room.count import RATHER_NOT
from game.room.seats import Seats
from game.room.session import Session
from game.room.vote import HANDS, Outcome, Vote

View = dict[str, Any]

CONSENT: Final = (
    "Play the character, not yourself. You may rather not say. No name is asked for, and who voted how is forgotten when a "
    "vote closes. This page is not encrypted: do not use it for real ballots."
)
"""What stands at the foot of every phone's page."""


def page_of(session: Session) -> str:
    """A word for the run of a vote, so that a hand raised late on another page is not counted on this one."""
    vote = session.vote
    way = "|".join((*session.life.choices, *(vote.choices if vote else ())))
    return f"{len(session.life.steps)}.{len(vote.counts) if vote else 0}.{zlib.crc32(way.encode())}"


def for_phone(session: Session, seat: str, hands: int, alike: View) -> View:
    """What the phone of a seat shows, with what every page shows alike."""
    sides = _sides(session)
    stands = session.vote.stands(seat) if session.vote else {}
    return {
        **alike,
        "hands": hands,
        "mine": [stands.get(side, 0) for side in sides],
        "consent": CONSENT,
    }


def for_screen(session: Session, *, address: str, code: str) -> View:
    """What the projector shows: the page in full, and the way in."""
    return {
        **for_everybody(session),
        "told": [*_came_of_it(session), *_scene(session)],
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
        "say": [*said.OPENING, split.RULE] if not session.life.steps else [],
        "help": [f"{what}: {words}" for what, words in said.RECOVERY],
    }


def choice_at(session: Session, place: int) -> str:
    """The side at a place of the list that was sent. Raises IndexError where there is none."""
    if place < 0:
        raise IndexError(place)
    return _sides(session)[place]


def _sides(session: Session) -> tuple[str, ...]:
    return (*session.vote.choices, RATHER_NOT) if session.vote else ()


def for_everybody(session: Session) -> View:
    """What every page of the room shows alike."""
    story, state, vote = session.story, session.life.state, session.vote
    made = [story.choices.get(side) for side in _sides(session)]
    result = [] if vote is None or vote.shown is None else split.bars(story, state, vote.shown)
    return {
        "page": page_of(session),
        "phase": phase(session),
        "title": story.title,
        "heading": page.header(story, state),
        "ask": page.plain(story, state, story.scenes[state.scene].recall),
        "choices": [
            {
                "words": split.offer(story, state, side),
                "hint": "" if choice is None else page.hint(story, state, choice),
            }
            for side, choice in zip(_sides(session), made, strict=True)
        ],
        "result": [
            {"words": bar.words, "told": bar.told, "part": round(bar.part, 3), "leads": bar.is_leading}
            for bar in result
        ],
        "found": [] if vote is None else list(split.findings(story, state, vote)),
        "talk": " ".join(aloud.talk(session)) if _is_time_to_talk(session, vote) else "",
    }


def phase(session: Session) -> str:
    """How far the page has come: a vote's phase, or `reading`, `over` or `ended`."""
    if session.is_ended:
        return "ended"
    if session.life.is_over:
        return "over"
    return "reading" if session.vote is None else session.vote.phase.value


def _is_time_to_talk(session: Session, vote: Vote | None) -> bool:
    return not session.is_ended and (vote is None or vote.shown is not None)


def _came_of_it(session: Session) -> Iterator[str]:
    if session.life.steps:
        yield from telling.turned(session.life)


def _scene(session: Session) -> Iterator[str]:
    _, *rest = telling.scene(session.life)
    yield from rest
    ending = session.life.state.ending
    if ending is not None:
        yield session.story.endings[ending].title


def _can(session: Session) -> Iterator[str]:
    """What the facilitator can do now, by the words of `hosting`, what comes next first."""
    vote = session.vote
    if session.is_ended:
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
    if session.decisions:
        yield "back"
    yield "end"


_CAN_VOTE: Final = {
    "open": ("hands", "close", "pause"),
    "paused": ("resume", "close"),
    "closed": ("reveal", "reopen"),
    "revealed": ("reopen",),
}

"""How a room stands by the clock: in time or late, and what it could leave out of its hour."""

from __future__ import annotations

from typing import Final

import attrs

from game.language import tr
from game.room import aloud
from game.room.fitting import in_words
from game.room.hour import Hour
from game.room.session import Session

IN_TIME: Final = 1.5
"""Minutes by which a page may be late before anybody is told."""
MOST_SPARE: Final = 3
"""Scenes that are named as the first to leave out."""


@attrs.frozen
class Pace:
    """How a room stands by the clock."""

    words: str
    """A sentence; empty before anything has begun."""
    spare: tuple[tuple[str, str], ...] = ()
    """The scenes to leave out first, ids and words; none where the room is in time."""


def pace(session: Session, now: float) -> Pace:
    """How a room stands by the clock.

    Args:
        session: The room.
        now: What time it is, in seconds since 1970.
    """
    if session.begun is None or session.is_ended or session.is_gathering:
        return Pace("")
    elapsed = max(0.0, now - session.begun) / 60
    if session.hour is None:
        return Pace(_capital(tr("{minutes} since the beginning.", minutes=in_words(elapsed))) if elapsed >= 1 else "")
    left = session.hour.minutes - elapsed
    ends = (
        tr("{minutes} of {all} left", minutes=in_words(left), all=session.hour.minutes)
        if left >= 1
        else tr("the time is over")
    )
    late = elapsed - _until(session, session.hour)
    if late <= IN_TIME:
        return Pace(tr("In time: {ends}.", ends=ends))
    spare = [
        (scene, tr("{what}: saves {minutes}", what=words, minutes=in_words(saved)))
        for scene, words, saved in session.hour.spare
        if scene in _ahead(session, session.hour)
    ]
    return Pace(_capital(tr("{minutes} late: {ends}.", minutes=in_words(late), ends=ends)), tuple(spare[:MOST_SPARE]))


def talk_ahead(session: Session) -> str:
    """The next time that a room talks, in a sentence: at this vote, or further on in its hour; empty where none is to come."""
    if session.is_ended or session.is_gathering or session.is_day_over:
        return ""
    if session.talk is not None and session.vote is not None and session.vote.shown is None:
        return tr("After this vote. {talk}", talk=aloud.in_words(session.talk))
    if session.hour is None:
        return ""
    hour, scenes = session.hour, session.story.scenes
    next_one = min(hour.talks & _ahead(session, hour), key=lambda scene: hour.until[scene], default=None)
    point = None if next_one is None else scenes[next_one].talk
    if next_one is None or point is None:
        return ""
    return tr(
        "The next talk, by minute {minute} of the hour. {talk}", minute=hour.until[next_one], talk=aloud.in_words(point)
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _until(session: Session, hour: Hour) -> int:
    """When the page should be over at the latest, in minutes from the beginning."""
    if session.shown_card is not None:
        return session.shown_card.until
    first = hour.cards[0].until - hour.cards[0].minutes if hour.cards else hour.minutes
    over = first if hour.is_last_day else hour.break_until - hour.break_minutes
    if session.is_break:
        return hour.break_until
    return over if session.is_day_over else hour.until.get(session.life.state.scene, over)


def _ahead(session: Session, hour: Hour) -> frozenset[str]:
    """The scenes that may yet come."""
    if session.card is not None:
        return frozenset()
    life = session.life
    met = {life.origin.scene, *(step.state.scene for step in life.steps)}
    days = hour.days[hour.day + 1 :] if session.is_day_over else hour.days[hour.day :]
    return frozenset(scene for scene in hour.until if scene not in met and session.story.scenes[scene].chapter in days)

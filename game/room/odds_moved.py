"""Which votes of a room moved where such lives come to: of a whole life by its ending, of a day by the endings still ahead of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from game.hindsight import Hindsight
from game.language import in_quotes, tr
from game.play.page import plain
from game.play.state import State
from game.play.swings import LEAST, Moment, Option, alike_endings, in_a_hundred
from game.room import aloud
from game.room.session import Decision, Session
from game.room.split import offer
from game.room.telling import stopped

MOST: Final = 3
"""How many votes are spoken of, of one day."""


def asked_for(hindsight: Hindsight, session: Session) -> bool:
    """Begin to work it out, where the room has come to the end of its life or of its day; whether there is anything to wait for."""
    if not (session.life.is_over or session.is_day_over) or not session.decisions:
        return False
    hindsight.ask(session.life, is_a_part=not session.life.is_over)
    return True


def told(hindsight: Hindsight, session: Session) -> Iterator[str]:
    """Which votes moved the odds, in sentences; nothing while that is not known."""
    if not asked_for(hindsight, session):
        return
    if session.life.is_over:
        if hindsight.swings is not None:
            yield from aloud.moved(session.story, hindsight.swings)
        return
    yield from of_a_day(session, hindsight.moments)


def waited_for(hindsight: Hindsight, session: Session, *, life_s: float, day_s: float) -> Iterator[str]:
    """Which votes moved the odds, in sentences, once that is known; nothing where it takes longer than that.

    Args:
        hindsight: Works it out.
        session: The room.
        life_s: How long is waited where the room has led a whole life, in seconds.
        day_s: How long where it has led a day.
    """
    if asked_for(hindsight, session):
        hindsight.wait(life_s if session.life.is_over else day_s)
        yield from told(hindsight, session)


def of_a_day(session: Session, moments: Sequence[Moment]) -> Iterator[str]:
    """What the votes of a day moved, of all that lies ahead of it.

    Args:
        session: The room, after the last page of its day.
        moments: Every moment of its life at which several choices were on offer.
    """
    by_step = {moment.step: moment for moment in moments}
    before = [state for state, _ in session.life.moments()]
    moved = []
    for decision in session.decisions:
        if (moment := by_step.get(decision.step)) is not None:
            moved += [(by, decision, words) for by, words in _moved(session, before[decision.step], decision, moment)]
    most = sorted(moved, key=lambda each: -each[0])[:MOST]
    if moments and not most:
        yield tr("No single vote decided what is to come: none moved how such lives end by five in a hundred.")
    yield from (words for _, _, words in sorted(most, key=lambda each: each[1].step))


def _moved(session: Session, state: State, decision: Decision, moment: Moment) -> Iterator[tuple[float, str]]:
    """By how much a vote moved the ending it moved most, and a sentence; nothing where that may be chance."""
    by_choice = {option.choice: option for option in moment.options}
    chosen = by_choice.get(decision.choice)
    heard = decision.counts[-1].first_to_speak if decision.counts else None
    others = [by_choice[heard]] if heard in by_choice and heard != decision.choice else list(moment.options)
    if chosen is None:
        return
    by, other, ending = max(
        (
            (_differs(session, ending, chosen, other), other, ending)
            for other in others
            for ending in session.story.endings
        ),
        key=lambda each: each[0],
    )
    if by < LEAST:
        return
    is_alike, phrase = alike_endings(session.story, session.story.endings[ending])
    is_exact = not any(width for option in moment.options for width in option.half_width.values())
    after, otherwise = (
        in_a_hundred(math.fsum(share for each, share in option.endings.items() if is_alike(each)), is_exact=is_exact)
        for option in (chosen, other)
    )
    yield (
        by,
        tr(
            "{recall} We chose: {chosen} Of a hundred lives that go on from there, {after} {phrase}. After {other} it would have "
            "been {otherwise}.",
            recall=plain(session.story, state, session.story.scenes[state.scene].recall),
            chosen=stopped(offer(session.story, state, decision.choice)),
            after=after,
            phrase=phrase,
            other=in_quotes(offer(session.story, state, other.choice).strip("‘’«» \u202f").removesuffix(".")),
            otherwise=otherwise,
        ).strip(),
    )


def _differs(session: Session, ending: str, one: Option, other: Option) -> float:
    """How far apart two choices leave the endings that are like this one, at the least: what may be chance is taken off."""
    is_alike, _ = alike_endings(session.story, session.story.endings[ending])
    shares = [math.fsum(share for each, share in option.endings.items() if is_alike(each)) for option in (one, other)]
    doubts = [
        math.hypot(*(width for each, width in option.half_width.items() if is_alike(each))) for option in (one, other)
    ]
    return abs(shares[0] - shares[1]) - sum(doubts)

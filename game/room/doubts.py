"""What may be amiss with who is voting: it cannot be known, so it is said to whoever leads."""

from __future__ import annotations

from collections.abc import Iterator

from game.language import tr, tr_count
from game.room.session import Session
from game.room.vote import Phase


def doubts(session: Session, *, newcomers: int, people: int) -> Iterator[str]:
    """What may be amiss, in sentences, while hands are taken.

    Args:
        session: The room.
        newcomers: How many seats were given out since the present run of its vote was opened.
        people: How many people the facilitator counted; nought where they did not.
    """
    vote = session.vote
    if vote is None or session.is_gathering or vote.phase not in (Phase.OPEN, Phase.PAUSED):
        return
    if newcomers and (session.decisions or vote.counts):
        yield tr_count(
            "{n} phone has come in since this vote was opened: late guests, or somebody for a second time.",
            "{n} phones have come in since this vote was opened: late guests, or somebody for a second time.",
            newcomers,
        )
    if people and vote.raised > people:
        yield tr(
            "{hands} hands are in, and {people} people were counted: somebody votes twice, or a table's phone and its "
            "hands were both counted. Count by hand where it matters.",
            hands=vote.raised,
            people=people,
        )

"""One vote of a room: who stands where until it is closed, and the counts it leaves.

A vote is **open** (minds may change), **paused**, **closed** (counted; who stood where is forgotten) and **revealed**.
Opened again it is a fresh run, and the counts before it are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import attrs

from game.language import later_as, tr
from game.room.count import RATHER_NOT, Count, count

HANDS: Final = "hands"
"""The seat of all the hands that the facilitator counts in the room. No phone is given a seat of this name."""
MOST_HANDS: Final = 5000
"""The most hands that one seat may have on a side: more than any room that can still talk."""


class Phase(StrEnum):
    """How far a run of a vote has come."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    REVEALED = "revealed"


PHASES: Final = {
    Phase.OPEN: later_as("a vote", "open"),
    Phase.PAUSED: later_as("a vote", "paused"),
    Phase.CLOSED: later_as("a vote", "closed"),
    Phase.REVEALED: later_as("a vote", "revealed"),
}


class Outcome(StrEnum):
    """What the declared rule makes of a vote: most hands decide; a tie is talked over and voted on again; after a
    second tie the facilitator decides.
    """

    OPEN = "still open"
    DECIDED = "decided"
    TALK_AND_VOTE_AGAIN = "talk and vote again"
    FACILITATOR = "the facilitator decides"


class NotNow(Exception):
    """Something was asked of a vote that it cannot do in its present phase; the words say what can be done."""


class NoSuchSide(Exception):
    """A hand was raised for something that is not on offer."""


class TooManyHands(Exception):
    """A seat raised more hands than it has, or fewer than none."""


Cast = Mapping[str, Mapping[str, int]]
"""For each seat, how many hands it has on each side. Saying something again replaces it: nothing is ever added up."""
_NOBODY: Final[Cast] = MappingProxyType({})


@attrs.frozen
class Vote:
    """A vote, as it stands."""

    choices: tuple[str, ...]
    """What is on offer, by id, in the story's order; to rather not say is always on offer too."""
    phase: Phase = Phase.OPEN
    cast: Cast = attrs.field(default=_NOBODY, repr=False)
    """Who stands where; empty as soon as the run is closed."""
    counts: tuple[Count, ...] = ()
    """Of every run that was closed, the first first."""

    def say(self, seat: str, said: Mapping[str, int], *, hands: int = 1) -> Vote:
        """The vote once a seat stands where it says, whatever it said before.

        Args:
            seat: Whose hands they are.
            said: How many on each side; none at all takes the seat's hands down.
            hands: How many the seat has.

        Raises:
            NotNow: The vote is not open.
            NoSuchSide: A side is not on offer.
            TooManyHands: There are more hands than the seat has.
        """
        if self.phase is not Phase.OPEN:
            raise NotNow(tr("The vote is {phase}, so no hands are taken now.", phase=tr(PHASES[self.phase])))
        for side in said:
            if side not in self.choices and side != RATHER_NOT:
                raise NoSuchSide(tr("That is not among the choices here."))
        if any(number < 0 for number in said.values()) or sum(said.values()) > hands:
            raise TooManyHands(tr("That is not a number of hands from none to {hands}.", hands=hands))
        others = {other: stood for other, stood in self.cast.items() if other != seat}
        raised = {side: number for side, number in said.items() if number}
        return attrs.evolve(self, cast=MappingProxyType(others | ({seat: raised} if raised else {})))

    def stands(self, seat: str) -> Mapping[str, int]:
        """Where a seat stands in the present run, for its own eyes; nowhere once the run is closed."""
        return self.cast.get(seat, MappingProxyType({}))

    @property
    def raised(self) -> int:
        """How many hands have been counted in the present run, on whichever side."""
        return sum(sum(said.values()) for said in self.cast.values())

    def pause(self) -> Vote:
        """The vote while no hands are taken; those that were raised stay."""
        return self._from(Phase.OPEN, Phase.PAUSED, tr("Only an open vote can be paused."))

    def resume(self) -> Vote:
        """The vote open once more, with every hand where it was."""
        return self._from(Phase.PAUSED, Phase.OPEN, tr("The vote is not paused."))

    def close(self) -> Vote:
        """The vote counted, with who stood where forgotten."""
        if self.phase not in (Phase.OPEN, Phase.PAUSED):
            raise NotNow(tr("The vote is closed already."))
        counted = count(self.choices, self.cast)
        return attrs.evolve(self, phase=Phase.CLOSED, cast=_NOBODY, counts=(*self.counts, counted))

    def reveal(self) -> Vote:
        """The vote with its count for everybody to see."""
        return self._from(Phase.CLOSED, Phase.REVEALED, tr("There is nothing to reveal before the vote is closed."))

    def reopen(self) -> Vote:
        """A fresh run of the vote, in which nobody stands anywhere yet; the counts before it are kept."""
        if self.phase not in (Phase.CLOSED, Phase.REVEALED):
            raise NotNow(tr("The vote has not been closed, so it need not be opened again."))
        return attrs.evolve(self, phase=Phase.OPEN, cast=_NOBODY)

    @property
    def shown(self) -> Count | None:
        """The count of the present run, once it is revealed; nobody is shown it before."""
        return self.counts[-1] if self.phase is Phase.REVEALED else None

    @property
    def outcome(self) -> Outcome:
        """What the declared rule makes of it."""
        if self.phase is not Phase.REVEALED:
            return Outcome.OPEN
        if not self.counts[-1].is_tied:
            return Outcome.DECIDED
        ties = sum(each.is_tied for each in self.counts)
        return Outcome.TALK_AND_VOTE_AGAIN if ties < 2 else Outcome.FACILITATOR

    def _from(self, phase: Phase, to: Phase, otherwise: str) -> Vote:
        if self.phase is not phase:
            raise NotNow(otherwise)
        return attrs.evolve(self, phase=to)

"""An hour of a room, as a value: the life it leads together, the votes behind it, and the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from game.play.history import Playthrough
from game.room.count import Count
from game.room.vote import NoSuchSide, NotNow, Outcome, Phase, Vote
from game.story.model import Story, Talk


class How(StrEnum):
    """How a choice came about."""

    VOTE = "vote"
    FACILITATOR = "facilitator after a second tie"
    OVERRIDE = "facilitator, said aloud"


@attrs.frozen
class Decision:
    """A vote that is behind the room."""

    step: int
    """How many choices had been made in the life before it."""
    choices: tuple[str, ...]
    """What was on offer."""
    counts: tuple[Count, ...]
    """Of every run that was closed, the first first; none where the facilitator spoke before any was."""
    choice: str
    how: How


@attrs.frozen
class Session:
    """Where a room stands."""

    life: Playthrough
    decisions: tuple[Decision, ...] = ()
    """The votes behind it, oldest first."""
    vote: Vote | None = None
    """The vote before it; none where the page only goes on, or the life is over."""
    is_ended: bool = False

    @classmethod
    def begin(cls, story: Story, *, chapter: str | None = None) -> Session:
        """A room at its first page; see `moves.start`.

        Raises:
            NoSuchChapter: The story has no such chapter.
        """
        return arrived(Playthrough.begin(story, chapter=chapter), ())

    @property
    def story(self) -> Story:
        """The story it plays."""
        return self.life.story

    @property
    def talk(self) -> Talk | None:
        """What there is to talk about at this page."""
        return self.story.scenes[self.life.state.scene].talk

    # ---- the vote

    def say(self, seat: str, said: Mapping[str, int], *, hands: int = 1) -> Session:
        """The room once a seat stands where it says; see `Vote.say`."""
        return attrs.evolve(self, vote=self._asked().say(seat, said, hands=hands))

    def pause(self) -> Session:
        """The room while no hands are taken."""
        return attrs.evolve(self, vote=self._asked().pause())

    def resume(self) -> Session:
        """The room taking hands again."""
        return attrs.evolve(self, vote=self._asked().resume())

    def close(self) -> Session:
        """The room with its vote counted."""
        return attrs.evolve(self, vote=self._asked().close())

    def reveal(self) -> Session:
        """The room with the count before its eyes."""
        return attrs.evolve(self, vote=self._asked().reveal())

    def reopen(self) -> Session:
        """The room voting afresh on the same page."""
        return attrs.evolve(self, vote=self._asked().reopen())

    # ---- going on

    @property
    def can_go_on(self) -> bool:
        """Whether the page may be turned: there is nothing to decide on it, or it is decided."""
        if self.life.is_over:
            return False
        return self.vote is None or self.vote.outcome is Outcome.DECIDED

    def go_on(self) -> Session:
        """The room on the next page.

        Raises:
            NotNow: Something is still to be decided, or the life is over.
        """
        if self.life.is_over:
            raise NotNow("The story is over, so there is no page to turn.")
        if self.vote is None:
            return arrived(self.life.choose(self.life.offered[0]), self.decisions)
        if self.vote.outcome is not Outcome.DECIDED:
            raise NotNow(_WHAT_FIRST[self.vote.outcome])
        return self._decided(self.vote.counts[-1].leading[0], How.VOTE)

    def settle(self, choice: str) -> Session:
        """The room on the next page, by the facilitator's word after a second tie.

        Raises:
            NotNow: The rule does not leave it to the facilitator.
            NoSuchSide: The choice is not among those that tie.
        """
        vote = self._asked()
        if vote.outcome is not Outcome.FACILITATOR:
            raise NotNow("The facilitator decides after a second tie; before that, what is said aloud is an override.")
        if choice not in vote.counts[-1].leading:
            raise NoSuchSide("That is not among the choices that tie.")
        return self._decided(choice, How.FACILITATOR)

    def override(self, choice: str) -> Session:
        """The room on the next page by the facilitator's word, whatever was voted: it is written down as that.

        Raises:
            NoSuchSide: The choice is not on offer.
        """
        if choice not in self._asked().choices:
            raise NoSuchSide("That is not among the choices here.")
        return self._decided(choice, How.OVERRIDE)

    def back(self) -> Session:
        """The room before its last decision, with the counts of that vote as they were.

        Raises:
            NotNow: There is none.
        """
        if not self.decisions:
            raise NotNow("Nothing has been decided yet, so there is nothing to go back on.")
        last = self.decisions[-1]
        return before(self, last)

    def end(self) -> Session:
        """The room at its end, wherever the life stands."""
        return attrs.evolve(self, vote=None, is_ended=True)

    def _asked(self) -> Vote:
        if self.vote is None:
            raise NotNow("There is nothing to decide on this page.")
        return self.vote

    def _decided(self, choice: str, how: How) -> Session:
        vote = self._asked()
        decision = Decision(len(self.life.steps), vote.choices, vote.counts, choice, how)
        return arrived(self.life.choose(choice), (*self.decisions, decision))


_WHAT_FIRST = {
    Outcome.OPEN: "The vote comes first: it is to be closed and revealed before the page is turned.",
    Outcome.TALK_AND_VOTE_AGAIN: "It is a tie: the room talks, and votes again.",
    Outcome.FACILITATOR: "It is a tie for the second time: the facilitator decides.",
}


def arrived(life: Playthrough, decisions: tuple[Decision, ...], counts: tuple[Count, ...] = ()) -> Session:
    """A room that has just come to a page: with an open vote where more than one choice is on offer there.

    Args:
        life: The life it leads.
        decisions: The votes behind it.
        counts: Of the runs of the vote before it that were closed already.
    """
    choices = tuple(choice.id for choice in life.offered)
    vote = Vote(choices, counts=counts) if len(choices) > 1 else None
    return Session(life, decisions, vote)


def before(session: Session, decision: Decision) -> Session:
    """A room before one of its decisions: the count of that vote is before its eyes where it had one."""
    at = session.decisions.index(decision)
    there = arrived(session.life.to(decision.step), session.decisions[:at], decision.counts)
    if not decision.counts or there.vote is None:
        return there
    # Back on the page the count is known to everybody, so it is shown; opening the vote again is a wish of its own.
    return attrs.evolve(there, vote=Vote(decision.choices, Phase.REVEALED, counts=decision.counts))

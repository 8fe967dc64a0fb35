"""An hour of a room, as a value: the life it leads together, the votes behind it, and the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs

from game.language import later, tr
from game.play.history import Playthrough
from game.room.count import Count
from game.room.hour import Card, Hour
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
    hour: Hour | None = None
    """What it is led through, where it has so many minutes."""
    card: int | None = None
    """Which of the hour's cards is on, once its last page is over."""
    is_break: bool = False
    """Whether it is between two days of its hour."""
    is_gathering: bool = False
    """Whether people are still coming in, and nothing has begun."""
    begun: int | None = None
    """When it began, in seconds since 1970, once it has."""

    @classmethod
    def begin(cls, story: Story, *, chapter: str | None = None, hour: Hour | None = None) -> Session:
        """A room at its first page; see `moves.start`.

        Raises:
            NoSuchChapter: The story has no such chapter.
        """
        chapter = chapter if hour is None else hour.chapter
        return arrived(Playthrough.begin(story, chapter=chapter), (), hour=hour)

    def gathering(self) -> Session:
        """The room while people come in."""
        return attrs.evolve(self, is_gathering=True)

    def opened(self, now: int) -> Session:
        """The room as it begins, in seconds since 1970."""
        return attrs.evolve(self, is_gathering=False, begun=self.begun or now)

    @property
    def story(self) -> Story:
        """The story it plays."""
        return self.life.story

    @property
    def talk(self) -> Talk | None:
        """What there is to talk about at this page, where there is time for it."""
        if self.is_day_over or (self.hour is not None and self.life.state.scene not in self.hour.talks):
            return None
        return self.story.scenes[self.life.state.scene].talk

    @property
    def is_left_out(self) -> bool:
        """Whether its hour has no time for this page: it is told in a sentence, and the first choice is taken."""
        return self.hour is not None and not self.is_day_over and self.life.state.scene in self.hour.left_out

    @property
    def is_day_over(self) -> bool:
        """Whether the last page of the day that its hour has is behind it."""
        return self.hour is not None and (self.card is not None or self.is_break or _is_past(self.life, self.hour))

    @property
    def shown_card(self) -> Card | None:
        """The card that is on."""
        return None if self.hour is None or self.card is None else self.hour.cards[self.card]

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
        if self.is_gathering or self.is_ended:
            return False
        if self.hour is not None and (self.is_day_over or self.life.is_over):
            return True
        if self.life.is_over:
            return False
        return self.vote is None or self.vote.outcome is Outcome.DECIDED

    def go_on(self) -> Session:
        """The room on the next page, or at what its hour has after the last one.

        Raises:
            NotNow: Something is still to be decided, or the life is over.
        """
        if self.is_gathering:
            raise NotNow(tr("It has not begun: begin first."))
        if self.hour is not None and (self.is_day_over or self.life.is_over):
            return self._after_the_day(self.hour)
        if self.life.is_over:
            raise NotNow(tr("The story is over, so there is no page to turn."))
        if self.vote is None:
            return self._on(self.life.choose(self.life.offered[0]), self.decisions)
        if self.vote.outcome is not Outcome.DECIDED:
            raise NotNow(tr(_WHAT_FIRST[self.vote.outcome]))
        return self._decided(self.vote.counts[-1].leading[0], How.VOTE)

    def settle(self, choice: str) -> Session:
        """The room on the next page, by the facilitator's word after a second tie.

        Raises:
            NotNow: The rule does not leave it to the facilitator.
            NoSuchSide: The choice is not among those that tie.
        """
        vote = self._asked()
        if vote.outcome is not Outcome.FACILITATOR:
            raise NotNow(
                tr("The facilitator decides after a second tie; before that, what is said aloud is an override.")
            )
        if choice not in vote.counts[-1].leading:
            raise NoSuchSide(tr("That is not among the choices that tie."))
        return self._decided(choice, How.FACILITATOR)

    def override(self, choice: str) -> Session:
        """The room on the next page by the facilitator's word, whatever was voted: it is written down as that.

        Raises:
            NoSuchSide: The choice is not on offer.
        """
        if choice not in self._asked().choices:
            raise NoSuchSide(tr("That is not among the choices here."))
        return self._decided(choice, How.OVERRIDE)

    def back(self) -> Session:
        """The room before its last decision, with the counts of that vote as they were; or one card before.

        Raises:
            NotNow: There is none.
        """
        if self.is_break or self.card == 0:
            return attrs.evolve(self, is_break=False, card=None)
        if self.card is not None:
            return attrs.evolve(self, card=self.card - 1)
        if not self.decisions:
            raise NotNow(tr("Nothing has been decided yet, so there is nothing to go back on."))
        last = self.decisions[-1]
        return before(self, last)

    def end(self) -> Session:
        """The room at its end, wherever the life stands."""
        return attrs.evolve(self, vote=None, is_ended=True, is_gathering=False)

    def leave_out(self, scene: str) -> Session:
        """The room whose hour has one scene fewer.

        Raises:
            NotNow: It has no hour, or the scene cannot be left out.
        """
        if self.hour is None or self.hour.without(scene) is self.hour:
            raise NotNow(tr("That cannot be left out."))
        return attrs.evolve(self, hour=self.hour.without(scene))

    def is_next_day_of(self, before: Session) -> bool:
        """Whether another day of the same hour has begun since."""
        return self.hour is not None and before.hour is not None and self.hour.day > before.hour.day

    def _after_the_day(self, hour: Hour) -> Session:
        """What an hour has after the last page of a day: another day after a break, or its cards and then the end."""
        if self.is_ended:
            raise NotNow(tr("The hour is over."))
        if self.is_break:
            next_day = hour.next_day()
            begun = arrived(Playthrough.begin(self.story, chapter=next_day.chapter), (), hour=next_day)
            return attrs.evolve(begun, begun=self.begun)
        if not hour.is_last_day:
            return attrs.evolve(self, is_break=True)
        card = 0 if self.card is None else self.card + 1
        return attrs.evolve(self, card=card) if card < len(hour.cards) else self.end()

    def _on(self, life: Playthrough, decisions: tuple[Decision, ...]) -> Session:
        return attrs.evolve(arrived(life, decisions, hour=self.hour), begun=self.begun)

    def _asked(self) -> Vote:
        if self.is_gathering:
            raise NotNow(tr("It has not begun: no hands are taken yet."))
        if self.vote is None:
            raise NotNow(tr("There is nothing to decide on this page."))
        return self.vote

    def _decided(self, choice: str, how: How) -> Session:
        vote = self._asked()
        decision = Decision(len(self.life.steps), vote.choices, vote.counts, choice, how)
        return self._on(self.life.choose(choice), (*self.decisions, decision))


_WHAT_FIRST = {
    Outcome.OPEN: later("The vote comes first: it is to be closed and revealed before the page is turned."),
    Outcome.TALK_AND_VOTE_AGAIN: later("It is a tie: the room talks, and votes again."),
    Outcome.FACILITATOR: later("It is a tie for the second time: the facilitator decides."),
}


def arrived(
    life: Playthrough, decisions: tuple[Decision, ...], counts: tuple[Count, ...] = (), hour: Hour | None = None
) -> Session:
    """A room that has just come to a page: with an open vote where more than one choice is on offer there, unless its hour
    has no time for the page.

    Args:
        life: The life it leads.
        decisions: The votes behind it.
        counts: Of the runs of the vote before it that were closed already.
        hour: What it is led through.
    """
    there = Session(life, decisions, hour=hour)
    choices = tuple(choice.id for choice in life.offered)
    if len(choices) < 2 or there.is_left_out or there.is_day_over:
        return there
    return attrs.evolve(there, vote=Vote(choices, counts=counts))


def before(session: Session, decision: Decision) -> Session:
    """A room before one of its decisions: the count of that vote is before its eyes where it had one."""
    at = session.decisions.index(decision)
    there = arrived(session.life.to(decision.step), session.decisions[:at], decision.counts, session.hour)
    there = attrs.evolve(there, begun=session.begun)
    if there.vote is None and decision.counts:  # the page was left out meanwhile: what was decided on it is not
        there = attrs.evolve(there, vote=Vote(decision.choices, counts=decision.counts))
    if not decision.counts or there.vote is None:
        return there
    # Back on the page the count is known to everybody, so it is shown; opening the vote again is a wish of its own.
    return attrs.evolve(there, vote=Vote(decision.choices, Phase.REVEALED, counts=decision.counts))


def _is_past(life: Playthrough, hour: Hour) -> bool:
    """Whether a life has come to another day than its hour has."""
    return life.state.chapter != hour.chapter

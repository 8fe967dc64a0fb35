"""How a room divided, in words, as bars, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from game.language import both, in_quotes, later, later_as, tr, tr_as
from game.play.page import heading, plain, wording
from game.play.state import State
from game.room.count import RATHER_NOT, Count, Share, Side
from game.room.session import Decision, How, Session
from game.room.vote import Outcome, Vote
from game.story.model import Story

RATHER_NOT_SAY: Final = later("Rather not say")
RULE: Final = later(
    "Most hands decide. At a tie the room talks and votes again; at a second tie the facilitator decides. "
    "To rather not say is an answer, and it is counted."
)
"""The declared rule, said before the first vote."""
SMALL: Final = later(
    "Under eight voters, beside a side of one or two, and where all may have agreed, no numbers are told or kept: only words, "
    "as a few, or none."
)
OTHER_DOOR: Final = later("What would make the other door right?")
"""Asked where nearly everybody agreed."""

_PART_OF_A_BAR = {
    Share.NONE: 0.0,
    Share.A_FEW_OR_NONE: 0.05,
    Share.A_FEW: 0.1,
    Share.SOME: 0.3,
    Share.HALF: 0.5,
    Share.LEADING: 0.5,
    Share.MOST: 0.7,
    Share.MOST_OR_ALL: 0.85,
}
"""How long a bar is where no number is told: it must not tell one either."""


SHARES: Final = {
    Share.NONE: later_as("of a room", "none"),
    Share.A_FEW_OR_NONE: later_as("of a room", "a few, or none"),
    Share.A_FEW: later_as("of a room", "a few"),
    Share.SOME: later_as("of a room", "some"),
    Share.HALF: later_as("of a room", "about half"),
    Share.LEADING: later_as("of a room", "more than any other"),
    Share.MOST: later_as("of a room", "most"),
    Share.MOST_OR_ALL: later_as("of a room", "most, or all"),
}


@attrs.frozen
class Bar:
    """One side of a revealed vote, to be shown."""

    choice: str
    words: str
    """The choice as it was offered; speech in quotation marks."""
    told: str
    """How many, in words or as *12 of 20*."""
    part: float
    """How much of a whole bar, 0 to 1."""
    is_leading: bool


def offer(story: Story, state: State, choice: str) -> str:
    """A choice as a room reads it; speech in quotation marks."""
    if choice == RATHER_NOT:
        return tr(RATHER_NOT_SAY)
    made = story.choices[choice]
    words = wording(story, state, made)
    return in_quotes(words, story.told_in(state.chapter)) if made.spoken else words


def bars(story: Story, state: State, count: Count) -> tuple[Bar, ...]:
    """A count, side by side, in the order that was offered."""
    return tuple(
        Bar(
            side.choice,
            offer(story, state, side.choice),
            _told(side, count),
            _part(side, count),
            side.choice in count.leading,
        )
        for side in count.sides
    )


def _told(side: Side, count: Count) -> str:
    if side.hands is None:
        return tr(SHARES[side.share])
    return tr("{hands} of {voters}", hands=side.hands, voters=count.voters)


def _part(side: Side, count: Count) -> float:
    if side.hands is None or not count.voters:
        return _PART_OF_A_BAR[side.share]
    return side.hands / count.voters


def findings(story: Story, state: State, vote: Vote) -> Iterator[str]:
    """What a revealed vote comes to and asks for, in sentences."""
    count = vote.shown
    if count is None:
        return
    leading = both(tuple(_quoted(story, state, choice) for choice in count.leading)) if count.leading else ""
    if vote.outcome is Outcome.DECIDED:
        yield tr("More hands are for {choice} than for any other.", choice=leading)
    elif vote.outcome is Outcome.TALK_AND_VOTE_AGAIN:
        yield tr("A tie between {choices}: talk, and vote again.", choices=leading)
    else:
        yield tr(
            "A tie for the second time, between {choices}: the facilitator decides, and says so aloud.", choices=leading
        )
    if count.first_to_speak is not None:
        first = _quoted(story, state, count.first_to_speak)
        yield tr(
            "The smaller side is heard first: would somebody speak for {choice}? Nobody has to say where their own hand was.",
            choice=first,
        )
    if count.asks_for_the_other:
        yield tr(OTHER_DOOR)


def _quoted(story: Story, state: State, choice: str) -> str:
    words = offer(story, state, choice)
    is_said = choice != RATHER_NOT and story.choices[choice].spoken
    return words if is_said else in_quotes(words.removesuffix("."))


# ---- for a spreadsheet


HEAD: Final = (
    later_as("a column", "vote"),
    later_as("a column", "run"),
    later_as("a column", "day"),
    later_as("a column", "scene"),
    later_as("a column", "choice"),
    later_as("a column", "hands"),
    later_as("a column", "in words"),
    later_as("a column", "decided"),
    later_as("a column", "how"),
)
_HOW: Final = {
    How.VOTE: later("vote"),
    How.FACILITATOR: later("facilitator after a second tie"),
    How.OVERRIDE: later("facilitator, said aloud"),
}


def table(session: Session) -> str:
    """Every vote behind the room as CSV: a line for each side of each run. There is no name or seat in it, and no number
    that would point at somebody.
    """
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\n")
    writer.writerow([tr(each) for each in HEAD])
    moments = [before for before, _ in session.life.moments()]
    for number, decision in enumerate(session.decisions, start=1):
        for row in _rows(session.story, moments[decision.step], decision):
            writer.writerow(_harmless((str(number), *row)))
    return told.getvalue()


def _rows(story: Story, state: State, decision: Decision) -> Iterator[tuple[str, ...]]:
    scene = plain(story, state, story.scenes[state.scene].recall) or state.scene
    where = (heading(story, state), scene)
    decided, how = tr_as("a column", "yes"), tr(_HOW[decision.how])
    if not decision.counts:
        yield "", *where, offer(story, state, decision.choice), "", "", decided, how
    for run, count in enumerate(decision.counts, start=1):
        for side in count.sides:
            is_decided = run == len(decision.counts) and side.choice == decision.choice
            hands = "" if side.hands is None else str(side.hands)
            told = offer(story, state, side.choice), hands, tr(SHARES[side.share])
            yield str(run), *where, *told, *((decided, how) if is_decided else ("", ""))


def _harmless(row: Iterable[str]) -> list[str]:
    """A row that no spreadsheet takes for a formula, whatever a story's author wrote."""
    return [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row]

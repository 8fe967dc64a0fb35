"""What a facilitator reads from the terminal, in paragraphs: the choices, how the room divided, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from game.language import in_quotes, later, tr, tr_count
from game.play.page import plain
from game.play.swings import Swings
from game.room import said, split, telling
from game.room.session import Session
from game.room.vote import Outcome, Phase, Vote
from game.story.model import Story, Talk

LEFT_OUT: Final = later(
    "These minutes have no time for this scene: say in a sentence what was in it. The first choice is taken, and the page "
    "turned."
)
"""Said to whoever leads, of a scene that the hour leaves out."""
_BAR: Final = 30
"""Columns of a whole bar."""
_FOR_EXAMPLE: Final = (12, 7, 5, 4, 3, 6, 8, 9)


def page(session: Session) -> Iterator[str]:
    """The page a room stands on: the scene, and what there is to do."""
    life, vote = session.life, session.vote
    if session.is_day_over:
        yield from _after_the_day(session)
        return
    if session.is_left_out:
        heading, *_ = telling.scene(life)
        recall = life.story.scenes[life.state.scene].recall
        yield from (
            heading,
            plain(life.story, life.state, recall),
            tr("{what} An empty line does so.", what=tr(LEFT_OUT)),
        )
        return
    yield from telling.scene(life)
    if life.is_over:
        assert life.state.ending
        yield tr("Ending: {ending}", ending=life.story.endings[life.state.ending].title)
        yield from talk(session)
        if session.hour is None:
            yield tr("The story is over. An empty line ends the hour.")
        else:
            yield tr("The story is over. An empty line goes on to what comes after it.")
    elif vote is None or vote.shown is not None:
        yield from divided(session)
    else:
        yield offer(session, vote)
        if vote.phase is Phase.CLOSED:
            yield tr("The vote is closed. An empty line reveals it.")


def _after_the_day(session: Session) -> Iterator[str]:
    """What an hour has after the last page of a day."""
    card, hour = session.shown_card, session.hour
    assert hour is not None
    if card is not None:
        yield f"{card.title}. {lasting(card.minutes)}."
        yield from card.say
        if card.note:
            yield card.note
        is_last = session.card == len(hour.cards) - 1
        yield tr("An empty line ends the hour.") if is_last else tr("An empty line goes on.")
    elif session.is_break:
        yield tr("A break of {minutes}. An empty line begins the next day.", minutes=lasting(hour.break_minutes))
    else:
        yield tr("{day} is over. An empty line goes on.", day=session.story.chapters[hour.chapter].title)


def lasting(minutes: int) -> str:
    """Minutes in words."""
    return tr_count("{n} minute", "{n} minutes", minutes)


def offer(session: Session, vote: Vote) -> str:
    """The choices by number."""
    story, state = session.story, session.life.state
    listed = [f"{at}. {split.offer(story, state, choice)}" for at, choice in enumerate(vote.choices, start=1)]
    return "\n".join([*listed, f"{len(listed) + 1}. {tr(split.RATHER_NOT_SAY)}."])


def divided(session: Session) -> Iterator[str]:
    """How the room divided, where it has; what that asks for; what there is to talk about; and what comes next."""
    story, state, vote = session.story, session.life.state, session.vote
    if vote is not None and vote.shown is not None:
        yield "\n".join(_bar(bar) for bar in split.bars(story, state, vote.shown))
        yield from split.findings(story, state, vote)
    yield from talk(session)
    if session.can_go_on:
        yield tr("An empty line turns the page.")
    elif vote is not None and vote.outcome is Outcome.TALK_AND_VOTE_AGAIN:
        yield tr("When the room has talked, an empty line opens the vote again.")
    else:
        yield tr("Decide, say so aloud, and type `choose` and its number.")


def _bar(bar: split.Bar) -> str:
    drawn = "#" * round(bar.part * _BAR)
    return f"{bar.words}\n  {f'{drawn} {bar.told}'.strip()}"


def talk(session: Session) -> Iterator[str]:
    """The talk point of the page, where it has one."""
    if session.talk is not None:
        yield in_words(session.talk)


def in_words(point: Talk) -> str:
    """A talk point, as it is announced."""
    form = tr(said.FORMS.get(point.form, point.form))
    return tr("Talk, {minutes}, {form}: {question}", minutes=lasting(point.minutes), form=form, question=point.ask)


def how_to_count(vote: Vote) -> str:
    """How the hands of a vote are typed."""
    number = len(vote.choices)
    example = " ".join(str(each) for each in _FOR_EXAMPLE[:number])
    return tr(
        "Type {number} numbers, the hands for each choice in order, as `{example}`; one number more counts those who would "
        "rather not say.",
        number=number,
        example=example,
    )


def moved(story: Story, swings: Swings) -> Iterator[str]:
    """Which decisions moved how the story ended, and what those who were outvoted would have met."""
    yield swings.opening
    yield swings.finding
    for swing in swings.swings:
        quoted = in_quotes(swing.entry.quoted, story.told_in(swing.entry.chapter))
        did = tr("You said: {words}", words=quoted) if swing.entry.spoken else tr("You chose: {words}", words=quoted)
        yield f"{swing.entry.recall} {did} {swing.told} {swing.otherwise}".strip()

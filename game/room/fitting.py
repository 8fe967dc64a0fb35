"""What fifteen, forty-five or ninety minutes hold of a story: which days, which of their scenes, and where there is talk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from game.language import both, tr, tr_count
from game.room.pacing import PASS_MINUTES, Day, Stop
from game.story.model import Story


class NoAnswer(Exception):
    """Ninety minutes were asked for a day that no day answers."""


class TooShort(Exception):
    """The minutes cannot hold even what must stay."""


@attrs.frozen
class Frame:
    """What a length of time is divided into, in minutes."""

    opening: int
    interval: int
    """Between two days."""
    cards: tuple[str, ...]
    """The debrief's, by name."""
    least: int
    most: int
    """For all cards together."""
    card: int
    """For the action card to be written."""
    closing: int


FRAMES: Final = {
    15: Frame(opening=1, interval=0, cards=("what", "here"), least=2, most=6, card=0, closing=2),
    45: Frame(
        opening=4, interval=0, cards=("feel", "what", "cost", "here", "next"), least=10, most=22, card=3, closing=2
    ),
    90: Frame(
        opening=6,
        interval=5,
        cards=("feel", "what", "cost", "here", "what-if", "next"),
        least=20,
        most=36,
        card=6,
        closing=3,
    ),
}
"""By the minutes asked for."""
LEAST_TALKED: Final = 1 / 3
"""The share of the whole that is talked, and never played away."""
LEAST_SCENES: Final = 2
"""A room that has chosen once has nothing to set beside it."""
ROUNDING: Final = 0.5
"""Minutes by which whole minutes may be out."""


def in_words(minutes: float) -> str:
    """Minutes in words, rounded."""
    whole = max(1, rounded(minutes))
    return tr_count("a minute", "{n} minutes", whole)


def rounded(minutes: float) -> int:
    """The nearest whole minute; halves go up."""
    return int(minutes + 0.5)


def answering(story: Story, chosen: str) -> tuple[str, str]:
    """A day and the one that answers it, in the story's order.

    Raises:
        NoAnswer: none does.
    """
    answers: Counter[str] = Counter()
    for pair in story.pairs:
        first = {story.scenes[each].chapter for each in pair.first}
        second = {story.scenes[each].chapter for each in pair.second}
        answers.update(second if chosen in first else first if chosen in second else ())
    del answers[chosen]
    if not answers:
        paired = {story.scenes[each].chapter for pair in story.pairs for each in (*pair.first, *pair.second)}
        others = ", ".join(f"`{each}`" for each in story.chapters if each in paired)
        which = (
            tr("one of the days that are answered: {days}", days=others)
            if others
            else tr("no day of this story is answered by another")
        )
        raise NoAnswer(
            tr(
                "Ninety minutes are for a day and the day that answers it, and no day answers {day}; ask for --minutes 45, or "
                "{which}",
                day=f"`{chosen}`",
                which=which,
            )
        )
    order = list(story.chapters)
    other = max(answers, key=lambda each: (answers[each], -order.index(each)))
    earlier, later = sorted((chosen, other), key=order.index)
    return earlier, later


@attrs.frozen
class Plan:
    """Days, and which of their scenes and talk points the minutes hold."""

    days: tuple[Day, ...]
    frame: Frame
    minutes: int
    kept: tuple[Stop, ...]
    asked: tuple[Stop, ...]
    """The scenes that were to be kept, had there been time."""
    talks: frozenset[str]
    """The scenes after which there is talk."""
    order: tuple[Stop, ...]
    """In which kept scenes may be left out; those that must stay are not in it."""

    @property
    def untalked(self) -> tuple[Stop, ...]:
        """The kept scenes whose talk point there is no time for."""
        return tuple(stop for stop in self.kept if stop.talk is not None and stop.id not in self.talks)

    @property
    def talked(self) -> int:
        """Minutes of talk points, at most."""
        return sum(each.talk.minutes for each in self.kept if each.talk is not None and each.id in self.talks)

    @property
    def played(self) -> float:
        """Minutes of scenes, with talk points where they fall."""
        return sum(each.recap_minutes + each.clock(lambda stop: lasting(self, stop))[1] for each in self.days)

    @property
    def framed(self) -> int:
        """Minutes of everything but scenes, talk points and cards."""
        frame = self.frame
        return frame.opening + frame.card + frame.closing + (frame.interval if len(self.days) > 1 else 0)

    @property
    def for_cards(self) -> float:
        """Minutes that are over for the debrief's cards."""
        return self.minutes - self.framed - self.played

    @property
    def fits(self) -> bool:
        """Whether there is time for the debrief, and a third of the whole is talked."""
        return self.for_cards + ROUNDING >= max(self.frame.least, self.minutes * LEAST_TALKED - self.talked)


def lasting(plan: Plan, stop: Stop) -> float:
    """How long a scene takes in a plan, with its talk, in minutes."""
    if stop not in plan.kept:
        return PASS_MINUTES
    talk = stop.talk.minutes if stop.talk is not None and stop.id in plan.talks else 0
    return stop.minutes + talk


def fitted(story: Story, days: tuple[Day, ...], minutes: int) -> Plan:
    """The most of the days that the minutes hold.

    Raises:
        TooShort: they cannot be told and talked about in the time.
    """
    asked = tuple(stop for each in days for stop in _form(each, minutes))
    plan = Plan(
        days=days,
        frame=FRAMES[minutes],
        minutes=minutes,
        kept=asked,
        asked=asked,
        talks=frozenset(stop.id for stop in asked if stop.talk is not None),
        order=(),
    )
    plan = attrs.evolve(plan, order=_expendable(story, plan.kept))
    while not plan.fits and plan.order:
        kept = tuple(stop for stop in plan.kept if stop != plan.order[0])
        plan = attrs.evolve(plan, kept=kept, order=_expendable(story, kept))
    for stop in reversed(plan.kept):
        if plan.fits:
            break
        plan = attrs.evolve(plan, talks=plan.talks - {stop.id})
    if not plan.fits:
        plan = attrs.evolve(plan, days=tuple(attrs.evolve(each, ending_minutes=0.0) for each in days))
    if not plan.fits:
        longer = [each for each in FRAMES if each > minutes]
        raise TooShort(
            tr(
                "{minutes} minutes cannot hold {days}: what must be read takes {read}, the frame {frame} and the talk {talk}; "
                "{then}",
                minutes=minutes,
                days=_days(days),
                read=in_words(plan.played),
                frame=plan.framed,
                talk=in_words(max(plan.frame.least, minutes * LEAST_TALKED)),
                then=tr("ask for --minutes {longer}", longer=longer[0]) if longer else tr("shorten its scenes"),
            )
        )
    return plan


def _form(each: Day, minutes: int) -> tuple[Stop, ...]:
    """The scenes of a day that the minutes ask for."""
    short = dict(each.chapter.short).get(minutes)
    return each.stops if short is None else tuple(stop for stop in each.stops if stop.id in short)


def _expendable(story: Story, kept: Sequence[Stop]) -> tuple[Stop, ...]:
    """The scenes that may be left out, the first first: those with no talk, in no pair, in no short form and not met by
    every room before others, and the longest before shorter ones. Each half keeps a scene of its day, and every sheet two.
    """
    paired = {scene for pair in story.pairs for scene in (*pair.first, *pair.second)}
    short = {scene for chapter in story.chapters.values() for _, scenes in chapter.short for scene in scenes}
    left = Counter((stop.day, stop.half) for stop in kept)

    def worth(stop: Stop) -> tuple[int, float]:
        worthy = 2 * (stop.id in paired) + 2 * (stop.talk is not None) + (stop.id in short) + stop.always
        return worthy if stop.offers else 0, -stop.minutes

    order: list[Stop] = []
    for stop in sorted(kept, key=worth):
        if left[stop.day, stop.half] > 1 and len(kept) - len(order) > LEAST_SCENES:
            left[stop.day, stop.half] -= 1
            order.append(stop)
    return tuple(order)


def _days(days: Iterable[Day]) -> str:
    return both(tuple(f"`{each.chapter.id}`" for each in days))

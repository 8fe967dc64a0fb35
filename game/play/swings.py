"""Which of a finished life's choices moved how it ended, told in lives of a hundred. The odds themselves are worked out
elsewhere and handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from game.language import later, tr, tr_as
from game.play.history import Playthrough, Step
from game.play.journal import Entry, entry
from game.play.page import wording
from game.play.state import State
from game.story.model import Ending, Story

LEAST = 0.05
"""The least a choice must have moved the odds to be spoken of: one life in twenty. Less is lost on anybody who pictures a
hundred, and in a sampled number it may be chance.
"""

MOST = 3
"""How many choices are spoken of."""

_FINDINGS = {
    1: later("On the way you came, one choice moved that number."),
    2: later("On the way you came, these two choices moved that number most."),
    3: later("On the way you came, these three choices moved that number most."),
}
_WHOLE = 1e-9
"""How far from nought or one a sum of exact odds may stray by rounding."""


@attrs.frozen
class Option:
    """A choice that was on offer, and how likely each ending was once it had been made."""

    choice: str
    endings: Mapping[str, float]
    """By id, 0 to 1; an ending that is not named cannot be reached."""
    half_width: Mapping[str, float]
    """Of each one's 95 % interval; nought where it is exact."""


@attrs.frozen
class Moment:
    """A moment of a life at which several choices were on offer."""

    step: int
    """How many choices had been made before it."""
    before: Mapping[str, float]
    """How likely each ending was, 0 to 1, before choosing."""
    options: tuple[Option, ...]
    """In the story's order, the one that was chosen among them."""


@attrs.frozen
class Swing:
    """A choice after which the odds of how the life ended were others."""

    entry: Entry
    """The choice, as the journal quotes it."""
    before: float
    after: float
    """Of lives that came the same way, the share that ended as this one did; 0 to 1."""
    told: str
    """Both, in a sentence."""
    otherwise: str
    """What another choice on offer there would have made of it; empty where none differs enough."""


@attrs.frozen
class Swings:
    """What moved the odds of how a life ended."""

    opening: str
    """How often lives begun the same way end so, and by which way of choosing."""
    finding: str
    """What the swings are, or that there is none."""
    swings: tuple[Swing, ...]
    """In the order they were lived."""


def swings(playthrough: Playthrough, moments: Sequence[Moment]) -> Swings | None:
    """What moved the odds of how a finished life ended; none where nothing was ever asked in it.

    Args:
        playthrough: A life that has come to an ending.
        moments: Every moment of it at which more than one choice was on offer, in order.

    Raises:
        ValueError: The moments are of another life.
    """
    story, ending = playthrough.story, playthrough.state.ending
    if ending is None or not moments:
        return None
    alike, phrase = alike_endings(story, story.endings[ending])
    first = moments[0]
    count = in_a_hundred(_share(first.before, alike), is_exact=_is_exact(first))
    opening = tr(
        "Of a hundred lives begun as yours was, {count}, like yours, {phrase}, "
        "when every choice on offer is as likely as another.",
        count=count,
        phrase=phrase,
    )
    steps = tuple(playthrough.moments())
    told = tuple(_swing(story, *_step(steps, moment), moment, alike) for moment in _widest(steps, moments, alike))
    swung = tuple(each for each in told if each is not None)
    if not swung:
        return Swings(opening, tr("No single choice decided it: none of yours moved that number by five."), ())
    return Swings(opening, tr(_FINDINGS[len(swung)]), swung)


def in_a_hundred(share: float, *, is_exact: bool) -> str:
    """How many lives of a hundred a share is, in words that claim no more than is known.

    Args:
        share: 0 to 1.
        is_exact: Whether it is; a sampled nought is no proof that there is nothing.
    """
    if is_exact and share <= _WHOLE:
        return tr_as("of a hundred lives", "none")
    if is_exact and share >= 1 - _WHOLE:
        return tr_as("of a hundred lives", "all")
    count = math.floor(share * 100 + 0.5)
    if count < 1:
        return tr_as("of a hundred lives", "fewer than 1")
    if count > 99:
        return tr_as("of a hundred lives", "more than 99")
    return str(count) if is_exact else tr_as("of a hundred lives", "about {n}", n=count)


def moments(told: Any) -> tuple[Moment, ...]:
    """The moments in what another process wrote of them; see `written`.

    Raises:
        ValueError: It is something else.
    """
    try:
        return tuple(
            Moment(
                int(each["step"]),
                _shares(each["before"]),
                tuple(
                    Option(str(option["choice"]), _shares(option["endings"]), _shares(option["half_width"]))
                    for option in each["options"]
                ),
            )
            for each in told
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError(f"these are no moments of a life: {wrong!r}") from wrong


def written(these: Iterable[Moment]) -> list[dict[str, Any]]:
    """Moments as plain lists and mappings, for another process to read."""
    return [attrs.asdict(each) for each in these]


def _shares(told: Mapping[str, Any]) -> dict[str, float]:
    return {str(ending): float(share) for ending, share in told.items()}


# ---- lives that end alike


def alike_endings(story: Story, ending: Ending) -> tuple[Callable[[str], bool], str]:
    """Which endings count as the same, and how lives came to them in a phrase: those of its group, where the story
    sorts its endings into several; else itself alone.
    """
    group = ending.group
    if group is None or all(each.group == group for each in story.endings.values()):
        return (lambda other: other == ending.id), tr("came to ‘{ending}’", ending=ending.title)
    phrase = story.groups.get(group) or tr("came to ‘{ending}’", ending=ending.title)
    return (lambda other: story.endings[other].group == group), phrase


def _share(endings: Mapping[str, float], alike: Callable[[str], bool]) -> float:
    return math.fsum(share for ending, share in endings.items() if alike(ending))


def _half_width(option: Option, alike: Callable[[str], bool]) -> float:
    """The half width of the share of several endings, at most: lives that came to one of them did not come to another,
    so their errors cancel more than errors that know nothing of each other, which add as squares.
    """
    return math.hypot(*(width for ending, width in option.half_width.items() if alike(ending)))


def _is_exact(moment: Moment) -> bool:
    return not any(width for option in moment.options for width in option.half_width.values())


# ---- a moment


def _step(steps: Sequence[tuple[State, Step]], moment: Moment) -> tuple[State, Step]:
    if not 0 <= moment.step < len(steps):
        raise ValueError(f"the life has no step {moment.step}")
    return steps[moment.step]


def _chosen(moment: Moment, choice: str) -> Option:
    for option in moment.options:
        if option.choice == choice:
            return option
    raise ValueError(f"`{choice}` was chosen at step {moment.step}, and is not among what was on offer")


def _widest(
    steps: Sequence[tuple[State, Step]], moments: Sequence[Moment], alike: Callable[[str], bool]
) -> list[Moment]:
    """The moments whose choice moved the share most, either way, in the order they were lived."""
    moved = [(_moved(moment, _step(steps, moment)[1].choice, alike), moment) for moment in moments]
    most = sorted((each for each in moved if each[0] >= LEAST), key=lambda each: -each[0])[:MOST]
    return sorted((moment for _, moment in most), key=lambda moment: moment.step)


def _moved(moment: Moment, choice: str, alike: Callable[[str], bool]) -> float:
    """How far a choice moved the share at the least: what may be chance is taken off."""
    after = _share(_chosen(moment, choice).endings, alike)
    return abs(after - _share(moment.before, alike)) - max(_half_width(option, alike) for option in moment.options)


def _swing(story: Story, state: State, step: Step, moment: Moment, alike: Callable[[str], bool]) -> Swing | None:
    line = entry(story, state, step.choice, step.events)
    if line is None:
        return None
    chosen, is_exact = _chosen(moment, step.choice), _is_exact(moment)
    before, after = _share(moment.before, alike), _share(chosen.endings, alike)
    first, then = (in_a_hundred(share, is_exact=is_exact) for share in (before, after))
    return Swing(
        entry=line,
        before=before,
        after=after,
        told=tr("Before this, {first} of a hundred. After it, {then}.", first=first, then=then),
        otherwise=_otherwise(story, state, moment, chosen, alike),
    )


def _otherwise(story: Story, state: State, moment: Moment, chosen: Option, alike: Callable[[str], bool]) -> str:
    """What the choice that would have made most odds to what was chosen would have made of it."""
    after = _share(chosen.endings, alike)

    def differs(option: Option) -> float:
        doubt = _half_width(option, alike) + _half_width(chosen, alike)
        return abs(_share(option.endings, alike) - after) - doubt

    other = max(moment.options, key=differs)
    if differs(other) < LEAST:
        return ""
    quoted = wording(story, state, story.choices[other.choice]).removesuffix(".")
    count = in_a_hundred(_share(other.endings, alike), is_exact=_is_exact(moment))
    if story.choices[other.choice].spoken:
        return tr("Had you said ‘{choice}’, {count}.", choice=quoted, count=count)
    return tr("Had you chosen ‘{choice}’, {count}.", choice=quoted, count=count)

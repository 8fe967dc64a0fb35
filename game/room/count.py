"""What is left of a vote once it is closed: how many stood where, told so that no number points at anybody.

Under eight voters, or where one or two stand alone, a number is as good as a name. There nothing is kept but words such as
*most* and *a few*; the number itself is gone with the vote.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

RATHER_NOT: Final = "?"
"""The side of those who would rather not say. It is counted, and never wins. No choice of a story is called so."""

SMALL_ROOM: Final = 8
"""The least number of voters whose numbers are told."""
SMALL_SIDE: Final = 2
"""The most people on a side that is only *a few*, however large the room."""
HEARD_FIRST: Final = Fraction(35, 100)
"""The least share of those who chose at which the smaller side speaks first."""
NEARLY_ALL: Final = Fraction(90, 100)
"""The share of those who chose at which the room is asked what would make the other door right."""


class Share(StrEnum):
    """How much of a room stood on a side, in words, from none to all."""

    NONE = "none"
    PERHAPS_A_FEW = "a few or none"
    A_FEW = "a few"
    SOME = "some"
    HALF = "about half"
    MOST = "most"
    NEARLY_ALL = "nearly all"
    ALL = "all"


@attrs.frozen
class Side:
    """One side of a closed vote."""

    choice: str
    """The id of the choice, or `RATHER_NOT`."""
    share: Share
    hands: int | None
    """How many; none where that would point at somebody."""


@attrs.frozen
class Count:
    """A closed vote."""

    sides: tuple[Side, ...]
    """In the order they were offered, those who would rather not say last."""
    voters: int | None
    """How many hands there were, those who would rather not say among them; none where there were fewer than eight."""
    leading: tuple[str, ...]
    """The choices that had most hands: one, or several where they tie."""
    first_to_speak: str | None
    """The side that is heard first: the smaller of those that are large enough to be a side of the room."""
    asks_for_the_other: bool
    """Whether the room is asked what would make the other door right: nine in ten agreed. In a small room it is asked
    wherever no side speaks first, so that the asking tells nobody's vote.
    """

    @property
    def is_tied(self) -> bool:
        """Whether no choice had more hands than every other."""
        return len(self.leading) != 1

    @property
    def is_in_numbers(self) -> bool:
        """Whether the numbers are told."""
        return all(side.hands is not None for side in self.sides)


def count(choices: tuple[str, ...], cast: Mapping[str, Mapping[str, int]]) -> Count:
    """What a vote comes to.

    Args:
        choices: What was on offer.
        cast: For each seat, how many hands it has on each side.
    """
    hands = {side: sum(said.get(side, 0) for said in cast.values()) for side in (*choices, RATHER_NOT)}
    voters, chose = sum(hands.values()), sum(hands[choice] for choice in choices)
    most = max(hands[choice] for choice in choices)
    leading = tuple(choice for choice in choices if hands[choice] == most)
    is_told = voters >= SMALL_ROOM and not any(1 <= number <= SMALL_SIDE for number in hands.values())
    first = _first_to_speak(choices, hands, chose, leading)
    has_won = chose > 0 and len(leading) == 1
    return Count(
        sides=tuple(
            Side(side, _share(number, voters, is_leading=side in leading), number if is_told else None)
            for side, number in hands.items()
        ),
        voters=voters if voters >= SMALL_ROOM else None,
        leading=leading,
        first_to_speak=first,
        asks_for_the_other=has_won and (first is None if voters < SMALL_ROOM else Fraction(most, chose) >= NEARLY_ALL),
    )


def _share(hands: int, voters: int, *, is_leading: bool) -> Share:
    """A side in words. In a small room every side that did not lead reads alike, or *none* would say how everybody voted."""
    if voters < SMALL_ROOM:
        return Share.A_FEW if is_leading and hands else Share.PERHAPS_A_FEW
    if hands == 0:
        return Share.NONE
    if hands == voters:
        return Share.ALL
    share = Fraction(hands, voters)
    if hands <= SMALL_SIDE or share < Fraction(15, 100):
        return Share.A_FEW
    if share < Fraction(45, 100):
        return Share.SOME
    if share <= Fraction(55, 100):
        return Share.HALF
    return Share.MOST if share < NEARLY_ALL else Share.NEARLY_ALL


def _first_to_speak(
    choices: tuple[str, ...], hands: Mapping[str, int], chose: int, leading: tuple[str, ...]
) -> str | None:
    if len(leading) != 1:
        return None
    large = [each for each in choices if each not in leading and Fraction(hands[each], chose) >= HEARD_FIRST]
    return min(large, key=lambda each: hands[each], default=None)

"""What is left of a vote once it is closed: how many stood where, told so that no number points at anybody.

Under eight voters, or where one or two stand alone, a number is as good as a name. So it is where everybody stands on one
side: *23 of 23* says how each of them voted. There nothing is kept but words such as *most, or all* and *a few, or none*, and
the same words whether all agreed or one or two did not; the number itself is gone with the vote.
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
    """How much of a room stood on a side, in words."""

    NONE = "none"
    A_FEW_OR_NONE = "a few, or none"
    A_FEW = "a few"
    """In a room whose numbers are told: fewer than 15 in a hundred. In a small one: those who lead."""
    SOME = "some"
    HALF = "about half"
    LEADING = "more than any other"
    MOST = "most"
    MOST_OR_ALL = "most, or all"


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
    """The side that is heard first: the smaller of those that are large enough to be a side of the room. None in a small
    room, where the asking alone would be a number.
    """
    asks_for_the_other: bool
    """Whether the room is asked what would make the other door right: nine in ten agreed. It is asked too wherever that
    is not to be told from fewer: in a small room, and where beside one side there are at most a few.
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
    voters, most = sum(hands.values()), max(hands[choice] for choice in choices)
    leading = tuple(choice for choice in choices if hands[choice] == most)
    return Count(
        sides=_sides(hands, voters, leading),
        voters=voters if voters >= SMALL_ROOM else None,
        leading=leading,
        first_to_speak=_first_to_speak(choices, hands, leading),
        asks_for_the_other=most > 0 and len(leading) == 1 and _asks(choices, hands, voters, most),
    )


def _sides(hands: Mapping[str, int], voters: int, leading: tuple[str, ...]) -> tuple[Side, ...]:
    if voters < SMALL_ROOM:
        return tuple(
            Side(side, Share.A_FEW if side in leading and number else Share.A_FEW_OR_NONE, None)
            for side, number in hands.items()
        )
    large = {side: number for side, number in hands.items() if number > SMALL_SIDE}
    is_told = len(large) > 1 and all(side in large or not number for side, number in hands.items())
    if is_told:
        return tuple(Side(side, _share(Fraction(number, voters)), number) for side, number in hands.items())
    return tuple(Side(side, _blurred(side, large, len(hands), voters), None) for side in hands)


def _share(share: Fraction) -> Share:
    """A side in words beside its number."""
    if not share:
        return Share.NONE
    if share < Fraction(15, 100):
        return Share.A_FEW
    if share < Fraction(45, 100):
        return Share.SOME
    return Share.HALF if share <= Fraction(55, 100) else Share.MOST


def _blurred(side: str, large: Mapping[str, int], sides: int, voters: int) -> Share:
    """A side in words that stay the same however the few are spread over the small sides, and whether there are any."""
    if side not in large:
        return Share.A_FEW_OR_NONE
    if len(large) > 1:
        return _share(Fraction(large[side], sum(large.values())))
    surely = voters - SMALL_SIDE * (sides - 1)
    return Share.MOST_OR_ALL if 2 * surely > voters else Share.LEADING


def _first_to_speak(choices: tuple[str, ...], hands: Mapping[str, int], leading: tuple[str, ...]) -> str | None:
    if len(leading) != 1 or sum(hands.values()) < SMALL_ROOM:
        return None
    large = _large(choices, hands)
    chose = sum(large.values())
    heard = [each for each in large if each not in leading and Fraction(large[each], chose) >= HEARD_FIRST]
    return min(heard, key=lambda each: large[each], default=None)


def _asks(choices: tuple[str, ...], hands: Mapping[str, int], voters: int, most: int) -> bool:
    is_one_side = sum(number > SMALL_SIDE for number in hands.values()) <= 1
    if voters < SMALL_ROOM or is_one_side:
        return True
    chose = sum(_large(choices, hands).values())
    return bool(chose) and Fraction(most, chose) >= NEARLY_ALL


def _large(choices: tuple[str, ...], hands: Mapping[str, int]) -> dict[str, int]:
    """The sides of the room, without those of one or two: what is asked because of them would tell where they are."""
    return {each: hands[each] for each in choices if hands[each] > SMALL_SIDE}

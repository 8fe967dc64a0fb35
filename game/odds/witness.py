"""The shortest way to each thing that can happen, as choices that `play` can replay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from game.odds.counting import Counts, Passed, Survey
from game.odds.items import Places

Way = tuple[str, ...]
"""The ids of the choices made, going on among them."""


@attrs.frozen(eq=False)
class Witnesses:
    """A shortest way to each thing, as far as one was sought and there is one."""

    endings: Mapping[str, Way]
    scenes: Mapping[str, Way]
    choices: Mapping[str, Way]
    """Each ends with the choice."""
    arms: Mapping[tuple[int, int], Way]
    """By the least number of the watches of a text, and the place of the arm; of an arm of a choice's `then`, with the choice."""


def seek(
    look: Survey, passed: Sequence[Passed], where: Places, counts: Counts, say: Callable[[float], None]
) -> Witnesses:
    """Seek a shortest way to everything that can happen."""
    return Witnesses({}, {}, {}, {})

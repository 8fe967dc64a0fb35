"""What a condition can see of one state: the awake half's meters, the variables, where the player has been and what
they chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.story.model import Player, Story

METER, VARIABLE, VISITED, CHOSE = range(4)

Keys = Mapping[str, tuple[int, int, str]]
"""For each fact a story can ask about: which kind it is, its place among its kind, and the id it is about."""


def keys_of(story: Story) -> Keys:
    """Every fact the conditions of a story may read."""
    keys = {meter: (METER, at, meter) for at, meter in enumerate(story.meters)}
    keys |= {variable: (VARIABLE, at, variable) for at, variable in enumerate(story.variables)}
    keys |= {f"visited({scene})": (VISITED, 0, scene) for scene in story.scenes}
    keys |= {f"chose({choice})": (CHOSE, 0, choice) for choice in story.choices}
    for former, now in story.former.items():
        keys |= {f"visited({former})": (VISITED, 0, now), f"chose({former})": (CHOSE, 0, now)}
    return keys


class Moment:
    """What prose and conditions may look at in a state, kept from one that is still being worked out."""

    __slots__ = ("chosen", "player", "readings", "variables", "visited")

    def __init__(
        self,
        readings: tuple[tuple[int, ...], ...],
        variables: tuple[int, ...],
        visited: frozenset[str],
        chosen: frozenset[str],
        player: Player,
    ) -> None:
        self.readings = readings
        self.variables = variables
        self.visited = visited
        self.chosen = chosen
        self.player = player


class Seen(Mapping[str, int]):
    """The facts of a state as one half sees them, looked up only when a condition asks.

    Which half may ask about which variable is settled when a story is read; here only the meters differ by half.
    """

    __slots__ = ("_chosen", "_keys", "_readings", "_variables", "_visited")

    def __init__(
        self,
        keys: Keys,
        readings: tuple[int, ...],
        variables: tuple[int, ...],
        visited: frozenset[str],
        chosen: frozenset[str],
    ) -> None:
        self._keys = keys
        self._readings = readings
        self._variables = variables
        self._visited = visited
        self._chosen = chosen

    def __getitem__(self, key: str) -> int:
        kind, at, name = self._keys[key]
        if kind == METER:
            return self._readings[at]
        if kind == VARIABLE:
            return self._variables[at]
        return int(name in (self._visited if kind == VISITED else self._chosen))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

"""A story as a graph: the nodes a life can stand at, the edges it goes on by, and what each edge does to its facts.

A node is a scene to choose in, a junction where the first edge whose guard holds is followed (routes, a door, a drain,
the endings' conditions), or an end. Everything an edge does is taken from `game.play`'s own tables: what an effect makes
of a value, what passes at a door, how the halves fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from game.story.condition import Condition, reads
from game.story.model import Choice, Story
from game.story.place import Instead
from game.story.prose import Text, Varied

Ints = NDArray[np.int64]


@attrs.frozen
class Fact:
    """Something a life carries that a condition may ask about: a half's reading, a variable, a scene entered, a choice
    made. The walk knows its value by its place, counted from `low`.
    """

    name: str
    low: int
    size: int
    meter: str | None = None
    """The meter it is a reading of."""
    half: str | None = None
    """Whose it is; None for scenes and choices, which are remembered through the fold."""


@attrs.frozen(eq=False)
class Guard:
    """A condition, and the facts that its names mean to the half that asks."""

    condition: Condition
    facts: Mapping[str, int]
    """The number of the fact for each key the condition reads."""

    def holds(self, value: Callable[[int], Any]) -> Any:
        """Whether it holds; `value` gives the value of a fact by its number, as an int or a column of ints."""
        return self.condition.evaluate(_Asked(self.facts, value)) != 0


class _Asked(Mapping[str, Any]):
    """The facts as a condition asks for them."""

    __slots__ = ("_facts", "_value")

    def __init__(self, facts: Mapping[str, int], value: Callable[[int], Any]) -> None:
        self._facts, self._value = facts, value

    def __getitem__(self, key: str) -> Any:
        return self._value(self._facts[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


@attrs.frozen(eq=False)
class Joint:
    """What several facts make of one, by the place of each, as a table of them all would have it. It is worked out for the
    places that are asked about, since there may be far too many for a table; and it never falls where one of them rises.
    """

    lows: tuple[int, ...]
    """What the first place of each of them stands for."""
    low: int
    """The same of what they make."""
    made: Callable[[Sequence[Ints]], Ints]
    """Of a column of values for each, the value that every row of them makes."""

    def __getitem__(self, places: tuple[Any, ...]) -> Ints:
        columns = np.broadcast_arrays(*places)
        found: Ints = self.made([low + column for low, column in zip(self.lows, columns, strict=True)]) - self.low
        return found


@attrs.frozen(eq=False)
class Update:
    """What an edge makes of one fact: its place, by the places of the facts it comes from."""

    sources: tuple[int, ...]
    table: Ints | Joint
    """An array along the places of one source, or of no axis where it is simply given a value; and else of several."""

    @property
    def given(self) -> int:
        """The place it is simply given."""
        return int(self.table[()])

    def is_like(self, other: Update) -> bool:
        """Whether another makes the same of the same."""
        if self.sources != other.sources or isinstance(self.table, Joint) or isinstance(other.table, Joint):
            return self.table is other.table
        return np.array_equal(self.table, other.table)


Updates = dict[int, Update]


def given(place: int) -> Update:
    """A fact given a value."""
    return Update((), np.array(place, np.int64))


def after(first: Updates, second: Updates) -> Updates:
    """One thing done after another, where the second changes each fact by itself."""
    both = dict(first)
    for fact, update in second.items():
        before = both.get(fact)
        if before is not None and update.sources:
            assert update.sources == (fact,)
            assert not isinstance(before.table, Joint)
            both[fact] = Update(before.sources, update.table[before.table,])
        else:
            both[fact] = update
    return both


@attrs.frozen(eq=False)
class Edge:
    """A way on."""

    guard: Guard | None
    updates: Updates
    to: int
    choice: Choice | None = None
    """The choice it is, from a node to choose at."""
    message: str | None = None
    """The door message whose being sent or not it is, from a node where one passes."""


Kind = Literal["choose", "follow", "receive", "end"]


@attrs.frozen(eq=False)
class Node:
    """Somewhere a life can stand."""

    kind: Kind
    scene: str
    """The scene met there, or for a junction the one just left."""
    half: str
    """The half that is awake."""
    part: str
    """The part it belongs to; empty at an end outside all parts."""
    edges: tuple[Edge, ...] = ()
    """On offer to whoever chooses if their guards hold; at a junction the first whose guard holds is followed."""
    ending: str | None = None
    enters: bool = False
    """Whether coming to it is coming into its scene, or to its ending."""
    door: bool = False
    """Whether it stands between two parts: a message, a drain, or what is told of one."""
    folds: bool = False
    """Whether the halves become one here."""


Told = Literal["met", "offered", "made"]


@attrs.frozen(eq=False)
class Watch:
    """A variant text told at a node: to all who come to it, to those to whom one choice is on offer, or who make it."""

    node: int
    edge: int | None
    told: Told
    of: str
    """What the text belongs to: `scene bus`, `choice get-off`."""
    key: str
    """The id of that scene or choice, and which variant of its texts this is."""
    varied: Varied
    guards: tuple[Guard | None, ...]
    """Of each arm; the first that holds is told."""

    @property
    def reads(self) -> frozenset[int]:
        """The numbers of the facts that any of its conditions looks at."""
        return frozenset().union(*(reads_of(guard) for guard in self.guards))


@attrs.frozen(eq=False)
class Sight:
    """A place met at a node, where it may look otherwise."""

    node: int
    instead: tuple[Instead, ...]
    guards: tuple[Guard, ...]
    """Of each way of looking; the first that holds is shown."""


@attrs.frozen(eq=False)
class Graph:
    """A story as a graph, its nodes in an order in which every one stands before those it leads to, but for loops."""

    story: Story = attrs.field(repr=False)
    chapter: str
    facts: tuple[Fact, ...]
    nodes: tuple[Node, ...]
    loops: tuple[tuple[int, ...], ...]
    """Stretches of nodes that lead to each other."""
    start: int
    first: tuple[int, ...]
    """The place of each fact at the beginning."""
    watches: tuple[Watch, ...]
    sights: tuple[Sight, ...]

    def owner(self, number: int) -> str:
        """The half a fact belongs to: whose reading or variable it is, or whose scene was entered or choice made."""
        fact = self.facts[number]
        if fact.half is not None:
            return fact.half
        kind, _, name = fact.name.rstrip(")").partition("(")
        return self.story.scenes[name if kind == "visited" else self.story.scene_of[name]].half

    def fact_named(self, name: str) -> int:
        """The number of a fact."""
        return next(at for at, fact in enumerate(self.facts) if fact.name == name)


def arms(text: Text | None) -> Iterable[Varied]:
    """The variants in a text."""
    if text is None:
        return
    for paragraph in text.paragraphs:
        for piece in paragraph.pieces:
            if isinstance(piece, Varied):
                yield piece


def reads_of(guard: Guard | None) -> frozenset[int]:
    """The numbers of the facts that a guard looks at."""
    return frozenset() if guard is None else frozenset(guard.facts[key] for key in reads(guard.condition))


def outcome_table(fact: Fact, after: Callable[[int], int]) -> Ints:
    """What play's own outcomes make of each place of a fact."""
    return np.array([after(fact.low + place) - fact.low for place in range(fact.size)], np.int64)

"""What reading a story's files came to, kept for when it is read again: a file in which nothing has changed need not be.

What a file says depends on others too: what a condition in it names is declared elsewhere. So with what was read are kept the names
that were looked up for it, and what each named. It holds for as long as they name the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeVar

import attrs
from yaml.nodes import Node

from game.story.condition_check import Names
from game.story.diagnostic import Diagnostic
from game.story.folder import Page
from game.story.model import Choice, Meter, Scene, Variable

Value = TypeVar("Value")
Named = list[tuple[str, Node]]


class Looked(Mapping[str, Value]):
    """Names and what each names, which remembers what was looked up.

    Attributes:
        names: all of them.
        asked: those that were asked for since it was last emptied, each with what was found; none where there is none.
        through: whether all were gone through, as they are for the nearest to a wrong one.
    """

    __slots__ = ("asked", "names", "through")

    def __init__(self, names: Mapping[str, Value]) -> None:
        self.names = names
        self.asked: dict[str, Value | None] = {}
        self.through = False

    def __getitem__(self, name: str) -> Value:
        self.asked[name] = self.names.get(name)
        return self.names[name]

    def get(self, name: str, default: Any = None) -> Any:
        found = self.asked[name] = self.names.get(name)
        return default if found is None else found

    def __contains__(self, name: object) -> bool:
        return self.get(str(name)) is not None

    def __iter__(self) -> Iterator[str]:
        self.through = True
        return iter(self.names)

    def __len__(self) -> int:
        self.through = True
        return len(self.names)


@attrs.frozen(eq=False)
class Known:
    """All that the scenes of a file are read by and that another file may change."""

    meters: Looked[Meter]
    variables: Looked[Variable]
    scene_halves: Looked[str]
    choice_halves: Looked[str]
    part_halves: Looked[str]
    chapter_of: Looked[str]
    """The chapter of each part."""
    speakers: Looked[str]
    left_out: Looked[bool]
    """Words in lines that could not be read."""
    chapters: tuple[str, ...]
    """In the order they are lived."""
    folded: str | None
    carried: frozenset[str]
    complete: bool
    last: str
    """The half of a scene that is of no part."""

    @property
    def names(self) -> Names:
        """What a condition may name."""
        return Names(
            self.meters,
            self.variables,
            self.scene_halves,
            self.choice_halves,
            self.chapters,
            self.folded,
            self.carried,
            self.complete,
            self.left_out,
        )

    @property
    def plain(self) -> tuple[object, ...]:
        """What is not looked up by a name, and may be asked in any scene."""
        return self.chapters, self.folded, self.carried, self.complete, self.last

    @property
    def looked(self) -> tuple[Looked[Any], ...]:
        """Everything that is looked up by a name."""
        return (
            self.meters,
            self.variables,
            self.scene_halves,
            self.choice_halves,
            self.part_halves,
            self.chapter_of,
            self.speakers,
            self.left_out,
        )

    def is_like(self, other: Known) -> bool:
        """Whether there is nothing in one that is not in the other, in the same order."""
        return self.plain == other.plain and all(
            list(mine.names.items()) == list(theirs.names.items())
            for mine, theirs in zip(self.looked, other.looked, strict=True)
        )


@attrs.frozen(eq=False)
class Noted:
    """What reading a part of one file noted."""

    diagnostics: tuple[Diagnostic, ...]
    mentions: Mapping[str, Named]
    declared: Mapping[str, Named]
    comparisons: int
    """Names held against wrong ones for it."""
    told: int
    """Paragraphs and braces in it."""
    is_lasting: bool
    """Whether it would be noted again: not where patience ran out, the file points back at itself, or a text swallowed names."""
    read: frozenset[str] = frozenset()
    """Variables that its conditions read."""
    changed: frozenset[str] = frozenset()
    """Variables that something in it changes."""


@attrs.frozen
class Ids:
    """A scene's id, and what its choices are called."""

    id: str
    part: str | None
    """The part it says it is of."""
    choices: tuple[str, ...]


@attrs.frozen(eq=False)
class Told:
    """The scenes of one file, and what they were read by."""

    scenes: tuple[Scene, ...]
    noted: Noted
    asked: tuple[Mapping[str, object], ...]
    """What was looked up, in the order of `Known.looked`."""
    through: bool
    known: Known
    choices: Mapping[str, Choice]
    scene_of: Mapping[str, str]
    former: Mapping[str, str]
    """What each former id in it is called now."""
    broken: list[tuple[Diagnostic, ...]] = attrs.field(factory=list)
    """What breaks the rules of single scenes in it, once that has been looked for."""

    def holds(self, known: Known, *, is_like: bool) -> bool:
        """Whether they would be read the same by what is known now.

        Args:
            known: what that is.
            is_like: whether that is the same as it was.
        """
        if is_like:
            return True
        if self.through or self.known.plain != known.plain:
            return False
        exact = bool(self.noted.diagnostics)
        return all(
            now.names.get(name) is found or _alike(found, now.names.get(name), exact=exact)
            for then, now in zip(self.asked, known.looked, strict=True)
            for name, found in then.items()
        )


def _alike(then: Any, now: Any, *, exact: bool) -> bool:
    """Whether what a name names is the same; where nothing was said of it, wherever it stands."""
    if then == now:
        return True
    if exact or not isinstance(then, Meter | Variable) or type(now) is not type(then):
        return False
    return bool(attrs.evolve(then, span=now.span) == now)


@attrs.frozen(eq=False)
class Leaf:
    """One file, as it was read."""

    page: Page
    budget: int | None
    """How many nodes it might have; none where it could not have too many."""
    composed: tuple[Diagnostic, ...]
    complete: bool
    words: frozenset[str]
    """Those of the lines that could not be read."""
    node: Node | None
    """None where all of it is scenes, which are kept as they were read."""
    keys: tuple[str, ...]
    """What stands at its top."""
    begun: Noted
    """What was noted of its top."""
    ids: tuple[Ids, ...]
    named: Noted
    """What was noted of the ids."""
    told: Told


@attrs.frozen(eq=False)
class Kept:
    """What reading a story once came to, for reading it again."""

    leaves: Mapping[str, Leaf]
    """By what diagnostics call each file."""

    @property
    def pages(self) -> dict[str, Page]:
        """The files."""
        return {name: leaf.page for name, leaf in self.leaves.items()}


NOTHING: Final = Kept({})
"""Before a story has been read."""

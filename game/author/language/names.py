"""The names of a story over all its files: what each refers to, and everywhere it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import attrs

from game.author.language.index import Occurrence
from game.story.prose_parser import printed
from game.story.shapes import NAMED

MADE: Final = (
    "scene", "ending", "choice", "chapter", "part", "meter", "variable", "message", "half", "person", "place", "content",
    "source", "lesson", "pair", "lean", "group", "value",
)  # fmt: skip
"""What a story makes names for."""
_FACTS: Final = ("meter", "variable", "message")


class Symbol(NamedTuple):
    """Something that has a name in a story."""

    kind: str
    """One of `MADE`."""
    name: str
    of: str = ""
    """Of a value, the variable that may be it."""


@attrs.frozen(eq=False)
class Listed:
    """The names of one file, to be found by what they are."""

    occurrences: tuple[Occurrence, ...]

    @cached_property
    def made(self) -> dict[Symbol, list[Occurrence]]:
        """Where each that is made up in it is."""
        found: dict[Symbol, list[Occurrence]] = {}
        for one in self.occurrences:
            if one.role == "made":
                found.setdefault(_symbol(one), []).append(one)
        return found

    @cached_property
    def of_kind(self) -> dict[str, list[Symbol]]:
        """What is made up in it, by its kind."""
        found: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self.made:
            found[symbol.kind].append(symbol)
        return found

    @cached_property
    def called(self) -> dict[str, list[Occurrence]]:
        """Where each name stands, whatever it means there."""
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for one in self.occurrences:
            found[one.name].append(one)
        return found

    @cached_property
    def named(self) -> dict[str, frozenset[str]]:
        """What is named in it, by the kind of thing it may be: a key of `shapes.NAMED`."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.occurrences:
            if one.role != "made":
                found[one.kind].add(one.name)
        return {kind: frozenset(found[kind]) for kind in NAMED}

    @cached_property
    def speakers(self) -> dict[str, str]:
        """Whose speech each name that is given in it opens, as it is printed."""
        called = [one for one in self.occurrences if one.role == "called"]
        return {printed(one.name): one.of for one in reversed(called)}

    @cached_property
    def speech(self) -> list[tuple[str, Occurrence]]:
        """Who speaks in it, as it is printed."""
        return [(printed(one.name), one) for one in self.occurrences if one.kind == "speaker" and one.role == "named"]


@attrs.frozen(eq=False)
class Names:
    """The names of a story."""

    listed: Sequence[Listed]
    """Of each file, its names."""
    remembered: Sequence[Listed]
    """Of each file that cannot be read whole, the names it used to make."""

    @property
    def files(self) -> Iterator[tuple[Occurrence, ...]]:
        """The names of each file."""
        return (file.occurrences for file in self.listed)

    @property
    def _all(self) -> Iterator[Listed]:
        yield from self.listed
        yield from self.remembered

    @cached_property
    def _made(self) -> frozenset[Symbol]:
        return frozenset().union(*(file.made for file in self._all))

    def _called(self, name: str) -> Iterator[Occurrence]:
        for file in self.listed:
            yield from file.called.get(name, ())

    @cached_property
    def _speakers(self) -> dict[str, str]:
        """Whose speech each name opens, as it is printed."""
        found: dict[str, str] = {}
        for file in reversed(self.listed):
            found.update(file.speakers)
        return found

    @cached_property
    def _spoken(self) -> dict[str, list[Occurrence]]:
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for file in self.listed:
            for name, one in file.speech:
                if whose := self._speakers.get(name):
                    found[whose].append(one)
        return found

    # ---- what there is

    def of_kind(self, kind: str) -> list[Symbol]:
        """Everything of one of the kinds of `MADE`, in the order of the files."""
        return list(dict.fromkeys(symbol for file in self._all for symbol in file.of_kind.get(kind, ())))

    def nameable(self, kind: str) -> Iterator[Symbol]:
        """Everything that may be named where a name of a kind of `shapes.NAMED` is written."""
        for made in NAMED.get(kind, ()):
            yield from self.of_kind(made)

    def values(self, variable: str) -> list[str]:
        """The words that a variable may be."""
        return [symbol.name for symbol in self.of_kind("value") if symbol.of == variable]

    def fact(self, name: str) -> Symbol | None:
        """The meter, variable or door message that is called so."""
        return self._first(_FACTS, name)

    def is_made(self, symbol: Symbol) -> bool:
        return symbol in self._made

    # ---- what a name means

    def meant(self, one: Occurrence) -> Symbol | None:
        """What a name refers to; none where the story has nothing that is called so."""
        if one.role == "made":
            return _symbol(one) if one.kind in MADE else None
        match one.kind:
            case "value":
                return self._first(("value",), one.name, one.of)
            case "word":
                return self._first(("value",), one.name, one.of) or self.fact(one.name)
            case "speaker":
                whose = one.of or self._speakers.get(printed(one.name), one.name)
                return self._first(("person",), whose)
            case "former scene" | "former choice":
                return self._first((one.kind.removeprefix("former "),), one.within[1])
            case _:
                return self._first(NAMED.get(one.kind, ()), one.name)

    def _first(self, kinds: Sequence[str], name: str, of: str = "") -> Symbol | None:
        symbols = (Symbol(kind, name, of) for kind in kinds)
        return next((symbol for symbol in symbols if symbol in self._made), None)

    # ---- where a name stands

    def made(self, symbol: Symbol) -> list[Occurrence]:
        """Where it is made up: once, in a story without a slip."""
        return [one for file in self._all for one in file.made.get(symbol, ())]

    def uses(self, symbol: Symbol) -> Iterator[Occurrence]:
        """Everywhere else it is written, in the order of the files."""
        for one in self._called(symbol.name):
            if one.role not in ("made", "former", "called") and self.meant(one) == symbol and one.kind != "speaker":
                yield one
        if symbol.kind == "person":
            yield from self._spoken.get(symbol.name, ())
            yield from (one for one in self._called(symbol.name) if one.kind == "speaker" and self._is_id(one))

    def _is_id(self, one: Occurrence) -> bool:
        """Whether a speaker is called by the name they have in the files."""
        return one.role == "named" and printed(one.name) not in self._speakers


def _symbol(one: Occurrence) -> Symbol:
    return Symbol(one.kind, one.name, one.of if one.kind == "value" else "")

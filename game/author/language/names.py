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
class Names:
    """The names of a story."""

    files: Sequence[tuple[Occurrence, ...]]
    """Of each file, its names."""
    remembered: Sequence[tuple[Occurrence, ...]]
    """Of each file that cannot be read whole, the names it used to make."""

    @cached_property
    def _made(self) -> dict[Symbol, list[Occurrence]]:
        found: dict[Symbol, list[Occurrence]] = {}
        for group in (self.files, self.remembered):
            for one in (one for some in group for one in some if one.role == "made"):
                found.setdefault(_symbol(one), []).append(one)
        return found

    @cached_property
    def _of_kind(self) -> dict[str, list[Symbol]]:
        found: dict[str, list[Symbol]] = defaultdict(list)
        for symbol in self._made:
            found[symbol.kind].append(symbol)
        return found

    @cached_property
    def _called(self) -> dict[str, list[Occurrence]]:
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for some in self.files:
            for one in some:
                found[one.name].append(one)
        return found

    @cached_property
    def _speakers(self) -> dict[str, str]:
        """Whose speech each name opens, as it is printed."""
        called = [one for some in self.files for one in some if one.role == "called"]
        return {printed(one.name): one.of for one in reversed(called)}

    @cached_property
    def _spoken(self) -> dict[str, list[Occurrence]]:
        found: dict[str, list[Occurrence]] = defaultdict(list)
        for some in self.files:
            for one in some:
                if one.kind == "speaker" and one.role == "named" and (whose := self._speakers.get(printed(one.name))):
                    found[whose].append(one)
        return found

    # ---- what there is

    def of_kind(self, kind: str) -> list[Symbol]:
        """Everything of one of the kinds of `MADE`, in the order of the files."""
        return self._of_kind.get(kind, [])

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
        return self._made.get(symbol, [])

    def uses(self, symbol: Symbol) -> Iterator[Occurrence]:
        """Everywhere else it is written, in the order of the files."""
        for one in self._called.get(symbol.name, ()):
            if one.role not in ("made", "former", "called") and self.meant(one) == symbol and one.kind != "speaker":
                yield one
        if symbol.kind == "person":
            yield from self._spoken.get(symbol.name, ())
            yield from (one for one in self._called.get(symbol.name, ()) if one.kind == "speaker" and self._is_id(one))

    def _is_id(self, one: Occurrence) -> bool:
        """Whether a speaker is called by the name they have in the files."""
        return one.role == "named" and printed(one.name) not in self._speakers


def _symbol(one: Occurrence) -> Symbol:
    return Symbol(one.kind, one.name, one.of if one.kind == "value" else "")

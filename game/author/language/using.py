"""Where a thing is used, in an author's words: where it is set and read, led to, spoken, named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.author.language.index import Occurrence
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.story.nearest import listed

MOST_NAMED: Final = 5
"""Things of a kind that are named one by one; of more, how many they are."""


def used(story: OpenStory, symbol: Symbol) -> list[str]:
    """Where it is set and read, led to, spoken, named: a sentence each."""
    uses = list(story.names.uses(symbol))
    if symbol.kind in _FACTS:
        return _read_and_set(story, symbol, uses)
    named = {
        "Led to from": [one for one in uses if one.kind == "target"],
        "Asked about in": [one for one in uses if one.role == "read"],
        "Speaks in": [one for one in uses if one.kind == "speaker"],
        "Named in": [one for one in uses if one.kind not in ("target", "speaker") and one.role != "read"],
    }
    said = [f"{what} {_places(some)}." for what, some in named.items() if some]
    return said or [_UNNAMED.get(symbol.kind, "Nothing names it.")] * (symbol.kind != "pair")


_UNNAMED: Final = {"choice": "No condition asks about it.", "ending": "No `goto:` names it."}


_FACTS: Final = ("meter", "variable", "message", "value")


def _read_and_set(story: OpenStory, symbol: Symbol, uses: list[Occurrence]) -> list[str]:
    read = [one for one in uses if one.role == "read"]
    asked = f"Read in {_places(read)}." if read else "No condition reads it."
    if symbol.kind == "message":
        return [asked]
    changed = [one for one in uses if one.role == "set"]
    verb = "changes" if symbol.kind == "meter" else "sets"
    if not changed:
        return [f"Nothing {verb} it.", asked]
    by_value = _by_value(story, symbol, changed) if symbol.kind == "variable" else {}
    if by_value:
        return [*(f"Set to {value} in {_places(some)}." for value, some in by_value.items()), asked]
    return [f"{'Changed' if symbol.kind != 'value' else 'Set'} in {_places(changed)}.", asked]


def _by_value(story: OpenStory, symbol: Symbol, changed: list[Occurrence]) -> dict[str, list[Occurrence]]:
    """Where a variable is set, by what it is set to; nothing where it is a count, and added to."""
    values = {
        (one.within, one.span.file): one.name
        for some in story.names.files
        for one in some
        if one.kind == "value" and one.role == "set" and one.of == symbol.name
    }
    found: dict[str, list[Occurrence]] = {}
    for one in changed:
        if one.kind == "variable" and (one.within, one.span.file) in values:
            found.setdefault(values[one.within, one.span.file], []).append(one)
    return found if sum(map(len, found.values())) == len(changed) else {}


_MANY: Final = {"a drain": "the drains", "`fold`": "`fold`", "`style`": "`style`", "": "the head"}


def _places(uses: Iterable[Occurrence]) -> str:
    """The things that names stand in, each with what it is: `the choices a, b and 12 scenes`."""
    groups: dict[str, list[str]] = {}
    for what, name in dict.fromkeys(one.within for one in uses):
        groups.setdefault(what if name else _MANY.get(what, what), []).append(f"`{name}`" if name else "")
    return listed([_together(what, names) for what, names in groups.items()])


def _together(what: str, names: list[str]) -> str:
    if not names[0]:
        return what
    plain = _PLAIN.get(what, what.removeprefix("a ").removeprefix("an "))
    many = _PLURAL.get(plain, f"{plain}s")
    if len(names) > MOST_NAMED:
        return f"{len(names)} {many}"
    return f"the {plain if len(names) == 1 else many} {', '.join(names)}"


_PLURAL: Final = {"person": "people"}
_PLAIN: Final = {"a door message": "message", "person": "person", "somebody in the cast": "person"}

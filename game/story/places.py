"""The places of a story, read. What stands under `instead` asks where the place is shown: as the half that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

from yaml.nodes import Node

from game.story.condition import Chose, Condition, Name, Visited, parts
from game.story.condition import Node as Part
from game.story.condition_check import ConditionCheck, Scope
from game.story.keys import KEYS
from game.story.model import Scene
from game.story.nodes import Fields, span_of
from game.story.place import Instead, Place, Spot
from game.story.reader import Reader

_DECIMAL: Final = re.compile(r"-?\d{1,6}(?:\.\d{1,6})?")
_OTHERWISE: Final = "what is seen instead"


def read_places(read: Reader, node: Node, scenes: Iterable[Scene], chapters: Iterable[str]) -> dict[str, Place]:
    """Every place.

    Args:
        read: told already what conditions may name.
        node: what stands under `places`.
        scenes: the scenes that show them.
        chapters: in the order they are lived.
    """
    shown = _shown(scenes, chapters)
    found = {}
    for _, key, value in read.named(node, "`places`"):
        ident = read.declare("place", key, "a place")
        fields = read.fields(value, "a place", KEYS["a place"])
        if not ident or not fields:
            continue
        read.require(fields, key, f"the place `{ident}`", "looks")
        shape = read.one_of(fields["shape"], "`shape`", ("wide", "column")) if "shape" in fields else None
        found[ident] = Place(
            id=ident,
            picture=_file(read, fields, "picture"),
            sound=_file(read, fields, "sound"),
            looks=read.plain(fields.get("looks"), "`looks`"),
            wide=shape == "wide",
            spots=tuple(_spots(read, fields.get("spots"))),
            span=span_of(key),
            instead=tuple(_otherwise(read, fields.get("instead"), shown.get(ident, {}))),
        )
    return found


def _shown(scenes: Iterable[Scene], chapters: Iterable[str]) -> dict[str, dict[str, Scope]]:
    """For each place the halves that it is shown to, and the last chapter in which each is."""
    order = {chapter: at for at, chapter in enumerate(chapters)}
    shown: dict[str, dict[str, Scope]] = {}
    for scene in scenes:
        for place in scene.places:
            halves = shown.setdefault(place, {})
            last = halves.get(scene.half)
            if last is None or order.get(scene.chapter, -1) > order.get(last.chapter, -1):
                halves[scene.half] = Scope(scene.half, scene.chapter)
    return shown


def _file(read: Reader, fields: Fields, kind: str) -> str | None:
    """The name of a file, without folders above it."""
    return (read.mention(kind, fields[kind], f"`{kind}`") or None) if kind in fields else None


def _spots(read: Reader, node: Node | None) -> Iterator[Spot]:
    for item in read.items(node, "`spots`") if node is not None else ():
        numbers = [_decimal(read, part) for part in read.items(item, "a spot")]
        if len(numbers) == 3 and None not in numbers:
            x, y, height = cast(list[float], numbers)
            yield x, y, height
        elif len(numbers) != 3:
            help_ = "where the middle is, where the feet are, how tall: `[120, 610, 340]`"
            read.report.error("wrong-kind", "a spot is three numbers", span_of(item), help=help_)


def _decimal(read: Reader, node: Node) -> float | None:
    written = read.words(node, "a number") or ""
    if _DECIMAL.fullmatch(written):
        return float(written)
    read.report.error("not-a-number", f"`{written[:40]}` is not a number", span_of(node))
    return None


def _otherwise(read: Reader, node: Node | None, shown: Mapping[str, Scope]) -> Iterator[Instead]:
    """How the place may look otherwise; `shown` are the halves it is shown to."""
    for item in read.items(node, "`instead`") if node is not None else ():
        fields = read.fields(item, _OTHERWISE, KEYS[_OTHERWISE])
        if not fields or not read.require(fields, item, _OTHERWISE, "when", "looks"):
            continue
        asked = _asked(read, fields["when"], shown)
        picture, looks = _file(read, fields, "picture"), read.plain(fields["looks"], "`looks`")
        spots = tuple(_spots(read, fields["spots"])) if "spots" in fields else None
        if asked is not None:
            yield Instead(*asked, picture, looks, spots, span_of(fields["when"]))


def _asked(read: Reader, node: Node, shown: Mapping[str, Scope]) -> tuple[Condition, frozenset[str]] | None:
    """A condition, and the halves that ask it: all those who can read what it names. It is an error where none can."""
    condition = read.parsed(node)
    if condition is None:
        return None
    asking = [scope for scope in shown.values() if _can_ask(read.check, condition, scope.half)]
    bound = condition
    for scope in asking[:1] or [*shown.values()][:1] or [Scope("", "")]:
        bound = read.check.bind(condition, scope)
    for scope in asking[1:]:
        _ask_in_time(read.check, condition, scope)
    return bound, frozenset(scope.half for scope in asking)


def _can_ask(check: ConditionCheck, condition: Condition, half: str) -> bool:
    """Whether a half can read all that a condition names; of a name that nothing has, that is not the question."""
    return all(_can_see(check, part, Scope(half, "")) for part in parts(condition))


def _can_see(check: ConditionCheck, part: Part, scope: Scope) -> bool:
    """Whether what one part of a condition names is this half's to know."""
    if isinstance(part, Name):
        variable = check.names.variables.get(part.name)
        return variable is None or check.may_read(variable, scope)
    if isinstance(part, Visited):
        return check.may_remember(check.names.scene_halves.get(part.scene), scope)
    return not isinstance(part, Chose) or check.may_remember(check.names.choice_halves.get(part.choice), scope)


def _ask_in_time(check: ConditionCheck, condition: Condition, scope: Scope) -> None:
    """Note what a condition that has been bound asks after the last chapter that may."""
    for part in parts(condition):
        if isinstance(part, Name) and (variable := check.names.variables.get(part.name)) is not None:
            check.in_time(part, variable, scope)

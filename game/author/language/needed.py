"""Which keys a thing cannot be without: found out by having the reader read things that lack them, so that it is said in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

from game.story.assembly import REQUIRED
from game.story.keys import KEYS
from game.story.reading import read
from game.story.shapes import (
    SHAPES,
    By,
    Either,
    Id,
    Made,
    Name,
    Number,
    Pair,
    Phrases,
    Shape,
    Signed,
    Thing,
    Things,
    Values,
    Word,
)

_PROBE: Final = "probe"
_LACKS: Final = re.compile(r"has no `(\w+)`")
_NEITHER: Final = re.compile(r"has neither `(\w+)` nor `(\w+)`")
_ADD: Final = re.compile(r"add `(\w+):` with")
DEEPEST: Final = 4
"""Things inside each other."""
MOST_TRIES: Final = 8
"""Readings of one thing: what it lacks is not all said at once."""


@attrs.frozen
class Needed:
    """What a thing cannot be without."""

    keys: tuple[str, ...]
    either: tuple[tuple[str, str], ...]
    """Pairs of keys of which there is to be one."""


def needed() -> dict[str, Needed]:
    """By each thing of the format, what it cannot be without."""
    found = {"a story": Needed(REQUIRED, ())}
    for what, steps in _things("a story", ()):
        found.setdefault(what, _of(what, steps))
    return found


def _things(what: str, steps: tuple[tuple[str, Shape], ...]) -> Iterator[tuple[str, tuple[tuple[str, Shape], ...]]]:
    """Each thing inside another, and the keys that lead to it."""
    for name, key in SHAPES[what].items():
        for shape in _each(key.holds):
            inside = _inner(shape)
            if inside is not None and len(steps) < DEEPEST:
                here = (*steps, (name, shape))
                yield inside, here
                yield from _things(inside, here)


def _each(shape: Shape) -> tuple[Shape, ...]:
    return shape.shapes if isinstance(shape, Either) else (shape,)


def _inner(shape: Shape) -> str | None:
    """The thing that a shape is made of."""
    match shape:
        case Thing(what) | Things(what):
            return what
        case Made(_, holds) | By(_, holds):
            return next((found for one in _each(holds) if (found := _inner(one)) is not None), None)
        case _:
            return None


def _of(what: str, steps: tuple[tuple[str, Shape], ...]) -> Needed:
    keys: dict[str, None] = {}
    either: dict[tuple[str, str], None] = {}
    # Twice, each time beginning with another key, which the other then finds missing.
    for first in KEYS[what][:1], KEYS[what][-1:]:
        has = dict.fromkeys(first)
        for _ in range(MOST_TRIES):
            lacks, neither = _missed(what, steps, tuple(has))
            either.update(dict.fromkeys(neither))
            new = [key for key in (*lacks, *(one for one, _ in neither)) if key not in has]
            if not new:
                break
            has.update(dict.fromkeys(new))
            keys.update(dict.fromkeys(key for key in lacks))
    return Needed(tuple(key for key in KEYS[what] if key in keys), tuple(either))


def _missed(
    what: str, steps: tuple[tuple[str, Shape], ...], has: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What the reader says is missing of a thing that has some keys and no others."""
    lines = [] if steps[0][0] == "meters" else [_METER]
    indent = ""
    for name, shape in steps[:-1]:
        lines.append(f"{indent}{name}:")
        indent += "  "
        match shape:
            case Things(inner) if "id" in SHAPES[inner]:
                lines.append(f"{indent}- id: {_PROBE}-{name}")
                indent += "  "
            case Things(inner):
                lines.append(f"{indent}- {next(iter(SHAPES[inner]))}: x")
                indent += "  "
            case Made() | By():
                lines.append(f"{indent}{_PROBE}:")
                indent += "  "
            case Thing(inner):
                # What names anything is written, for the reader to go on to what is looked at.
                named = (key for key, held in SHAPES[inner].items() if isinstance(held.holds, Name))
                lines.extend(f"{indent}{key}: x" for key in named)
            case _:
                pass
    name, shape = steps[-1]
    lines.append(f"{indent}{name}:")
    before = "- " if isinstance(shape, Things) else f"{_PROBE}: " if isinstance(shape, Made | By) else ""
    fields = ", ".join(f"{key}: {_some(SHAPES[what][key].holds, key)}" for key in has)
    lines.append(f"{indent}  {before}{{{fields}}}")
    file = Path("/nowhere/story.yaml").absolute()
    found = read(file, unsaved={file: "\n".join(lines)}).diagnostics
    here = [one for one in found if one.span.line == len(lines) and one.severity == "error"]
    lacks = [match[1] for one in here if (match := _LACKS.search(one.message))]
    lacks.extend(match[1] for one in here if one.help is not None and (match := _ADD.match(one.help)))
    neither = [(match[1], match[2]) for one in here if (match := _NEITHER.search(one.message))]
    return tuple(key for key in lacks if key in SHAPES[what]), tuple(neither)


_METER: Final = f"meters: {{{_PROBE}: {{range: [0, 4], start: 1}}}}"
"""A meter, for what is said of one. There are no halves: nobody need then say whose a part or a variable is."""


def _some(shape: Shape, key: str) -> str:
    """Something that may stand there."""
    match _each(shape)[0]:
        case Pair():
            return "[0, 4]"
        case Values():
            return "[no, yes]"
        case Number():
            return "1"
        case Signed():
            return "+1"
        case Word(words):
            return words[0]
        case Things() | Made() | By() | Phrases() | Thing():
            return "{}" if not isinstance(shape, Things) else "[]"
        case Id():
            return f"{_PROBE}-{key}"
        case _:
            return "x"

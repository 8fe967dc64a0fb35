"""The JSON Schema (2020-12) of a story's files, for editors without the language server.

It is made from the table of the format, and from what the reader says is missing: nothing of the format is typed here a second time. A
schema sees one file and no names, so that it says less than `ampersand check` does; what it calls wrong, `check` does too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from game.author.language import describing
from game.author.language.needed import Needed, needed
from game.author.language.opened import OpenStory
from game.story.shapes import (
    SHAPES,
    WORDS,
    Asked,
    By,
    Either,
    File,
    Id,
    Ids,
    Line,
    Lines,
    Made,
    Name,
    Number,
    Pair,
    Phrases,
    Prose,
    Shape,
    Signed,
    Spots,
    Thing,
    Things,
    Value,
    Values,
    Word,
)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_STORY: Final = "a story"
# A story's texts are the characters that were written: what YAML takes for a number or a no is a word too.
_SCALARS: Final = ["string", "number", "boolean"]
_TEXT: Final = {"type": [*_SCALARS, "null"]}
_WORD: Final = {"type": _SCALARS}
# An id begins with a letter or a digit; letters of every language are what is no space and no mark of ASCII's.
_ID: Final = r"^[^\s!-/:-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*$"
_NAME: Final = {"type": _SCALARS, "pattern": _ID}
_WHOLE: Final = r"^[+-]?[0-9]+$"


def schema(story: OpenStory | None = None, *, whole: bool = False) -> dict[str, Any]:
    """The schema.

    Args:
        story: the story whose names an editor is to offer; it takes others too, since the story goes on. None for no names.
        whole: of a story that is one file, and so has in it all that a story must; else of any file of a story.
    """
    lacking, make = needed(), _Schema(story)
    things = {what: make.thing(what, lacking.get(what)) for what in SHAPES if what != _STORY}
    top = make.thing(_STORY, lacking[_STORY] if whole else None)
    return {
        "$schema": DIALECT,
        "title": "A story in one file" if whole else "A file of a story",
        "description": "What may stand in it, and what each key is for. `ampersand check` says more, and better.",
        **top,
        "$defs": {_slug(what): found for what, found in things.items()},
    }


class _Schema:
    """One schema, being made."""

    def __init__(self, story: OpenStory | None) -> None:
        self.story = story

    def thing(self, what: str, lacking: Needed | None) -> dict[str, Any]:
        """Something with keys of its own."""
        made: dict[str, Any] = {
            "type": "object",
            "properties": {name: {"description": key.says, **self.of(key.holds)} for name, key in SHAPES[what].items()},
            "additionalProperties": False,
        }
        if what == "a beginning":
            # A block for each half, by its name.
            made["additionalProperties"] = {"$ref": _ref(what)}
        if lacking is not None and lacking.keys:
            made["required"] = list(lacking.keys)
        if lacking is not None and lacking.either:
            made["allOf"] = [{"oneOf": [{"required": [one]}, {"required": [other]}]} for one, other in lacking.either]
        return made

    def of(self, shape: Shape) -> dict[str, Any]:  # noqa: C901, PLR0912 -- a case a shape
        """What may stand in a shape."""
        match shape:
            case Id():
                return _NAME
            case Ids(_, alone):
                return _list(_NAME, or_one=alone)
            case Name(kind, many):
                return _list(self.named(kind), or_one=True) if many else self.named(kind)
            case Line() | Prose():
                return _TEXT
            case Asked() | File() | Value():
                return _WORD
            case Number(least):
                return _number(least)
            case Signed():
                return {"type": ["integer", "string"], "pattern": r"^[+-][0-9]+$", "not": {"const": 0}}
            case Pair(least):
                return _list(_number(least), least=2, most=2)
            case Spots():
                return _list(_list({"type": "number"}, least=3, most=3))
            case Word(words):
                return {"enum": list(words)}
            case Values():
                return _list(_NAME, least=2)
            case Lines(alone):
                return _list(_WORD, or_one=alone)
            case Thing(what):
                return {"$ref": _ref(what)}
            case Things(what):
                # A way on may be written by its target alone.
                one = {"$ref": _ref(what)}
                return _list(_any([one, self.named("target")]) if what == "a way on" else one)
            case Made(_, holds):
                return {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": self.of(holds)}
            case By(kind, holds):
                made: dict[str, Any] = {
                    "type": "object",
                    "propertyNames": {"pattern": _ID},
                    "additionalProperties": self.of(holds),
                }
                names = self.names(kind)
                if names:
                    made["properties"] = {name: {"description": says, **self.of(holds)} for name, says in names.items()}
                return made
            case Phrases(holds, number):
                found: dict[str, Any] = {"type": "object", "additionalProperties": self.of(holds)}
                return {**found, "propertyNames": {"pattern": _WHOLE}} if number else found
            case Either(shapes):
                return _any(self.of(one) for one in shapes)
        raise AssertionError(shape)

    def named(self, kind: str) -> dict[str, Any]:
        """The name of something; an editor offers the words that are the format's own, and the names there are."""
        if kind == "mood":
            return {"enum": list(WORDS[kind])}
        words = [*WORDS.get(kind, ()), *self.names(kind)]
        return _any([{"enum": words}, _WORD]) if words else _WORD

    def names(self, kind: str) -> dict[str, str]:
        """What the story has that may be named, and a line on each."""
        if self.story is None:
            return {}
        return {symbol.name: describing.line(self.story, symbol) for symbol in self.story.names.nameable(kind)}


def _list(
    items: dict[str, Any], *, or_one: bool = False, least: int | None = None, most: int | None = None
) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "array", "items": items}
    if least is not None:
        made["minItems"] = least
    if most is not None:
        made["maxItems"] = most
    return _any([items, made]) if or_one else made


def _any(found: Iterable[dict[str, Any]]) -> dict[str, Any]:
    flat = [one for each in found for one in (each["anyOf"] if set(each) == {"anyOf"} else [each])]
    return {"anyOf": flat}


def _number(least: int | None) -> dict[str, Any]:
    made: dict[str, Any] = {"type": ["integer", "string"], "pattern": _WHOLE}
    return made if least is None else {**made, "minimum": least}


def _ref(what: str) -> str:
    return f"#/$defs/{_slug(what)}"


def _slug(what: str) -> str:
    """The name of a thing among the definitions: `door-message`."""
    return what.strip("`").removeprefix("a ").removeprefix("an ").removeprefix("the ").replace(" ", "-")

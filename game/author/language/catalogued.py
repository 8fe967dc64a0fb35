"""The names that stand in a story's catalogues, `languages/*.po`: in their contexts, and in what its variants ask. A rename takes them
along, so that nothing that was translated is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from game.author.language.index import facts_of
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.story.condition_parser import parse
from game.story.diagnostic import Diagnostic
from game.story.folder import LARGEST_STORY
from game.story.source import OnOneLine, Span
from game.story.translation import FOLDER

_CONTEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "scene": ("scene", "recall", "talk"),
    "choice": ("choice", "hint", "then"),
    "ending": ("ending",),
    "lesson": ("lesson",),
    "chapter": ("day",),
    "part": ("drain after",),
    "meter": ("meter",),
    "message": ("door",),
    "half": ("half",),
    "person": ("cast",),
    "place": ("place",),
    "content": ("content",),
    "group": ("group",),
    "pair": ("pair",),
}
"""By the kind of a name, what stands before it in a context."""
_ASKING: Final = ("scene", "choice", "meter", "variable", "message", "value")
_STRING: Final = re.compile(r'\s*(?:(msgctxt|msgid|msgstr)(?:\[\d\])?\s+)?"((?:[^"\\]|\\.)*)"\s*$')
_CONTEXT: Final = re.compile(r"(?P<what>[a-z]+(?: after)?) (?P<name>[\w-]+)(?:, (?P<who>[\w-]+))?")
_CONDITION: Final = re.compile(r"(?<=[{|])[^{}|:]+(?=:)")


def catalogued(story: OpenStory, symbol: Symbol) -> Iterator[Span]:
    """Everywhere a catalogue of the story names something."""
    folder = (story.folder if story.folder.is_dir() else story.folder.parent) / FOLDER
    for path in sorted(folder.glob("*.po")) if folder.is_dir() else ():
        before = ""
        for text, places in _strings(_lines(path)):
            # What a meter is called is shown, and so translated, and is its name.
            is_shown = symbol.kind == "meter" and before == "msgctxt meter" and text == f"msgid {symbol.name}"
            before = text
            for start in (len("msgid "),) if is_shown else _named(story, symbol, text):
                line, column = places[start]
                # A long string is broken anywhere, in a name too: then the two ends are put together again.
                last, end = places[start + len(symbol.name) - 1]
                yield Span(path.as_posix(), line, column, last, end + 1)


def _named(story: OpenStory, symbol: Symbol, text: str) -> Iterator[int]:
    """Where a string of a catalogue, its keyword before it, names something."""
    keyword, _, words = text.partition(" ")
    begins = len(keyword) + 1
    if keyword == "msgctxt":
        context = _CONTEXT.fullmatch(words)
        if context is not None and context["name"] == symbol.name and context["what"] in _CONTEXTS.get(symbol.kind, ()):
            yield begins + context.start("name")
        if context is not None and symbol.kind == "person" and context["who"] == symbol.name:
            yield begins + context.start("who")
    elif symbol.kind in _ASKING and symbol.name in words:
        for asked in _CONDITION.finditer(text, begins):
            found = parse(text, OnOneLine("", 1, 1), *asked.span())
            if not isinstance(found, Diagnostic):
                names = [one for one in facts_of(found, ("", "")) if one.name == symbol.name]
                yield from (one.span.column - 1 for one in names if story.names.meant(one) == symbol)


def _strings(lines: list[str]) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each string of a catalogue after its keyword and a space; and, for each character of that, its line and column."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(lines, 1):
        match = _STRING.match(line)
        if match is None or match[1]:
            if text:
                yield "".join(text), places
            text, places = [], []
        if match is None:
            continue
        if match[1]:
            text.append(f"{match[1]} ")
            places.extend([(number, 1)] * len(text[-1]))
        text.append(match[2])
        places.extend((number, match.start(2) + at + 1) for at in range(len(match[2])))
    if text:
        yield "".join(text), places


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_STORY).decode().split("\n")
    except (OSError, UnicodeDecodeError):
        return []

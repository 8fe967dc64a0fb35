"""What stands under a cursor; where it is made, where it is used; what there is in a file and in the whole story."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import attrs

from game.author.language import describing
from game.author.language.formats import alternatives, shape_at
from game.author.language.index import Occurrence
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory, View
from game.author.language.place import Place, place_at
from game.story.shapes import SHAPES, WORDS, Asked, By, Id, Line, Name, Prose, Shape, Thing, Value, Word
from game.story.source import Span

_WORD: Final = re.compile(r"[\w-]+")
_SLOT: Final = re.compile(r"\{\s*(\w+)\s*\}")
_KEYWORDS: Final = {
    "visited": "`visited(scene)`: whether the scene has been entered in this life.",
    "chose": "`chose(choice)`: whether the choice has been made in this life.",
    "and": "Both have to hold.",
    "or": "Either is enough.",
    "not": "Holds when what follows does not.",
}


@attrs.frozen
class Hover:
    """What is said of the thing under a cursor."""

    span: Span
    """The word it is said of."""
    text: str
    """Markdown."""


@attrs.frozen
class Entry:
    """Something that is made in a story: for an outline of a file, or a list to search."""

    symbol: Symbol
    span: Span
    """Its name."""
    whole: Span
    """All of it."""
    says: str
    inside: tuple[Entry, ...] = ()


def under(story: OpenStory, path: Path, line: int, column: int) -> tuple[Symbol, Span] | None:
    """The thing whose name a cursor is on, and where that name stands; none where it is on no name the story has."""
    view = story.view(path)
    if view is None:
        return None
    here = [one for one in view.index.occurrences if _holds(one.span, line, column) and not one.implied]
    for one in here:
        meant = story.names.meant(one)
        if meant is not None:
            return meant, one.span
    return None if here or view.index.complete else _guessed(story, view, line, column)


def hover(story: OpenStory, path: Path, line: int, column: int) -> Hover | None:
    """What is to be said of what a cursor is on: a name, a key, a word of a condition, a word the player fills in."""
    view = story.view(path)
    if view is None:
        return None
    found = under(story, path, line, column)
    if found is not None:
        said = describing.paragraph(story, found[0])
        former = any(one.span == found[1] and one.role == "former" for one in view.index.occurrences)
        return Hover(found[1], f"What this used to be called, so that old saves find it:\n\n{said}" if former else said)
    return _word_hover(view, line, column)


def definition(story: OpenStory, path: Path, line: int, column: int) -> tuple[Span, ...]:
    """Where the thing under a cursor is made up: its name there. More than one only where a name is made twice."""
    found = under(story, path, line, column)
    return tuple(_now(story, one) for one in story.names.made(found[0])) if found is not None else ()


def references(story: OpenStory, path: Path, line: int, column: int, *, made: bool = True) -> tuple[Occurrence, ...]:
    """Everywhere the thing under a cursor is written, with whether it is read or set there.

    Args:
        story: the story.
        path: the file the cursor is in.
        line: its line, from 1.
        column: its column, from 1.
        made: whether the place it is made up in is among them.
    """
    found = under(story, path, line, column)
    if found is None:
        return ()
    first = story.names.made(found[0]) if made else []
    return (*(one for one in first if not one.implied), *story.names.uses(found[0]))


def outline(story: OpenStory, path: Path) -> tuple[Entry, ...]:
    """What is made in a file, in its order: each scene with its choices, each chapter with its parts."""
    view = story.view(path)
    if view is None:
        return ()
    made = [one for one in view.index.occurrences if one.role == "made" and one.kind in describing.CALLED]
    made.sort(key=lambda one: one.span)
    return _nested(story, view, made)


def search(story: OpenStory, words: str, most: int = 200) -> tuple[Entry, ...]:
    """What is made in any file and has the letters of `words` in its name, or the words in its line, in that order."""
    wanted = words.casefold().strip()
    near: list[tuple[int, Entry]] = []
    for view in story.views.values():
        for one in view.index.occurrences:
            if one.role != "made" or one.kind == "value" or one.kind not in describing.CALLED:
                continue
            symbol = Symbol(one.kind, one.name)
            says = describing.line(story, symbol)
            rank = _rank(wanted, one.name.casefold(), says.casefold())
            if rank is not None:
                near.append((rank, Entry(symbol, one.span, one.span, says)))
    near.sort(key=lambda pair: pair[0])
    return tuple(entry for _, entry in near[:most])


# ---- names


def _holds(span: Span, line: int, column: int) -> bool:
    return span.line <= line <= span.end_line and span.column <= column <= span.end_column


def _guessed(story: OpenStory, view: View, line: int, column: int) -> tuple[Symbol, Span] | None:
    """The name under a cursor in lines that YAML cannot read."""
    word = next((match for match in _WORD.finditer(view.line(line)) if match.start() < column <= match.end() + 1), None)
    if word is None:
        return None
    span = Span(view.file, line, word.start() + 1, line, word.end() + 1)
    place = place_at(view.lines, line, word.end() + 1)
    for held in alternatives(shape_at(place.path)):
        for kind in _kinds(held, place):
            of = place.path[-1] if kind == "value" and place.path else ""
            meant = story.names.meant(Occurrence(kind, word[0], span, "named", of=of))
            if meant is not None:
                return meant, span
    return None


def _kinds(held: Shape, place: Place) -> tuple[str, ...]:
    """Of which kinds a name can be that stands in a shape."""
    match held:
        case Name(kind) | Id(kind):
            return (kind,)
        case By(kind) if place.at == "key":
            return (kind,)
        case Value():
            return ("value",)
        case Asked() | Prose():
            return ("fact", "scene", "choice")
        case _:
            return ()


def _now(story: OpenStory, made: Occurrence) -> Span:
    """Where a name is made up; of one that is remembered from before its file broke, where that line has got to."""
    view = story.view(story.path_of(made.span.file))
    if view is None or made in view.index.occurrences:
        return made.span
    written = re.compile(rf"(?<![\w-]){re.escape(made.name)}(?![\w-])")
    lines = sorted(range(1, len(view.lines) + 1), key=lambda number: abs(number - made.span.line))
    for number in lines:
        match = written.search(view.line(number))
        if match is not None and (f"id: {made.name}" in view.line(number) or match.end() < len(view.line(number))):
            return Span(view.file, number, match.start() + 1, number, match.end() + 1)
    return made.span


# ---- what is no name


def _word_hover(view: View, line: int, column: int) -> Hover | None:
    """A key of the format, a word of a condition, or a word that is filled in."""
    text = view.line(line)
    slot = next((match for match in _SLOT.finditer(text) if match.start() < column <= match.end()), None)
    word = next((match for match in _WORD.finditer(text) if match.start() < column <= match.end() + 1), None)
    if word is None:
        return None
    span = Span(view.file, line, word.start() + 1, line, word.end() + 1)
    place = place_at(view.lines, line, word.end() + 1)
    if place.at == "comment":
        return None
    shapes = alternatives(shape_at(place.path))
    if place.at == "key" or text[word.end() :].lstrip().startswith(":"):
        found = _key_hover(view, place, span, word[0])
        if found is not None:
            return found
    if slot is not None and any(isinstance(held, Prose) for held in shapes):
        says = _slot_says(slot[1])
        return Hover(span, says) if says else None
    if word[0] in _KEYWORDS and any(isinstance(held, Asked | Prose) for held in shapes) and _is_asked(place):
        return Hover(span, _KEYWORDS[word[0]])
    named = (WORDS.get(held.kind, {}).get(word[0]) for held in shapes if isinstance(held, Name))
    of_few = (
        describing.WORDS.get(word[0]) for held in shapes if isinstance(held, Word | Line) and word[0] in _few(held)
    )
    said = next((says for says in (*named, *of_few) if says), None)
    return Hover(span, said) if said else None


def _few(held: Word | Line) -> tuple[str, ...]:
    """The words of a shape that mean something to the game."""
    return held.words if isinstance(held, Word) else held.usual


def _key_hover(view: View, place: Place, span: Span, word: str) -> Hover | None:
    """What a key is for."""
    inner = place_at(view.lines, span.line, span.column)
    path = inner.path if inner.at == "key" else place.path
    for thing in alternatives(shape_at(path)):
        key = SHAPES[thing.what].get(word) if isinstance(thing, Thing) else None
        if key is not None and isinstance(thing, Thing):
            return Hover(span, f"**{word}** of {thing.what}\n\n{key.says}")
    return None


def _is_asked(place: Place) -> bool:
    """Whether a cursor is where a condition is: under `when`, or between the brace and the colon of a variant."""
    if place.at != "block" and place.path and place.path[-1] == "when":
        return True
    opened = place.written.rfind("{")
    return opened > place.written.rfind("}")


def _slot_says(word: str) -> str:
    plain = word[:1].lower() + word[1:]
    if plain == "name":
        return "Filled in with the player's name."
    if plain == "choice":
        return "Filled in with what the player chose."
    filled = describing.filled(plain)
    return f"Filled in to suit the player: {filled}." if filled else ""


# ---- lists


def _rank(wanted: str, name: str, says: str) -> int | None:
    """How well something answers a search; none where it does not."""
    if name.startswith(wanted):
        return 0
    if wanted in name:
        return 1
    letters = iter(name)
    if all(letter in letters for letter in wanted if not letter.isspace()):
        return 2
    return 3 if wanted in says else None


def _nested(story: OpenStory, view: View, made: list[Occurrence]) -> tuple[Entry, ...]:
    outer = ("scene", "chapter", "variable")
    inner = {"choice": "scene", "part": "chapter", "value": "variable"}
    entries: list[Entry] = []
    held: list[Entry] = []

    def close() -> None:
        if entries and held:
            entries[-1] = attrs.evolve(entries[-1], inside=tuple(held))
        held.clear()

    for number, one in enumerate(made):
        symbol = Symbol(one.kind, one.name, one.of if one.kind == "value" else "")
        is_inner = one.kind in inner and bool(entries) and entries[-1].symbol.kind == inner[one.kind]
        following = next((later for later in made[number + 1 :] if is_inner or later.kind not in inner), None)
        entry = Entry(symbol, one.span, _whole(view, one, following), describing.line(story, symbol))
        if is_inner:
            if one.kind != "value":
                held.append(entry)
        else:
            close()
            entries.append(entry)
    close()
    assert all(entry.symbol.kind in outer or not entry.inside for entry in entries)
    return tuple(entries)


def _whole(view: View, one: Occurrence, following: Occurrence | None) -> Span:
    """From a name's line to the line before the next thing."""
    start = one.span.line
    last = following.span.line - 1 if following is not None else len(view.lines)
    while last > start and not view.line(last).strip():
        last -= 1
    last = max(last, start)
    return Span(view.file, start, 1, last, len(view.line(last)) + 1)

"""What may be written where a cursor stands: keys, names, values, words; nearest first, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from game.author.language import describing
from game.author.language.allowed import Allowed
from game.author.language.formats import alternatives, shape_at
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.author.language.place import Place, place_at
from game.story.condition import COMPARISONS
from game.story.keys import ONCE
from game.story.model import Variable
from game.story.prose_parser import SLOTS
from game.story.shapes import (
    SHAPES,
    WORDS,
    Asked,
    By,
    File,
    Line,
    Made,
    Name,
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
from game.story.source import Span

_ASKING: Final = re.compile(r"\b(visited|chose)\s*\(\s*([\w-]*)$")
_AGAINST: Final = re.compile(r"([^\W\d]\w*(?:-\w+)*)\s*(==|!=|<=|>=|<|>)\s*([\w-]*)$")
_BEGUN: Final = re.compile(r"[\w-]*$")
_ENDED: Final = re.compile(r"(?:^|[\s(])(?P<last>[^\W\d]\w*(?:-\w+)*|\d+|\))\s+[\w=<>!]*$")
_SPEAKING: Final = re.compile(r"[^\W_][\w .’'-]*$|^$")
_INSTEAD: Final = {
    "say": ("text",),
    "text": ("say",),
    "choices": ("goto",),
    "goto": ("choices",),
    "values": ("range",),
    "range": ("values",),
}
"""Keys that stand instead of each other."""
_JOINING: Final = ("and", "or", "not")
_FILES: Final = {
    "picture": ("pictures", (".svg", ".png", ".jpg", ".webp")),
    "sound": ("sounds", (".ogg",)),
    "dial": ("instruments", (".svg",)),
}
"""The folder of each kind of file, and how its files end."""


@attrs.frozen
class Completion:
    """Something that may be written."""

    label: str
    """What a list shows."""
    kind: str
    """`key`, `word`, or what it is the name of, as in `names.MADE`: for its sign in the list."""
    says: str
    """What it is, in a line."""
    insert: str
    """What to write, instead of what stands in `span`. It may be several lines."""
    span: Span
    """What it is written over: on one line, up to the cursor and as far as the word goes on after it."""
    rank: int = 0
    """The lower, the nearer: for the order of a list."""


def completions(story: OpenStory, path: Path, line: int, column: int) -> tuple[Completion, ...]:
    """What may be written at a place, in the order to show it; all of it, for an editor to narrow down as letters are typed.

    Args:
        story: the story.
        path: the file.
        line: the line, from 1.
        column: the column, from 1, before whose character the cursor stands.
    """
    view = story.view(path)
    if view is None:
        return ()
    place = place_at(view.lines, line, column)
    offer = _Offer(story, place, view.file, view.line(line), (line, column))
    found: dict[str, Completion] = {}
    for one in sorted(offer.all(), key=lambda one: one.rank):
        found.setdefault(one.label, one)
    return tuple(found.values())


class _Offer:
    """What may be written at one place."""

    def __init__(self, story: OpenStory, place: Place, file: str, text: str, at: tuple[int, int]) -> None:
        self.story, self.place, self.file, self.text = story, place, file, text
        self.line, self.column = at
        self.allowed = Allowed(story, place)

    def all(self) -> Iterator[Completion]:
        place = self.place
        if place.at == "comment":
            return
        shapes = alternatives(shape_at(place.path))
        if place.at == "key":
            for shape in shapes:
                if not place.is_flow or isinstance(shape, Thing | By | Made):
                    yield from self.inside(shape)
        else:
            for shape in shapes:
                yield from self.value(shape)

    # ---- keys

    def inside(self, shape: Shape) -> Iterator[Completion]:
        """What may be written at the beginning of a line, or after a brace."""
        match shape:
            case Thing(what):
                yield from self.keys(what)
                if what == "a beginning":
                    yield from self.names(("half",), after=self.colon())
            case Things(what) if not self.place.is_flow and not self.place.written:
                another = what.removeprefix("a ").removeprefix("an ")
                yield self.made("- ", "key", f"Another {another}.", insert=f"- {self.first_key(what)}")
            case By(kind, holds):
                after = ": " if isinstance(holds, Name | Value | Signed) or self.place.is_flow else self.colon()
                yield from self.named(kind, after=self.unless_written(after))
            case _ if self.place.path:
                yield from self.value(shape)

    def first_key(self, what: str) -> str:
        return "id: " if "id" in SHAPES[what] else f"{next(iter(SHAPES[what]))}: "

    def keys(self, what: str) -> Iterator[Completion]:
        """The keys of a thing that it does not have yet."""
        beside = self.place.beside
        elsewhere = self.elsewhere() if what == "a story" else frozenset()
        for rank, (name, key) in enumerate(SHAPES[what].items()):
            is_there = name in beside and name != self.place.written
            if is_there or name in elsewhere or any(other in beside for other in _INSTEAD.get(name, ())):
                continue
            insert = name + self.unless_written(self.opening(key.holds))
            yield self.made(name, "key", key.says, insert=insert, rank=rank + 50 * (name == "was"))

    def elsewhere(self) -> frozenset[str]:
        """What stands at the top of another file, and may stand in one only."""
        others = (view for view in self.story.views.values() if view.file != self.file)
        begun = {line.partition(":")[0] for view in others for line in view.lines if line[:1].isalpha()}
        return frozenset(begun & set(ONCE))

    def opening(self, shape: Shape) -> str:
        """What follows a key, for its value to be typed at once."""
        if self.place.is_flow:
            return ": "
        deeper = "\n" + " " * (self.place.indent + 2)
        match shape:
            case Prose(speech=True):
                return f": |{deeper}"
            case Things(what):
                return f":{deeper}- {self.first_key(what)}"
            case Made() | Thing():
                return f":{deeper}"
            case _:
                return ": "

    def colon(self) -> str:
        return self.unless_written(": " if self.place.is_flow else ":\n" + " " * (self.place.indent + 2))

    def unless_written(self, after: str) -> str:
        """Nothing, where the colon stands there already."""
        rest = self.text[self.column - 1 + len(self.tail()) :]
        return "" if rest.lstrip().startswith(":") else after

    # ---- values

    def value(self, shape: Shape) -> Iterator[Completion]:  # noqa: C901 -- a case a shape
        match shape:
            case Name(kind):
                yield from self.named(kind)
            case Word(words) | Line(words):
                for rank, word in enumerate(words):
                    says = SHAPES["`style`"][word].says if word in SHAPES["`style`"] else describing.WORDS.get(word, "")
                    yield self.made(word, "word", says, rank=rank)
            case Value():
                yield from self.value_words()
            case Values() if not self.place.is_flow and not self.place.written:
                yield self.made("[no, yes]", "word", "It can be asked by its name alone.")
            case Asked():
                yield from self.condition(self.place.written)
            case Prose(speech):
                yield from self.prose(speech=speech)
            case File(kind):
                yield from self.files(kind)
            case Signed():
                yield from self.amounts()
            case Pair() | Spots() | Phrases() | Made():
                return
            case _:
                return

    def named(self, kind: str, *, after: str = "") -> Iterator[Completion]:
        """Names of the kind that is written here, and the words that mean something among them."""
        for word, says in WORDS.get(kind, {}).items():
            yield self.made(word, "word", says, insert=word + after, rank=-1 if kind != "mood" else 0)
        symbols: Iterable[Symbol] = self.story.names.nameable(kind)
        if kind in ("count", "variable", "given"):
            symbols = [symbol for symbol in symbols if self.allowed.may_be_set(symbol, kind)]
        if kind == "target":
            told = {ending.scene for draft in self.story.drafts for ending in draft.story.endings.values()}
            symbols = [one for one in symbols if one.name not in told and self.allowed.can_lead_to(one)]
        taken = self.place.beside if self.place.at == "key" else {}
        for symbol in symbols:
            if symbol.name not in taken or symbol.name == self.place.written:
                yield self.of(symbol, after=after)

    def names(self, kinds: Sequence[str], *, after: str = "") -> Iterator[Completion]:
        for kind in kinds:
            for symbol in self.story.names.of_kind(kind):
                yield self.of(symbol, after=after)

    def value_words(self) -> Iterator[Completion]:
        """The values of the variable whose name stands before."""
        path = self.place.path
        name = path[-2] if len(path) > 1 and path[0] == "variables" else path[-1]
        variable = self.story.thing("variable", name)
        words = self.story.names.values(name)
        if not words and isinstance(variable, Variable):
            words = list(variable.values or [str(number) for number in range(variable.low, min(variable.high, 20) + 1)])
        for rank, word in enumerate(words):
            yield self.made(word, "value", f"A value of `{name}`.", rank=rank)

    def amounts(self) -> Iterator[Completion]:
        for rank, amount in enumerate(("+1", "-1", "+2", "-2", "+3", "-3")):
            yield self.made(amount, "word", "Added." if amount[0] == "+" else "Taken away.", rank=rank)

    def files(self, kind: str) -> Iterator[Completion]:
        """Pictures or sounds of the story's own, then of the game's; and the game's dials."""
        folder, endings = _FILES[kind]
        root = self.story.folder if self.story.folder.is_dir() else self.story.folder.parent
        for rank, home in enumerate((root, *self.story.shared)):
            whose = f"One of {'the story' if rank == 0 else 'the game'}'s {folder}."
            for name in _called(home / folder, endings):
                yield self.made(name.removesuffix(".svg") if kind == "dial" else name, "file", whose, rank=rank)

    # ---- conditions

    def condition(self, written: str) -> Iterator[Completion]:
        """What may come next in a condition."""
        asking = _ASKING.search(written)
        if asking is not None:
            kind = "scene" if asking[1] == "visited" else "choice"
            closes = "" if ")" in self.text[self.column - 1 :].split("}")[0].split(":")[0] else ")"
            for symbol in self.story.names.of_kind(kind):
                if self.allowed.may_be_remembered(symbol):
                    yield self.of(symbol, after=closes)
            return
        against = _AGAINST.search(written)
        if against is not None and (values := self.story.names.values(against[1])):
            for rank, word in enumerate(values):
                yield self.made(word, "value", f"A value of `{against[1]}`.", rank=rank)
            return
        ended = _ENDED.search(written)
        if ended is not None and ended["last"] not in _JOINING:
            yield from self.going_on(ended["last"])
            return
        if against is not None:
            return
        for symbol in self.story.names.nameable("fact"):
            if self.allowed.may_be_read(symbol):
                yield self.of(symbol)
        yield self.made("visited( )", "word", "Whether a scene has been entered.", insert="visited(", rank=5)
        yield self.made("chose( )", "word", "Whether a choice has been made.", insert="chose(", rank=5)
        yield self.made("not", "word", "Holds when what follows does not.", insert="not ", rank=6)

    def going_on(self, last: str) -> Iterator[Completion]:
        """What may follow a name or a number."""
        fact = self.story.names.fact(last)
        if fact is not None and fact.kind != "message":
            signs = ("==", "!=") if self.story.names.values(last) else tuple(COMPARISONS)
            for rank, sign in enumerate(signs):
                yield self.made(sign, "word", _SIGNS[sign], insert=f"{sign} ", rank=rank)
        yield self.made("and", "word", "Both have to hold.", insert="and ", rank=8)
        yield self.made("or", "word", "Either is enough.", insert="or ", rank=8)

    # ---- prose

    def prose(self, *, speech: bool) -> Iterator[Completion]:
        """Names of speakers where a paragraph begins; in braces, what they may hold."""
        written = self.place.written
        opened = written.rfind("{")
        if opened > written.rfind("}"):
            yield from self.braces(written[opened + 1 :])
        elif speech and self.place.at == "block" and "\n" not in written and _SPEAKING.match(written):
            for symbol in self.story.names.of_kind("person"):
                member = self.story.thing("person", symbol.name)
                name = member.name if member is not None and member.name else symbol.name
                if not name.casefold().startswith(written.casefold()):
                    continue
                says = describing.line(self.story, symbol).removeprefix(f"{name}: ")
                is_here = re.search(rf"(?<![\w-]){re.escape(symbol.name)}(?![\w-])", self.place.nearest("people"))
                rank = 0 if is_here else 1
                yield self.made(f"{name}:", "person", says, insert=f"{name}: ", rank=rank, whole=True)

    def braces(self, inside: str) -> Iterator[Completion]:
        asked = inside.rsplit("|", 1)[-1]
        if ":" in asked:
            return
        if "|" not in inside and _BEGUN.fullmatch(inside):
            filled = (*SLOTS, "choice") if self.place.path[-3:-1] == ("evidence", "-") else SLOTS
            for rank, word in enumerate(filled):
                yield self.made(word, "word", describing.filled(word), rank=10 + rank)
        yield from self.condition(asked.lstrip())

    # ---- one

    def of(self, symbol: Symbol, *, after: str = "") -> Completion:
        says = describing.line(self.story, symbol)
        rank = 0 if symbol.kind == "part" and symbol.name == self.part_above() else self.allowed.nearness(symbol)
        return self.made(symbol.name, symbol.kind, says, insert=symbol.name + after, rank=rank)

    def part_above(self) -> str:
        """The part that the scene above belongs to, as the one being written most likely does."""
        view = next((view for view in self.story.views.values() if view.file == self.file), None)
        parts = [one for one in view.index.occurrences if one.kind == "part" and one.role == "named"] if view else []
        return next((one.name for one in reversed(parts) if one.span.line < self.line), "")

    def made(
        self, label: str, kind: str, says: str, *, insert: str | None = None, rank: int = 0, whole: bool = False
    ) -> Completion:
        """One thing to write, over the word the cursor is in; `whole`, over all that stands there."""
        begun = self.place.written.rsplit("\n", 1)[-1]
        if not whole and kind not in ("key", "file"):
            match = re.search(r"[+-]?\d*$" if label[0] in "+-" and label[-1].isdigit() else r"[\w-]*$", begun)
            begun = match[0] if match else ""
        if label[0] in "<>=!":
            match = re.search(r"[<>=!]*$", self.place.written)
            begun = match[0] if match else ""
        start = self.column - len(begun)
        span = Span(self.file, self.line, start, self.line, self.column + len(self.tail()))
        return Completion(label, kind, says, label if insert is None else insert, span, rank)

    def tail(self) -> str:
        """What of the word stands after the cursor."""
        match = re.match(r"[\w-]*", self.text[self.column - 1 :])
        return match[0] if match else ""


def _called(folder: Path, endings: Sequence[str]) -> list[str]:
    """The files in a folder, as a story calls them: two plates by the one name that both have."""
    try:
        names = [file.name for file in folder.iterdir() if file.suffix in endings]
    except OSError:
        return []
    return sorted({re.sub(r"\.(?:inner|outer)(?=\.\w+$)", "", name) for name in names})


_SIGNS: Final = {
    "<": "Less than.",
    "<=": "At most.",
    "==": "Exactly.",
    "!=": "Anything but.",
    ">=": "At least.",
    ">": "More than.",
}

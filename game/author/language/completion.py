"""What may be written where a cursor stands: keys, names, values, words; nearest first, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import attrs

from game.author.language import describing
from game.author.language.formats import alternatives, shape_at
from game.author.language.names import Symbol
from game.author.language.opened import OpenStory
from game.author.language.place import Place, place_at
from game.story.condition import COMPARISONS
from game.story.model import Fold, Part, Scene, Variable
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
_PICTURES: Final = (".svg", ".png", ".jpg", ".webp")
_SOUNDS: Final = (".ogg",)


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

    def all(self) -> Iterator[Completion]:
        place = self.place
        if place.at == "comment":
            return
        shapes = alternatives(shape_at(place.path))
        if place.at == "key":
            for shape in shapes:
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
                yield self.made("- ", "key", f"Another: {what}.", insert=f"- {self.first_key(what)}")
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
        for rank, (name, key) in enumerate(SHAPES[what].items()):
            is_there = name in beside and name != self.place.written
            if is_there or any(other in beside for other in _INSTEAD.get(name, ())):
                continue
            insert = name + self.unless_written(self.opening(key.holds))
            yield self.made(name, "key", key.says, insert=insert, rank=rank + 50 * (name == "was"))

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
            case Word(words):
                for rank, word in enumerate(words):
                    yield self.made(word, "word", "", rank=rank)
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
            case Pair() | Spots() | Line() | Phrases() | Made():
                return
            case _:
                return

    def named(self, kind: str, *, after: str = "") -> Iterator[Completion]:
        """Names of the kind that is written here, and the words that mean something among them."""
        for word, says in WORDS.get(kind, {}).items():
            yield self.made(word, "word", says, insert=word + after, rank=-1 if kind != "mood" else 0)
        symbols: Iterable[Symbol] = self.story.names.nameable(kind)
        if kind in ("count", "variable", "given"):
            symbols = [symbol for symbol in symbols if self.may_be_set(symbol, kind)]
        if kind == "target":
            told = {ending.scene for draft in self.story.drafts for ending in draft.story.endings.values()}
            symbols = [one for one in symbols if one.name not in told and self.can_lead_to(one)]
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
        """Pictures or sounds of the story's own, then of the game's."""
        folder, endings = ("sounds", _SOUNDS) if kind == "sound" else ("pictures", _PICTURES)
        root = self.story.folder if self.story.folder.is_dir() else self.story.folder.parent
        seen: set[str] = set()
        for rank, home in enumerate((root, *self.story.shared)):
            try:
                names = sorted(file.name for file in (home / folder).iterdir() if file.suffix in endings)
            except OSError:
                continue
            for name in names:
                # Two plates are called by the one name that both have.
                plain = re.sub(r"\.(?:inner|outer)(?=\.\w+$)", "", name)
                if plain not in seen:
                    seen.add(plain)
                    whose = "the story's" if rank == 0 else "the game's"
                    yield self.made(plain, "file", f"One of {whose} {folder}.", rank=rank)

    # ---- conditions

    def condition(self, written: str) -> Iterator[Completion]:
        """What may come next in a condition."""
        asking = _ASKING.search(written)
        if asking is not None:
            kind = "scene" if asking[1] == "visited" else "choice"
            closes = "" if ")" in self.text[self.column - 1 :].split("}")[0].split(":")[0] else ")"
            for symbol in self.story.names.of_kind(kind):
                if self.may_be_remembered(symbol):
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
            if self.may_be_read(symbol):
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
                says = describing.line(self.story, symbol).removeprefix(f"{name}: ")
                yield self.made(f"{name}:", "person", says, insert=f"{name}: ", whole=True)

    def braces(self, inside: str) -> Iterator[Completion]:
        asked = inside.rsplit("|", 1)[-1]
        if ":" in asked:
            return
        if "|" not in inside and _BEGUN.fullmatch(inside):
            filled = (*SLOTS, "choice") if self.place.path[-3:-1] == ("evidence", "-") else SLOTS
            for rank, word in enumerate(filled):
                yield self.made(word, "word", describing.filled(word), rank=10 + rank)
        yield from self.condition(asked.lstrip())

    # ---- what this half may read, set and lead to

    @property
    def part(self) -> Part | None:
        """The part that the scene belongs to in which the cursor is."""
        found = self.story.thing("part", self.place.nearest("part"))
        return found if isinstance(found, Part) else None

    @property
    def half(self) -> str:
        """The half that is awake where the cursor is; empty where that cannot be told, or none is."""
        if self.part is not None:
            return self.part.half
        after = self.story.thing("part", self.place.nearest("after"))
        sender, to = after.half if isinstance(after, Part) else "", self.place.nearest("to")
        match self.place.path[:1], self.place.path[2:3]:
            case ("door",), ("when",):
                return sender
            case ("door",), _:
                return to
            case ("drains",), _:
                return to or sender
            case _:
                return ""

    @property
    def fold(self) -> Fold | None:
        return next((draft.story.fold for draft in self.story.drafts if draft.story.fold), None)

    def may_be_read(self, symbol: Symbol) -> bool:
        """Whether this half, in this chapter, may read a meter, a variable or a message."""
        variable = self.story.thing(symbol.kind, symbol.name) if symbol.kind != "meter" else None
        if not isinstance(variable, Variable) or not self.half:
            return True
        carried = (*self.fold.carry, *(name for name, _ in self.fold.counts)) if self.fold is not None else ()
        is_carried = self.fold is not None and self.fold.into == self.half and symbol.name in carried
        return (variable.half in ("", self.half) or is_carried) and not self.is_too_late(variable)

    def is_too_late(self, variable: Variable) -> bool:
        chapters = list(self.story.told.chapters) if self.story.told is not None else []
        here = next((name for name in chapters if self.part in self.story.thing("chapter", name).parts), "")
        return here in chapters and variable.until in chapters and chapters.index(here) > chapters.index(variable.until)

    def may_be_remembered(self, symbol: Symbol) -> bool:
        """Whether this half knows of a scene or a choice."""
        scene = self.scene_of(symbol)
        if scene is None or not self.half or (self.fold is not None and self.fold.into == self.half):
            return True
        return scene.half == self.half

    def may_be_set(self, symbol: Symbol, kind: str) -> bool:
        """Whether an effect may add to it, or `set` may give it a value."""
        if kind == "count" and symbol.kind == "variable" and self.story.names.values(symbol.name):
            return False
        return self.may_be_read(symbol)

    def can_lead_to(self, symbol: Symbol) -> bool:
        """Whether a way on may lead there: to an ending, or to a scene of the same half and chapter."""
        scene = self.scene_of(symbol)
        if scene is None or self.part is None or not scene.chapter:
            return True
        return scene.half == self.half and self.part.id in _parts(self.story, scene.chapter)

    def scene_of(self, symbol: Symbol) -> Scene | None:
        """The scene, or the one that a choice is offered in; none for anything else, and for one that was never read."""
        name = symbol.name if symbol.kind == "scene" else ""
        if symbol.kind == "choice":
            owners = (draft.story.scene_of.get(symbol.name, "") for draft in self.story.drafts)
            name = next((owner for owner in owners if owner), "")
        found = self.story.thing("scene", name) if name else None
        return found if isinstance(found, Scene) else None

    # ---- one

    def of(self, symbol: Symbol, *, after: str = "") -> Completion:
        says = describing.line(self.story, symbol)
        return self.made(symbol.name, symbol.kind, says, insert=symbol.name + after, rank=self.rank(symbol))

    def rank(self, symbol: Symbol) -> int:
        """Nearer what is nearer: scenes and choices of the same part, then of the same chapter."""
        if symbol.kind not in ("scene", "choice"):
            return 1
        scene = self.scene_of(symbol)
        if self.part is None or scene is None:
            return 3
        if scene.part == self.part.id:
            return 1
        return 2 if self.part.id in _parts(self.story, scene.chapter) else 3

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


def _parts(story: OpenStory, chapter: str) -> tuple[str, ...]:
    found = story.thing("chapter", chapter)
    return tuple(part.id for part in found.parts) if found is not None else ()


_SIGNS: Final = {
    "<": "Less than.",
    "<=": "At most.",
    "==": "Exactly.",
    "!=": "Anything but.",
    ">=": "At least.",
    ">": "More than.",
}

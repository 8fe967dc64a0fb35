"""Where names stand in one file: each made up, each referred to, in keys, in conditions and in prose.

A file is walked by the table of the format (`game/story/shapes.py`) over its YAML nodes, alone: what a name refers to, which may
be in another file, `names.py` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import attrs
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.condition import Chose, Compare, Condition, Name, Visited, parts
from game.story.condition_parser import KEYWORDS, parse
from game.story.diagnostic import Diagnostic, Report
from game.story.folder import Page
from game.story.identity import unnamed
from game.story.nodes import Nodes, span_of
from game.story.prose_parser import IN_PROSE, ProseParser, printed
from game.story.shapes import (
    SHAPES,
    Asked,
    By,
    Either,
    Id,
    Ids,
    Key,
    Made,
    Phrases,
    Prose,
    Shape,
    Thing,
    Things,
    Value,
    Values,
)
from game.story.shapes import Name as Named
from game.story.source import Origin, Span
from game.story.syntax import MOST_NODES, compose

Role = Literal["made", "named", "read", "set", "former", "called"]
"""Made up here; referred to; read by a condition; changed by a choice, a message or a drain; what something was called; or what
somebody in the cast is called, which opens their speech."""

_WORD: Final = re.compile(r"[^\W\d]\w*(?:-\w+)*")
_ASKED: Final = re.compile(r"(visited|chose)\s*\(\s*([\w-]+)")
_CHANGES: Final = ("effects", "set")
_CHANGING: Final = ("a choice", "a door message", "a drain")
_NAMELESS: Final = ("a drain", "`fold`", "`style`")
_CALLED: Final = ("name", "outside")
DEEPEST: Final = 12
"""Things inside each other: no shape of the format is deeper."""


@attrs.frozen
class Occurrence:
    """A name, where it is written."""

    kind: str
    """Where it is made up, what is called so (`scene`); elsewhere, what may be named there: a key of `shapes.NAMED`, or `value`,
    `word` (a value or a fact, beside `==`) or `speaker`."""
    name: str
    span: Span
    """Its characters, without quotation marks."""
    role: Role
    within: tuple[str, str] = ("", "")
    """The nearest thing round it that has an id, as `("a choice", "keep-it")`."""
    of: str = ""
    """The variable that a value belongs to; where a choice is made up, its scene."""
    implied: bool = False
    """Whether nobody wrote it: the name of a choice without an id."""


@attrs.frozen(eq=False)
class Index:
    """The names of one file."""

    occurrences: tuple[Occurrence, ...]
    complete: bool
    """Whether all of the file could be read."""
    left_out: tuple[str, ...]
    """The lines that could not."""


def index(page: Page) -> Index:
    """The names in a file, as far as it can be read."""
    budget = MOST_NODES if len(page.text) // 2 >= MOST_NODES else None
    tree = compose(page, budget, Report())
    walk = _Walk(page)
    if tree.node is not None:
        walk.thing(tree.node, "a story", ("", ""), 0)
    return Index(tuple(walk.found), tree.complete, tree.left_out)


class _Anybody(dict[str, str]):
    """Whoever a paragraph names before a colon: whether they are in the cast, another file may say."""

    def get(self, name: str, default: object = None) -> str:
        return name


class _Walk:
    """One file, being walked."""

    def __init__(self, page: Page) -> None:
        self.found: list[Occurrence] = []
        self.nodes = Nodes(Report(), {page.source.file: page.source})
        self.seen: set[int] = set()
        self.prose = ProseParser(Report(), _Anybody(), lambda name: False)

    # ---- things

    def thing(self, node: Node, what: str, within: tuple[str, str], depth: int) -> None:
        """A mapping whose keys the format knows."""
        if not isinstance(node, MappingNode) or depth > DEEPEST or id(node) in self.seen:
            return
        self.seen.add(id(node))
        keys = SHAPES[what]
        ident = next(
            (value.value for key, value in node.value if key.value == "id" and isinstance(value, ScalarNode)), ""
        )
        if ident or what in _NAMELESS:
            within = (what, ident)
        for key, value in node.value:
            known = keys.get(key.value) if isinstance(key, ScalarNode) else None
            if what == "somebody in the cast" and known is not None and key.value in _CALLED:
                self.add("speaker", value, "called", within, of=within[1])
            if known is not None:
                self.held(value, known, within, depth, is_change=key.value in _CHANGES and what in _CHANGING)
            elif what == "a beginning":
                self.thing(value, what, within, depth + 1)
                self.add("half", key, "named", within)
        if what == "a scene":
            self.unnamed_choices(node, ident)

    def held(self, node: Node, key: Key, within: tuple[str, str], depth: int, *, is_change: bool) -> None:
        role: Role = "set" if is_change else "named"
        self.shape(node, key.holds, within, depth + 1, role=role, of=within[1])

    def shape(self, node: Node, shape: Shape, within: tuple[str, str], depth: int, *, role: Role, of: str) -> None:  # noqa: C901, PLR0912 -- a case a shape
        if depth > DEEPEST:
            return
        match shape:
            case Id(kind):
                self.add(kind, node, "made", within, of=self.scene_round if kind == "choice" else "")
            case Ids(kind):
                made: Role = "former" if kind.startswith("former") else "made"
                for item in _items(node):
                    self.add(kind, item, made, within)
            case Named(kind):
                for item in _items(node):
                    self.add(kind, item, "named", within)
            case Value():
                self.add("value", node, "set" if role == "set" else "named", within, of=of)
            case Values():
                for item in _items(node):
                    self.add("value", item, "made", within, of=of)
            case Asked():
                self.condition(node, within)
            case Prose():
                self.text(node, within)
            case Thing(what):
                self.thing(node, what, within, depth)
            case Things(what):
                for item in _items(node):
                    self.scene_round = _ident(item) if what == "a scene" else self.scene_round
                    self.thing(item, what, within, depth)
            case Made(kind, holds) | By(kind, holds):
                self.entries(node, kind, holds, within, depth, made=isinstance(shape, Made), role=role)
            case Phrases(holds):
                for _, value in node.value if isinstance(node, MappingNode) else ():
                    self.shape(value, holds, within, depth + 1, role=role, of="")
            case Either(shapes):
                self.shape(node, _fitting(node, shapes), within, depth, role=role, of=of)
            case _:
                pass

    scene_round = ""

    def entries(
        self, node: Node, kind: str, holds: Shape, within: tuple[str, str], depth: int, *, made: bool, role: Role
    ) -> None:
        """A mapping from names."""
        if not isinstance(node, MappingNode) or id(node) in self.seen:
            return
        self.seen.add(id(node))
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                self.add(kind, key, "made" if made else role, within)
                inside = (kind, key.value) if made else within
                self.shape(value, holds, inside, depth + 1, role=role, of=key.value)

    def unnamed_choices(self, node: MappingNode, scene: str) -> None:
        """The names that choices have whose author gave them none."""
        choices = next((value for key, value in node.value if key.value == "choices"), None)
        for number, choice in enumerate(_items(choices) if choices is not None else (), 1):
            if isinstance(choice, MappingNode) and choice.value and not _ident(choice) and scene:
                self.found.append(
                    Occurrence(
                        "choice",
                        unnamed(scene, number),
                        span_of(choice.value[0][0]),
                        "made",
                        ("a scene", scene),
                        scene,
                        True,
                    )
                )

    # ---- names

    def add(self, kind: str, node: Node, role: Role, within: tuple[str, str], *, of: str = "") -> None:
        """Note a name that a scalar is."""
        if isinstance(node, ScalarNode) and node.value and node.style not in ("|", ">"):
            marks = 1 if node.style else 0
            start, end = node.start_mark, node.end_mark
            if start.line == end.line:
                span = Span(start.name, start.line + 1, start.column + 1 + marks, end.line + 1, end.column + 1 - marks)
                self.found.append(Occurrence(kind, node.value, span, role, within, of))

    def condition(self, node: Node, within: tuple[str, str]) -> None:
        if not isinstance(node, ScalarNode) or not node.value:
            return
        origin = self.nodes.origin(node)
        parsed = parse(node.value, origin)
        if isinstance(parsed, Diagnostic):
            self.found.extend(words_of(node.value, origin, within))
        else:
            self.found.extend(facts_of(parsed, within))

    def text(self, node: Node, within: tuple[str, str]) -> None:
        """The conditions of its variants, and who speaks."""
        if not isinstance(node, ScalarNode) or not IN_PROSE.search(node.value):
            return
        asked: list[Condition] = []

        def bind(condition: Condition) -> Condition:
            asked.append(condition)
            return condition

        self.prose.told = 0
        text = self.prose.parse(node.value, self.nodes.origin(node), bind, is_block=node.style == "|")
        for condition in asked:
            self.found.extend(facts_of(condition, within))
        for paragraph in text.paragraphs:
            if paragraph.speaker is not None:
                self.speaker(paragraph.speaker, paragraph.span, within)

    def speaker(self, name: str, at: Span, within: tuple[str, str]) -> None:
        """Note who speaks, where the name stands as it is read."""
        span = Span(at.file, at.line, at.column, at.line, at.column + len(name))
        written = self.nodes.sources[at.file].line(at.line)[span.column - 1 : span.end_column - 1]
        if printed(written) == name:
            self.found.append(Occurrence("speaker", written, span, "named", within))


def facts_of(condition: Condition, within: tuple[str, str]) -> Iterator[Occurrence]:
    """The names in a condition."""
    for part in parts(condition):
        match part:
            case Visited(scene, span):
                yield Occurrence("scene", scene, span, "read", within)
            case Chose(choice, span):
                yield Occurrence("choice", choice, span, "read", within)
            case Compare(Name(left, first), "==" | "!=", Name(right, second)):
                yield Occurrence("word", left, first, "read", within, of=right)
                yield Occurrence("word", right, second, "read", within, of=left)
            case Compare(left, _, right):
                for side in (left, right):
                    if isinstance(side, Name):
                        yield Occurrence("fact", side.name, side.span, "read", within)
            case _:
                pass
    yield from _bare(condition, within)


def _bare(condition: Condition, within: tuple[str, str]) -> Iterator[Occurrence]:
    """The names that are no side of a comparison."""
    compared = {id(side) for part in parts(condition) if isinstance(part, Compare) for side in (part.left, part.right)}
    for part in parts(condition):
        if isinstance(part, Name) and id(part) not in compared:
            yield Occurrence("fact", part.name, part.span, "read", within)


def words_of(text: str, origin: Origin, within: tuple[str, str]) -> Iterator[Occurrence]:
    """The names in a condition that cannot be read as one."""
    asked = {match.start(2): match[1] for match in _ASKED.finditer(text)}
    ids = {match.start(2): match[2] for match in _ASKED.finditer(text)}
    for match in _WORD.finditer(text):
        start = match.start()
        if start in asked:
            kind = "scene" if asked[start] == "visited" else "choice"
            yield Occurrence(kind, ids[start], origin.span(start, start + len(ids[start])), "read", within)
        elif match[0] not in KEYWORDS:
            yield Occurrence("fact", match[0], origin.span(*match.span()), "read", within)


def _items(node: Node) -> tuple[Node, ...]:
    """The things in a list, or the one that stands there without one."""
    return tuple(node.value) if isinstance(node, SequenceNode) else (node,)


def _ident(node: Node) -> str:
    """The id of a thing, where it has one."""
    if not isinstance(node, MappingNode):
        return ""
    return next((value.value for key, value in node.value if key.value == "id" and isinstance(value, ScalarNode)), "")


def _fitting(node: Node, shapes: tuple[Shape, ...]) -> Shape:
    """The shape that a node has, of those it may have."""
    if isinstance(node, MappingNode):
        return next((shape for shape in shapes if isinstance(shape, Thing | By)), shapes[-1])
    if isinstance(node, SequenceNode) and any(isinstance(item, MappingNode) for item in node.value):
        return next((shape for shape in shapes if isinstance(shape, Things)), shapes[-1])
    return next((shape for shape in shapes if not isinstance(shape, Thing | Things | By)), shapes[-1])

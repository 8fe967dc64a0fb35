"""One YAML node: where it stands in its author's file, and where the characters of its text are."""

from __future__ import annotations

import re
from typing import Final

from yaml.nodes import MappingNode, Node, ScalarNode

from game.story.source import Indented, OnOneLine, Origin, Scattered, Source, Span, make_span

Fields = dict[str, Node]
"""What stands under each key of a mapping. Where nothing was written after a key, that has been noted, and its empty node
is kept, so that nobody says that the key is missing."""

_SPACE: Final = re.compile(r"(\s+)")


def span_of(node: Node) -> Span:
    """Where a node stands; of a block, its first line."""
    start, end = node.start_mark, node.end_mark
    if end.line > start.line and (not isinstance(node, ScalarNode) or node.style in ("|", ">")):
        return Span(start.name, start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return make_span((start.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1))


def is_empty(node: Node) -> bool:
    """Whether nothing was written where the node stands."""
    return type(node) is ScalarNode and not node.value and not node.style


def first_of(node: Node) -> Node:
    """What a mapping's place is shown by: its id, or its first key."""
    if isinstance(node, MappingNode) and node.value:
        for key, value in node.value:
            if key.value == "id":
                return value  # type: ignore[no-any-return]
        return node.value[0][0]  # type: ignore[no-any-return]
    return node


def origin_of(node: ScalarNode, source: Source) -> Origin:
    """Where the characters of a text stand in its file."""
    start, end, value = node.start_mark, node.end_mark, node.value
    marks = 2 if node.style else 0
    if node.style == "|":
        blank = len(value) - len(value.lstrip())
        first = value.rfind("\n", 0, blank) + 1
        last = value.find("\n", first)
        line = source.line(start.line + 2 + value.count("\n", 0, first))
        indent = len(line) - ((last if last >= 0 else len(value)) - first)
        return Indented(start.name, start.line + 2, indent + 1, value)
    if start.line == end.line and end.column - start.column == len(value) + marks:
        return OnOneLine(start.name, start.line + 1, start.column + 1 + marks // 2)
    return Scattered(span_of(node), len(value.rstrip()), lambda: _places(node, source))


def _places(node: ScalarNode, source: Source) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the characters of a text that was moved went: each found again, in order, in the lines it was written on."""
    lines = source.lines[node.start_mark.line : node.end_mark.line + 1]
    raw, starts = "\n".join(lines), [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    is_quoted = node.style in ("'", '"')
    at, stop = node.start_mark.column + is_quoted, starts[len(lines) - 1] + node.end_mark.column
    may_escape = is_quoted and raw.find("\\" if node.style == '"' else "''", at, stop) >= 0
    if node.style == ">":
        at = starts[1]
        if len(node.value.rstrip()) == sum(len(line.strip(" ")) + 1 for line in lines[1:-1] if line.strip()) - 1:
            # One paragraph, of lines as they were written: each line's characters stand where they stood.
            return _folded(lines, starts), tuple(starts)
    places: list[int] = []
    for words in _SPACE.split(node.value):
        if words.isspace():
            places.extend([at] * len(words))
            continue
        # Whole words stand in the file as they are, unless there is an escape in them.
        found = -1 if may_escape else raw.find(words, at, stop)
        if found >= 0:
            places.extend(range(found, found + len(words)))
            at = found + len(words)
            continue
        for character in words:
            at = _found(raw, character, at, stop)
            places.append(at)
            at = min(at + 1, stop)
    places.append(at)
    return tuple(places), tuple(starts)


def _folded(lines: tuple[str, ...], starts: list[int]) -> tuple[int, ...]:
    """The places of a folded paragraph's characters, a line end among them where each space was made of one."""
    places: list[int] = []
    for line, start in zip(lines[1:], starts[1:], strict=False):
        if line.strip():
            places.extend(range(start + len(line) - len(line.lstrip(" ")), start + len(line.rstrip(" ")) + 1))
    return tuple(places)


def _found(raw: str, character: str, at: int, stop: int) -> int:
    """Where the next character of a text stands among the characters it was written with, from `at` on."""
    while at < stop and raw[at] in " \t\n":
        at += 1
    if at < stop and raw[at] != character:  # an escape, which is as long as it is: look a little ahead
        ahead = raw.find(character, at, min(stop, at + 10))
        return ahead if ahead >= 0 else at
    return at

"""Names that stand too far in, so that the text above has swallowed them and what follows: `goto:` read out as prose."""

from __future__ import annotations

import re
from typing import Final

from yaml.nodes import Node, ScalarNode

from game.story.reader import Reader
from game.story.source import Span

_SWALLOWED: Final = re.compile(r"^ *(?:(choices):|(goto): +(?:[\w-]+|\[.*\]))(?: +#.*)?$", re.MULTILINE)
_KEY: Final = re.compile(r"[ -]*")


def has_swallowed(fields: dict[str, Node], read: Reader) -> bool:
    """Note the names that the texts of a scene or a choice have swallowed; whether its way on is among them.

    A text that swallowed the way on is cut short there: what follows is no prose, and may hold names that are meant elsewhere.
    """
    has_way = "goto" in fields or "choices" in fields
    is_lost = False
    for key in ("text", "then"):
        node = fields.get(key)
        if (
            not isinstance(node, ScalarNode)
            or node.style != "|"
            or ("goto: " not in node.value and "choices:" not in node.value)
        ):
            continue
        match = _SWALLOWED.search(node.value)
        if match is None:
            continue
        _note(match, node, key, read, is_error=not has_way)
        if not has_way:
            is_lost = True
            read.left_out |= frozenset(re.findall(r"[\w-]+", node.value[match.start() :]))
            short = node.value[: match.start()]
            fields[key] = ScalarNode(node.tag, short, node.start_mark, node.end_mark, node.style)
    return is_lost


def _note(match: re.Match[str], node: Node, key: str, read: Reader, *, is_error: bool) -> None:
    name = match[1] or match[2]
    source = read.sources[node.start_mark.name]
    number = next(
        at
        for at in range(node.start_mark.line + 2, len(source.lines) + 1)
        if source.line(at).strip() == match[0].strip()
    )
    line = source.line(number)
    indent = len(line) - len(line.lstrip())
    opening = _KEY.match(source.line(node.start_mark.line + 1))
    wanted = opening.end() if opening is not None else 0
    span = Span(node.start_mark.name, number, indent + 1, number, indent + len(name) + 2)
    message = f"`{name}:` stands in the text above it, and is told as part of it"
    help_ = f"begin it {wanted} spaces in, as `{key}:` does, and what belongs to it with it; it is {indent} in"
    if is_error:
        read.report.error("key-in-text", message, span, help=help_)
    else:
        read.report.warning("key-in-text", message, span, help=help_)

"""Slips with quotation marks, and with characters that need them."""

from __future__ import annotations

import re
from typing import Final

from game.story.diagnostic import Diagnostic
from game.story.keys import EVERY
from game.story.nodes import quoted
from game.story.slips.slip import KEY_LINE, MARKS, Slip, short

MOST_LINES: Final = 80
"""So far up a quotation mark is looked for that was not closed."""


def open_quote(slip: Slip) -> Diagnostic | None:
    """A quotation mark that is never closed."""
    line, column = slip.context
    mark = slip.text(line)[column : column + 1]
    if "end of stream" not in slip.problem or mark not in ('"', "'"):
        return None
    slip.item_line = line
    rest = slip.text(line)[column:].rstrip()
    help_ = None if len(rest) > 90 else f"close it: `{rest}{mark}`"
    if mark == "'" and rest.count("'") > 1:
        help_ = f"an apostrophe ends such a text; write `{quoted(rest.strip(chr(39)))}`"
    return slip.at(
        "unclosed-quote", "a quotation mark opens here and is never closed", (line, column, column + 1), help_
    )


def open_above(slip: Slip) -> Diagnostic | None:
    """A quotation mark that is not closed, so that it seems to be closed by the next that opens."""
    for mark in ('"', "'"):
        if mark not in slip.text(slip.line)[: slip.column + 1]:
            continue
        line = slip.line - 1
        while line >= max(0, slip.line - MOST_LINES) and mark not in slip.text(line):
            line -= 1
        found = slip.value(line) if line >= 0 else None
        names = [KEY_LINE.match(slip.text(at)) for at in range(line + 1, slip.line + 1)]
        if found is None or found[2][0] != mark or found[2].count(mark) != 1 or not any(names):
            continue
        if not any(name is not None and name[2] in EVERY for name in names):
            continue
        slip.item_line = line
        slip.mended = {line: slip.text(line).rstrip() + mark}
        _, start, value = found
        message = "a quotation mark opens here and is not closed on its line"
        help_ = None if len(value) > 90 else f"close it: `{value}{mark}`"
        return slip.at("unclosed-quote", message, (line, start, start + 1), help_)
    return None


def bad_escape(slip: Slip) -> Diagnostic | None:
    r"""`"a \d backslash"`."""
    if "escape character" not in slip.problem:
        return None
    at = slip.text(slip.line)
    written = at[slip.column : slip.column + 2]
    help_ = "between double quotation marks a backslash is written twice: `\\\\`"
    return slip.at(
        "unknown-escape",
        f"`{written}` means nothing between quotation marks",
        (slip.line, slip.column, slip.column + 2),
        help_,
    )


def text_after_quote(slip: Slip) -> Diagnostic | None:
    """`title: "The" Trip`."""
    found = slip.value(slip.line)
    if found is None or found[2][0] not in "\"'" or "mapping values" not in slip.problem + "mapping values":
        return None
    key, start, value = found
    mark = value[0]
    closing = re.compile(r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'").match(value)
    if closing is None or closing.end() == len(value) or value[closing.end() :].lstrip().startswith("#"):
        return None
    whole = quoted(value) if mark == '"' or '"' in value else f'"{value}"'
    if mark == "'" and value.endswith("'"):
        whole = quoted(value[1:-1])
    return slip.at(
        "text-after-quote",
        "the text ends at its second quotation mark, and more follows",
        (slip.line, start + closing.end(), start + len(value)),
        f"put the whole text in the other kind: `{key}: {short(whole, 90)}`",
    )


def first_character(slip: Slip) -> Diagnostic | None:
    """A text that begins with a character YAML keeps for itself."""
    for line in (slip.line, slip.context[0]):
        found = slip.value(line)
        if found and found[2][0] in "*&!%@`?-],":
            key, start, value = found
            if value[0] in "?-" and not value[1:2].isspace():
                continue
            slip.item_line = line
            return slip.begins_with(key, line, start, value)
    item = re.match(r"(\s*(?:- +)+)([*&!%@`].*)$", slip.text(slip.line))
    if item:
        return slip.begins_with("-", slip.line, item.start(2), item[2].rstrip())
    inside = re.compile(r"[{\[,]\s*(?:([\w-]+):\s+)?([*&!%@`])").search(
        slip.text(slip.line), max(0, slip.context[1] - 30)
    )
    if inside and abs(inside.start(2) - slip.context[1]) < 2:
        end = re.compile(r"[,}\]]|$").search(slip.text(slip.line), inside.start(2))
        value = slip.text(slip.line)[inside.start(2) : end.start() if end else None].rstrip()
        return slip.begins_with(inside[1] or "-", slip.line, inside.start(2), value)
    return None


def brace_in_block(slip: Slip) -> Diagnostic | None:
    """`text: {name} looks up.`"""
    found = slip.value(slip.line)
    if found is None or found[2][0] not in "{[":
        return None
    key, start, value = found
    close = {"{": "}", "[": "]"}[value[0]]
    end = _matching(value, value[0], close)
    after = value[end + 1 :].strip() if end is not None else ""
    if end is None or not after or after.startswith("#"):
        return None
    if value[0] == "{" and re.match(r",\s*\{", after):
        message = "the braces close before this, and more follows"
        where = (slip.line, start + end + 1, start + len(value))
        return slip.at("text-after-brace", message, where, f"several stand in a list: `{key}: [{short(value, 90)}]`")
    return slip.at(
        "special-first-character",
        f"a text cannot begin with {MARKS[value[0]]} unless it stands in quotation marks",
        (slip.line, start, start + 1),
        f"write `{key}: {short(quoted(value), 90)}`",
    )


def block_mark(slip: Slip) -> Diagnostic | None:
    """`text: > and then` or `text: | so`."""
    found = slip.value(slip.line) or slip.value(slip.context[0])
    if found is None or found[2][0] not in "|>" or "comment or line break" not in slip.problem:
        return None
    key, start, value = found
    help_ = f"begin the text on the next line, or write `{key}: {short(quoted(value), 90)}`"
    return slip.at("text-after-bar", f"text on the same line as the `{value[0]}`", (slip.line, start, start + 1), help_)


def _matching(text: str, opening: str, closing: str) -> int | None:
    """Where the first opening mark of a text closes."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return index
    return None

"""Slips in where a line begins, and with the colon after a name."""

from __future__ import annotations

import re

from game.story.diagnostic import Diagnostic
from game.story.slips.slip import KEY_LINE, Slip
from game.story.slips.texts import under_a_bar


def second_document(slip: Slip) -> Diagnostic | None:
    """A line of three hyphens or dots, with more after it."""
    line = next((n for n in range(1, len(slip.lines)) if re.match(r"(---|\.\.\.)(\s|$)", slip.text(n))), None)
    if line is None or line > slip.line or not ("document" in slip.problem or slip.text(slip.line).startswith("---")):
        return None
    slip.item_line = line
    help_ = "leave the line out; for a break between scenes begin a new scene"
    return slip.at("yaml-document", "this line ends the file for YAML, and more follows", (line, 0, 3), help_)


def tab(slip: Slip) -> Diagnostic | None:
    """A tab at the beginning of a line."""
    for line in (slip.line, slip.line - 1, slip.line + 1):
        match = re.match(r" *\t+", slip.text(line))
        if match and (line == slip.line or "tab" in slip.problem or "any token" in slip.problem):
            slip.item_line = line
            message = "a tab at the start of a line, where YAML counts spaces"
            start = match[0].index("\t")
            return slip.at(
                "tab-indentation", message, (line, start, match.end()), "indent with spaces: two for each step"
            )
    return None


def indentation(slip: Slip) -> Diagnostic | None:
    """A line that begins neither here nor there."""
    expects = ("expected key", "'-' indicator", "mapping values", "document start", "not allowed in this", "':'")
    if not any(what in slip.problem for what in expects):
        return None
    line = slip.text(slip.line)
    if "sequence entries" in slip.problem and not line.lstrip().startswith("-"):
        found = slip.value(slip.line)
        if found:
            return slip.begins_with(found[0], slip.line, found[1], found[2])
    loose = under_a_bar(slip)
    if loose is not None:
        return loose
    indent = len(line) - len(line.lstrip())
    if "':'" in slip.problem and not KEY_LINE.match(line):
        slip.line = slip.context[0]
        line = slip.text(slip.line)
        return _loose_text(slip, line, len(line) - len(line.lstrip()))
    if not KEY_LINE.match(line) and not line.lstrip().startswith("-"):
        return _loose_text(slip, line, indent)
    return _uneven(slip, line, indent)


def _uneven(slip: Slip, line: str, indent: int) -> Diagnostic:
    """A line that begins where no line above it does, or beside the hyphen of the thing that it belongs to."""
    levels = _levels(slip)
    message = "this line is not indented like any line it could belong with"
    where = (slip.line, 0, max(indent, 1))
    if indent in levels and levels[-1] > indent and not line.lstrip().startswith("-"):
        help_ = f"begin it {levels[-1]} spaces in, under what it belongs with; it is {indent} in"
        return slip.at("uneven-indentation", message, where, help_)
    if indent in levels:
        message = "a list item and a name stand side by side here, and only one of the two can"
        help_ = "indent what belongs to the name above by two more spaces"
        return slip.at("uneven-indentation", message, (slip.line, indent, len(line.partition(":")[0])), help_)
    # Half way between two, a name is more likely meant under the deeper: it would not be typed so by itself.
    near = min(levels, key=lambda level: (abs(level - indent), -level), default=indent)
    proposal = (
        f"begin it under the line it belongs with, {near} spaces in; it is {indent} in" if near != indent else None
    )
    return slip.at("uneven-indentation", message, where, proposal)


def _loose_text(slip: Slip, line: str, indent: int) -> Diagnostic:
    """A line of text that stands under no name."""
    help_ = "put the text under its name, after a `|`, each line two spaces further in"
    message = "text that belongs to no name"
    return slip.at("loose-text", message, (slip.line, indent, len(line.rstrip())), help_)


def _levels(slip: Slip) -> list[int]:
    """The indentations that lines above have opened and not closed."""
    levels: list[int] = []
    for line in slip.lines[max(0, slip.line - 200) : slip.line]:
        match = KEY_LINE.match(line)
        if not match:
            continue
        start = len(line) - len(line.lstrip())
        levels = [level for level in levels if level < start]
        levels.append(start)
        if match.end(1) > start:
            levels.append(match.end(1))
    return levels

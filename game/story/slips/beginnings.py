"""Slips in what a line begins with: its spaces, its hyphen, its name and the colon after that."""

from __future__ import annotations

import re
from typing import Final

from game.story.diagnostic import Diagnostic
from game.story.keys import EVERY
from game.story.slips.slip import KEY_LINE, Slip

_ODD: Final = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE: Final = re.compile(rf"([ {_ODD}]*[{_ODD}][ {_ODD}]*)\S|\s*(?:- +)?[\w-]+:([ {_ODD}]*[{_ODD}][ {_ODD}]*)\S")
_NO_HYPHEN: Final = re.compile(r"(\s*)(--+|[-–—−•·*‣▪]) *((?:[\w-]+):(?:\s.*)?)$")
_NO_COLON: Final = re.compile(r"(\s*(?:- +)?)([a-z][\w-]*)(?:\s*(?:[=;：﹕]|->|=>)\s*|\s+|$)(.*)$", re.IGNORECASE)
_NOTE: Final = re.compile(r"(\s*)(//+|/\*|;+|--+|%+|<!--)\s*(.*)$")


def odd_space(slip: Slip) -> Diagnostic | None:
    """A space of another kind, as word processors and web pages have, where YAML counts or looks for plain ones."""
    for line in dict.fromkeys((slip.context[0], slip.line, slip.written_above(slip.line - 1))):
        match = _ODD_SPACE.match(slip.text(line))
        if match is not None:
            start, end = match.span(1) if match[1] is not None else match.span(2)
            slip.item_line = line
            text = slip.text(line)
            slip.mended = {line: text[:start] + " " * (end - start) + text[end:]}
            message = "a space here is of another kind than the one that the space bar makes"
            help_ = "type it again, with the space bar"
            return slip.at("odd-space", message, (line, start, end), help_)
    return None


def hyphen(slip: Slip) -> Diagnostic | None:
    """`-id: gate`, `• id: gate`."""
    for line in dict.fromkeys((slip.line, slip.context[0])):
        match = _NO_HYPHEN.match(slip.text(line))
        if match is None or (match[2] == "-" and slip.text(line)[match.end(2)] == " "):
            continue
        if match[3].partition(":")[0] not in EVERY:
            continue
        slip.item_line = line
        slip.mended = {line: f"{match[1]}- {match[3]}"}
        where, help_ = (line, match.start(2), match.end(2)), f"write `- {match[3].rstrip()}`"
        if match[2] == "-":
            return slip.at("missing-space", "a hyphen needs a space after it", where, help_)
        return slip.at("not-a-hyphen", f"`{match[2]}` is not the hyphen that begins a thing in a list", where, help_)
    return None


def missing_colon(slip: Slip) -> Diagnostic | None:
    """`place stair`, `place = stair`."""
    line = _nameless_line(slip)
    match = _NO_COLON.match(slip.text(line)) if line is not None else None
    if line is None or match is None or match[2].lower() not in EVERY:
        return None
    key, rest = match[2].lower(), match[3].rstrip()
    meant = f"{key}: {rest}" if rest else f"{key}:"
    slip.item_line = line
    slip.mended = {line: match[1] + meant}
    end = len(slip.text(line).rstrip())
    return slip.at(
        "missing-colon", f"a colon is missing after `{match[2]}`", (line, match.start(2), end), f"write `{meant}`"
    )


def note(slip: Slip) -> Diagnostic | None:
    """`// not yet`."""
    line = _nameless_line(slip)
    match = _NOTE.match(slip.text(line)) if line is not None else None
    if line is None or match is None:
        return None
    slip.item_line, slip.mended = line, {line: ""}
    help_ = f"a note to yourself begins with a `#`: `# {match[3].rstrip()}`"
    return slip.at("loose-text", "text that belongs to no name", (line, match.start(2), match.end()), help_)


def nameless(slip: Slip) -> Diagnostic | None:
    """A line at the edge of the file, with no name and no colon."""
    line = _nameless_line(slip)
    if line is None or slip.indent(line):
        return None
    words = slip.text(line).rstrip()
    slip.item_line, slip.mended = line, {line: ""}
    help_ = "begin the line with a name and a colon, or with a `#` if it is a note"
    has_names = any(KEY_LINE.match(each) for each in slip.lines[:line])
    has_identity = has_names or any(re.match(r"story\s*:", each) for each in slip.lines)
    if not has_identity and re.fullmatch(r"[^\W_][\w-]*", words):
        slip.mended = {line: f"story: {words}"}
        help_ = f"write `story: {words}`"
    return slip.at("loose-text", "text that belongs to no name", (line, 0, len(words)), help_)


def _nameless_line(slip: Slip) -> int | None:
    """The line that has no colon where one was looked for: what YAML began to read as a name, or the line above the first
    that has one.
    """
    if "':'" in slip.problem:
        line = slip.context[0]
        return None if KEY_LINE.match(slip.text(line)) else line
    if "mapping values" not in slip.problem or not KEY_LINE.match(slip.text(slip.line)):
        return None
    line = slip.line - 1
    while line > 0 and (not slip.text(line).strip() or slip.text(line).lstrip().startswith("#")):
        line -= 1
    words = slip.text(line)
    if line < 0 or not words.strip() or words.lstrip().startswith(("#", "- ")) or KEY_LINE.match(words):
        return None
    return line if slip.indent(line) <= slip.indent(slip.line) else None

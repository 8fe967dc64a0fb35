"""Slips in where a text stands: under its name, after a bar, each line further in."""

from __future__ import annotations

import re
from typing import Final

from game.story.diagnostic import Diagnostic
from game.story.keys import EVERY
from game.story.shapes import SHAPES, Prose
from game.story.slips.slip import KEY_LINE, Slip

_BAR: Final = re.compile(r":\s+[|>][+-]?\d?\s*(?:#.*)?$")
_TEXTS: Final = frozenset(
    name for keys in SHAPES.values() for name, key in keys.items() if isinstance(key.holds, Prose)
)
"""The keys after which a text may stand in several lines."""


def missing_bar(slip: Slip) -> Diagnostic | None:
    """`text:` and the text below it, with no bar between them."""
    if "':'" not in slip.problem and "mapping values" not in slip.problem:
        return None
    line = slip.context[0] if "':'" in slip.problem else slip.line
    inside = slip.indent(line)
    if KEY_LINE.match(slip.text(line)) and _key(slip.text(line)) in EVERY:
        return None
    above = line - 1
    while above > 0 and (not slip.text(above).strip() or slip.indent(above) >= inside):
        above -= 1
    match = KEY_LINE.match(slip.text(above))
    if match is None or match[2] not in _TEXTS or match[4].partition("#")[0].strip():
        return None
    slip.item_line = above
    end = match.end(2) + 1
    slip.mended = {above: f"{slip.text(above)[:end]} |"}
    message = f"a bar is missing after `{match[2]}:`, so that the text below it cannot be told from names"
    return slip.at("missing-bar", message, (above, match.start(2), end), f"write `{match[2]}: |`")


def out_of_text(slip: Slip) -> Diagnostic | None:
    """A line of a text that stands less far in than those above it."""
    line = slip.context[0] if "':'" in slip.problem else slip.line
    words = slip.text(line)
    if words.lstrip().startswith(("- ", "#")) or (KEY_LINE.match(words) and _key(words) in EVERY):
        return None
    above = line - 1
    while above > 0 and not KEY_LINE.match(slip.text(above)):
        above -= 1
    while above > 0 and not _BAR.search(slip.text(above)) and slip.indent(above) > slip.indent(line):
        above -= 1
    first = next((at for at in range(above + 1, line) if slip.text(at).strip()), line)
    wanted, indent = slip.indent(first), slip.indent(line)
    if not _BAR.search(slip.text(above)) or first == line or indent >= wanted or wanted <= slip.indent(above):
        return None
    if any(slip.text(at).strip() and slip.indent(at) < wanted for at in range(first, line)):
        return None
    slip.item_line = line
    for at in range(line, len(slip.lines)):
        text = slip.text(at)
        if text.strip() and (text.lstrip().startswith("- ") or (KEY_LINE.match(text) and _key(text) in EVERY)):
            break
        if text.strip() and slip.indent(at) < wanted:
            slip.mended[at] = " " * wanted + text.lstrip()
    message = "this line is less far in than the text above it, and so is no part of it"
    help_ = f"begin it {wanted} spaces in, as the text above it does; it is {indent} in"
    return slip.at("loose-text", message, (line, indent, len(words.rstrip())), help_)


def under_a_bar(slip: Slip) -> Diagnostic | None:
    """Text under a `|` that is not indented, so that it does not belong to it."""
    for number in (slip.line, slip.context[0], slip.line - 1):
        line, above = slip.text(number), slip.text(slip.written_above(number - 1))
        if _BAR.search(above) and line.strip() and not KEY_LINE.match(line):
            indent = len(line) - len(line.lstrip())
            slip.line = number
            needed = len(above) - len(above.lstrip(" -")) + 2
            help_ = (
                f"begin each line of it at least {needed} spaces in, two more than its name; this one is {indent} in"
            )
            message = "text under a `|` that is not indented under its name"
            return slip.at("loose-text", message, (number, indent, len(line.rstrip())), help_)
    return None


def _key(line: str) -> str:
    match = KEY_LINE.match(line)
    return match[2] if match is not None else ""

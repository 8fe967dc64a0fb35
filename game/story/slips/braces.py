"""Slips between braces and brackets."""

from __future__ import annotations

import re
from typing import Final

from game.story.diagnostic import Diagnostic
from game.story.keys import EVERY
from game.story.nodes import quoted
from game.story.proposing import ASKED, NAMES, compared, listed_names
from game.story.slips.slip import MARKS, Slip, short

_FLOW_VALUE: Final = re.compile(r"[{,]\s*([\w-]+):\s+(?=[^\s\"'{\[])")
_A_KEY: Final = "|".join(sorted(EVERY))
_NEXT_KEY: Final = re.compile(rf",\s*(?:{_A_KEY}):\s")
_UNDIVIDED: Final = re.compile(rf"(?<=[^\s,{{\[])(?:\s+|(?<=[\]}}\"']))({_A_KEY}):\s")


def in_flow(slip: Slip) -> Diagnostic | None:
    """Between braces or brackets: a text that needed quotation marks, or a brace that is not closed."""
    flow = re.search(r"',' or '([}\]])'", slip.problem)
    if flow is None:
        return None
    line = slip.line
    opened, column = slip.context
    if line == opened or slip.text(line).strip():
        mended = _flow_text(slip, line)
        if mended is not None:
            return mended
    mark = "{" if flow[1] == "}" else "["
    slip.item_line = opened
    message = f"{MARKS[mark]} opens here and is never closed"
    return slip.at("unclosed-brace", message, (opened, column, column + 1), f"close it with `{flow[1]}`")


def _flow_text(slip: Slip, line: int) -> Diagnostic | None:
    """The unquoted text on a line, between braces, that YAML stopped in."""
    text = slip.text(line)
    missing = _missing_comma(slip, text, line)
    if missing is not None:
        return missing
    before = [match for match in _FLOW_VALUE.finditer(text) if match.end() <= slip.column + 1]
    if not before:
        return _flow_quote(slip, text, line)
    opening = text.rfind("[", 0, slip.column)
    names = re.search(r"([\w-]+):\s+$", text[:opening]) if "']'" in slip.problem else None
    if names is not None and names[1] in NAMES:
        written = text[opening : text.find("]", opening) + 1 or None]
        colon = text.find(":", opening)
        message = "a colon in a list of names"
        return slip.at(
            "colon-in-text", message, (line, colon, colon + 1), f"write `{names[1]}: {listed_names(written)}`"
        )
    key, start = before[-1][1], before[-1].end()
    # The text goes on to the next `, key:` or to the brace that ends the mapping.
    following = _NEXT_KEY.search(text, max(slip.column, start))
    close = text.rstrip().rfind("}") if "'}'" in slip.problem else text.find("]", start)
    end = following.start() if following else close if close > start else len(text.rstrip())
    value = text[start:end].rstrip()
    if not value or end <= start:
        return None
    found = next((mark for mark in (": ", "{", "}", "[", "]", ":") if mark in value), "")
    what = {
        ":": "a colon",
        ": ": "a colon",
        "{": "a brace",
        "}": "a brace",
        "[": "a bracket",
        "]": "a bracket",
    }.get(found)
    if what is None:
        return _flow_quote(slip, text, line)
    at = start + value.index(found)
    if what == "a colon" and key in ASKED:
        help_ = f"to compare, write `==`, `<` or `>`: `{key}: {compared(value)}`"
        return slip.at("colon-in-text", "a colon in a condition", (line, at, at + 1), help_)
    return slip.at(
        "colon-in-text" if "colon" in what else "brace-in-text",
        f"{what} in a text that is not in quotation marks",
        (line, at, at + 1),
        f"write `{key}: {short(quoted(value), 90)}`",
    )


def _missing_comma(slip: Slip, text: str, line: int) -> Diagnostic | None:
    """Two things between braces with nothing to divide them: `[0, 12] start: 6`."""
    here = (match for match in _UNDIVIDED.finditer(text) if match.start(1) <= slip.column <= match.end())
    match = next(here, None)
    if match is None:
        return None
    help_ = f"write `…, {match[1]}: …`"
    message = f"between braces a comma stands before `{match[1]}`"
    return slip.at("missing-comma", message, (line, match.start(1), match.end(1)), help_)


def _flow_quote(slip: Slip, text: str, line: int) -> Diagnostic | None:
    """More text after a closing quotation mark, between braces."""
    for match in re.finditer(r"([\w-]+):\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*([^,}\]\s][^,}\]]*)", text):
        value = text[match.start(2) : match.end()].rstrip()
        return slip.at(
            "text-after-quote",
            "the text ends at its second quotation mark, and more follows",
            (line, match.start(3), match.end()),
            f"put the whole text in the other kind: `{match[1]}: {short(quoted(value), 90)}`",
        )
    return None


def after_braces(slip: Slip) -> Diagnostic | None:
    """More on a line after the brace that ends its mapping."""
    line = slip.text(slip.line)
    before, after = line[: slip.column].rstrip(), line[slip.column :].strip()
    if not before.endswith(("}", "]")) or not after or "expected" not in slip.problem:
        return None
    message = "the braces close before this, and more follows"
    return slip.at("text-after-brace", message, (slip.line, slip.column, len(line.rstrip())))

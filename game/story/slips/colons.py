"""Slips with the colon: none after it, or one in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from game.story.diagnostic import Diagnostic
from game.story.keys import KEYS
from game.story.nodes import quoted
from game.story.proposing import ASKED, THINGS, between_braces, compared, without_curly
from game.story.slips.slip import KEY_LINE, Slip, short

_WORDS: Final = frozenset(
    ("about", "alone", "carry", "choice", "cover", "door", "fold", "form", "group", "header", "lead", "lesson", "looks", "moods",
     "name", "next", "part", "parts", "people", "place", "question", "range", "rest", "second", "short", "sound", "start", "story",
     "style", "talk", "team", "text", "then", "time", "title", "until", "version", "what", "when", "with", "words")
)  # fmt: skip
"""Keys that are words of a text as often as not."""


def missing_space(slip: Slip) -> Diagnostic | None:
    """`title:The Trip`."""
    for line in (slip.line, slip.context[0], slip.line - 1):
        match = re.match(r"(\s*(?:- +)?)([a-z][\w-]*):([^\s:/].*)$", slip.text(line))
        if match and ("':'" in slip.problem or "mapping values" in slip.problem or "expected key" in slip.problem):
            slip.item_line = line
            start = match.end(2)
            help_ = f"write `{match[2]}: {short(match[3])}`"
            message = "a colon after a name needs a space after it"
            return slip.at("missing-space", message, (line, match.start(2), start + 1), help_)
    return None


def colon_in_text(slip: Slip) -> Diagnostic | None:
    """`title: The Trip: a story`."""
    found = slip.value(slip.line) if "mapping values" in slip.problem else None
    if found is None or ": " not in found[2] + " " or found[2][0] in "\"'{[":
        return None
    key, start, value = found
    colon = start + value.find(":")
    where = (slip.line, colon, colon + 1)
    message = "a colon and a space in a text that is not in quotation marks"
    return slip.at("colon-in-text", message, where, _instead(slip, key, value, colon))


def _instead(slip: Slip, key: str, value: str, colon: int) -> str:
    """What to write instead of a text with a colon in it."""
    pairs = between_braces(value) if key in THINGS else None
    if pairs is not None:
        return f"write `{key}: {pairs}`"
    if key in ASKED:
        return f"to compare, write `==`, `<` or `>`: `{key}: {compared(value)}`"
    text = short(quoted(without_curly(value)), 90)
    run = run_together(slip.lines, slip.line + 1, colon)
    if run is not None:
        return f"should this be two lines, the second from `{run[0]}` on? If it is one text, write `{key}: {text}`"
    return f"write `{key}: {text}`, or put the text under it, after a `|`"


def run_together(lines: Iterable[str], number: int, colon: int) -> tuple[str, int] | None:
    """Where two lines ran into one, `title: The Triptagline: Forty yards`: the key that the second begins with, which nothing
    beside the line has yet, and where that begins.

    Args:
        lines: those of the file.
        number: the line's, from 1.
        colon: where the second colon stands, from 0.
    """
    lines = tuple(lines)
    key_line = KEY_LINE.fullmatch(lines[number - 1].rstrip())
    if key_line is None:
        return None
    column = key_line.end(1)
    there = _beside(lines, number, column)
    may_have = {key for keys in KEYS.values() if there <= set(keys) for key in keys} - there
    before = lines[number - 1][key_line.start(4) : colon]
    ends = [key for key in may_have if len(key) > 3 and re.search(rf"\S\s*{key}$", before)]
    # A word that stands by itself may be a word: it is a key where it follows one word, or what ends a sentence.
    ends = [key for key in ends if _is_key(key, before[: len(before) - len(key)])]
    if not ends:
        return None
    key = max(ends, key=len)
    return key, colon - len(key)


def _is_key(key: str, before: str) -> bool:
    return (
        key not in _WORDS
        or not before[-1:].isspace()
        or before.endswith("  ")
        or before.rstrip()[-1:] in ".!?…,;\"'”’"
        or " " not in before.strip()
    )


def _beside(lines: tuple[str, ...], number: int, column: int) -> set[str]:
    """The keys of the thing that a line's key belongs to, its own among them."""
    found = set()
    for step in (-1, 1):
        at = number - 1 if step < 0 else number
        while 0 <= at < len(lines):
            line = lines[at]
            match = KEY_LINE.match(line)
            if line.strip() and not line.lstrip().startswith("#"):
                if len(line) - len(line.lstrip(" -")) < column and not (match and match.end(1) == column):
                    break
                if match and match.end(1) == column:
                    if step > 0 and "-" in match[1]:
                        break
                    found.add(match[2])
                    if step < 0 and "-" in match[1]:
                        break
            at += step
    return found

"""What YAML says of a slip of the pen, put into an author's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import yaml

from game.story.diagnostic import Diagnostic
from game.story.slips import beginnings, braces, colons, layout, quotes, texts
from game.story.slips.slip import MARKS, Slip
from game.story.source import Source


@attrs.frozen
class Explained:
    """What YAML could not read."""

    found: Diagnostic
    line: int
    """From 0: the line that has to be left out to read on, where it cannot be mended."""
    mended: Mapping[int, str]
    """Lines as they were most likely meant, with which the file can be read on; none where nobody knows."""


def explain(error: Exception, source: Source, text: str) -> Explained:
    """What YAML could not read, in an author's words."""
    slip = Slip(error, source, text)
    looked = (look(slip) for look in LOOKS)
    found = next((found for found in looked if found is not None), None) or _unlooked_for(slip)
    return Explained(found, slip.item_line, slip.mended)


def _deep(slip: Slip) -> Diagnostic | None:
    if "nesting" in slip.problem or isinstance(slip.error, RecursionError):
        return slip.at("too-deep", "too many things inside each other", (slip.line, slip.column, slip.column + 1))
    return None


def _control_character(slip: Slip) -> Diagnostic | None:
    if not isinstance(slip.error, yaml.reader.ReaderError):
        return None
    character = slip.error.character
    number = character if isinstance(character, int) else ord(str(character)[:1] or "\0")
    message = f"an invisible character (U+{number:04X}) that cannot be in a story"
    return slip.at("control-character", message, (slip.line, slip.column, slip.column + 1), "delete it and type on")


LOOKS: Final = (
    _deep,
    _control_character,
    layout.second_document,
    layout.tab,
    beginnings.odd_space,
    quotes.open_quote,
    quotes.open_above,
    quotes.bad_escape,
    beginnings.hyphen,
    colons.missing_space,
    texts.missing_bar,
    texts.out_of_text,
    beginnings.missing_colon,
    beginnings.note,
    beginnings.nameless,
    quotes.text_after_quote,
    quotes.first_character,
    quotes.brace_in_block,
    quotes.block_mark,
    colons.colon_in_text,
    braces.in_flow,
    braces.after_braces,
    layout.indentation,
)
"""What is looked for, in this order: the first that is found is told."""

_IN_PLAIN_WORDS: Final = (
    ("expected node content", "something is missing before {mark}, or it is one too many", None),
    ("cannot start any token", "{mark} cannot begin anything here", "if it is text, put quotation marks round it"),
    ("undefined alias", "a star points back at something called so, and nothing is", "if it is text, put quotation marks round it"),
    ("directive", "a line that begins with a percent sign is an instruction to YAML, and a story gives none", "take the line out"),
    ("non-alphabetical", "a line that begins with a percent sign is an instruction to YAML, and a story gives none", "take the line out"),
    ("expected comment or line break", "after the sign before this, the line has to end", "begin the text on the next line"),
    ("alphabetic or numeric", "an `&` or a star stands here without a name", "if it is text, put quotation marks round it"),
    ("Unicode character escape", "there is no such character as this backslash names", "type the character itself"),
    ("hexdecimal", "a backslash begins the number of a character here, and does not end it", "type the character itself"),
    ("tab character", "a tab where YAML counts spaces", "indent with spaces: two for each step"),
)  # fmt: skip
"""What libyaml says of what nobody looked for, in part; what that comes to; and what to write instead."""


def _unlooked_for(slip: Slip) -> Diagnostic:
    """What nothing more can be said of than where YAML stopped, and what its words for it come to."""
    line, column = slip.line, slip.column
    for said, message, proposal in _IN_PLAIN_WORDS:
        if said in slip.problem:
            mark = slip.text(line)[column : column + 1]
            words = message.format(mark=MARKS.get(mark, f"`{mark}`" if mark.strip() else "what follows"))
            return slip.at("yaml-syntax", words, (line, column, column + 1), proposal)
    end = len(slip.text(line).rstrip())
    return slip.at("yaml-syntax", f"YAML cannot read this: {slip.problem or 'unknown cause'}", (line, column, end))

"""Quick fixes that change a word where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.author.language.fix import Fix, on_line, one, span_text
from game.author.language.opened import View
from game.author.language.renaming import Edit
from game.story.diagnostic import Diagnostic
from game.story.nearest import nearest
from game.story.source import Span

_WRITE: Final = re.compile(r"write `([^`]+)`(?:, (?:without quotation marks|with the hyphen key))?")
_NAME: Final = re.compile(r"[\w-]+")


def meant(view: View, found: Diagnostic, name: str) -> Iterator[Fix]:
    """The name that most likely was meant."""
    span, text = found.span, span_text(view, found.span)
    if span.end_line != span.line:
        return
    if text.startswith("{") and (word := _NAME.search(text)):
        is_capital = word[0][:1].isupper()
        name = name[:1].upper() + name[1:] if is_capital else name
        start = span.column - 1 + word.start()
        span = on_line(view, span.line, start, start + len(word[0]))
    elif not _NAME.fullmatch(text.strip("\"'")) and found.code == "unlike-comparison":
        near = next((word for word in _NAME.finditer(text) if word[0] != name and nearest(word[0], [name])), None)
        if near is None:
            return
        start = span.column - 1 + near.start()
        span = on_line(view, span.line, start, start + len(near[0]))
    elif text[:1] in ("'", '"') and text[-1:] == text[:1] and len(text) > 1:
        span = on_line(view, span.line, span.column, span.end_column - 2)
    yield one(view, found, f"Write `{name}`", Edit(span, name), is_likely=True)


def written(view: View, found: Diagnostic) -> Iterator[Fix]:
    """What the help says to write, in the place of what it is said of."""
    match = _WRITE.fullmatch(found.help or "")
    if match is not None and "…" not in match[1] and found.span.line == found.span.end_line:
        after = view.line(found.span.line)[found.span.end_column - 1 : found.span.end_column]
        gap = " " if match[1].isalpha() and after.isalnum() else ""
        yield one(view, found, f"Write `{match[1]}`", Edit(found.span, match[1] + gap), is_likely=True)
    elif found.help and (spaces := re.fullmatch(r"to take away, leave spaces: `(.+)`", found.help)):
        yield one(view, found, f"Write `{spaces[1]}`", Edit(found.span, spaces[1]), is_likely=True)


def written_target(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Where to lead instead: ``write `goto: next` …``."""
    match = re.match(r"write `goto: ([\w-]+)`", found.help or "")
    if match is not None and _NAME.fullmatch(span_text(view, found.span)):
        yield one(view, found, f"Write `{match[1]}`", Edit(found.span, match[1]))


def other_kind(view: View, found: Diagnostic) -> Iterator[Fix]:
    """`visited` of a choice, `chose` of a scene."""
    match = re.search(r"write `((?:visited|chose)\(([\w-]+)\))`", found.help or "")
    line = view.line(found.span.line)
    if match is None:
        return
    for asked in re.finditer(rf"(?:visited|chose)\s*\(\s*{re.escape(match[2])}\s*\)", line):
        if asked.start() < found.span.column <= asked.end():
            span = on_line(view, found.span.line, *asked.span())
            yield one(view, found, f"Write `{match[1]}`", Edit(span, match[1]), is_likely=True)


def compared(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A meter or a word by itself, compared with something."""
    match = re.fullmatch(r"compare it(?: with (?:a number|one of its words))?: `([^`]+)`", found.help or "")
    if match is not None:
        yield one(view, found, f"Write `{match[1]}`", Edit(found.span, match[1]))


def compared_word(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A meter compared with one of its words."""
    match = re.fullmatch(r"`[^`]+` is from -?\d+ up: write `([^`]+)`", found.help or "")
    if match is not None and found.span.line == found.span.end_line and "==" in span_text(view, found.span):
        yield one(view, found, f"Write `{match[1]}`", Edit(found.span, match[1]), is_likely=True)


def signed(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Added, or taken away."""
    number = span_text(view, found.span)
    if number.isdigit():
        yield one(view, found, f"Write `+{number}`: it is added", Edit(found.span, f"+{number}"))
        yield one(view, found, f"Write `-{number}`: it is taken away", Edit(found.span, f"-{number}"))


def idle(view: View, found: Diagnostic) -> Iterator[Fix]:
    """An effect that changes nothing, taken out of its braces, or with its line."""
    line, number = view.line(found.span.line), found.span.line
    for entry in re.finditer(r"(?P<before>,\s*)?[\w-]+:\s*[\w+-]+(?P<after>\s*,\s*)?", line):
        if not entry.start() < found.span.column <= entry.end():
            continue
        if line.strip() == entry[0].strip() and number < len(view.lines):
            yield one(view, found, "Leave it out", Edit(Span(view.file, number, 1, number + 1, 1), ""), is_likely=True)
        elif entry["before"] or entry["after"]:
            end = entry.end() if not entry["before"] else entry.end() - len(entry["after"] or "")
            yield one(view, found, "Leave it out", Edit(on_line(view, number, entry.start(), end), ""), is_likely=True)


def comma(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A comma before a key."""
    line, start = view.line(found.span.line), found.span.column - 1
    before = len(line[:start].rstrip())
    yield one(
        view, found, "Put a comma before it", Edit(on_line(view, found.span.line, before, before), ","), is_likely=True
    )


def space(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A space after a colon."""
    line, start = view.line(found.span.line), found.span.column - 1
    colon = line.find(":", start)
    if colon >= 0 and line[colon + 1 : colon + 2].strip():
        at = on_line(view, found.span.line, colon + 1, colon + 1)
        yield one(view, found, "Put a space after the colon", Edit(at, " "), is_likely=True)


def deleted(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A character taken out."""
    yield one(view, found, "Delete the invisible character", Edit(found.span, ""), is_likely=True)


def doubled(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A backslash written twice."""
    start = found.span.column - 1
    if view.line(found.span.line)[start : start + 1] == "\\":
        yield one(
            view,
            found,
            "Write the backslash twice",
            Edit(on_line(view, found.span.line, start, start), "\\"),
            is_likely=True,
        )


def spaced(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Plain spaces for those of another kind."""
    wide = found.span.end_column - found.span.column
    yield one(view, found, "Put in plain spaces", Edit(found.span, " " * wide), is_likely=True)


def hyphened(view: View, found: Diagnostic) -> Iterator[Fix]:
    """The hyphen and the space that begin a thing in a list."""
    after = view.line(found.span.line)[found.span.end_column - 1 :]
    if found.help is not None and found.help.startswith("write `- "):
        yield one(
            view,
            found,
            "Write a hyphen and a space",
            Edit(found.span, "-" if after[:1] == " " else "- "),
            is_likely=True,
        )

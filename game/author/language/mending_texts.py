"""Quick fixes that put a text in quotation marks, or a line where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.author.language.fix import Fix, on_line, one
from game.author.language.opened import View
from game.author.language.renaming import Edit
from game.story.diagnostic import Diagnostic
from game.story.nodes import quoted
from game.story.slips.colons import run_together

_KEY_LINE: Final = re.compile(r"(\s*(?:- +)*)([\w-]+):\s+(.*)")
_PROPOSED: Final = re.compile(r"`(?:([\w-]+): |- )?((?:\"[^`]*\"|'[^`]*'))`")
_REWRITTEN: Final = re.compile(r"(?:write|several stand in a list:|to compare, .*:) `([\w-]+): ([^`\"']+)`")
_QUOTES: Final = '"“”„«»'
_SAYS: Final = "Put it in quotation marks"


def quoted_value(view: View, found: Diagnostic) -> Iterator[Fix]:
    """The whole of a text in the quotation marks that the help puts it in."""
    line, number = view.line(found.span.line), found.span.line
    is_condition = found.code == "comma-in-text" and (found.help or "").startswith("write")
    if is_condition or (found.help or "").startswith("to compare") or _REWRITTEN.fullmatch(found.help or ""):
        return
    proposed = _PROPOSED.search(found.help or "")
    key_line = _KEY_LINE.fullmatch(line)
    item = re.fullmatch(r"(\s*(?:- +)+)(\S.*)", line)
    if key_line is not None and (proposed is None or proposed[1] == key_line[2]):
        start, value = key_line.start(3), key_line[3].rstrip()
    elif key_line is None and item is not None and proposed is not None and not proposed[1]:
        start, value = item.start(2), item[2].rstrip()
    else:
        yield from _quoted_inside(view, found, proposed)
        return
    if value[:1] == "{" and value.endswith("}") and found.code != "special-first-character":
        yield from _quoted_inside(view, found, proposed)
        return
    whole = proposed[2] if proposed is not None and "…`" not in proposed[0] else _in_marks(value, found)
    if whole is not None:
        yield one(view, found, _SAYS, Edit(on_line(view, number, start, start + len(value)), whole), is_likely=True)


def rewritten(view: View, found: Diagnostic) -> Iterator[Fix]:
    """What stands after a name, as the help writes it: no text, but names, numbers or a condition."""
    match = _REWRITTEN.fullmatch(found.help or "")
    line, number = view.line(found.span.line), found.span.line
    key_line = _KEY_LINE.fullmatch(line)
    if match is not None and key_line is not None and key_line[2] == match[1] and "…" not in match[2]:
        value = key_line[3].partition(" #")[0].rstrip()
        edit = Edit(on_line(view, number, key_line.start(3), key_line.start(3) + len(value)), match[2])
        yield one(view, found, f"Write `{match[2]}`", edit, is_likely=True)


def parted(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Two lines that ran into one, `title: The Triptagline: Forty yards`."""
    line, number = view.line(found.span.line), found.span.line
    run = run_together(view.lines, number, found.span.column - 1)
    if run is None:
        return
    key, start = run
    indent = len(line) - len(line.lstrip(" -"))
    left = len(line[:start].rstrip())
    says = f"Should this be two lines? Begin one before `{key}`"
    edit = Edit(on_line(view, number, left, start), f"\n{' ' * indent}")
    yield one(view, found, says, edit, is_likely=True)


def _in_marks(value: str, found: Diagnostic) -> str | None:
    """A text too long for the help to show, in quotation marks."""
    if found.code == "text-after-quote" and value[:1] == "'":
        return quoted(value[1:-1]) if value.endswith("'") else None
    return quoted(value)


def _quoted_inside(view: View, found: Diagnostic, proposed: re.Match[str] | None) -> Iterator[Fix]:
    """Between braces: the words that the help quotes, found in the line."""
    if proposed is None or "…" in proposed[2][-2:] or proposed[1] == "when":
        return
    line, number = view.line(found.span.line), found.span.line
    marks = proposed[2]
    words = marks[1:-1].replace("''", "'") if marks[0] == "'" else marks[1:-1]
    if any(words.count(opening) < words.count(closing) for opening, closing in ("[]", "{}")):
        return  # the help took in a bracket that closes what is round the text
    before = f"{proposed[1]}: " if proposed[1] else ""
    at = line.find(before + words)
    if at < 0 or line.find(before + words, at + 1) >= 0:
        return
    start = at + len(before)
    yield one(view, found, _SAYS, Edit(on_line(view, number, start, start + len(words)), marks), is_likely=True)


def quoted_rest(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A text that YAML took for a comment or an instruction: all that stands after its key."""
    line = view.line(found.span.line)
    key_line = _KEY_LINE.fullmatch(line)
    if found.help is None or ("quotation marks" not in found.help and "if it is text" not in found.help):
        return
    if key_line is not None and key_line[3].strip():
        value = key_line[3].rstrip()
        span = on_line(view, found.span.line, key_line.start(3), key_line.start(3) + len(value))
        yield one(view, found, _SAYS, Edit(span, quoted(value)), is_likely=found.code != "comment-in-text")


def quoted_braces(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A text that begins with a bracket, which YAML took for a list."""
    if (
        found.help is not None
        and found.help.startswith("a text that begins with")
        and found.span.line == found.span.end_line
    ):
        line = view.line(found.span.line)
        words = line[found.span.column - 1 : found.span.end_column - 1]
        yield one(view, found, _SAYS, Edit(found.span, quoted(words)))


def unquoted_speech(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Speech without the quotation marks that the game adds."""
    first, last = found.span.line, found.span.end_line
    colon = view.line(first).find(":", found.span.column - 1)
    opening = re.compile(rf"\s*([{_QUOTES}])").match(view.line(first), colon + 1)
    closing = re.search(rf"[{_QUOTES}]\s*$", view.line(last)[: found.span.end_column - 1])
    if colon < 0 or opening is None or closing is None or (first == last and closing.start() <= opening.start(1)):
        return
    yield one(
        view,
        found,
        "Leave out the quotation marks",
        Edit(on_line(view, last, closing.start(), closing.start() + 1), ""),
        Edit(on_line(view, first, opening.start(1), opening.start(1) + 1), ""),
        is_likely=True,
    )


def blank_line(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A blank line above a second voice."""
    yield one(view, found, "Leave a blank line above", Edit(on_line(view, found.span.line, 0, 0), "\n"), is_likely=True)


def hyphen(view: View, found: Diagnostic) -> Iterator[Fix]:
    """The hyphen that another thing in a list begins with."""
    line, start = view.line(found.span.line), found.span.column - 1
    if found.help is not None and "needs a hyphen" in found.help and line[:start].isspace() and start >= 2:
        span = on_line(view, found.span.line, start - 2, start)
        yield one(view, found, "Begin another with a hyphen", Edit(span, "- "), is_likely=True)


def spaces(view: View, found: Diagnostic) -> Iterator[Fix]:
    """Spaces for the tabs that a line begins with."""
    line = view.line(found.span.line)
    indent = line[: len(line) - len(line.lstrip())]
    span = on_line(view, found.span.line, 0, len(indent))
    yield one(view, found, "Indent with spaces", Edit(span, indent.expandtabs(2)), is_likely=True)


def closed(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A quotation mark or a brace, closed at the end of its line."""
    line = view.line(found.span.line).rstrip()
    mark = line[found.span.column - 1 : found.span.column]
    closing = {"{": "}", "[": "]"}.get(mark, mark)
    if mark not in ("{", "[", '"', "'") or (mark == "'" and line.count("'") > 1):
        return
    at = on_line(view, found.span.line, len(line), len(line))
    yield one(view, found, f"Close it with `{closing}`", Edit(at, closing))


def aligned(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A line begun where the line it most likely belongs with begins."""
    match = re.match(r"begin it under the line it belongs with, (\d+) spaces in", found.help or "")
    if match is not None:
        wanted = int(match[1])
        edits = [
            Edit(on_line(view, number, 0, depth), " " * (wanted + depth - indent if is_within else wanted))
            for number, depth, indent, is_within in _run(view, found.span.line, wanted)
        ]
        yield one(view, found, f"Begin it {match[1]} spaces in", *reversed(edits))


def _run(view: View, first: int, wanted: int) -> Iterator[tuple[int, int, int, bool]]:
    """The lines that are off as the first is: each with its depth, the first's, and whether it stands within what is moved. Where
    each line is further in than the one before it, every one of them was indented twice.
    """
    indent = last = _depth(view.line(first))
    is_stair = is_done = False
    for number in range(first, len(view.lines) + 1):
        line = view.line(number)
        depth = _depth(line)
        if not line.strip() or depth < indent or (indent < wanted and depth > indent):
            return
        # What has been said already has nothing below it.
        is_step = depth > last and (is_done or depth - last == wanted > 2)
        if is_stair and depth != last and not is_step:
            return
        is_stair = is_stair or is_step
        yield number, depth, indent, depth > indent and not is_stair
        key_line = _KEY_LINE.fullmatch(line)
        is_done = key_line is not None and bool(key_line[3].strip()) and key_line[3].strip()[0] not in "|>#"
        last = depth


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def indented(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A text moved in under its bar."""
    match = re.match(r"begin each line of it at least (\d+) spaces in", found.help or "")
    if match is None:
        return
    first = found.span.line
    indent = found.span.column - 1
    last = first
    for number in range(first, len(view.lines) + 1):
        line = view.line(number)
        depth = len(line) - len(line.lstrip())
        if line.strip() and (depth < indent or (number > first and _KEY_LINE.match(line + " "))):
            break
        last = number if line.strip() else last
    more = " " * (int(match[1]) - indent)
    edits = [Edit(on_line(view, n, 0, 0), more) for n in range(last, first - 1, -1) if view.line(n).strip()]
    yield one(view, found, "Indent it under its name", *edits, is_likely=True)


def meant_out(view: View, found: Diagnostic) -> Iterator[Fix]:
    """An item of one line, between braces, taken out."""
    if re.fullmatch(r"\s*- +\{.*\}\s*(?:#.*)?", view.line(found.span.line)):
        yield from line_out(view, found)


def line_out(view: View, found: Diagnostic) -> Iterator[Fix]:
    """A line taken out."""
    number = found.span.line
    following = number + 1 <= len(view.lines)
    end = (number + 1, 1) if following else (number, len(view.line(number)) + 1)
    yield one(view, found, "Leave the line out", Edit(type(found.span)(view.file, number, 1, *end), ""), is_likely=True)

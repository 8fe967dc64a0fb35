"""A file's text, read into YAML nodes with libyaml; and what YAML says of a slip, put into an author's words.

YAML stops at the first slip it meets. So that an author hears of all of them at once, the item the slip stands in is
then left out and the rest read again.
"""

from __future__ import annotations

import io
import operator
import re
from typing import Any, ClassVar, Final

import attrs
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from game.story.diagnostic import Diagnostic, Report
from game.story.folder import Page
from game.story.keys import EVERY
from game.story.nodes import quoted
from game.story.source import Source, Span

MOST_NODES: Final = 80_000
"""Words, lists and mappings one file may have: a thousand scenes."""
MOST_IN_ALL: Final = 3_000_000
"""Those that all files of a story may have together: forty thousand scenes."""
MOST_SLIPS: Final = 25
"""Slips of the pen to look for in one file."""

_TAGS: Final = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}


class _Characters:
    """A loader part that takes every scalar as its own characters."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        return _TAGS[kind]

    # YAML calls these on the way into every node and out of it, to do nothing: what is built in does it fastest.
    descend_resolver: ClassVar[Any] = staticmethod(operator.is_)
    ascend_resolver: ClassVar[Any] = staticmethod(tuple)


if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    class _Loader(_Characters, CParser):
        def __init__(self, stream: Any) -> None:
            CParser.__init__(self, stream)

else:
    # Twelve times slower, and stricter: between braces a text that ends in a question mark needs its quotation marks. Only
    # where PyYAML was built without libyaml, which its wheels never are.
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Loader(Reader, Scanner, Parser, Composer, _Characters):  # type: ignore[no-redef]
        def __init__(self, stream: Any) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

        resolve = _Characters.resolve
        descend_resolver: ClassVar[Any] = _Characters.descend_resolver
        ascend_resolver: ClassVar[Any] = _Characters.ascend_resolver


class _Stream(io.StringIO):
    """A text with a name, which YAML then gives every place in it."""

    name = ""


@attrs.frozen
class Tree:
    """What could be read of one file."""

    node: Node | None
    complete: bool
    left_out: tuple[str, ...]
    """The lines that could not be read: names in them may be meant elsewhere."""


def compose(page: Page, budget: int | None, report: Report) -> Tree:
    """The nodes of a file; every slip in it is noted.

    Args:
        page: the file.
        budget: how many nodes it may have; none where it cannot have too many.
        report: where to note what is wrong.
    """
    if budget is not None and not _within(page, budget, report):
        return Tree(None, complete=False, left_out=())
    text = page.text
    left_out: list[str] = []
    for _ in range(MOST_SLIPS):
        try:
            return Tree(_composed(text, page.source.file), complete=not left_out, left_out=tuple(left_out))
        except (yaml.YAMLError, RecursionError) as error:
            found, line = explain(error, page.source, text)
            report.add(found)
            lines = text.split("\n")
            first, last = _item_round(lines, line)
            if last <= first:
                break
            left_out.extend(lines[first:last])
            lines[first:last] = [""] * (last - first)
            text = "\n".join(lines)
    return Tree(None, complete=False, left_out=tuple(left_out))


def _composed(text: str, name: str) -> Node | None:
    stream = _Stream(text)
    stream.name = name
    loader = _Loader(stream)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _too_much(budget: int) -> str:
    if budget < MOST_NODES:
        return f"the story has more than {MOST_IN_ALL:,} parts, up to here"
    return f"one file has more than {MOST_NODES:,} parts, up to here"


def _within(page: Page, budget: int, report: Report) -> bool:
    """Whether a file has no more in it than it may have, found out before any of it is kept."""
    text = page.text
    # Every node has one of these before or after it, so that few of them are proof enough.
    if text.count(":") + text.count(",") + text.count("\n") + text.count("- ") + text.count("[") < budget:
        return True
    stream = _Stream(text)
    nodes = 0
    parser = _Loader(stream)
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            nodes += isinstance(event, yaml.NodeEvent)
            if nodes > budget:
                mark = event.start_mark
                span = Span(page.source.file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
                report.error("story-too-large", _too_much(budget), span)
                return False
    except yaml.YAMLError:
        return True  # said again, and better, when the file is composed
    finally:
        parser.dispose()
    return True


def _item_round(lines: list[str], at: int) -> tuple[int, int]:
    """The lines of the list item or top-level key that a line stands in, to be left out."""
    at = min(at, len(lines) - 1)
    while at > 0 and not lines[at].strip():
        at -= 1
    starts = re.compile(r"(\s{0,3})-\s|\S+:")
    first = at
    while first > 0 and not (starts.match(lines[first]) and not lines[first].startswith("#")):
        first -= 1
    opening = re.match(r"\s*", lines[first])
    indent = len(opening[0].expandtabs()) if opening else 0
    is_item = lines[first].lstrip().startswith("- ")
    last = first + 1
    while last < len(lines):
        line = lines[last]
        depth = len(line) - len(line.lstrip())
        if line.strip() and (depth < indent or (depth == indent and (line.lstrip().startswith("- ") or not is_item))):
            break
        last += 1
    while last > at + 1 and not lines[last - 1].strip():
        last -= 1
    last = max(last, at + 1)
    return (first, last) if any(line.strip() for line in lines[first:last]) else (0, 0)


# ---- what YAML says, in an author's words

_KEY_LINE: Final = re.compile(r"(\s*(?:- +)*)([\w-]+|\"[^\"]*\"):(\s+|$)(.*)")
_FLOW_VALUE: Final = re.compile(r"[{,]\s*([\w-]+):\s+(?=[^\s\"'{\[])")
_BAR: Final = re.compile(r":\s+[|>][+-]?\d?\s*$")
_A_KEY: Final = "|".join(sorted(EVERY))
_NEXT_KEY: Final = re.compile(rf",\s*(?:{_A_KEY}):\s")
_UNDIVIDED: Final = re.compile(rf"(?<=[^\s,{{\[])\s+({_A_KEY}):\s")
_MARKS: Final = {
    "*": "a star",
    "&": "an `&`",
    "!": "an exclamation mark",
    "%": "a percent sign",
    "@": "an `@`",
    "`": "a backquote",
    "|": "a bar",
    ">": "a `>`",
    "?": "a question mark",
    "-": "a hyphen",
    "{": "a brace",
    "}": "a brace",
    "[": "a bracket",
    "]": "a bracket",
    ",": "a comma",
    "#": "a `#`",
}


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


def explain(error: Exception, source: Source, text: str) -> tuple[Diagnostic, int]:
    """What YAML could not read, as a diagnostic, and the line (from 0) to leave out to read on."""
    slip = _Slip(error, source, text)
    found = slip.found()
    return found, slip.item_line


class _Slip:
    """One place where YAML stopped, and the lines round it."""

    def __init__(self, error: Exception, source: Source, text: str) -> None:
        self.source, self.lines = source, text.split("\n")
        self.problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
        mark = getattr(error, "problem_mark", None)
        context = getattr(error, "context_mark", None)
        self.error = error
        if mark is None and isinstance(error, yaml.reader.ReaderError):
            position = error.position
            before = text[:position] if isinstance(position, int) else ""
            self.line, self.column = before.count("\n"), len(before) - (before.rfind("\n") + 1)
        else:
            self.line = mark.line if mark else 0
            self.column = mark.column if mark else 0
        if self.line >= len(self.lines) or (self.line and not self.text(self.line).strip()):
            self.line = self.written_above(min(self.line, len(self.lines) - 1))
            self.column = len(self.text(self.line))
        self.context = (context.line, context.column) if context else (self.line, self.column)
        self.item_line = self.line

    def text(self, line: int) -> str:
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def written_above(self, line: int) -> int:
        """The nearest line from here up that has something on it."""
        while line > 0 and not self.text(line).strip():
            line -= 1
        return line

    def at(self, code: str, message: str, where: tuple[int, int, int], proposal: str | None = None) -> Diagnostic:
        """A diagnostic on one line: `where` is the line, and the columns where it starts and ends, from 0."""
        line, start, end = where
        end = max(end, start + 1)
        span = Span(self.source.file, line + 1, start + 1, line + 1, end + 1)
        return Diagnostic(code, "error", message, span, proposal)

    def found(self) -> Diagnostic:
        for look in (
            self.deep,
            self.control_character,
            self.second_document,
            self.tab,
            self.open_quote,
            self.bad_escape,
            self.missing_space,
            self.text_after_quote,
            self.first_character,
            self.brace_in_block,
            self.block_mark,
            self.colon_in_text,
            self.in_flow,
            self.after_braces,
            self.indentation,
        ):
            diagnostic = look()
            if diagnostic is not None:
                return diagnostic
        return self.unlooked_for()

    def unlooked_for(self) -> Diagnostic:
        """What nothing more can be said of than where YAML stopped, and what its words for it come to."""
        line, column = self.line, self.column
        for said, message, proposal in _IN_PLAIN_WORDS:
            if said in self.problem:
                mark = self.text(line)[column : column + 1]
                words = message.format(mark=_MARKS.get(mark, f"`{mark}`" if mark.strip() else "what follows"))
                return self.at("yaml-syntax", words, (line, column, column + 1), proposal)
        end = len(self.text(line).rstrip())
        return self.at("yaml-syntax", f"YAML cannot read this: {self.problem or 'unknown cause'}", (line, column, end))

    def deep(self) -> Diagnostic | None:
        if "nesting" in self.problem or isinstance(self.error, RecursionError):
            return self.at("too-deep", "too many things inside each other", (self.line, self.column, self.column + 1))
        return None

    def control_character(self) -> Diagnostic | None:
        if not isinstance(self.error, yaml.reader.ReaderError):
            return None
        character = self.error.character
        number = character if isinstance(character, int) else ord(str(character)[:1] or "\0")
        message = f"an invisible character (U+{number:04X}) that cannot be in a story"
        return self.at("control-character", message, (self.line, self.column, self.column + 1), "delete it and type on")

    def second_document(self) -> Diagnostic | None:
        line = next((n for n in range(1, len(self.lines)) if re.match(r"(---|\.\.\.)(\s|$)", self.text(n))), None)
        if (
            line is None
            or line > self.line
            or not ("document" in self.problem or self.text(self.line).startswith("---"))
        ):
            return None
        self.item_line = line
        help_ = "leave the line out; for a break between scenes begin a new scene"
        return self.at("yaml-document", "this line ends the file for YAML, and more follows", (line, 0, 3), help_)

    def tab(self) -> Diagnostic | None:
        for line in (self.line, self.line - 1, self.line + 1):
            match = re.match(r" *\t+", self.text(line))
            if match and (line == self.line or "tab" in self.problem or "any token" in self.problem):
                self.item_line = line
                message = "a tab at the start of a line, where YAML counts spaces"
                start = match[0].index("\t")
                return self.at(
                    "tab-indentation", message, (line, start, match.end()), "indent with spaces: two for each step"
                )
        return None

    def open_quote(self) -> Diagnostic | None:
        line, column = self.context
        mark = self.text(line)[column : column + 1]
        if "end of stream" not in self.problem or mark not in ('"', "'"):
            return None
        self.item_line = line
        rest = self.text(line)[column:].rstrip()
        help_ = None if len(rest) > 90 else f"close it: `{rest}{mark}`"
        if mark == "'" and rest.count("'") > 1:
            help_ = f"an apostrophe ends such a text; write `{quoted(rest.strip(chr(39)))}`"
        return self.at(
            "unclosed-quote", "a quotation mark opens here and is never closed", (line, column, column + 1), help_
        )

    def bad_escape(self) -> Diagnostic | None:
        if "escape character" not in self.problem:
            return None
        at = self.text(self.line)
        written = at[self.column : self.column + 2]
        help_ = "between double quotation marks a backslash is written twice: `\\\\`"
        return self.at(
            "unknown-escape",
            f"`{written}` means nothing between quotation marks",
            (self.line, self.column, self.column + 2),
            help_,
        )

    def missing_space(self) -> Diagnostic | None:
        for line in (self.line, self.context[0], self.line - 1):
            match = re.match(r"(\s*(?:- +)?)([a-z][\w-]*):([^\s:/].*)$", self.text(line))
            if match and ("':'" in self.problem or "mapping values" in self.problem or "expected key" in self.problem):
                self.item_line = line
                start = match.end(2)
                return self.at(
                    "missing-space",
                    "a colon after a name needs a space after it",
                    (line, match.start(2), start + 1),
                    f"write `{match[2]}: {_short(match[3])}`",
                )
        return None

    def value(self, line: int) -> tuple[str, int, str] | None:
        """The key on a line, where its value starts, and the value."""
        match = _KEY_LINE.match(self.text(line))
        return (match[2], match.start(4), match[4].rstrip()) if match and match[4].strip() else None

    def text_after_quote(self) -> Diagnostic | None:
        found = self.value(self.line)
        if found is None or found[2][0] not in "\"'" or "mapping values" not in self.problem + "mapping values":
            return None
        key, start, value = found
        mark = value[0]
        closing = re.compile(r'"(?:[^"\\]|\\.)*"' if mark == '"' else r"'(?:[^']|'')*'").match(value)
        if closing is None or closing.end() == len(value) or value[closing.end() :].lstrip().startswith("#"):
            return None
        whole = quoted(value) if mark == '"' or '"' in value else f'"{value}"'
        if mark == "'" and value.endswith("'"):
            whole = quoted(value[1:-1])
        return self.at(
            "text-after-quote",
            "the text ends at its second quotation mark, and more follows",
            (self.line, start + closing.end(), start + len(value)),
            f"put the whole text in the other kind: `{key}: {_short(whole, 90)}`",
        )

    def first_character(self) -> Diagnostic | None:
        """A text that begins with a character YAML keeps for itself."""
        for line in (self.line, self.context[0]):
            found = self.value(line)
            if found and found[2][0] in "*&!%@`?-],":
                key, start, value = found
                if value[0] in "?-" and not value[1:2].isspace():
                    continue
                self.item_line = line
                return self.begins_with(key, line, start, value)
        item = re.match(r"(\s*(?:- +)+)([*&!%@`].*)$", self.text(self.line))
        if item:
            return self.begins_with("-", self.line, item.start(2), item[2].rstrip())
        inside = re.compile(r"[{\[,]\s*(?:([\w-]+):\s+)?([*&!%@`])").search(
            self.text(self.line), max(0, self.context[1] - 30)
        )
        if inside and abs(inside.start(2) - self.context[1]) < 2:
            end = re.compile(r"[,}\]]|$").search(self.text(self.line), inside.start(2))
            value = self.text(self.line)[inside.start(2) : end.start() if end else None].rstrip()
            return self.begins_with(inside[1] or "-", self.line, inside.start(2), value)
        return None

    def begins_with(self, key: str, line: int, start: int, value: str) -> Diagnostic:
        before = "- " if key == "-" else f"{key}: "
        return self.at(
            "special-first-character",
            f"a text cannot begin with {_MARKS[value[0]]} unless it stands in quotation marks",
            (line, start, start + 1),
            f"write `{before}{_short(quoted(value), 90)}`",
        )

    def brace_in_block(self) -> Diagnostic | None:
        """`text: {name} looks up.`"""
        found = self.value(self.line)
        if found is None or found[2][0] not in "{[":
            return None
        key, start, value = found
        close = {"{": "}", "[": "]"}[value[0]]
        end = _matching(value, value[0], close)
        after = value[end + 1 :].strip() if end is not None else ""
        if end is None or not after or after.startswith("#"):
            return None
        return self.at(
            "special-first-character",
            f"a text cannot begin with {_MARKS[value[0]]} unless it stands in quotation marks",
            (self.line, start, start + 1),
            f"write `{key}: {_short(quoted(value), 90)}`",
        )

    def block_mark(self) -> Diagnostic | None:
        """`text: > and then` or `text: | so`."""
        found = self.value(self.line) or self.value(self.context[0])
        if found is None or found[2][0] not in "|>" or "comment or line break" not in self.problem:
            return None
        key, start, value = found
        help_ = f"begin the text on the next line, or write `{key}: {_short(quoted(value), 90)}`"
        return self.at(
            "text-after-bar", f"text on the same line as the `{value[0]}`", (self.line, start, start + 1), help_
        )

    def colon_in_text(self) -> Diagnostic | None:
        if "mapping values" not in self.problem:
            return None
        found = self.value(self.line)
        if found is not None and ": " in found[2] + " " and found[2][0] not in "\"'{[":
            key, start, value = found
            return self.at(
                "colon-in-text",
                "a colon and a space in a text that is not in quotation marks",
                (self.line, start + value.find(":"), start + value.find(":") + 1),
                f"write `{key}: {_short(quoted(value), 90)}`, or put the text under it, after a `|`",
            )
        return None

    def in_flow(self) -> Diagnostic | None:
        """Between braces or brackets: a text that needed quotation marks, or a brace that is not closed."""
        flow = re.search(r"',' or '([}\]])'", self.problem)
        if flow is None:
            return None
        line = self.line
        opened, column = self.context
        if line == opened or self.text(line).strip():
            mended = self.flow_text(line)
            if mended is not None:
                return mended
        mark = "{" if flow[1] == "}" else "["
        self.item_line = opened
        message = f"{_MARKS[mark]} opens here and is never closed"
        return self.at("unclosed-brace", message, (opened, column, column + 1), f"close it with `{flow[1]}`")

    def flow_text(self, line: int) -> Diagnostic | None:
        """The unquoted text on a line, between braces, that YAML stopped in."""
        text = self.text(line)
        missing = self.missing_comma(text, line)
        if missing is not None:
            return missing
        before = [match for match in _FLOW_VALUE.finditer(text) if match.end() <= self.column + 1]
        if not before:
            return self.flow_quote(text, line)
        key, start = before[-1][1], before[-1].end()
        # The text goes on to the next `, key:` or to the brace that ends the mapping.
        following = _NEXT_KEY.search(text, max(self.column, start))
        close = text.rstrip().rfind("}") if "'}'" in self.problem else text.find("]", start)
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
            return self.flow_quote(text, line)
        at = start + value.index(found)
        return self.at(
            "colon-in-text" if "colon" in what else "brace-in-text",
            f"{what} in a text that is not in quotation marks",
            (line, at, at + 1),
            f"write `{key}: {_short(quoted(value), 90)}`",
        )

    def missing_comma(self, text: str, line: int) -> Diagnostic | None:
        """Two things between braces with nothing to divide them: `[0, 12] start: 6`."""
        here = (match for match in _UNDIVIDED.finditer(text) if match.start(1) <= self.column <= match.end())
        match = next(here, None)
        if match is None:
            return None
        help_ = f"write `…, {match[1]}: …`"
        message = f"between braces a comma stands before `{match[1]}`"
        return self.at("missing-comma", message, (line, match.start(1), match.end(1)), help_)

    def flow_quote(self, text: str, line: int) -> Diagnostic | None:
        """More text after a closing quotation mark, between braces."""
        for match in re.finditer(r"([\w-]+):\s+(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*([^,}\]\s][^,}\]]*)", text):
            value = text[match.start(2) : match.end()].rstrip()
            return self.at(
                "text-after-quote",
                "the text ends at its second quotation mark, and more follows",
                (line, match.start(3), match.end()),
                f"put the whole text in the other kind: `{match[1]}: {_short(quoted(value), 90)}`",
            )
        return None

    def after_braces(self) -> Diagnostic | None:
        """More on a line after the brace that ends its mapping."""
        line = self.text(self.line)
        before, after = line[: self.column].rstrip(), line[self.column :].strip()
        if not before.endswith(("}", "]")) or not after or "expected" not in self.problem:
            return None
        message = "the braces close before this, and more follows"
        return self.at("text-after-brace", message, (self.line, self.column, len(line.rstrip())))

    def indentation(self) -> Diagnostic | None:
        expects = ("expected key", "'-' indicator", "mapping values", "document start", "not allowed in this", "':'")
        if not any(what in self.problem for what in expects):
            return None
        line = self.text(self.line)
        if "sequence entries" in self.problem and not line.lstrip().startswith("-"):
            found = self.value(self.line)
            if found:
                return self.begins_with(found[0], self.line, found[1], found[2])
        loose = self.under_a_bar()
        if loose is not None:
            return loose
        indent = len(line) - len(line.lstrip())
        if "':'" in self.problem and not _KEY_LINE.match(line):
            self.line = self.context[0]
            line = self.text(self.line)
            return self.loose_text(line, len(line) - len(line.lstrip()))
        if not _KEY_LINE.match(line) and not line.lstrip().startswith("-"):
            return self.loose_text(line, indent)
        levels = self.levels()
        help_ = None
        if levels:
            # Half way between two, a name is more likely meant under the deeper: it would not be typed so by itself.
            near = min(levels, key=lambda level: (abs(level - indent), -level))
            if near != indent:
                help_ = f"begin it under the line it belongs with, {near} spaces in; it is {indent} in"
        message = "this line is not indented like any line it could belong with"
        if indent in levels:
            message = "a list item and a name stand side by side here, and only one of the two can"
            help_ = "indent what belongs to the name above by two more spaces"
            return self.at("uneven-indentation", message, (self.line, indent, len(line.split(":")[0])), help_)
        return self.at("uneven-indentation", message, (self.line, 0, max(indent, 1)), help_)

    def under_a_bar(self) -> Diagnostic | None:
        """Text under a `|` that is not indented, so that it does not belong to it."""
        for number in (self.line, self.context[0], self.line - 1):
            line, above = self.text(number), self.text(self.written_above(number - 1))
            if _BAR.search(above) and line.strip() and not _KEY_LINE.match(line):
                indent = len(line) - len(line.lstrip())
                self.line = number
                needed = len(above) - len(above.lstrip(" -")) + 2
                help_ = f"begin each line of it at least {needed} spaces in, two more than its name; this one is {indent} in"
                message = "text under a `|` that is not indented under its name"
                return self.at("loose-text", message, (number, indent, len(line.rstrip())), help_)
        return None

    def loose_text(self, line: str, indent: int) -> Diagnostic:
        help_ = "put the text under its name, after a `|`, each line two spaces further in"
        message = "text that belongs to no name"
        return self.at("loose-text", message, (self.line, indent, len(line.rstrip())), help_)

    def levels(self) -> list[int]:
        """The indentations that lines above have opened and not closed."""
        levels: list[int] = []
        for line in self.lines[max(0, self.line - 200) : self.line]:
            match = _KEY_LINE.match(line)
            if not match:
                continue
            start = len(line) - len(line.lstrip())
            levels = [level for level in levels if level < start]
            levels.append(start)
            if match.end(1) > start:
                levels.append(match.end(1))
        return levels


def _matching(text: str, opening: str, closing: str) -> int | None:
    """Where the first opening mark of a text closes."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return index
    return None


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"

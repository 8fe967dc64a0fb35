"""Where in a file's keys a cursor stands, told from its lines alone: for a file that YAML cannot read, as one being typed
mostly is not.

The lines above the cursor are followed by their indentation, their keys and hyphens, and the braces that are open. What cannot be
followed is taken for what it most likely is: nothing here fails.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import attrs

At = Literal["key", "value", "block", "comment"]
"""Where a key is written, or an item of a list; where a value is; in a text under a bar; in a comment."""

ITEM: Final = "-"
"""What stands for a list's items in a path."""
_TOP: Final = re.compile(r"[^\s#-][^#]*?:(?:\s|$)")
_KEY: Final = re.compile(
    r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#&*!|>'\"%@`{}\[\],?:-][^#:{}\[\]]*?|-[^\s:{}\[\]]+)\s*:(?P<gap>[ \t]+|$)"
)
_DASH: Final = re.compile(r"-(?:[ \t]+|$)")
_BAR: Final = re.compile(r"[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_TOKEN: Final = re.compile(
    r"[ \t]+|#.*|(?P<quoted>\"(?:[^\"\\]|\\.)*(?:\"|$)|'(?:[^']|'')*(?:'|$))|(?P<mark>[{}\[\],]|:(?=[\s,\]}]|$))"
    r"|(?P<plain>(?:[^\s,{}\[\]:]|:(?![\s,\]}]|$)|[ \t]+(?![\s#]))+)"
)


@attrs.frozen
class Place:
    """Where a cursor stands."""

    path: tuple[str, ...]
    """The keys round it from the top of the file, `ITEM` for each list. Where a value is written, its key is the last."""
    at: At
    written: str
    """What stands there before the cursor: of a key, a value, or a paragraph of a text."""
    column: int
    """The column, from 1, at which what is written on the cursor's line starts."""
    fields: tuple[dict[str, str], ...]
    """For each mapping round it, from the outside in, its keys so far and the words beside them; of the inmost, all its keys."""
    indent: int = 0
    """The indentation of the keys beside it."""
    is_flow: bool = False
    """Whether it stands between braces or brackets."""
    quote: str = ""
    """The quotation mark it stands after."""

    @property
    def beside(self) -> dict[str, str]:
        """The keys of the mapping it stands in."""
        return self.fields[-1] if self.fields else {}

    def nearest(self, key: str) -> str:
        """What is written under a key in the nearest thing round it that has the key."""
        return next((found[key] for found in reversed(self.fields) if found.get(key)), "")


@attrs.define
class _Frame:
    """A mapping or a list that is open."""

    is_list: bool
    indent: int
    key: str = ""
    fields: dict[str, str] = attrs.field(factory=dict)
    flow: str = ""
    """The brace or bracket that opened it."""


def place_at(lines: Sequence[str], line: int, column: int) -> Place:
    """Where a cursor stands: `line` and `column` count from 1, and it stands before the character of that column."""
    at = min(max(line, 1), max(len(lines), 1)) - 1
    here = lines[at] if lines else ""
    column = min(max(column, 1), len(here) + 1)
    first = at
    while first > 0 and not _TOP.match(lines[first]):
        first -= 1
    scan = _Scan(lines, at, column - 1)
    for number in range(first, at):
        scan.line(number)
    return scan.cursor()


class _Scan:
    """The lines above a cursor, followed; then the cursor's."""

    def __init__(self, lines: Sequence[str], at: int, column: int) -> None:
        self.lines, self.at, self.column = lines, at, column
        self.frames: list[_Frame] = []
        self.block: int | None = None
        """Inside a text under a bar: the indentation of its key."""
        self.pending = False
        """Whether the last token between braces was a colon, so that a value comes next."""
        self.open_quote = ""

    # ---- lines above

    def line(self, number: int) -> None:
        text = self.lines[number]
        stripped = text.strip()
        indent = len(text) - len(text.lstrip(" "))
        if self.block is not None:
            if not stripped or indent > self.block:
                return
            self.block = None
        if not stripped or stripped.startswith("#"):
            return
        if self.in_flow():
            if not self.recovers(text, indent):
                self.flow(text, 0, len(text))
                return
            self.close_flow()
        self.plain(text, indent, len(text))

    def in_flow(self) -> bool:
        return bool(self.frames) and bool(self.frames[-1].flow)

    def recovers(self, text: str, indent: int) -> bool:
        """Whether a line shows that the braces above it were forgotten: a key or an item no further in than their own."""
        outer = next((frame for frame in reversed(self.frames) if not frame.flow), None)
        if outer is None:
            return indent == 0
        return indent <= outer.indent and bool(_KEY.match(text, indent) or _DASH.match(text, indent))

    def close_flow(self) -> None:
        while self.in_flow():
            self.frames.pop()
        self.pending = False

    def plain(self, text: str, indent: int, end: int) -> int:
        """Follow a line of keys and hyphens up to `end`; returns where its last value starts."""
        at = indent
        while at < end and (dash := _DASH.match(text, at)):
            self.item(at)
            at = dash.end()
            if at >= len(text):
                return min(at, end)
        key = _KEY.match(text, at)
        if key is None or key.end("key") >= end:
            if at < end and text[at] in "{[" and self.is_item(at):
                self.flow(text, at, end)
            elif at < end and _BAR.match(text, at):
                self.block = self.frames[-1].indent if self.frames else -1
            return at
        self.mapping(at)
        frame = self.frames[-1]
        frame.key = key["key"].strip("\"'")
        start = key.end()
        value = text[start:].strip()
        is_text = _BAR.match(text, start) or value.startswith("#")
        frame.fields[frame.key] = "" if is_text else value.split(" #")[0].strip("\"' ")
        if start >= end:
            return start
        if _BAR.match(text, start):
            self.block = frame.indent
        elif value[:1] in ("{", "["):
            self.flow(text, start, end)
        return start

    def is_item(self, at: int) -> bool:
        """Whether braces at this column can open something: the item of a list, or what stands under a key."""
        return bool(self.frames) and self.frames[-1].indent <= at

    def item(self, indent: int) -> None:
        """A hyphen."""
        while self.frames and self.frames[-1].indent > indent:
            self.frames.pop()
        if not (self.frames and self.frames[-1].is_list and self.frames[-1].indent == indent):
            self.frames.append(_Frame(True, indent))

    def mapping(self, indent: int) -> None:
        """A key."""
        while self.frames and (
            self.frames[-1].indent > indent or (self.frames[-1].is_list and self.frames[-1].indent == indent)
        ):
            self.frames.pop()
        if not (self.frames and not self.frames[-1].is_list and self.frames[-1].indent == indent):
            self.frames.append(_Frame(False, indent))

    # ---- between braces

    def flow(self, text: str, start: int, end: int) -> tuple[str, int, str]:
        """Follow braces and brackets up to `end`; returns what stands before it, where that starts, and its quotation mark."""
        at, written, begins, quote = start, "", end, ""
        while at < end:
            token = _TOKEN.match(text, at)
            if token is None:
                at += 1
                continue
            stop = token.end()
            if token["mark"]:
                self.mark(token["mark"], at)
                written, begins, quote = "", end, ""
            elif token["quoted"] or token["plain"]:
                inside = stop > end or (stop == end and not self.closes(token))
                words = text[at : min(stop, end)]
                quote = words[0] if token["quoted"] else ""
                written, begins = words[1:] if quote else words, at + bool(quote)
                if not inside or stop == end:
                    self.flow_word((token["quoted"] or token["plain"]).strip("\"' "), text, stop)
            at = stop
            if not self.in_flow():
                break
        return written, begins, quote

    @staticmethod
    def closes(token: re.Match[str]) -> bool:
        quoted = token["quoted"]
        return bool(quoted) and len(quoted) > 1 and quoted[-1] == quoted[0]

    def mark(self, mark: str, at: int) -> None:
        if mark in "{[":
            self.frames.append(_Frame(mark == "[", at, flow=mark))
            self.pending = False
        elif mark in "}]":
            if self.in_flow():
                self.frames.pop()
            self.pending = False
        elif mark == ",":
            self.pending = False
            if self.in_flow():
                self.frames[-1].key = ""
        else:
            self.pending = True

    def flow_word(self, word: str, text: str, stop: int) -> None:
        """A whole word between braces: a key, or the value of one."""
        if not self.in_flow():
            return
        frame = self.frames[-1]
        if frame.is_list:
            return
        if self.pending:
            frame.fields[frame.key] = word
        elif text[stop : stop + 1] == ":":
            frame.key = word
            frame.fields.setdefault(word, "")

    # ---- the cursor's line

    def cursor(self) -> Place:
        text = self.lines[self.at] if self.lines else ""
        stripped = text.strip()
        indent = len(text) - len(text.lstrip(" "))
        if self.block is not None:
            depth = indent if stripped else self.column
            if depth > self.block:
                return self.in_block()
            self.block = None
        before = text[: self.column]
        if before.lstrip().startswith("#") or re.search(r"\s#\s", _unquoted(before)):
            return self.made("comment", "", self.column, self.path(), ())
        if self.in_flow():
            if not (stripped and self.recovers(text, indent)):
                return self.flow_cursor(text, 0)
            self.close_flow()
        return self.plain_cursor(text, min(indent, self.column) if stripped else self.column)

    def in_block(self) -> Place:
        """In a text under a bar: what is written is its paragraph up to the cursor."""
        first = self.at
        while first > 0 and self.lines[first - 1].strip() and not _BAR.search(self.lines[first - 1]):
            first -= 1
        before = [line.strip() for line in self.lines[first : self.at]]
        here = self.lines[self.at][: self.column].lstrip()
        column = self.column - len(here)
        return self.made("block", "\n".join((*before, here)), column, self.path(), ())

    def plain_cursor(self, text: str, indent: int) -> Place:
        at = indent
        while dash := _DASH.match(text, at):
            if dash.end() > self.column and dash.start() + 1 > self.column:
                break
            self.item(at)
            at = dash.end()
            if at >= self.column:
                return self.new(text, max(at, self.column))
        key = _KEY.match(text, at)
        if key is None or key.end("key") >= self.column:
            return self.keyless(text, at)
        start = self.plain(text, at, self.column)
        if self.in_flow():
            return self.flow_cursor(text, start, followed=True)
        frame = self.frames[-1]
        frame.fields[frame.key] = text[start:].strip().strip("\"'")
        written = text[start : self.column]
        quote = written[:1] if written[:1] in ("'", '"') else ""
        start = min(start, self.column)
        return self.made("value", written[bool(quote) :], start + bool(quote), self.path(), (), quote=quote)

    def keyless(self, text: str, at: int) -> Place:
        """A key being written, an item of a list, or a text that goes on."""
        if at < len(text) and text[at] in "{[" and at < self.column:
            self.flow(text, at, self.column)
            if self.in_flow():
                return self.flow_cursor(text, at, followed=True)
        return self.new(text, at)

    def new(self, text: str, at: int) -> Place:
        """What is new on its line: the key of a mapping at its indentation, or of one under the key above."""
        written = text[at : self.column]
        top = self.frames[-1] if self.frames else None
        is_item = top is not None and top.is_list and at > top.indent
        if not is_item:
            while self.frames and (
                self.frames[-1].indent > at or (self.frames[-1].is_list and self.frames[-1].indent == at)
            ):
                self.frames.pop()
            top = self.frames[-1] if self.frames else None
        if top is not None and not top.is_list and top.indent == at:
            top.key = ""
            return self.made("key", written, at, self.path(), self.after(at, text), indent=at)
        quote = written[:1] if written[:1] in ("'", '"') else ""
        return self.made(
            "key", written[bool(quote) :], at + bool(quote), self.path(), (), indent=at, quote=quote, inner=True
        )

    def flow_cursor(self, text: str, start: int, *, followed: bool = False) -> Place:
        """Between braces: what is written there last."""
        if followed:
            # The line was followed up to the cursor already; only what stands before it is wanted.
            written, begins, quote = _last_word(text, start, self.column)
        else:
            written, begins, quote = self.flow(text, start, self.column)
            if not self.in_flow():
                return self.made("comment", "", self.column, self.path(), ())
        frame = self.frames[-1]
        self.flow_after(frame, text)
        if frame.is_list:
            return self.made("value", written, begins, (*self.path(),), (), is_flow=True, quote=quote)
        if self.pending:
            return self.made("value", written, begins, self.path(), (), is_flow=True, quote=quote)
        frame.key = ""
        return self.made("key", written, begins, self.path(), (), is_flow=True, quote=quote)

    def flow_after(self, frame: _Frame, text: str) -> None:
        """The keys of the braces that stand after the cursor, and the words beside them."""
        depth, word, key = 0, "", frame.key if self.pending else ""
        for token in _TOKEN.finditer(text, self.column):
            if not token["mark"]:
                word = (token["quoted"] or token["plain"] or word).strip("\"' ")
                continue
            if depth == 0 and token["mark"] == ":" and word:
                key = word
                frame.fields.setdefault(key, "")
            elif depth == 0 and key and word and not frame.fields.get(key):
                frame.fields[key] = word
            depth += (token["mark"] in "{[") - (token["mark"] in "}]")
            if depth < 0:
                return
            word = ""
            key = key if token["mark"] == ":" else ""

    def after(self, indent: int, text: str) -> tuple[str, ...]:
        """The keys beside this one that stand below it, and at the margin those above it too."""
        found = [""] if _KEY.match(text, indent) else []
        if indent == 0:
            # The lines above were followed from the last key at the margin.
            found.extend(key["key"] for line in self.lines[: self.at] if (key := _KEY.match(line)))
        for number in range(self.at + 1, len(self.lines)):
            line = self.lines[number]
            depth = len(line) - len(line.lstrip(" "))
            if not line.strip():
                continue
            if depth < indent:
                break
            if depth == indent and (key := _KEY.match(line, indent)):
                found.append(key["key"])
        return tuple(found)

    # ---- what was found

    def path(self) -> tuple[str, ...]:
        names = []
        for frame in self.frames:
            if frame.is_list:
                names.append(ITEM)
            elif frame.key:
                names.append(frame.key)
        return tuple(names)

    def made(
        self,
        at: At,
        written: str,
        column: int,
        path: tuple[str, ...],
        after: tuple[str, ...],
        *,
        indent: int = 0,
        is_flow: bool = False,
        quote: str = "",
        inner: bool = False,
    ) -> Place:
        fields = [dict(frame.fields) for frame in self.frames if not frame.is_list]
        if inner:
            fields.append({})
        if after and fields:
            fields[-1].update({name: fields[-1].get(name, "") for name in after if name})
        return Place(path, at, written, column + 1, tuple(fields), indent, is_flow, quote)


def _last_word(text: str, start: int, end: int) -> tuple[str, int, str]:
    """The last word between braces before `end`, where it starts, and its quotation mark."""
    at, found = start, ("", end, "")
    while at < end:
        token = _TOKEN.match(text, at)
        if token is None:
            at += 1
            continue
        stop = token.end()
        if token["mark"]:
            found = ("", end, "")
        elif token["quoted"] or token["plain"]:
            words = text[at : min(stop, end)]
            quote = words[0] if token["quoted"] else ""
            found = (words[1:] if quote else words, at + bool(quote), quote)
        at = stop
    return found


def _unquoted(text: str) -> str:
    """A line with what stands in quotation marks blanked out."""
    return re.sub(
        r"(?<![\w])\"(?:[^\"\\]|\\.)*(?:\"|$)|(?<![\w])'(?:[^']|'')*(?:'|$)", lambda match: "_" * len(match[0]), text
    )

"""A condition's text, read into its tree, with the place in the author's file of every part of it.

    any     = all { "or" all }
    all     = not { "and" not }
    not     = "not" not | compare
    compare = sum [ ("<" | "<=" | "==" | "!=" | ">=" | ">") sum ]
    sum     = term { ("+" | "-") term }
    term    = number | name | "visited" "(" id ")" | "chose" "(" id ")" | "(" any ")"

Names are names here: which of them are meters, variables or a variable's words is `condition_check.py`'s to say.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple, NoReturn, cast

from game.story.condition import (
    COMPARISONS,
    And,
    Chose,
    Compare,
    Condition,
    Name,
    Node,
    Not,
    Number,
    Or,
    Sum,
    Term,
    Visited,
)
from game.story.condition_spelling import OPENING, SIGNS, WORDS, instead, phrase
from game.story.diagnostic import Diagnostic
from game.story.source import Origin

KEYWORDS: Final = frozenset({"and", "or", "not", "visited", "chose"})
"""Words a condition keeps for itself: no meter or variable may be called so."""
DEEPEST: Final = 40
"""How many brackets and nots may stand inside each other."""
LONGEST: Final = 1000
"""How many characters a condition may have."""
MOST_DIGITS: Final = 9

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+)(?![\w])|(?P<name>[^\W\d]\w*(?:-\w+)*)|(?P<sign><=|>=|==|!=|[<>()+-])|(?P<other>\S))"
)
_PLAIN: Final = re.compile(
    r"\s*(?:(?P<asked>visited|chose)\((?P<id>[\w-]+)\)"
    r"|(?P<name>[^\W\d]\w*(?:-\w+)*)(?:\s*(?P<sign><=|>=|==|!=|<|>)\s*(?P<number>\d{1,9}))?)\s*"
)
"""Nine conditions in ten: one thing that happened, one name, or one name and a number. Read at once, they take a third of the
time."""
_ID: Final = re.compile(r"\s*([\w-]+)\s*")


def parse(text: str, origin: Origin, start: int = 0, end: int | None = None) -> Condition | Diagnostic:
    """The condition that `text[start:end]` asks, or the first thing that keeps it from being read."""
    end = len(text) if end is None else end
    match = _PLAIN.fullmatch(text, start, end)
    if match is not None and match["name"] not in KEYWORDS:
        return _plain(match, origin)
    try:
        return _Parser(text, origin, start, end).whole()
    except _Unreadable as unreadable:
        return unreadable.found


def _plain(match: re.Match[str], origin: Origin) -> Condition:
    """The tree of a condition that the pattern of plain ones has read."""
    if match["asked"]:
        span = origin.span(*match.span("id"))
        return Visited(match["id"], span) if match["asked"] == "visited" else Chose(match["id"], span)
    name = Name(match["name"], origin.span(*match.span("name")))
    if match["sign"] is None:
        return name
    number = Number(int(match["number"]), origin.span(*match.span("number")))
    return Compare(name, match["sign"], number, origin.span(match.start("name"), match.end("number")))


class _Unreadable(Exception):
    def __init__(self, found: Diagnostic) -> None:
        self.found = found


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


class _Parser:
    """One pass over one text, a token ahead."""

    def __init__(self, text: str, origin: Origin, start: int, end: int) -> None:
        self.text, self.origin, self.start, self.stop = text, origin, start, end
        self.after = start  # where the last token ended
        self.depth = 0
        if end - start > LONGEST:
            self.fail("long-condition", f"a condition of {end - start:,} characters", start, end)
        self.token = self.read(start)

    def fail(self, code: str, message: str, start: int, end: int, help: str | None = None) -> NoReturn:  # noqa: A002
        raise _Unreadable(Diagnostic(code, "error", message, self.origin.span(start, end), help))

    def read(self, at: int) -> _Token:
        match = _TOKEN.match(self.text, at, self.stop)
        if match is None:
            return _Token("end", "", self.stop, self.stop)
        kind = match.lastgroup or "other"
        if kind == "other":
            self.strange(match.start("other"))
        word, end = match[kind], match.end()
        if word in ("and", "or", "not"):
            kind = word
        return _Token(kind, word, end - len(word), end)

    def advance(self) -> _Token:
        token = self.token
        self.after = token.end
        self.token = self.read(token.end)
        return token

    def strange(self, at: int) -> NoReturn:
        """A character no condition has: most are another language's spelling of one of ours."""
        if self.text[at] in "\"'“”‘’":
            closing = re.compile(r"[\"'“”‘’]").search(self.text, at + 1, self.stop)
            end = closing.end() if closing else at + 1
            word = self.text[at + 1 : end - 1].strip()
            proposal = f"write `{word}`, without quotation marks" if word else None
            self.fail("unreadable-condition", "a condition has no quotation marks in it", at, end, proposal)
        run = re.compile(r"[^\w\s()\"']{1,2}|\w+|\S").match(self.text, at, self.stop)
        found = run[0] if run else self.text[at]
        found = found if found in SIGNS or found[0] not in SIGNS else found[0]
        proposal = instead(found, self.text[self.start : self.stop])
        self.fail("unreadable-condition", f"a condition cannot have `{found}` in it", at, at + len(found), proposal)

    def whole(self) -> Condition:
        if self.token.kind == "end":
            self.fail("unreadable-condition", "nothing was asked here", self.start, self.stop)
        self.opened()
        node = self.any()
        if self.token.kind != "end":
            self.left_over(node)
        return self.asked(node)

    def opened(self) -> None:
        first = self.token
        if first.text in OPENING and self.read(first.end).kind in ("name", "not"):
            message = f"a condition has no `{first.text}` before it"
            self.fail("unreadable-condition", message, first.start, first.end, "leave it out")

    def left_over(self, node: Node) -> NoReturn:
        token = self.token
        if token.text in COMPARISONS and isinstance(node, Compare):
            self.fail(
                "unreadable-condition",
                "two comparisons in a row",
                token.start,
                token.end,
                "write each by itself, with `and` between them: `rest > 2 and rest < 6`",
            )
        if token.text == ")":
            self.fail("unreadable-condition", "a bracket closes here that was never opened", token.start, token.end)
        word = self._word_at(token.start) or token.text
        spelled = WORDS.get(word)
        said = phrase(self.text, token.start, self.stop) if spelled is None or word == "is" else None
        word, spelled = said or (word, spelled)
        proposal = f"write `{spelled}`" if spelled else "write `and`, `or` or a comparison between them"
        before = self.text[self.start : token.start].strip()
        message = f"`{word}` cannot follow `{before}`" if len(before) < 40 else f"`{word}` cannot stand here"
        self.fail("unreadable-condition", message, token.start, token.start + len(word), proposal)

    def _word_at(self, at: int) -> str:
        match = re.compile(r"[\w'’]+").match(self.text, at, self.stop)
        return match[0].replace("’", "'") if match else ""

    def asked(self, node: Node) -> Condition:
        """The node, where it can be true or false by itself."""
        if isinstance(node, Number | Sum):
            span = node.span
            raise _Unreadable(
                Diagnostic(
                    "unreadable-condition",
                    "error",
                    "a number by itself asks nothing",
                    span,
                    "compare it with something: `rest + presence < 9`",
                )
            )
        return cast(Condition, node)

    def any(self) -> Node:
        start, node = self.token.start, self.all()
        while self.token.kind == "or":
            self.advance()
            left, right = self.asked(node), self.asked(self.all())
            node = Or(left, right, self.origin.span(start, self.after))
        return node

    def all(self) -> Node:
        start, node = self.token.start, self.negated()
        while self.token.kind == "and":
            self.advance()
            left, right = self.asked(node), self.asked(self.negated())
            node = And(left, right, self.origin.span(start, self.after))
        return node

    def negated(self) -> Node:
        if self.token.kind != "not":
            return self.compared()
        start = self.advance().start
        self.deeper(start)
        operand = self.asked(self.negated())
        self.depth -= 1
        return Not(operand, self.origin.span(start, self.after))

    def compared(self) -> Node:
        start, left = self.token.start, self.added()
        sign = self.token.text
        if sign not in COMPARISONS:
            return left
        self.advance()
        right = self.added()
        return Compare(self.term_of(left), sign, self.term_of(right), self.origin.span(start, self.after))

    def added(self) -> Node:
        start, node = self.token.start, self.term()
        while self.token.text in ("+", "-") and self.token.kind == "sign":
            sign = self.advance().text
            left, right = self.term_of(node), self.term_of(self.term())
            node = Sum(left, sign, right, self.origin.span(start, self.after))
            self.depth += 1  # a long sum is a deep tree
            if self.depth > DEEPEST * 2:
                self.deeper(start)
        return node

    def term_of(self, node: Node) -> Term:
        if isinstance(node, Compare | And | Or | Not):
            raise _Unreadable(
                Diagnostic("unreadable-condition", "error", "a question cannot be compared or added", node.span)
            )
        return node

    def term(self) -> Node:
        token = self.token
        if token.kind == "number":
            self.advance()
            return self.number(token, token.start, 1)
        if token.kind == "name":
            return self.asking() if token.text in ("visited", "chose") else self.name()
        if token.text == "(":
            return self.bracketed()
        if token.text == "-":
            self.advance()
            if self.token.kind == "number":
                return self.number(self.advance(), token.start, -1)
        return self.missing(token)

    def missing(self, token: _Token) -> NoReturn:
        before = self.text[self.start : self.after].split()
        after = f" after `{before[-1]}`" if before else ""
        if token.kind == "end":
            end = max(self.after, self.start)
            self.fail("unreadable-condition", f"the condition stops{after}", max(end - 1, self.start), max(end, 1))
        proposal = f"write `{SIGNS[token.text]}`" if token.text in SIGNS else None
        if token.text in COMPARISONS or token.kind in ("and", "or"):
            message = f"something is missing before `{token.text}`"
        else:
            message = f"`{token.text}` cannot stand{after or ' here'}"
        self.fail("unreadable-condition", message, token.start, token.end, proposal)

    def number(self, token: _Token, start: int, sign: int) -> Number:
        if len(token.text) > MOST_DIGITS:
            self.fail("number-too-large", "a number this long is beyond every meter", start, token.end)
        return Number(sign * int(token.text), self.origin.span(start, token.end))

    def name(self) -> Name:
        token = self.advance()
        return Name(token.text, self.origin.span(token.start, token.end))

    def asking(self) -> Visited | Chose:
        """`visited(...)` or `chose(...)`."""
        token = self.token
        opened = self.read(token.end)
        match = _ID.match(self.text, opened.end, self.stop) if opened.text == "(" else None
        if match is None or self.text[match.end() : match.end() + 1] != ")" or match.end() >= self.stop:
            what = "scene" if token.text == "visited" else "choice"
            end = opened.end if opened.text == "(" else token.end
            proposal = f"write `{token.text}(…)`, with the id of a {what} between the brackets"
            self.fail("unreadable-condition", f"`{token.text}` has no {what} after it", token.start, end, proposal)
        self.after = match.end() + 1
        self.token = self.read(self.after)
        span = self.origin.span(match.start(1), match.end(1))
        return Visited(match[1], span) if token.text == "visited" else Chose(match[1], span)

    def bracketed(self) -> Node:
        start = self.advance().start
        self.deeper(start)
        node = self.any()
        self.depth -= 1
        if self.token.text != ")":
            self.fail("unreadable-condition", "a bracket opens here and is never closed", start, start + 1)
        self.advance()
        return node

    def deeper(self, start: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail("long-condition", f"more than {DEEPEST} brackets inside each other", start, start + 1)

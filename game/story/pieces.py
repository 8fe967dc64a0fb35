"""A paragraph's characters, read into its pieces: plain words, what is filled in between braces, and variants."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from game.story.condition import Condition
from game.story.condition_parser import parse
from game.story.diagnostic import Diagnostic
from game.story.pronouns import AGREEING
from game.story.prose import Branch, Piece, Slot, Varied
from game.story.source import Origin

if TYPE_CHECKING:
    from game.story.prose_parser import ProseParser

Bind = Callable[[Condition], Condition]

SLOTS: Final = ("name", *AGREEING["they"])
_SPACES: Final = re.compile(r" {2,}")
# The mark first and the backslash that may stand before it after: so they are searched for ten times as fast.
_BRACE: Final = re.compile(r"[{}](?<!\\.)")
_MARKS: Final = re.compile(r"[{}|:](?<!\\.)")
_STAR: Final = re.compile(r"\*(?<!\\.)")
_VERBS: Final = re.compile(r"\s*([\w'’-]+)\s*\|\s*([\w'’-]+)\s*")
_ASKS: Final = re.compile(r"[<>=!+]|\b(?:not|and|or)\b.*[\w)]|\b(?:visited|chose)\s*\(")
_BARE: Final = re.compile(r"\s*(?:not\s+)?([^\W\d]\w*(?:-\w+)*)\s*\Z")


@attrs.frozen
class Forms:
    """What a translation may fill in by the player's pronouns instead of the words of `pronouns.py`."""

    named: Mapping[str, tuple[str, ...]]
    """For each name, its forms as `Slot` has them."""
    order: tuple[int, ...] = (0, 1, 2)
    """Where *he*, *she* and *they* stand in `{a | b | c}`."""


class PiecesOfText:
    """The pieces of one text, being read."""

    def __init__(self, parser: ProseParser, text: str, origin: Origin, bind: Bind, quotes: bool) -> None:
        self.parser, self.report = parser, parser.report
        self.text, self.origin, self.bind, self.quotes = text, origin, bind, quotes

    def error(self, code: str, message: str, start: int, end: int, help: str | None = None) -> None:  # noqa: A002
        self.report.error(code, message, self.origin.span(start, end), help=help)

    def pieces(self, start: int, end: int, *, in_branch: bool) -> tuple[Piece, ...] | None:
        """Words, slots and, outside a branch, variants; none when a brace never closes."""
        text, at = self.text, start
        pieces: list[Piece] = []
        stars: list[int] = []  # outside braces: each branch closes what it opens
        opened = next_brace(text, start, end)
        while opened >= 0:
            if text[opened] == "}":
                self.error("stray-brace", "a brace closes here that was never opened", opened, opened + 1)
                opened = next_brace(text, opened + 1, end)
                continue
            braces = _outline(text, opened, end)
            if braces is None:
                self.never_closed(opened, end)
                return None
            if opened > at:
                pieces.append(plain_words(text, at, opened))
                stars.extend(stars_in(text, at, opened))
            pieces.extend(self.braced(braces, in_branch=in_branch))
            at = braces.close + 1
            opened = next_brace(text, at, end)
        if at < end:
            pieces.append(plain_words(text, at, end))
            stars.extend(stars_in(text, at, end))
        if len(stars) % 2:
            self.parser.unbalanced(stars[-1], self.origin)
        return tuple(pieces)

    def never_closed(self, start: int, end: int) -> None:
        """Note a brace without its fellow in the same paragraph."""
        later = self.text.find("}", end)
        if later >= 0 and "{" not in self.text[end:later] and ":" in self.text[start:end]:
            message, help_ = "a variant that goes on over a blank line", "give each paragraph a variant of its own"
            self.error("variant-across-paragraphs", message, start, min(end, start + 20), help_)
        else:
            self.error("unclosed-brace", "a brace opens here and is never closed", start, start + 1)

    def braced(self, braces: _Outline, *, in_branch: bool) -> list[Piece]:
        """What stands between a brace and its fellow: a slot or a variant."""
        self.parser.count(1, self.origin)
        start, close, bars, colons = braces
        if bars or colons[0] is not None:
            if self.parser.forms is not None and len(bars) == 2 and not any(colons):
                return [self.agreeing(self.parser.forms, braces)]
            verbs = _VERBS.fullmatch(self.text, start + 1, close) if len(bars) == 1 and colons == [None, None] else None
            if verbs:
                word = f"{verbs[1]}|{verbs[2]}"
                return [Slot(word[0].lower() + word[1:], word[0].isupper(), (self.origin, start, close + 1))]
            if in_branch:
                help_ = "chain them: `{a: this | b: that | else}`; or join the conditions with `and`"
                self.error("nested-variant", "a variant inside a variant", start, close + 1, help_)
                return []
            return self.varied(braces)
        slot = self.slot(self.text[start + 1 : close], start, close)
        return [slot] if slot else []

    def agreeing(self, forms: Forms, braces: _Outline) -> Slot:
        """Three words of a translation, of which the player's pronouns take one."""
        start, close, bars, _ = braces
        ends = (start, *bars, close)
        words = [self.text[begin + 1 : end].strip() for begin, end in pairwise(ends)]
        in_order = tuple(words[at] for at in forms.order)
        return Slot("|".join(words), capital=False, span=(self.origin, start, close + 1), forms=(*in_order, ""))

    def slot(self, inner: str, start: int, close: int) -> Slot | None:
        word = inner.strip()
        forms = self.parser.forms
        slots = SLOTS if forms is None else ("name", *forms.named)
        known = (*slots, "choice") if self.quotes else slots
        plain = word[:1].lower() + word[1:]
        if plain in known:
            of_pronouns = forms.named.get(plain, ()) if forms is not None else ()
            return Slot(plain, word[:1].isupper(), (self.origin, start, close + 1), of_pronouns)
        span = self.origin.span(start, close + 1)
        if not word:
            self.report.error("unknown-slot", "there is nothing between these braces", span)
        elif _ASKS.search(word) or self.parser.is_nearly_known(word):
            help_ = "write `{" + word + ": when it holds | when it does not}`"
            self.report.error("empty-branch", f"`{word}` is asked here, and nothing is told for it", span, help=help_)
        else:
            self.report.error(
                "unknown-slot",
                f"nothing fills in `{{{word}}}`",
                span,
                help=self.report.did_you_mean(plain, known)
                or "the words that fill in are " + ", ".join(f"{{{slot}}}" for slot in known) + " and {go|goes}",
            )
        return None

    def varied(self, braces: _Outline) -> list[Piece]:
        """A variant: its branches, in order."""
        start, close, bars, colons = braces
        branches = []
        begins, ends = (start, *bars), (*bars, close)
        for index, colon in enumerate(colons):
            branch = self.branch(begins[index] + 1, colon, ends[index], first=index == 0)
            if branch is None:
                continue
            if branch.when is None and 0 < index < len(bars) and self.text[bars[-1] + 1 : close].strip():
                help_ = "give this one a condition too, or let it be the last"
                message = "a branch without a condition ends a variant, and another follows"
                self.error("branch-never-told", message, begins[index] + 1, ends[index], help_)
            branches.append(branch)
        return [Varied(tuple(branches), (self.origin, start, close + 1))] if branches else []

    def branch(self, begin: int, colon: int | None, end: int, *, first: bool) -> Branch | None:
        text = self.text
        when: Condition | None = None
        told = begin
        if colon is not None and (first or self.asks(text[begin:colon])):
            parsed = parse(text, self.origin, begin, colon)
            if isinstance(parsed, Diagnostic):
                self.report.add(parsed)
            else:
                when = self.bind(parsed)
            told = colon + 1
        elif first:
            help_ = "write the condition, then a colon: `{rest < 4: this | that}`"
            message = "a variant whose first branch has no condition"
            self.error("variant-without-condition", message, begin - 1, end, help_)
            return None
        told, end = _trimmed(text, told, end)
        if told >= end:
            self.empty(begin - 1, max(end, begin), is_otherwise=when is None and not first)
            return None
        pieces = self.pieces(told, end, in_branch=True) or ()
        return Branch(when, pieces, (self.origin, told, end))

    def empty(self, start: int, end: int, *, is_otherwise: bool) -> None:
        """Note a branch without words; where it only stands for nothing else being told, it does no harm."""
        message, span = "a branch in which nothing is told", self.origin.span(start, end)
        if is_otherwise:
            help_ = "leave the bar out: where no branch holds, nothing is told"
            self.report.warning("empty-branch", message, span, help=help_)
        else:
            self.report.error("empty-branch", message, span)

    def asks(self, words: str) -> bool:
        """Whether what stands before a colon in a later branch is a condition, and not prose with a colon in it."""
        bare = _BARE.match(words)
        if bare:
            return self.parser.is_nearly_known(bare[1])
        return bool(_ASKS.search(words)) and "," not in words and "." not in words


class _Outline(NamedTuple):
    """A brace and its fellow, and what divides what is between them."""

    start: int
    close: int
    bars: list[int]
    colons: list[int | None]
    """For each branch, its first colon outside inner braces."""


def _outline(text: str, start: int, end: int) -> _Outline | None:
    """What the brace at `start` opens; none where it does not close."""
    depth = 0
    bars: list[int] = []
    colons: list[int | None] = [None]
    for match in _MARKS.finditer(text, start, end):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                return _Outline(start, match.start(), bars, colons)
        elif depth == 1 and mark == "|":
            bars.append(match.start())
            colons.append(None)
        elif depth == 1 and colons[-1] is None:
            colons[-1] = match.start()
    return None


def next_brace(text: str, start: int, end: int) -> int:
    """Where the next brace is, or -1."""
    closing = text.find("}", start, end)
    opening = text.find("{", start, closing if closing >= 0 else end)
    at = closing if opening < 0 else opening
    if at > 0 and text[at - 1] == "\\":  # seldom: then with the pattern, which steps over all of them at once
        match = _BRACE.search(text, at, end)
        return match.start() if match else -1
    return at


def stars_in(text: str, start: int, end: int) -> list[int]:
    """Where italics begin and end."""
    if text.find("*", start, end) < 0:
        return []
    return [match.start() for match in _STAR.finditer(text, start, end)]


def plain_words(text: str, start: int, end: int) -> str:
    """Plain words, on one line, with the printer's dots."""
    words = text[start:end]
    if "\n" in words:
        words = words.replace("\n", " ")
    if "\t" in words:
        words = words.replace("\t", " ")
    if "  " in words:
        words = _SPACES.sub(" ", words)
    return words.replace("...", "…") if "..." in words else words


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

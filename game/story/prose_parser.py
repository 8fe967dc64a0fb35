"""A text's characters, read into paragraphs of pieces, with the place in the author's file of what matters in them.

Quotation marks, apostrophes and dots become the printer's here, once, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import attrs

from game.story.condition import Condition
from game.story.condition_parser import parse
from game.story.diagnostic import Diagnostic, Report, TooMuch
from game.story.pronouns import AGREEING
from game.story.prose import Branch, Paragraph, Piece, Slot, Text, Varied
from game.story.source import Origin, Span

Bind = Callable[[Condition], Condition]

MOST_TOLD: Final = 600_000
"""Paragraphs and braces a story may have: a thousand times as many as this one has."""
TOLD_IN_A_FILE: Final = 20_000
"""Those that each of its files may bring: an alias can have a text read again and again."""
LENGTH: Final = 500
"""Characters that count as a paragraph, where one is longer."""
IN_PROSE: Final = re.compile(r"[{}*\n\t\\:]|  |\.\.\.")
"""What makes a text more than a line of plain words."""
SLOTS: Final = ("name", *AGREEING["they"])
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_BREAK: Final = re.compile(r"\n\s*")
_SPACES: Final = re.compile(r" {2,}")
# The mark first and the backslash that may stand before it after: so they are searched for ten times as fast.
_BRACE: Final = re.compile(r"[{}](?<!\\.)")
_MARKS: Final = re.compile(r"[{}|:](?<!\\.)")
_STAR: Final = re.compile(r"\*(?<!\\.)")
_VERBS: Final = re.compile(r"\s*([\w'’-]+)\s*\|\s*([\w'’-]+)\s*")
_SPEAKER: Final = re.compile(r"([^\W_][^:{}*|\n]{0,40}):[ \n]")
_INNER_SPEAKER: Final = re.compile(r"\n[ \t]*([^\W_][^:{}*|\n]{0,40}):[ \n]")
_ASKS: Final = re.compile(r"[<>=!+]|\b(?:not|and|or)\b.*[\w)]|\b(?:visited|chose)\s*\(")
_BARE: Final = re.compile(r"\s*(?:not\s+)?([^\W\d]\w*(?:-\w+)*)\s*\Z")


@attrs.frozen
class Forms:
    """What a translation may fill in by the player's pronouns instead of the words of `pronouns.py`."""

    named: Mapping[str, tuple[str, ...]]
    """For each name, its forms as `Slot` has them."""
    order: tuple[int, ...] = (0, 1, 2)
    """Where *he*, *she* and *they* stand in `{a | b | c}`."""


class ProseParser:
    """Reads texts, one story's.

    Attributes:
        speakers: what opens speech, and whose: names, ids and outside names of the cast.
        forms: what fills in by pronouns, where the texts are a translation's.
        most: paragraphs and braces it may read.
    """

    def __init__(
        self,
        report: Report,
        speakers: Mapping[str, str],
        is_nearly_known: Callable[[str], bool],
        forms: Forms | None = None,
    ) -> None:
        self.report, self.speakers, self.is_nearly_known, self.forms = report, speakers, is_nearly_known, forms
        self.told = 0
        self.most = TOLD_IN_A_FILE

    def parse(
        self, text: str, origin: Origin, bind: Bind, *, is_block: bool, speech: bool = True, quotes: bool = False
    ) -> Text:
        """The text, in paragraphs.

        Args:
            text: its characters, as YAML gave them.
            origin: where they stand.
            bind: what to do with a condition once it is parsed.
            is_block: whether a line's end in it is only where the author's line was full (`|`).
            speech: whether a name and a colon open speech in it.
            quotes: whether `{choice}` may stand in it.
        """
        if "'" in text or '"' in text:
            text = quoted_as_printed(text)
        is_plain = "{" not in text and "}" not in text
        reading = None if is_plain else _Reading(self, text, origin, bind, quotes)
        self.count(1 + len(text) // LENGTH, origin)
        has_stars, has_colons = "*" in text, speech and ":" in text
        is_neat = not ("\n" in text or "  " in text or "\t" in text or "..." in text)
        paragraphs: list[Paragraph] = []
        for start, end in _paragraphs(text, _BLANK if is_block else _BREAK):
            speaker, begin = None, start
            if has_colons and text.find(":", start, start + 42) >= 0:
                speaker, begin = self.speaker(text, start, end, origin)
            pieces: tuple[Piece, ...] | None
            if reading is None or _brace(text, begin, end) < 0:
                if has_stars:
                    self.italics(text, begin, end, origin)
                pieces = (text[begin:end] if is_neat else _words(text, begin, end),)
            else:
                pieces = reading.pieces(begin, end, in_branch=False)
            if pieces is None:
                break  # a brace is open, and nothing after it can be told from what is in it
            paragraphs.append(Paragraph(speaker, pieces, (origin, start, end)))
        self.count(len(paragraphs), origin)
        return Text(tuple(paragraphs))

    def line(self, text: str, span: Span) -> Text:
        """A text that `IN_PROSE` finds nothing in: most choices, hints and lines of a head are."""
        self.told += 1 + len(text) // LENGTH
        if self.told > self.most:
            raise _too_much(self.most, span)
        if "'" in text or '"' in text:
            text = quoted_as_printed(text)
        return Text((Paragraph(None, (text.strip(),), span),))

    def count(self, more: int, origin: Origin) -> None:
        """Count what is read, for it to have an end."""
        self.told += more
        if self.told > self.most:
            raise _too_much(self.most, origin.span(0, 1))

    def speaker(self, text: str, start: int, end: int, origin: Origin) -> tuple[str | None, int]:
        """Who speaks the paragraph, and where their words begin."""
        match = _SPEAKER.match(text, start, end)
        if match is None:
            return None, start
        member = self.speakers.get(match[1])
        if member is not None:
            self.interrupted(text, match.end(), end, origin)
            return member, match.end()
        near = self.report.nearest(match[1], self.speakers) if match[1][0].isupper() else None
        if near is not None:
            self.report.warning(
                "unknown-speaker",
                f"nobody in the cast is called `{match[1]}`, so this is told, not said",
                origin.span(start, match.end(1)),
                help=f"did you mean `{near}`?",
            )
        return None, start

    def italics(self, text: str, start: int, end: int, origin: Origin) -> None:
        """Note italics that are opened and never closed."""
        stars = _stars(text, start, end)
        if len(stars) % 2:
            self.unbalanced(stars[-1], origin)

    def unbalanced(self, at: int, origin: Origin) -> None:
        """Note a star without its fellow."""
        self.report.error(
            "unbalanced-italics",
            "italics are opened here and not closed before the paragraph ends",
            origin.span(at, at + 1),
            help="italics stand between two stars: `*so*`; for a star itself write `\\*`",
        )

    def interrupted(self, text: str, start: int, end: int, origin: Origin) -> None:
        """Warn where a second voice begins inside a paragraph of speech."""
        for match in _INNER_SPEAKER.finditer(text, start, end):
            if match[1] in self.speakers:
                self.report.warning(
                    "speech-inside-speech",
                    f"`{match[1]}:` stands inside somebody else's speech",
                    origin.span(match.start(1), match.end(1)),
                    help="leave a blank line above it",
                )


def _too_much(most: int, span: Span) -> TooMuch:
    message = f"the story has more than {most:,} paragraphs and braces, up to here"
    return TooMuch(Diagnostic("story-too-large", "error", message, span))


def _paragraphs(text: str, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where each paragraph starts and ends, without the space round it."""
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    for gap in between.finditer(text, start, last):
        yield start, gap.start()
        start = gap.end()
    if start < last:
        yield start, last


class _Reading:
    """One text, being read."""

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
        opened = _brace(text, start, end)
        while opened >= 0:
            if text[opened] == "}":
                self.error("stray-brace", "a brace closes here that was never opened", opened, opened + 1)
                opened = _brace(text, opened + 1, end)
                continue
            braces = _outline(text, opened, end)
            if braces is None:
                self.never_closed(opened, end)
                return None
            if opened > at:
                pieces.append(_words(text, at, opened))
                stars.extend(_stars(text, at, opened))
            pieces.extend(self.braced(braces, in_branch=in_branch))
            at = braces.close + 1
            opened = _brace(text, at, end)
        if at < end:
            pieces.append(_words(text, at, end))
            stars.extend(_stars(text, at, end))
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


def _brace(text: str, start: int, end: int) -> int:
    """Where the next brace is, or -1."""
    closing = text.find("}", start, end)
    opening = text.find("{", start, closing if closing >= 0 else end)
    at = closing if opening < 0 else opening
    if at > 0 and text[at - 1] == "\\":  # seldom: then with the pattern, which steps over all of them at once
        match = _BRACE.search(text, at, end)
        return match.start() if match else -1
    return at


def _stars(text: str, start: int, end: int) -> list[int]:
    """Where italics begin and end."""
    if text.find("*", start, end) < 0:
        return []
    return [match.start() for match in _STAR.finditer(text, start, end)]


def _words(text: str, start: int, end: int) -> str:
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


# ---- the printer's marks

_APOSTROPHE: Final = re.compile(r"'(?<=\w')")
_QUOTE: Final = re.compile(r"[\"']")
_ELIDED: Final = re.compile(r"(?:\d|(?:em|til|tis|twas|twill|cause|bout|n|round|un)\b)", re.IGNORECASE)
MOST_MARKS: Final = 8
"""Stars and quotation marks in a row through which a quotation mark looks for the word it stands at."""
_OPENS_AFTER: Final = frozenset(" \t\n\u00a0([{—–-“‘/:|")


def printed(words: str) -> str:
    """The words with typographic apostrophes, quotation marks and dots."""
    return quoted_as_printed(words).replace("...", "…")


def quoted_as_printed(words: str) -> str:
    """The words with typographic apostrophes and quotation marks: each in the place of the straight one."""
    if "'" in words:
        words = _APOSTROPHE.sub("’", words)
    return _QUOTE.sub(_turned, words) if "'" in words or '"' in words else words


def _turned(match: re.Match[str]) -> str:
    """A quotation mark, turned the way it faces."""
    words, at = match.string, match.start()
    back = at - 1
    while back >= 0 and words[back] in "*\"'" and at - back < MOST_MARKS:
        back -= 1
    opens = back < 0 or words[back] in _OPENS_AFTER
    if match[0] == '"':
        return "“" if opens else "”"
    if _ELIDED.match(words, at + 1):
        return "’"
    return "‘" if opens else "’"

"""A text's characters, read into paragraphs of pieces, with the place in the author's file of what matters in them.

Paragraphs and who speaks them are made out here; what a paragraph is made of, in `pieces.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from game.story.diagnostic import Diagnostic, Report, TooMuch
from game.story.pieces import SLOTS, Bind, Forms, PiecesOfText, next_brace, plain_words, stars_in
from game.story.printing import printed, quoted_as_printed
from game.story.prose import Paragraph, Piece, Text
from game.story.source import Origin, Span

__all__ = ["IN_PROSE", "MOST_TOLD", "SLOTS", "TOLD_IN_A_FILE", "Bind", "Forms", "ProseParser", "printed"]

MOST_TOLD: Final = 600_000
"""Paragraphs and braces a story may have: a thousand times as many as this one has."""
TOLD_IN_A_FILE: Final = 20_000
"""Those that each of its files may bring: an alias can have a text read again and again."""
LENGTH: Final = 500
"""Characters that count as a paragraph, where one is longer."""
IN_PROSE: Final = re.compile(r"[{}*\n\t\\:]|  |\.\.\.")
"""What makes a text more than a line of plain words."""
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_BREAK: Final = re.compile(r"\n\s*")
_SPEAKER: Final = re.compile(r"([^\W_][^:{}*|\n]{0,40}):[ \n]")
_INNER_SPEAKER: Final = re.compile(r"\n[ \t]*([^\W_][^:{}*|\n]{0,40}):[ \n]")


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
        reading = None if is_plain else PiecesOfText(self, text, origin, bind, quotes)
        self.count(1 + len(text) // LENGTH, origin)
        has_stars, has_colons = "*" in text, speech and ":" in text
        is_neat = not ("\n" in text or "  " in text or "\t" in text or "..." in text)
        paragraphs: list[Paragraph] = []
        for start, end in _paragraphs(text, _BLANK if is_block else _BREAK):
            speaker, begin = None, start
            if has_colons and text.find(":", start, start + 42) >= 0:
                speaker, begin = self.speaker(text, start, end, origin)
            pieces: tuple[Piece, ...] | None
            if reading is None or next_brace(text, begin, end) < 0:
                if has_stars:
                    self.italics(text, begin, end, origin)
                pieces = (text[begin:end] if is_neat else plain_words(text, begin, end),)
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
        stars = stars_in(text, start, end)
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

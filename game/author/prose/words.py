"""A text as an author's readers count it: words, the arms its variants may take, and where in the file each word stands.

A **writing** is one thing players read whole (a scene's text, a choice, a lesson's question); it is **passages**, one for
each paragraph; a passage is **forks**, of which a reader meets one **arm** each; an arm is **words**.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from game.story.condition import Condition
from game.story.model import Player
from game.story.pronouns import agreeing, takes_are
from game.story.prose import Paragraph, Piece, Slot, Text, Varied
from game.story.source import Source, Span

Kind = Literal["text", "choice", "hint", "then", "recall", "door", "drain", "recap", "lead", "evidence", "carry", "try"]

# A mark of italics may stand inside a word, and an apostrophe between single quotation marks is written twice.
_WORD: Final = re.compile(r"[^\W_]+(?:(?:[’.:,/*‐-]|'{1,2})[^\W_]+)*|&")
_MOST_LINES: Final = 400
"""How far below the place that is known a text is looked for, where its own place is not."""

Place = tuple[int, int]
"""A line and a column, from 1."""


def plain(word: str) -> str:
    """A word as it is compared: small letters, straight apostrophes."""
    return word.replace("’", "'").replace("''", "'").replace("*", "").casefold()


def words_in(text: str) -> tuple[str, ...]:
    """The words of a line, as they are compared."""
    return tuple(plain(match[0]) for match in _WORD.finditer(text))


@attrs.define(eq=False)
class Word:
    """A word in its place."""

    text: str
    key: str
    """As it is compared."""
    before: str
    """What stands between it and the word before, or where its arm begins."""
    after: str
    """What stands between it and the next word, or where its arm ends."""
    passage: Passage
    arm: tuple[int, int]
    """Which fork of the passage it is in, and which arm of that."""
    stretch: int
    """Which stretch of the passage it begins in, and at which character."""
    offset: int


@attrs.frozen(eq=False)
class Fork:
    """One place of a passage: several arms, or one where nothing varies. An arm may be empty."""

    arms: tuple[tuple[Word, ...], ...]
    asks: tuple[Condition | None, ...]
    """What each arm asks; the first that holds is told."""


@attrs.frozen
class _Stretch:
    """A piece of a passage, and the things its place lies between."""

    told: str
    is_slot: bool
    begin: Span | None
    """What it comes after; none where it begins its passage or arm."""
    end: Span | None
    whole: Span
    """The passage or arm it is in."""


@attrs.define(eq=False)
class Passage:
    """A paragraph as written."""

    speaker: str | None
    writing: Writing
    paragraph: Paragraph
    forks: tuple[Fork, ...] = ()
    _places: dict[tuple[int, int], Span] | None = None

    @property
    def words(self) -> Iterator[Word]:
        """Every word there is in it, in the order of the file."""
        return (word for fork in self.forks for arm in fork.arms for word in arm)

    def place(self, word: Word, sources: Mapping[str, Source]) -> Span:
        """Where a word of it stands."""
        if self._places is None:
            self._places = _places(self.paragraph, sources)
        found = self._places.get((word.stretch, word.offset)) or self._places.get((word.stretch, -1))
        return found or self.paragraph.span


@attrs.define(eq=False)
class Writing:
    """One thing players read."""

    kind: Kind
    ids: frozenset[str]
    """Whatever it may be said to be in: a choice's words are in the choice and in its scene."""
    span: Span
    """What it belongs to."""
    passages: tuple[Passage, ...] = ()

    @property
    def forks(self) -> tuple[Fork, ...]:
        """Of all its passages, in order."""
        return tuple(fork for passage in self.passages for fork in passage.forks)

    @property
    def words(self) -> Iterator[Word]:
        """Every word there is in it, in the order of the file."""
        return (word for passage in self.passages for word in passage.words)


def writing(kind: Kind, ids: frozenset[str], text: Text, player: Player, span: Span) -> Writing:
    """A text, cut into words; its slots filled in for the player the story declares."""
    made = Writing(kind, ids, span)
    made.passages = tuple(_passage(paragraph, made, player) for paragraph in text.paragraphs)
    return made


# ---- cutting


def _passage(paragraph: Paragraph, whole: Writing, player: Player) -> Passage:
    passage = Passage(paragraph.speaker, whole, paragraph)
    forks: list[Fork] = []
    run: list[tuple[int, str]] = []
    stretch = 0
    for piece in paragraph.pieces:
        if not isinstance(piece, Varied):
            run.append((stretch, _told(piece, player)))
            stretch += 1
            continue
        if run:
            forks.append(Fork((_cut(run, passage, (len(forks), 0)),), (None,)))
            run = []
        arms: list[tuple[Word, ...]] = []
        for branch in piece.branches:
            inner = [(stretch + at, _told(part, player)) for at, part in enumerate(branch.pieces)]
            stretch += len(inner)
            arms.append(_cut(inner, passage, (len(forks), len(arms))))
        asks = [branch.when for branch in piece.branches]
        if asks[-1] is not None:
            arms.append(())
            asks.append(None)
        forks.append(Fork(tuple(arms), tuple(asks)))
    if run:
        forks.append(Fork((_cut(run, passage, (len(forks), 0)),), (None,)))
    passage.forks = tuple(forks)
    return passage


def _told(piece: Piece, player: Player) -> str:
    """A piece as it is read; of what the player will have chosen, nothing."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Varied) or piece.word == "choice":
        return ""
    many, bar, one = piece.word.partition("|")
    if piece.word == "name":
        word = player.name
    elif bar:
        word = many if takes_are(player.pronouns) else one
    else:
        word = agreeing(player.pronouns)[piece.word]
    return word[:1].upper() + word[1:] if piece.capital else word


def _cut(run: Sequence[tuple[int, str]], passage: Passage, arm: tuple[int, int]) -> tuple[Word, ...]:
    """The words of pieces that are told one after another."""
    text = "".join(told for _, told in run) if len(run) > 1 else run[0][1] if run else ""
    starts, at = [], 0
    for _, told in run:
        starts.append(at)
        at += len(told)
    matches = list(_WORD.finditer(text))
    words, piece = [], 0
    for index, match in enumerate(matches):
        start, end = match.span()
        while piece + 1 < len(starts) and starts[piece + 1] <= start:
            piece += 1
        words.append(
            Word(
                text=match[0].replace("*", ""),
                key=plain(match[0]),
                before=text[matches[index - 1].end() if index else 0 : start],
                after=text[end : matches[index + 1].start() if index + 1 < len(matches) else len(text)],
                passage=passage,
                arm=arm,
                stretch=run[piece][0],
                offset=start - starts[piece],
            )
        )
    return tuple(words)


# ---- places


def _places(paragraph: Paragraph, sources: Mapping[str, Source]) -> dict[tuple[int, int], Span]:
    """Where each word of a paragraph stands, by its stretch and offset; under -1, where a whole stretch does."""
    found: dict[tuple[int, int], Span] = {}
    whole = paragraph.span
    source = sources.get(whole.file)
    if source is None:
        return found
    for index, stretch in enumerate(_stretches(paragraph.pieces, whole)):
        inside = stretch.whole
        begin = (stretch.begin.end_line, stretch.begin.end_column) if stretch.begin else (inside.line, inside.column)
        end = (stretch.end.line, stretch.end.column) if stretch.end else (inside.end_line, inside.end_column)
        found[index, -1] = Span(whole.file, *begin, *end)
        if stretch.is_slot:
            found[index, -1] = stretch.whole
            continue
        told = [(match.start(), plain(match[0])) for match in _WORD.finditer(stretch.told)]
        speaks = index == 0 and paragraph.speaker is not None
        spans = _located([key for _, key in told], source, begin, end, after_colon=speaks)
        for (offset, _), span in zip(told, spans, strict=False):
            found[index, offset] = span
    return found


def _stretches(pieces: tuple[Piece, ...], whole: Span) -> Iterator[_Stretch]:
    for at, piece in enumerate(pieces):
        if isinstance(piece, Varied):
            for branch in piece.branches:
                yield from _stretches(branch.pieces, branch.span)
        elif isinstance(piece, Slot):
            yield _Stretch("", True, None, None, piece.span)
        else:
            yield _Stretch(piece, False, _span(pieces, at - 1), _span(pieces, at + 1), whole)


def _span(pieces: tuple[Piece, ...], at: int) -> Span | None:
    piece = pieces[at] if 0 <= at < len(pieces) else None
    return None if piece is None or isinstance(piece, str) else piece.span


def _located(keys: list[str], source: Source, begin: Place, end: Place, *, after_colon: bool) -> list[Span]:
    """Where words stand, that are the words between two places: or, where those are others, the first such below."""
    written = _written(source, begin, end)
    if after_colon:
        # A speaker and a colon come first, and are no part of what is said.
        written = written[max(0, len(written) - len(keys)) :]
    if [key for key, _ in written] == keys:
        return [span for _, span in written]
    below = _written(source, (begin[0], 1), (min(begin[0] + _MOST_LINES, len(source.lines)) + 1, 1))
    there = [key for key, _ in below]
    for at in range(len(there) - len(keys) + 1) if keys else ():
        if there[at] == keys[0] and there[at : at + len(keys)] == keys:
            return [span for _, span in below[at : at + len(keys)]]
    return []


def _written(source: Source, begin: Place, end: Place) -> list[tuple[str, Span]]:
    """The words of a file between two places, as they are compared, and where each is."""
    found = []
    for number in range(begin[0], end[0] + 1):
        line = source.line(number)
        first = begin[1] - 1 if number == begin[0] else 0
        last = end[1] - 1 if number == end[0] else len(line)
        for match in _WORD.finditer(line, first, last):
            span = Span(source.file, number, match.start() + 1, number, match.end() + 1)
            found.append((plain(match[0]), span))
    return found

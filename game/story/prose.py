"""A text block as it was written, and as it is told: beats, speech, italics, names, variants.

Written, a text is paragraphs of pieces (`prose_parser.py` makes them); told, it is beats of runs. A piece of plain words
keeps its `*` for italics, and a backslash before a character that is meant as it stands; quotation marks, apostrophes
and dots in it are the printer's already.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final, Protocol

import attrs

from game.story.condition import Condition, Facts, holds
from game.story.pronouns import agreeing, is_own, takes_are
from game.story.source import Origin, Span


class Person(Protocol):
    """Who a text is told to: a name, and pronouns. The model's `Player` is one."""

    @property
    def name(self) -> str: ...
    @property
    def pronouns(self) -> str: ...


# ---- as written

Where = Span | tuple[Origin, int, int]
"""A place in an author's file; or the text it is in and where it starts and ends there, from which it can be worked out."""


def _span(where: Where) -> Span:
    return where if isinstance(where, Span) else where[0].span(where[1], where[2])


@attrs.frozen
class Slot:
    """A word the player's name and pronouns fill in: `{name}`, `{they}`, `{are}`, `{go|goes}`."""

    word: str
    """As written between the braces, without a capital."""
    capital: bool
    where: Where = attrs.field(alias="span", eq=False)
    forms: tuple[str, ...] = ()
    """In a translation: what it becomes for *he*, *she* and *they*, and which of a player's own five words takes its place,
    empty for none.
    """

    @property
    def span(self) -> Span:
        """Where it stands."""
        return _span(self.where)


@attrs.frozen
class Branch:
    """One alternative of a variant; the last of a chain may have no condition."""

    when: Condition | None
    pieces: tuple[Piece, ...]
    where: Where = attrs.field(alias="span", eq=False)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return _span(self.where)


@attrs.frozen
class Varied:
    """`{rest < 4: this | meaning > 6: that | else}`: the first branch that holds is told; none, and nothing is."""

    branches: tuple[Branch, ...]
    where: Where = attrs.field(alias="span", eq=False)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return _span(self.where)


Piece = str | Slot | Varied


@attrs.frozen
class Paragraph:
    """One beat as written: its speaker, if it is speech, and its pieces."""

    speaker: str | None
    """The id of a member of the cast."""
    pieces: tuple[Piece, ...]
    where: Where = attrs.field(alias="span", eq=False)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return _span(self.where)

    @cached_property
    def fixed(self) -> Beat | None:
        """The beat, where it is the same for everybody; none where something in it varies."""
        if not all(isinstance(piece, str) for piece in self.pieces):
            return None
        return Beat(_runs("".join(piece for piece in self.pieces if isinstance(piece, str))), self.speaker)


@attrs.frozen
class Text:
    """A block of prose."""

    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def fixed(self) -> tuple[Beat, ...] | None:
        """The beats, where they are the same for everybody."""
        beats = [paragraph.fixed for paragraph in self.paragraphs]
        told = tuple(beat for beat in beats if beat is not None)
        return told if len(told) == len(beats) else None


# ---- as told


@attrs.frozen
class Run:
    """A stretch of words in one cut."""

    text: str
    italic: bool = False


@attrs.frozen
class Beat:
    """What the reader meets in one go: a paragraph, or one person's speech. No quotation marks in it: the way in that
    shows it adds them to speech.
    """

    runs: tuple[Run, ...]
    speaker: str | None = None

    @property
    def plain(self) -> str:
        """The words without their italics."""
        return "".join(run.text for run in self.runs)


# ---- telling


def tell(text: Text, facts: Facts, player: Person, quote: str | None = None) -> tuple[Beat, ...]:
    """The beats of a text, for one state and one player.

    Args:
        text: what was written.
        facts: what its conditions may see; see `condition.Facts`.
        player: whose name and pronouns fill it in.
        quote: what `{choice}` stands for, in a lesson's evidence.

    A paragraph in which nothing is said, because no branch of it held, is no beat.
    """
    if text.fixed is not None:
        return text.fixed
    told = (paragraph.fixed or _told(paragraph, facts, player, quote) for paragraph in text.paragraphs)
    return tuple(beat for beat in told if beat.runs)


def _told(paragraph: Paragraph, facts: Facts, player: Person, quote: str | None) -> Beat:
    words = _filled(paragraph.pieces, facts, player, quote)
    return Beat(_runs(_SPACES.sub(" ", words).strip()), paragraph.speaker)


def _filled(pieces: tuple[Piece, ...], facts: Facts, player: Person, quote: str | None) -> str:
    """The pieces as one string, still with its marks for italics."""
    words = []
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
        elif isinstance(piece, Slot):
            words.append(_word(piece, player, quote))
        else:
            branch = next((branch for branch in piece.branches if holds(branch.when, facts)), None)
            if branch is not None:
                words.append(_filled(branch.pieces, facts, player, quote))
    return "".join(words)


def _word(slot: Slot, player: Person, quote: str | None) -> str:
    """What a slot is filled with, marks in it made harmless."""
    if slot.word == "name":
        return _MARK.sub(r"\\\g<0>", player.name)
    if slot.word == "choice":
        return _MARK.sub(r"\\\g<0>", quote or "")
    if slot.forms:
        return _form(slot, player.pronouns)
    many, bar, one = slot.word.partition("|")
    if bar:
        word = many if takes_are(player.pronouns) else one
    else:
        word = agreeing(player.pronouns)[slot.word]
    return word[:1].upper() + word[1:] if slot.capital else word


def _form(slot: Slot, pronouns: str) -> str:
    """What a slot of a translation is filled with."""
    *forms, own = slot.forms
    word = agreeing(pronouns)[own] if own and is_own(pronouns) else forms[{"he": 0, "she": 1}.get(pronouns, 2)]
    return word[:1].upper() + word[1:] if slot.capital else word


_SPACES: Final = re.compile(r" {2,}")
_MARK: Final = re.compile(r"[*{}|\\]")
_ITALIC: Final = re.compile(r"(?<!\\)\*")
_ESCAPE: Final = re.compile(r"\\([*{}|\\])")


def _runs(words: str) -> tuple[Run, ...]:
    """The words cut where a mark for italics stands."""
    if "*" not in words and "\\" not in words:
        return (Run(words),) if words else ()
    cuts = _ITALIC.split(words)
    return tuple(Run(_ESCAPE.sub(r"\1", cut), index % 2 == 1) for index, cut in enumerate(cuts) if cut)

"""A paragraph as somebody reads it aloud: words, words to be stressed, what the player fills in, and what may be told instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal

import attrs

from game.story.condition import Condition
from game.story.prose import Beat, Paragraph, Piece, Slot, Varied
from game.story.wording import asked

_MARKS: Final = re.compile(r"(\\[*{}|\\]|\*)")
OTHERWISE: Final = "otherwise"


@attrs.frozen
class Arm:
    """One of several things that may be told."""

    asks: Condition | None
    """None for whoever is left."""
    bits: tuple[Bit, ...]

    @property
    def when(self) -> str:
        """The condition, as its author would write it."""
        return OTHERWISE if self.asks is None else asked(self.asks)


@attrs.frozen
class Bit:
    """A stretch of a paragraph."""

    kind: Literal["words", "stressed", "filled", "arms"]
    text: str = ""
    """Of what is filled in, the word between its braces."""
    arms: tuple[Arm, ...] = ()


@attrs.frozen
class Line:
    """A paragraph, and who says it."""

    speaker: str
    """The id of a member of the cast; empty where it is told."""
    bits: tuple[Bit, ...]


def line_of(paragraph: Paragraph) -> Line:
    """A paragraph as it was written."""
    found, _ = _bits(paragraph.pieces, stressed=False)
    return Line(paragraph.speaker or "", tuple(found))


def line_told(beat: Beat) -> Line:
    """A paragraph as somebody was told it."""
    bits = (Bit("stressed" if run.italic else "words", run.text) for run in beat.runs)
    return Line(beat.speaker or "", tuple(bits))


def _bits(pieces: Iterable[Piece], *, stressed: bool) -> tuple[list[Bit], bool]:
    """The bits of some pieces, and whether the words after them are still stressed."""
    found: list[Bit] = []
    for piece in pieces:
        if isinstance(piece, Slot):
            found.append(Bit("filled", piece.word.capitalize() if piece.capital else piece.word))
        elif isinstance(piece, Varied):
            arms, after = [], stressed
            for branch in piece.branches:
                inner, after = _bits(branch.pieces, stressed=stressed)
                arms.append(Arm(branch.when, tuple(inner)))
            found.append(Bit("arms", arms=tuple(arms)))
            stressed = after
        else:
            words, stressed = _words(piece, stressed=stressed)
            found += words
    return found, stressed


def _words(text: str, *, stressed: bool) -> tuple[list[Bit], bool]:
    found: list[Bit] = []
    said = ""
    for part in _MARKS.split(text):
        if part != "*":
            said += part[1:] if part.startswith("\\") and len(part) == 2 else part
            continue
        if said:
            found.append(Bit("stressed" if stressed else "words", said))
        said, stressed = "", not stressed
    if said:
        found.append(Bit("stressed" if stressed else "words", said))
    return found, stressed


def spelled(bits: Iterable[Bit]) -> str:
    """Bits in which nothing varies, on one line: `*so*` for what is stressed, `[they]` for what is filled in."""
    return " ".join("".join(map(_spelled, bits)).split())


def _spelled(bit: Bit) -> str:
    match bit.kind:
        case "stressed":
            inner = bit.text.strip()
            return bit.text.replace(inner, f"*{inner}*", 1) if inner else bit.text
        case "filled":
            return f"[{bit.text}]"
        case "arms":
            return "[" + " / ".join(spelled(arm.bits) for arm in bit.arms) + "]"
        case _:
            return bit.text


def filled_in(bits: Iterable[Bit]) -> Iterator[str]:
    """What the player fills in, in all of it."""
    for bit in bits:
        if bit.kind == "filled":
            yield bit.text.lower()
        for arm in bit.arms:
            yield from filled_in(arm.bits)

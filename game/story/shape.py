"""The shapes that what is written under a key may have: a name, a line, a condition, a list of things."""

from __future__ import annotations

import attrs


@attrs.frozen
class Id:
    """A name that is made up here."""

    kind: str
    """What is called so: `scene`, `ending`, `choice`, `meter`, `variable`, `message`, …"""


@attrs.frozen
class Ids:
    """A list of names that are made up here, or, where `alone`, one of them."""

    kind: str
    alone: bool = False


@attrs.frozen
class Name:
    """The name of something made up elsewhere, or a list of such names."""

    kind: str
    """What may be named, a key of `NAMED`."""
    many: bool = False
    """Whether a list of names may stand here as well as one."""


@attrs.frozen
class Line:
    """Words in which nothing varies."""

    usual: tuple[str, ...] = ()
    """Words that mean something to the game; others may stand there too."""


@attrs.frozen
class Prose:
    """A text, with variants; `speech` where a name and a colon open speech in it."""

    speech: bool = False


@attrs.frozen
class Asked:
    """A condition."""


@attrs.frozen
class Number:
    """A whole number, `least` or more."""

    least: int | None = None


@attrs.frozen
class Signed:
    """How much is added or taken away, sign and all."""


@attrs.frozen
class Pair:
    """Two whole numbers in a list, the lower first."""

    least: int | None = None


@attrs.frozen
class Spots:
    """A list of places to stand, each three numbers."""


@attrs.frozen
class Word:
    """One of a few words."""

    words: tuple[str, ...]


@attrs.frozen
class Value:
    """A value of the variable it belongs to: of the one named by its key, or of the one in whose declaration it stands."""


@attrs.frozen
class Values:
    """The words that a variable may be, in a list."""


@attrs.frozen
class File:
    """The name of a file of the story's or the game's own."""

    kind: str
    """`picture`, `sound` or `dial`."""


@attrs.frozen
class Lines:
    """A list of phrases, or, where `alone`, one phrase."""

    alone: bool = False


@attrs.frozen
class Thing:
    """Something with keys of its own: those of `SHAPES[what]`."""

    what: str


@attrs.frozen
class Things:
    """A list of things of one kind."""

    what: str


@attrs.frozen
class Made:
    """Names that are made up here, and what stands under each."""

    kind: str
    holds: Shape


@attrs.frozen
class By:
    """Names of things made up elsewhere, and what stands under each."""

    kind: str
    holds: Shape


@attrs.frozen
class Phrases:
    """Any words, or numbers, and what stands under each."""

    holds: Shape
    number: bool = False
    """Whether they are whole numbers."""


@attrs.frozen
class Either:
    """One shape or another."""

    shapes: tuple[Shape, ...]


Shape = (
    Id | Ids | Name | Line | Prose | Asked | Number | Signed | Pair | Spots | Word | Value | Values | File | Lines | Thing | Things
    | Made | By | Phrases | Either
)  # fmt: skip


@attrs.frozen
class Key:
    """What stands under a key, and what it is for."""

    holds: Shape
    says: str

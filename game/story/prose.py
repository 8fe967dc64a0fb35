"""A text block as it was written, and as it is told: beats, speech, italics, names, variants."""

from __future__ import annotations

import attrs

from game.story.condition import Condition
from game.story.source import Span

# ---- as written


@attrs.frozen
class Slot:
    """A word the player's name and pronouns fill in: `{name}`, `{they}`, `{are}`, `{go|goes}`."""

    word: str
    """As written between the braces, without a capital."""
    capital: bool
    span: Span


@attrs.frozen
class Branch:
    """One alternative of a variant; the last of a chain may have no condition."""

    when: Condition | None
    pieces: tuple[Piece, ...]
    span: Span


@attrs.frozen
class Varied:
    """`{rest < 4: this | meaning > 6: that | else}`: the first branch that holds is told; none, and nothing is."""

    branches: tuple[Branch, ...]
    span: Span


Piece = str | Slot | Varied


@attrs.frozen
class Paragraph:
    """One beat as written: its speaker, if it is speech, and its pieces."""

    speaker: str | None
    """The id of a member of the cast."""
    pieces: tuple[Piece, ...]
    span: Span


@attrs.frozen
class Text:
    """A block of prose."""

    paragraphs: tuple[Paragraph, ...]


# ---- as told


@attrs.frozen
class Run:
    """A stretch of words in one cut."""

    text: str
    italic: bool = False


@attrs.frozen
class Beat:
    """What the reader meets in one go: a paragraph, or one person's speech. No quotation marks in it: the way in that
    shows it adds them to speech."""

    runs: tuple[Run, ...]
    speaker: str | None = None

    @property
    def plain(self) -> str:
        """The words without their italics."""
        return "".join(run.text for run in self.runs)

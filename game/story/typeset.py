"""A story set as the printers of its language set it: quotation marks, and the spaces before stops that no line is broken at."""

from __future__ import annotations

import attrs

from game.story.model import Story
from game.story.prose import Branch, Piece, Text, Varied
from game.story.retelling import retold
from game.story.source import Span
from game.typography import Marks, marks


def typeset(story: Story) -> Story:
    """The story in its own words, set by the language it is written in; itself where that has nothing to set."""
    printers = marks(story.written_in)
    if not printers.sets:
        return story
    setter = _Setter(printers)
    return attrs.evolve(retold(story, setter), called=setter.called)


def set_text(text: Text, printers: Marks) -> Text:
    """A text as it is set."""
    return Text(tuple(attrs.evolve(each, pieces=set_pieces(each.pieces, printers)) for each in text.paragraphs))


def set_pieces(pieces: tuple[Piece, ...], printers: Marks) -> tuple[Piece, ...]:
    """Pieces of a paragraph as they are set, those of its variants too."""
    return tuple(_set(each, printers) for each in pieces)


def _set(piece: Piece, printers: Marks) -> Piece:
    if isinstance(piece, str):
        return printers.set(piece)
    if not isinstance(piece, Varied):
        return piece
    branches = (_set_branch(each, printers) for each in piece.branches)
    return attrs.evolve(piece, branches=tuple(branches))


def _set_branch(branch: Branch, printers: Marks) -> Branch:
    return attrs.evolve(branch, pieces=set_pieces(branch.pieces, printers))


class _Setter:
    """A voice that says what it is handed, set."""

    def __init__(self, printers: Marks) -> None:
        self._printers = printers
        self.called: dict[str, str] = {}

    def line(self, context: str, words: str, span: Span, note: str = "") -> str:
        told = self._printers.set(words)
        if told != words:
            self.called[words] = told
        return told

    def text(self, context: str, text: Text, note: str = "", *, speaks: bool = False, quotes: bool = False) -> Text:
        return set_text(text, self._printers)

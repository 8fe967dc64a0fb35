"""Which language the words of a page are in: a story's are in its own, all others in the one that is spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from game.language import foreign
from game.window.shelf import Shelf
from game.window.widgets.widget import Piece, Role, Said, Widget

TOLD: tuple[Role, ...] = ("paragraph", "choice", "image")
"""The roles of what a story says."""


def of_page(shelf: Shelf, told_in: str) -> Callable[[Widget, Said], Said]:
    """What gives what a widget says the languages that it is said in.

    Args:
        shelf: whose story it is.
        told_in: the language that the story is told in on the page, where that is not the one that is spoken.
    """
    lines = shelf.lines

    def in_its_language(widget: Widget, said: Said) -> Said:
        usual = told_in if said.role in TOLD else ""
        pieces = tuple(_piece(words, code, usual, lines) for words, code in widget.pieces(said) if words)
        codes = {code for _, code in pieces}
        if not any(codes):
            return said
        first, longest = pieces[0], max(pieces, key=lambda piece: len(piece[0]))
        named = first if first[0] == said.name else longest  # else its name is all of them in one sentence
        return attrs.evolve(said, language=named[1], pieces=pieces if len(codes) > 1 else ())

    return in_its_language


def _piece(words: str, code: str, usual: str, lines: Mapping[str, str]) -> Piece:
    return words, foreign(code or lines.get(words) or usual)

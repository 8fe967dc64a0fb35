"""A text as its author would write it on one line: what a catalogue knows it by, however the lines of its file are broken.

{rest < 5: You read the 3 as an 8. | You look at the 3 for longer than the letter takes to read.}
"""

from __future__ import annotations

from game.story.condition import And, Chose, Compare, Condition, Name, Not, Number, Or, Sum, Term, Visited, Word
from game.story.prose import Branch, Paragraph, Piece, Slot, Varied


def written(paragraph: Paragraph) -> str:
    """A paragraph, without who speaks it."""
    return "".join(_piece(piece) for piece in paragraph.pieces).strip()


def asked(condition: Condition) -> str:
    """A condition."""
    if isinstance(condition, Or):
        return f"{asked(condition.left)} or {asked(condition.right)}"
    if isinstance(condition, And):
        return f"{_joined(condition.left)} and {_joined(condition.right)}"
    if isinstance(condition, Not):
        operand = condition.operand
        inner = asked(operand)
        return f"not ({inner})" if isinstance(operand, And | Or | Compare) else f"not {inner}"
    if isinstance(condition, Compare):
        return f"{_term(condition.left)} {condition.sign} {_term(condition.right)}"
    return _term(condition)


def _joined(condition: Condition) -> str:
    return f"({asked(condition)})" if isinstance(condition, Or) else asked(condition)


def _term(term: Term) -> str:
    if isinstance(term, Number):
        return str(term.value)
    if isinstance(term, Word):
        return term.word
    if isinstance(term, Name):
        return term.name
    if isinstance(term, Visited):
        return f"visited({term.scene})"
    if isinstance(term, Chose):
        return f"chose({term.choice})"
    right = f"({_term(term.right)})" if isinstance(term.right, Sum) else _term(term.right)
    return f"{_term(term.left)} {term.sign} {right}"


def _piece(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Slot):
        return _slot(piece)
    return "{" + " | ".join(_branch(branch) for branch in piece.branches) + "}"


def _slot(slot: Slot) -> str:
    word = slot.word
    return "{" + (word[:1].upper() + word[1:] if slot.capital else word) + "}"


def _branch(branch: Branch) -> str:
    words = "".join(_piece(piece) for piece in branch.pieces).strip()
    return f"{asked(branch.when)}: {words}" if branch.when is not None else words


def conditions(paragraph: Paragraph) -> tuple[Condition, ...]:
    """What its variants ask."""
    varied = (piece for piece in paragraph.pieces if isinstance(piece, Varied))
    return tuple(branch.when for piece in varied for branch in piece.branches if branch.when is not None)

"""Parts of a story in words: texts and conditions as they are written, and as they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from game.story.condition import (
    And,
    Chose,
    Compare,
    Condition,
    Name,
    Node,
    Not,
    Number,
    Or,
    Sum,
    Visited,
    Word,
)
from game.story.model import ENDING, NEXT, Assignment, Change, Route, Story
from game.story.prose import Paragraph, Piece, Slot, Text, Varied

ALWAYS: Final = "always"
_MINUS: Final = "−"
_ESCAPED: Final = re.compile(r"\\([*{}|\\])")
_COMPARED: Final = {
    "<": "is less than {}",
    "<=": "is {} or less",
    "==": "is {}",
    "!=": "is not {}",
    ">=": "is {} or more",
    ">": "is more than {}",
}


class Wording:
    """One version of a story in words, under the names that the other has for the same things.

    Args:
        story: the version.
        called: of its scenes and choices, those that have another name in the other version, and that name.
    """

    def __init__(self, story: Story, called: Mapping[str, str]) -> None:
        self.story = story
        self.called = called

    # ---- texts

    def text(self, text: Text | None) -> str:
        """A text, its paragraphs parted by empty lines."""
        return "" if text is None else "\n\n".join(self.paragraphs(text))

    def paragraphs(self, text: Text) -> tuple[str, ...]:
        """A text as its author would know it again."""
        return tuple(self._paragraph(each) for each in text.paragraphs)

    def _paragraph(self, paragraph: Paragraph) -> str:
        words = self._pieces(paragraph.pieces)
        if paragraph.speaker is None:
            return words
        speaker = self.story.cast.get(paragraph.speaker)
        return f"{speaker.name if speaker else paragraph.speaker}: {words}"

    def _pieces(self, pieces: Iterable[Piece]) -> str:
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, str):
            return _ESCAPED.sub(r"\1", piece)
        if isinstance(piece, Slot):
            return f"{{{piece.word[:1].upper() + piece.word[1:] if piece.capital else piece.word}}}"
        assert isinstance(piece, Varied)
        arms = (
            self._pieces(arm.pieces) if arm.when is None else f"{self.written(arm.when)}: {self._pieces(arm.pieces)}"
            for arm in piece.branches
        )
        return f"{{{' | '.join(arms)}}}"

    # ---- conditions

    def written(self, condition: Node | None) -> str:
        """A condition as it is written; empty where there is none."""
        return "" if condition is None else self._written(condition)

    def _written(self, node: Node) -> str:
        if isinstance(node, Number):
            return str(node.value)
        if isinstance(node, Word):
            return node.word
        if isinstance(node, Name):
            return node.name
        if isinstance(node, Visited):
            return f"visited({self.name(node.scene)})"
        if isinstance(node, Chose):
            return f"chose({self.name(node.choice)})"
        if isinstance(node, Not):
            inner = self._written(node.operand)
            return f"not ({inner})" if isinstance(node.operand, And | Or | Compare) else f"not {inner}"
        if isinstance(node, Sum | Compare):
            return f"{self._written(node.left)} {node.sign} {self._written(node.right)}"
        joined = "and" if isinstance(node, And) else "or"
        sides = (
            f"({self._written(side)})" if isinstance(node, And) and isinstance(side, Or) else self._written(side)
            for side in (node.left, node.right)
        )
        return f" {joined} ".join(sides)

    def said(self, condition: Condition | None) -> str:
        """A condition as it is said: `rest is 4 or less and helped_tilde is yes`."""
        return ALWAYS if condition is None else f"when {self._said(condition)}"

    def _said(self, condition: Condition, no: bool = False) -> str:
        if isinstance(condition, Name):
            return f"{condition.name} is {'no' if no else 'yes'}"
        if isinstance(condition, Visited):
            return f"`{self.name(condition.scene)}` has {'not ' if no else ''}been met"
        if isinstance(condition, Chose):
            return f"`{self.name(condition.choice)}` was {'not ' if no else ''}chosen"
        if isinstance(condition, Not):
            return self._said(condition.operand, not no)
        if isinstance(condition, Compare):
            sign = _OPPOSITE[condition.sign] if no else condition.sign
            return f"{self._term(condition.left)} {_COMPARED[sign].format(self._term(condition.right))}"
        # Not (a and b) is (not a) or (not b), which is how people say it.
        joint = _joint(condition, no)
        sides = []
        for side in (condition.left, condition.right):
            words = self._said(side, no)
            sides.append(words if _joint(side, no) in {None, joint} else f"({words})")
        return f" {joint} ".join(sides)

    def _term(self, term: Node) -> str:
        if isinstance(term, Sum):
            sign = "+" if term.sign == "+" else _MINUS
            return f"{self._term(term.left)} {sign} {self._term(term.right)}"
        return self._written(term)

    # ---- what choices do

    def effects(self, effects: Iterable[Change]) -> str:
        """`rest −2, presence +2`; empty where there are none."""
        return ", ".join(f"{each.target} {signed(each.amount)}" for each in effects)

    def settings(self, settings: Iterable[Assignment]) -> str:
        """`rule: firm`."""
        return ", ".join(f"{each.variable}: {self._value(each)}" for each in settings)

    def _value(self, given: Assignment) -> str:
        variable = self.story.variables.get(given.variable)
        return variable.word(given.value) if variable else str(given.value)

    def routes(self, routes: Iterable[Route]) -> str:
        """`to thu-2-asleep when rest is 2 or less, else to thu-2-clinic`."""
        ways = [(self.said(route.when), self.destination(route.to)) for route in routes]
        return ", else ".join(to if when == ALWAYS else f"{to} {when}" for when, to in ways)

    def destination(self, to: str) -> str:
        """Where a way leads."""
        if to == NEXT:
            return "on, since the part is over"
        if to == ENDING:
            return "to the first ending that holds"
        ending = self.story.endings.get(to)
        return f"to the ending *{ending.title}*" if ending else f"to `{self.name(to)}`"

    # ---- names

    def name(self, ident: str) -> str:
        """A scene or choice by the name that the other version has for it."""
        now = self.story.former.get(ident, ident)
        return self.called.get(now, now)


_OPPOSITE: Final = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}


def _joint(condition: Condition, no: bool) -> str | None:
    """The word that joins the two sides of a condition, or of its opposite; none where it has no sides."""
    if isinstance(condition, Not):
        return _joint(condition.operand, not no)
    if isinstance(condition, And | Or):
        return "and" if isinstance(condition, And) is not no else "or"
    return None


def signed(amount: int) -> str:
    """`+2`, or `−2` with a sign as wide."""
    return f"+{amount}" if amount > 0 else f"{_MINUS}{-amount}"

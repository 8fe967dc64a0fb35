"""The condition language: its tree, and what a tree says of one state or of many.

A condition is parsed once, with the positions of its parts. The same tree is evaluated over one state, where every
fact is a whole number, and over columns of states, where every fact is a numpy array of them; nothing here imports
numpy, since comparison and arithmetic mean the same on both.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from game.story.source import Span

Facts = Mapping[str, Any]
"""What a condition can see: the key of each fact it reads (`Name.key`, `Visited.key`, `Chose.key`) and its value, an
int (no is 0, yes is 1; a word is its place among the variable's values) or an array of ints."""


@attrs.frozen
class Number:
    """A whole number, as written."""

    value: int
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        return self.value


@attrs.frozen
class Word:
    """One of a variable's values, as written; `index` is its place among them once the condition has been checked."""

    word: str
    span: Span
    index: int = -1

    def evaluate(self, facts: Facts) -> Any:
        return self.index


@attrs.frozen
class Name:
    """A meter or a variable."""

    name: str
    span: Span

    @property
    def key(self) -> str:
        return self.name

    def evaluate(self, facts: Facts) -> Any:
        return facts[self.name]


@attrs.frozen
class Visited:
    """`visited(scene)`: whether the scene has been entered."""

    scene: str
    span: Span

    @property
    def key(self) -> str:
        return f"visited({self.scene})"

    def evaluate(self, facts: Facts) -> Any:
        return facts[self.key]


@attrs.frozen
class Chose:
    """`chose(choice)`: whether the choice has been taken."""

    choice: str
    span: Span

    @property
    def key(self) -> str:
        return f"chose({self.choice})"

    def evaluate(self, facts: Facts) -> Any:
        return facts[self.key]


@attrs.frozen
class Sum:
    """Two terms added or taken away."""

    left: Term
    sign: str
    right: Term
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        left, right = self.left.evaluate(facts), self.right.evaluate(facts)
        return left + right if self.sign == "+" else left - right


COMPARISONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}


@attrs.frozen
class Compare:
    """Two terms compared by one of `COMPARISONS`."""

    left: Term
    sign: str
    right: Term
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        return COMPARISONS[self.sign](self.left.evaluate(facts), self.right.evaluate(facts))


@attrs.frozen
class Not:
    """The opposite of a condition."""

    operand: Condition
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        return self.operand.evaluate(facts) == 0


@attrs.frozen
class And:
    """Both of two conditions."""

    left: Condition
    right: Condition
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        return (self.left.evaluate(facts) != 0) & (self.right.evaluate(facts) != 0)


@attrs.frozen
class Or:
    """Either of two conditions."""

    left: Condition
    right: Condition
    span: Span

    def evaluate(self, facts: Facts) -> Any:
        return (self.left.evaluate(facts) != 0) | (self.right.evaluate(facts) != 0)


Term = Number | Word | Name | Visited | Chose | Sum
Condition = Compare | Not | And | Or | Name | Visited | Chose
"""What a `when:` or a variant may ask. A bare name is a yes-or-no variable, and holds when it is yes."""

Node = Term | Condition


def parts(node: Node) -> Iterator[Node]:
    """The node and everything under it, from the left."""
    yield node
    if isinstance(node, Sum | Compare | And | Or):
        yield from parts(node.left)
        yield from parts(node.right)
    elif isinstance(node, Not):
        yield from parts(node.operand)


def reads(node: Node) -> frozenset[str]:
    """The keys of every fact the condition looks at."""
    return frozenset(part.key for part in parts(node) if isinstance(part, Name | Visited | Chose))


def holds(condition: Condition | None, facts: Facts) -> bool:
    """Whether the condition is true of one state; a condition that is not there always is."""
    return condition is None or bool(condition.evaluate(facts))

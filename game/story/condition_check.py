"""What a condition's names mean where it stands: meters, variables, words, scenes and choices; and whether the two sides
of a comparison are alike.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import cast

import attrs

from game.story.condition import (
    COMPARISONS,
    And,
    Chose,
    Compare,
    Condition,
    Name,
    Not,
    Number,
    Or,
    Sum,
    Term,
    Visited,
    Word,
)
from game.story.diagnostic import Note, Report
from game.story.model import Meter, Variable
from game.story.nearest import listed
from game.story.proposing import yes_or_no


@attrs.frozen
class Names:
    """Everything in a story that a condition may name."""

    meters: Mapping[str, Meter]
    variables: Mapping[str, Variable]
    scene_halves: Mapping[str, str]
    """Each scene, and the half it belongs to; empty where it belongs to none."""
    choice_halves: Mapping[str, str]
    chapters: tuple[str, ...]
    """In the order they are lived."""
    folded: str | None
    """The half that the others fold into."""
    carried: frozenset[str]
    """The variables that half may go on reading."""
    complete: bool
    """Whether every file could be opened; where not, a name may stand in one that could not."""
    left_out: Container[str]
    """Words in lines that could not be read, each of which may be a name."""


@attrs.frozen
class Scope:
    """Where a condition stands: what it can see."""

    half: str
    """Empty where no half is awake, and everything may be read."""
    chapter: str
    """Empty outside every chapter."""


class ConditionCheck:
    """Reads meaning into conditions, one story's."""

    def __init__(self, names: Names, report: Report) -> None:
        self.names, self.report = names, report
        self.read: set[str] = set()
        """The variables that some condition has read."""

    def bind(self, condition: Condition, scope: Scope) -> Condition:
        """The condition with its words found; what is wrong with it is noted."""
        if isinstance(condition, And | Or):
            left, right = self.bind(condition.left, scope), self.bind(condition.right, scope)
            same = left is condition.left and right is condition.right
            return condition if same else attrs.evolve(condition, left=left, right=right)
        if isinstance(condition, Not):
            operand = self.bind(condition.operand, scope)
            return condition if operand is condition.operand else attrs.evolve(condition, operand=operand)
        if isinstance(condition, Compare):
            return self.compare(condition, scope)
        if isinstance(condition, Name):
            self.flag(condition, scope)
        else:
            self.happened(condition, scope)
        return condition

    def is_known(self, name: str) -> bool:
        """Whether a meter or a variable is called so."""
        return name in self.names.meters or name in self.names.variables

    def is_nearly_known(self, name: str) -> bool:
        """Whether a meter or a variable is called almost so."""
        return self.is_known(name) or self.report.nearest(name, (*self.names.meters, *self.names.variables)) is not None

    # ---- a name by itself

    def flag(self, name: Name, scope: Scope) -> None:
        found = self.look_up(name, scope)
        if isinstance(found, Meter):
            example = f"compare it with a number: `{name.name} <= {(found.low + found.high) // 3}`"
            self.report.error(
                "not-a-question", f"`{name.name}` is a meter, and by itself asks nothing", name.span, help=example
            )
        elif found is not None and not found.is_flag:
            value = found.values[-1] if found.values else str(found.high)
            self.report.error(
                "not-a-question",
                f"`{name.name}` is not a yes or no, and by itself asks nothing",
                name.span,
                help=f"compare it: `{name.name} == {value}`",
                notes=(self.values_of(found),),
            )

    def happened(self, asked: Visited | Chose, scope: Scope) -> None:
        """`visited` and `chose`: the id exists, and lies where this half can remember it."""
        scenes = isinstance(asked, Visited)
        ident = asked.scene if isinstance(asked, Visited) else asked.choice
        halves = self.names.scene_halves if scenes else self.names.choice_halves
        if ident not in halves:
            if self.names.complete and ident not in self.names.left_out:
                what = "scene" if scenes else "choice"
                self.report.error(
                    f"unknown-{what}",
                    f"no {what} is called `{ident}`",
                    asked.span,
                    help=self.report.did_you_mean(ident, halves) or self.other_kind(ident, scenes=scenes),
                )
            return
        there = halves[ident]
        if not self.may_remember(there, scope):
            what = "scene" if scenes else "choice"
            self.report.error(
                "reads-another-half",
                f"`{ident}` is a {what} of {there}, and {scope.half} cannot remember it",
                asked.span,
            )

    def may_remember(self, there: str | None, scope: Scope) -> bool:
        """Whether a half remembers what was done by that one; of what nobody did, that is not the question."""
        return not there or not scope.half or scope.half in (there, self.names.folded)

    def other_kind(self, ident: str, *, scenes: bool) -> str | None:
        other = self.names.choice_halves if scenes else self.names.scene_halves
        if ident not in other:
            return None
        return (
            f"`{ident}` is a choice: write `chose({ident})`"
            if scenes
            else f"`{ident}` is a scene: write `visited({ident})`"
        )

    # ---- comparisons

    def compare(self, node: Compare, scope: Scope) -> Condition:
        left_words, right_words = self.words_of(node.left), self.words_of(node.right)
        if left_words and isinstance(node.right, Name) and (not right_words or node.right.name in left_words.values):
            self.look_up(cast(Name, node.left), scope)
            return attrs.evolve(node, right=self.word(node, node.right, left_words))
        if right_words and isinstance(node.left, Name):
            self.look_up(cast(Name, node.right), scope)
            return attrs.evolve(node, left=self.word(node, node.left, right_words))
        counted = [self.number(side, scope, node) for side in (node.left, node.right)]
        if all(counted):
            self.within_range(node)
        return node

    def words_of(self, term: Term) -> Variable | None:
        """The variable that the term names, where its values are words."""
        variable = self.names.variables.get(term.name) if isinstance(term, Name) else None
        return variable if variable is not None and variable.values else None

    def word(self, node: Compare, name: Name, variable: Variable) -> Word:
        """One of a variable's words, which is what a name beside it must be."""
        if name.name not in variable.values and self.is_known(name.name):
            message = f"`{variable.id}` is a word, and `{name.name}` is not one of those it can be"
            self.report.error("unlike-comparison", message, node.span, notes=(self.values_of(variable),))
            return Word(name.name, name.span)
        if name.name not in variable.values:
            message = f"`{variable.id}` is never `{name.name}`"
            word = yes_or_no(name.name, variable.values)
            proposal = f"did you mean `{word}`?" if word else self.report.did_you_mean(name.name, variable.values)
            self.report.error("unknown-value", message, name.span, help=proposal, notes=(self.values_of(variable),))
            return Word(name.name, name.span)
        if node.sign not in ("==", "!="):
            message = f"the values of `{variable.id}` are words, and have no more or less"
            self.report.error("unlike-comparison", message, node.span, help="ask with `==` or `!=`")
        return Word(name.name, name.span, variable.values.index(name.name))

    def number(self, term: Term, scope: Scope, node: Compare) -> bool:
        """Whether the term is a number; what keeps it from being one is noted."""
        if isinstance(term, Number):
            return True
        if isinstance(term, Sum):
            sides = [
                self.number(side, scope, node) for side in (term.left, term.right)
            ]  # both, for what both have wrong
            return all(sides)
        if isinstance(term, Visited | Chose):
            self.report.error("unlike-comparison", "this is true or false, and cannot be compared", term.span)
            return False
        if isinstance(term, Word):
            return False
        if self.is_meter_word(term, node):
            return False
        found = self.look_up(term, scope)
        if isinstance(found, Variable) and found.values:
            self.report.error(
                "unlike-comparison",
                f"`{term.name}` is a word, and is compared with a number here",
                node.span,
                help=f"compare it with one of its words: `{term.name} == {found.values[-1]}`",
                notes=(self.values_of(found),),
            )
            return False
        return found is not None

    def is_meter_word(self, term: Name, node: Compare) -> bool:
        """Whether a meter is compared with a name: perhaps one of the words it is described by."""
        other = node.right if term is node.left else node.left if term is node.right else None
        meter = self.names.meters.get(other.name) if isinstance(other, Name) else None
        if meter is None or self.is_known(term.name):
            return False
        words = [(least, word) for least, word in meter.words if word == term.name]
        proposal = self.report.did_you_mean(term.name, (*self.names.meters, *self.names.variables))
        if words:
            least = words[0][0]
            above = min((other for other, _ in meter.words if other > least), default=None)
            upper = f" and {meter.id} < {above}" if above is not None else ""
            proposal = f"`{term.name}` is from {least} up: write `{meter.id} >= {least}{upper}`"
        self.report.error(
            "unlike-comparison", f"`{meter.id}` is a number, and is compared with a word here", node.span, help=proposal
        )
        return True

    def within_range(self, node: Compare) -> None:
        """Warn where a meter or number is compared with something it never is."""
        name, number, sign = node.left, node.right, node.sign
        if isinstance(name, Number):
            name, number, sign = number, name, {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
        if not isinstance(name, Name) or not isinstance(number, Number):
            return
        found = self.names.meters.get(name.name) or self.names.variables[name.name]
        low, high, value = found.low, found.high, number.value
        outcomes = {COMPARISONS[sign](end, value) for end in (low, high)}
        if sign in ("==", "!="):
            outcomes = {sign == "!="} if not low <= value <= high else {True, False}
        if len(outcomes) == 1:
            what = "always" if outcomes == {True} else "never"
            notes = (Note(f"`{name.name}` goes from {low} to {high}", found.span),)
            self.report.warning("idle-comparison", f"this is {what} true", node.span, notes=notes)

    # ---- looking up

    def look_up(self, name: Name, scope: Scope) -> Meter | Variable | None:
        """What the name names, here; none, and noted, where it names nothing this half may read."""
        meter = self.names.meters.get(name.name)
        if meter is not None:
            return meter
        variable = self.names.variables.get(name.name)
        if variable is None:
            self.unknown(name)
            return None
        self.read.add(variable.id)
        if not self.may_read(variable, scope):
            whose = "a door message to" if variable.message else "kept by"
            self.report.error(
                "reads-another-half",
                f"`{name.name}` is {whose} {variable.half}, and {scope.half} cannot read it",
                name.span,
                help=self.how_to_carry(variable, scope),
                notes=(Note(f"`{name.name}` is declared here", variable.span),),
            )
            return None
        self.in_time(name, variable, scope)
        return variable

    def may_read(self, variable: Variable, scope: Scope) -> bool:
        if not scope.half or not variable.half or variable.half == scope.half:
            return True
        return scope.half == self.names.folded and variable.id in self.names.carried

    def how_to_carry(self, variable: Variable, scope: Scope) -> str:
        if scope.half == self.names.folded:
            return f"add `{variable.id}` to `carry` in `fold`"
        return f"send it through the door: a message in `door` to {scope.half}"

    def in_time(self, name: Name, variable: Variable, scope: Scope) -> None:
        """Whether the variable may still be read in this chapter."""
        order = self.names.chapters
        if (
            variable.until in order
            and scope.chapter in order
            and order.index(scope.chapter) > order.index(variable.until)
        ):
            self.report.error(
                "read-after-until",
                f"`{name.name}` is read in {scope.chapter}, after the last chapter that may",
                name.span,
                help=f"let it be read for longer: `until: {scope.chapter}`",
                notes=(Note(f"`{name.name}` may be read until {variable.until}", variable.span),),
            )

    def unknown(self, name: Name) -> None:
        if not self.names.complete or name.name in self.names.left_out:
            return
        meters, variables = self.names.meters, self.names.variables
        near = self.report.nearest(name.name, (*meters, *variables))
        halves = name.name.split("-")
        proposal = self.report.did_you_mean(name.name, (*meters, *variables))
        if len(halves) == 2 and self.is_known(halves[0]) and (halves[1].isdigit() or self.is_known(halves[1])):
            proposal = f"to take away, leave spaces: `{halves[0]} - {halves[1]}`"
        if near in meters and near is not None:
            notes = the_meters(meters)
            self.report.error(
                "unknown-meter", f"no meter is called `{name.name}`", name.span, help=proposal, notes=notes
            )
        else:
            message = f"no meter or variable is called `{name.name}`"
            self.report.error("unknown-variable", message, name.span, help=proposal)

    def values_of(self, variable: Variable) -> Note:
        what = listed(variable.values, "or") if variable.values else f"from {variable.low} to {variable.high}"
        return Note(f"`{variable.id}` is {what}", variable.span)


def the_meters(meters: Mapping[str, Meter]) -> tuple[Note, ...]:
    """A note of what meters there are, at the first; none where there are none."""
    if not meters:
        return ()
    what = "the meters are" if len(meters) > 1 else "the only meter is"
    return (Note(f"{what} {listed(meters)}", next(iter(meters.values())).span),)

"""The condition language: what is printed of a tree is read as that tree, and one state and many agree."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.condition import (
    COMPARISONS,
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
    Term,
    Visited,
    holds,
    reads,
)
from game.story.condition_check import ConditionCheck, Names, Scope
from game.story.condition_parser import KEYWORDS, parse
from game.story.diagnostic import Diagnostic, Report
from game.story.model import Meter, Variable
from game.story.source import OnOneLine, Span

SPAN = Span("condition", 1, 1, 1, 1)
ORIGIN = OnOneLine("condition", 1, 1)

ids = st.from_regex(r"[a-z][a-z0-9_]{0,5}(-[a-z0-9_]{1,4}){0,2}", fullmatch=True).filter(
    lambda name: name not in KEYWORDS
)
names = st.builds(Name, ids, st.just(SPAN))
happened = st.one_of(st.builds(Visited, ids, st.just(SPAN)), st.builds(Chose, ids, st.just(SPAN)))
numbers = st.builds(Number, st.integers(-99, 999), st.just(SPAN))


def sums(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.builds(Sum, inner, st.sampled_from("+-"), inner, st.just(SPAN))


terms: st.SearchStrategy[Any] = st.recursive(names | numbers, sums, max_leaves=4)
compared = st.builds(Compare, terms, st.sampled_from(sorted(COMPARISONS)), terms, st.just(SPAN))


def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(Not, inner, st.just(SPAN)),
        st.builds(And, inner, inner, st.just(SPAN)),
        st.builds(Or, inner, inner, st.just(SPAN)),
    )


conditions: st.SearchStrategy[Any] = st.recursive(names | happened | compared, joined, max_leaves=8)


def written(node: Node) -> str:
    """The node as an author could write it, with every bracket."""
    match node:
        case Number():
            return str(node.value)
        case Name():
            return node.name
        case Visited():
            return f"visited({node.scene})"
        case Chose():
            return f"chose({node.choice})"
        case Not():
            return f"not ({written(node.operand)})"
        case Sum() | Compare():
            return f"({written(node.left)}) {node.sign} ({written(node.right)})"
        case And():
            return f"({written(node.left)}) and ({written(node.right)})"
        case Or():
            return f"({written(node.left)}) or ({written(node.right)})"
    raise AssertionError(node)


def without_places(node: Any) -> Any:
    """The tree with every span the same, so that two can be compared."""
    changes: dict[str, Any] = {"span": SPAN}
    for part in ("left", "right", "operand"):
        if hasattr(node, part):
            changes[part] = without_places(getattr(node, part))
    return attrs.evolve(node, **changes)


def tree(text: str) -> Condition:
    read = parse(text, ORIGIN)
    assert not isinstance(read, Diagnostic), read
    return read


@given(conditions)
def test_a_printed_tree_is_read_as_itself(condition: Condition) -> None:
    assert without_places(tree(written(condition))) == condition


@given(conditions)
def test_every_part_stands_where_it_says(condition: Condition) -> None:
    text = written(condition)
    stack: list[Any] = [tree(text)]
    while stack:
        node = stack.pop()
        shown = text[node.span.column - 1 : node.span.end_column - 1]
        if isinstance(node, Visited | Chose):
            assert f"({shown})" in written(node)
        else:
            again = parse(shown, ORIGIN) if not isinstance(node, Number | Sum) else parse(f"{shown} == 0", ORIGIN)
            assert not isinstance(again, Diagnostic)
            said = again.left if isinstance(node, Number | Sum) and isinstance(again, Compare) else again
            assert without_places(said) == without_places(node)
        stack.extend(getattr(node, part) for part in ("left", "right", "operand") if hasattr(node, part))


@given(conditions, st.data())
def test_one_state_and_many_agree(condition: Condition, data: st.DataObject) -> None:
    rows = 5
    columns = {
        key: np.array(data.draw(st.lists(st.integers(-3, 12), min_size=rows, max_size=rows)))
        for key in reads(condition)
    }
    many = np.broadcast_to(np.asarray(condition.evaluate(columns)) != 0, rows)
    for row in range(rows):
        assert holds(condition, {key: int(column[row]) for key, column in columns.items()}) == bool(many[row])


@given(st.text(max_size=60))
def test_anything_is_a_condition_or_a_diagnostic(text: str) -> None:
    read = parse(text, ORIGIN)
    if isinstance(read, Diagnostic):
        assert read.message
        assert read.span.column >= 1
        assert read.span.end_column > read.span.column or not text


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("a or b and c", "a or (b and c)"),
        ("a and b or c", "(a and b) or c"),
        ("not a and b", "(not a) and b"),
        ("not rest < 4", "not (rest < 4)"),
        ("rest + presence - 2 < 9", "((rest + presence) - 2) < 9"),
        ("rest - presence - 2 < 9", "((rest - presence) - 2) < 9"),
        ("rest > -1 and kept", "(rest > -1) and kept"),
        ("a or b or c", "(a or b) or c"),
        ("  kept  ", "kept"),
        ("rest<=4", "rest <= 4"),
        ("chose( go )", "chose(go)"),
    ],
)
def test_what_binds_closer(short: str, full: str) -> None:
    assert without_places(tree(short)) == without_places(tree(full))


METERS = {"rest": Meter("rest", 0, 12, 6, ((0, "spent"), (3, "tired"), (9, "rested")), None, SPAN)}
VARIABLES = {
    "rule": Variable("rule", "whole", ("none", "home", "floor"), 0, 2, 0, None, SPAN),
    "home": Variable("home", "whole", (), 0, 2, 0, None, SPAN),
    "floor": Variable("floor", "whole", (), 0, 3, 0, None, SPAN),
    "kept": Variable("kept", "whole", ("no", "yes"), 0, 1, 0, None, SPAN),
}


def bound(text: str) -> tuple[Condition, list[str]]:
    report = Report()
    names = Names(
        meters=METERS,
        variables=VARIABLES,
        scene_halves={"first": "whole"},
        choice_halves={"go": "whole"},
        chapters=("one",),
        folded=None,
        carried=frozenset(),
        complete=True,
        left_out=frozenset(),
    )
    condition = ConditionCheck(names, report).bind(tree(text), Scope("whole", "one"))
    return condition, [found.code for found in report.diagnostics]


def test_a_value_is_itself_even_where_a_variable_has_its_name() -> None:
    condition, codes = bound("rule == home and home >= 1 and floor == 2")
    assert not codes
    assert holds(condition, {"rule": 1, "home": 1, "floor": 2})
    assert not holds(condition, {"rule": 2, "home": 1, "floor": 2})


def test_yes_and_no_may_be_compared_with() -> None:
    condition, codes = bound("kept == no")
    assert not codes
    assert holds(condition, {"kept": 0})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rest == tired", "unlike-comparison"),
        ("rule == 1", "unlike-comparison"),
        ("rule > home", "unlike-comparison"),
        ("rest < kept", "unlike-comparison"),
        ("kept + rest > 3", "unlike-comparison"),
        ("rule == hmoe", "unknown-value"),
        ("rest", "not-a-question"),
        ("home", "not-a-question"),
        ("rset < 4", "unknown-meter"),
        ("kpet", "unknown-variable"),
        ("visited(frist)", "unknown-scene"),
        ("chose(first)", "unknown-choice"),
        ("rest > 99", "idle-comparison"),
    ],
)
def test_what_cannot_be_meant_is_said_once(text: str, code: str) -> None:
    assert bound(text)[1] == [code]

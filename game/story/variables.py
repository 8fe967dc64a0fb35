"""Meters and variables, read: all that a life may change, and the ends between which it stays."""

from __future__ import annotations

from typing import Final

from yaml.nodes import MappingNode, Node

from game.story.halves import half_of
from game.story.keys import KEYS
from game.story.model import Meter, Variable
from game.story.nodes import Fields, span_of
from game.story.reader import Reader

WIDEST_RANGE: Final = 10_000
"""How far apart the ends of a meter or number may lie: its lives are walked value by value."""


def read_meters(read: Reader, node: Node) -> dict[str, Meter]:
    """Every meter, by its id."""
    found = {}
    for _, key, value in read.named(node, "`meters`"):
        ident = read.declare("fact", key, "a meter")
        fields = read.fields(value, "a meter", KEYS["a meter"])
        if not ident or not fields:
            continue
        read.require(fields, key, f"the meter `{ident}`", "range", "start")
        low, high = _range(read, fields, "the range of a meter")
        words = _words(read, fields.get("words"))
        dial = read.words(fields["dial"], "`dial`") if "dial" in fields else None
        meter = Meter(ident, low, high, low, words, dial, span_of(key))
        start = read.within(meter, fields["start"], f"`{ident}`") if "start" in fields else None
        found[ident] = Meter(ident, low, high, low if start is None else start, words, dial, span_of(key))
    return found


def read_variables(read: Reader, node: Node) -> dict[str, Variable]:
    """Every variable, by its id. The halves are known by then."""
    found = {}
    for _, key, value in read.named(node, "`variables`"):
        ident = read.declare("fact", key, "a variable")
        fields = read.fields(value, "a variable", KEYS["a variable"])
        variable = _variable(read, ident, key, fields) if ident and fields else None
        if variable is not None:
            found[ident] = variable
        elif ident:
            read.left_out |= {ident}  # that it cannot be read is said once, here
    return found


def read_messages(read: Reader, nodes: list[Node]) -> dict[str, Variable]:
    """The yes-or-no variable that each message becomes in the half it is sent to."""
    found = {}
    for node in nodes:
        if not isinstance(node, MappingNode):
            continue
        fields = {key.value: value for key, value in node.value if isinstance(key.value, str)}
        ident = read.declare("fact", fields["id"], "a door message") if "id" in fields else ""
        to = str(fields["to"].value) if "to" in fields else ""
        if ident:
            span = span_of(fields["id"])
            half = to if to in read.halves else ""
            found[ident] = Variable(ident, half, ("no", "yes"), 0, 1, 0, None, span, message=True)
    return found


def _variable(read: Reader, ident: str, key: Node, fields: Fields) -> Variable | None:
    what = f"the variable `{ident}`"
    half = half_of(read, fields, key, what)
    if "values" in fields and "range" in fields:
        read.report.error("values-and-range", f"{what} has both words and a range", span_of(fields["range"]))
    elif "values" not in fields and "range" not in fields:
        help_ = "write `values: [no, yes]`, or `range: [0, 4]` for a count"
        read.report.error("missing-key", f"{what} has neither `values` nor `range`", span_of(key), help=help_)
        return None
    values = _values(read, fields.get("values"))
    low, high = (0, len(values) - 1) if values else _range(read, fields, "the range of a variable")
    until = read.mention("until", fields["until"], "`until`") if "until" in fields else None
    until = None if until == "end" else until
    bare = Variable(ident, half, values, low, high, max(low, 0), until, span_of(key))
    start = read.value(bare, fields["start"]) if "start" in fields else None
    return bare if start is None else Variable(ident, half, values, low, high, start, until, span_of(key))


def _values(read: Reader, node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    values = []
    for item in read.items(node, "`values`"):
        word = read.id(item, "a value")
        if word in values:
            read.report.error("duplicate-id", f"the value `{word}` is written twice", span_of(item))
        elif word is not None:
            values.append(word)
    if len(values) == 1 and len(node.value) == 1:
        read.report.error("single-value", "a variable with one value can never change", span_of(node))
    return tuple(values)


def _range(read: Reader, fields: Fields, what: str) -> tuple[int, int]:
    """The ends written under `range`; wide ones where they cannot be read, so that one slip is not many."""
    ends = read.pair(fields["range"], what) if "range" in fields else None
    if ends and ends[1] - ends[0] > WIDEST_RANGE:
        values = ends[1] - ends[0] + 1
        message = f"{what} holds {values:,} values, where {WIDEST_RANGE:,} are as many as can be told apart"
        help_ = "count in larger steps: in hundreds, say"
        read.report.error("wide-range", message, span_of(fields["range"]), help=help_)
        return -(10**9), 10**9
    return ends or (-(10**9), 10**9)


def _words(read: Reader, node: Node | None) -> tuple[tuple[int, str], ...]:
    """Which word describes a meter from which value up, rising."""
    if node is None:
        return ()
    words = []
    for _, key, value in read.named(node, "`words`"):
        least, word = read.number(key, "where a word begins"), read.plain(value, "a word")
        if least is not None and word:
            words.append((least, word))
    return tuple(sorted(words))

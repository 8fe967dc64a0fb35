"""What is made of a life afterwards, read: lessons with their evidence, and pairs of scenes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from yaml.nodes import Node

from game.story.condition_check import Scope
from game.story.keys import KEYS
from game.story.lesson import Evidence, Lesson, Pair
from game.story.nodes import Fields, span_of
from game.story.reader import Reader

EVERYTHING: Final = Scope("", "")
"""Where no half is awake: in a debrief."""


def read_lessons(read: Reader, nodes: list[Node]) -> dict[str, Lesson]:
    """Every lesson, by its id."""
    found: dict[str, Lesson] = {}
    for node, fields in read.listed(nodes, "a lesson"):
        read.require(fields, node, "a lesson", "id")
        ident = read.declare("lesson", fields["id"], "a lesson") if "id" in fields else ""
        if not ident:
            continue
        read.require(fields, node, f"the lesson `{ident}`", "title")
        found.setdefault(ident, _lesson(read, ident, fields))
    return found


def read_pairs(read: Reader, nodes: list[Node]) -> Iterator[Pair]:
    """Every pair of scenes that answer each other."""
    for node, fields in read.listed(nodes, "a pair"):
        read.require(fields, node, "a pair", "id", "title", "first", "second")
        ident = read.declare("pair", fields["id"], "a pair") if "id" in fields else ""
        yield Pair(
            id=ident,
            title=read.plain(fields.get("title"), "`title`"),
            first=read.mention_all("paired scene", fields.get("first"), "`first`"),
            second=read.mention_all("paired scene", fields.get("second"), "`second`"),
            carry=read.plain(fields.get("carry"), "`carry`") or None,
            span=span_of(fields.get("id", node)),
        )


def _lesson(read: Reader, ident: str, fields: Fields) -> Lesson:
    claims = []
    for name, _, value in read.named(fields["claims"], "`claims`") if "claims" in fields else ():
        claims.append((name, read.mention("scene", value, "the scene of a claim")))
    tries = []
    if "try" in fields:
        offered = read.fields(fields["try"], "`try`", KEYS["`try`"])
        tries = [(who, read.plain(text, "`try`")) for who, text in offered.items()]
    items = read.items(fields["evidence"], "`evidence`") if "evidence" in fields else []
    return Lesson(
        id=ident,
        title=read.plain(fields.get("title"), "`title`"),
        claims=tuple(claims),
        sources=read.mention_all("source", fields.get("sources"), "a source"),
        evidence=tuple(_evidence(read, items)),
        carry=read.plain(fields.get("carry"), "`carry`"),
        tries=tuple(tries),
        span=span_of(fields["id"]),
    )


def _evidence(read: Reader, nodes: list[Node]) -> Iterator[Evidence]:
    for node, fields in read.listed(nodes, "a piece of evidence"):
        if not read.require(fields, node, "this piece of evidence", "text"):
            continue
        when = read.condition(fields.get("when"), EVERYTHING)
        text = read.text(fields["text"], "`text`", EVERYTHING, quotes=True)
        if text is not None and (when is not None or "when" not in fields):
            yield Evidence(when, text, span_of(fields["text"]))

"""The halves of a story, read; and which of them something belongs to."""

from __future__ import annotations

from typing import cast, get_args

from yaml.nodes import Node

from game.story.keys import KEYS
from game.story.model import Half, Ink
from game.story.nodes import Fields, span_of
from game.story.reader import Reader


def read_halves(read: Reader, node: Node) -> dict[str, Half]:
    """Every half, by its id."""
    found = {}
    for _, key, value in read.named(node, "`halves`"):
        ident = read.declare("half", key, "a half")
        fields = read.fields(value, "a half", KEYS["a half"])
        if not ident or not fields:
            continue
        read.require(fields, key, f"the half `{ident}`", "header", "ink")
        ink = read.one_of(fields["ink"], "`ink`", get_args(Ink)) if "ink" in fields else None
        name = read.plain(fields.get("name"), "`name`") or None
        header = read.plain(fields.get("header"), "`header`")
        found[ident] = Half(ident, header, cast(Ink, ink or "both"), name, span_of(key))
    return found


def half_of(read: Reader, fields: Fields, node: Node, what: str) -> str:
    """The half written under `half`; where a story has one only, nobody need write it."""
    if "half" in fields:
        return read.mention("half", fields["half"], "`half`")
    if len(read.halves) == 1:
        return next(iter(read.halves))
    read.require(fields, node, what, "half")
    return ""

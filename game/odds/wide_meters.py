"""Meters with so many values that they, and not what is remembered, make a story too wide to be walked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.odds.graph import Graph
from game.odds.live import Classes
from game.story.nearest import listed

MANY: Final = 100
"""Of more values than these, fewer would tell the same story."""
_NAMED: Final = 3
"""How many meters are named."""


def wide_meters(graph: Graph, classes: Mapping[int, Classes]) -> dict[str, int]:
    """The widest meters at a node, each with how many values of it differ there in the half where that is most; the widest first.

    Args:
        graph: the story.
        classes: what is told apart at the node.
    """
    found: dict[str, int] = {}
    for fact, each in classes.items():
        meter = graph.facts[fact].meter
        if meter is not None and each.count > MANY:
            found[meter] = max(found.get(meter, 0), each.count)
    return dict(sorted(found.items(), key=lambda meter: -meter[1])[:_NAMED])


def for_want_of_fewer(graph: Graph, classes: Mapping[int, Classes]) -> str:
    """That its widest meters are why there is too much of something at a node, to stand after it; empty where none is wide."""
    named = [f"`{meter}` at {count:,}" for meter, count in wide_meters(graph, classes).items()]
    if not named:
        return ""
    return f", since {listed(named, 'and').replace(' at ', ' can stand at ', 1)} different values: fewer would do"

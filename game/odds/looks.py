"""What a story's odds show to be amiss in how its places may look: what no life ever sees, and what every life does.

That is told by what each fact can be where a place is met, whatever the others are then: no life need be walked for it. So a
look that two facts rule out together may pass for one that is sometimes seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

from game.odds.beginning import Beginning
from game.odds.graph import Sight
from game.story.diagnostic import Diagnostic, Note
from game.story.place import Instead

MOST: Final = 5_000
"""How many ways for the facts to be together are gone through; of more, nothing is said."""
_WHY: Final = "wherever it is asked, it does not hold, or one before it does"


def looks(beginnings: Sequence[Beginning]) -> Iterator[Diagnostic]:
    """Of places: the ways of looking that are never shown, and those that always are, wherever they are asked after.

    Args:
        beginnings: where lives may begin.
    """
    seen: dict[int, set[bool | None]] = {}
    for beginning in beginnings:
        for sight in beginning.look.graph.sights:
            if beginning.counts.shares[sight.node] > 0:
                for each, found in zip(sight.instead, _seen(beginning, sight), strict=True):
                    seen.setdefault(id(each), set()).update(found)
    for place in beginnings[0].look.graph.story.places.values():
        for each in place.instead:
            if (amiss := _amiss(place.id, each, seen.get(id(each), set()))) is not None:
                yield amiss


def _amiss(place: str, look: Instead, found: set[bool | None]) -> Diagnostic | None:
    if found == {False}:
        message = f"`{place}` never looks like this"
        return Diagnostic("never-reached", "warning", message, look.span, notes=(Note(_WHY),))
    if found == {True}:
        message = f"`{place}` always looks like this: the condition holds wherever it is asked"
        return Diagnostic("condition-always", "warning", message, look.span)
    return None


def _seen(beginning: Beginning, sight: Sight) -> list[set[bool | None]]:
    """For each way of looking, whether it can be shown there and whether it can be asked after and not; none where that would
    take too long to find out.
    """
    look = beginning.look
    facts = sorted({fact for guard in sight.guards for fact in guard.facts.values()})
    values = [[look.graph.facts[fact].low + at for at in look.can.places(sight.node, fact)] for fact in facts]
    if prod(map(len, values)) > MOST:
        return [{None} for _ in sight.guards]
    found: list[set[bool | None]] = [set() for _ in sight.guards]
    for row in product(*values):
        at = dict(zip(facts, row, strict=True))
        shown = next((which for which, guard in enumerate(sight.guards) if guard.holds(at.__getitem__)), None)
        for which, ways in enumerate(found):
            ways.add(which == shown)
    return found

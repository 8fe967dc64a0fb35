"""What a story's odds show to be amiss in how its places may look: what no life ever sees, and what every life does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.odds.beginning import Beginning
from game.odds.items import Frequencies, Frequency
from game.story.diagnostic import Diagnostic, Note
from game.story.source import Span

_WHY = "wherever it is asked, it does not hold, or one before it does"


def looks(beginnings: Sequence[Beginning], often: Sequence[Frequencies]) -> Iterator[Diagnostic]:
    """Of places: the ways of looking that are never shown, and those that always are, wherever they are asked after.

    Args:
        beginnings: where lives may begin.
        often: how often each thing happens, for each of them.
    """
    shown: dict[Span, list[Frequency]] = {}
    unsure: set[Span] = set()
    for beginning, can in zip(beginnings, often, strict=True):
        for seen in beginning.where.pictures:
            for at, arm in enumerate(seen.arms):
                shown.setdefault(arm.span, []).append(can.arm(seen, at))
                unsure |= set() if beginning.is_watched(seen) else {arm.span}
    for place in beginnings[0].look.graph.story.places.values():
        for each in place.instead:
            counted = shown.get(each.span, [])
            if each.span in unsure or not any(one.might for one in counted):
                continue
            if not any(one.happens for one in counted):
                message = f"`{place.id}` never looks like this"
                yield Diagnostic("never-reached", "warning", message, each.span, notes=(Note(_WHY),))
            elif not any(one.other for one in counted):
                message = f"`{place.id}` always looks like this: the condition holds wherever it is asked"
                yield Diagnostic("condition-always", "warning", message, each.span)

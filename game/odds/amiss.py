"""What is amiss in a story wherever its lives begin: any of its days may be begun by itself, and what is never or always so
must be so then too.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.odds.beginning import Beginning
from game.odds.budget import OverBudget, Spending
from game.odds.charting import chart
from game.odds.choosing import UNIFORM
from game.odds.counting import Counts, count
from game.odds.findings import find
from game.odds.items import places
from game.odds.loop_states import LoopTooLarge
from game.odds.passes import grouped, unmet
from game.odds.planning import plan, survey
from game.story.diagnostic import Diagnostic
from game.story.model import Story


def amiss(first: Beginning, spending: Spending, narrow: float) -> tuple[Diagnostic, ...]:
    """Everything found, given all lives that begin where the odds do.

    Args:
        first: those lives.
        spending: what may be spent on walking the other days; where it does not suffice, nothing is said that those days
            might prove wrong.
        narrow: as many states as a node may have at most when all texts are watched in one pass.
    """
    story = first.look.graph.story
    found = find([first])
    if first.look.graph.chapter != story.start:
        return found
    beginnings = [first]
    for chapter in story.chapters.values():
        if found and chapter.id != story.start and (chapter.alone or chapter.recap is not None):
            spending.begin("Beginning each day by itself", 0.0, 1.0)
            try:
                beginnings.append(_begun_alone(story, chapter.id, found, spending, narrow))
            except (OverBudget, LoopTooLarge):
                return ()
            found = find(beginnings)
    return found


def _begun_alone(
    story: Story, chapter: str, found: Sequence[Diagnostic], spending: Spending, narrow: float
) -> Beginning:
    """All lives that begin with another day, with those texts watched of which something has been said."""
    graph = chart(story, chapter)
    where, look = places(graph), survey(graph, UNIFORM)
    spans = {each.span for each in found}
    doubted = {
        watch
        for variant in where.texts
        if any(arm.span in spans or (arm.when is not None and arm.when.span in spans) for arm in variant.arms)
        for watch in variant.watches
    }
    counts: Counts | None = None
    watched: set[int] = set()
    for to in grouped(look, plan(look), narrow, frozenset(doubted)):
        if counts is not None and to.widest()[0] > narrow:
            continue
        watched |= {number for number, _ in to.watches}
        again, _ = count(look, to, spending.check)
        counts = again if counts is None else counts
        counts.told.update(again.told)
        counts.ever.update({each: share for each, share in again.ever.items() if each[0] == "told"})
    assert counts is not None
    return Beginning(look, where, counts, frozenset(range(len(graph.watches))) - watched - unmet(look))

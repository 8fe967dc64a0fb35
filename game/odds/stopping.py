"""Where the odds of a story stopped being exact, and what a life still remembers there."""

from __future__ import annotations

from collections.abc import Collection

from game.odds.budget import OverBudget
from game.odds.chances import Stopped
from game.odds.graph import Graph, reads_of
from game.odds.planning import Plan


def stopped_at(graph: Graph, to: Plan, over: OverBudget) -> Stopped:
    """That a walk came to where it would spend more than it may."""
    live = to.live.at[over.node]
    facts = [(graph.facts[fact].name, classes.count) for fact, classes in live.items() if classes.count > 1]
    return Stopped(graph.nodes[over.node].scene, over.states, tuple(facts), over.why)


def unheard(graph: Graph, unwatched: Collection[int]) -> Stopped:
    """That some texts ask about more than can be told apart for them.

    Args:
        graph: the story.
        unwatched: the watches of those texts, by their numbers.
    """
    watch = graph.watches[min(unwatched)]
    facts = sorted({fact for guard in watch.guards for fact in reads_of(guard)})
    named = tuple((graph.facts[fact].name, graph.facts[fact].size) for fact in facts)
    others = len({graph.watches[each].of for each in unwatched}) - 1
    more = f", and {others} other{'s do' if others > 1 else ' does'}" if others else ""
    why = f"the text of {watch.of} asks about more of the past than there is time or room to tell apart{more}"
    return Stopped(graph.nodes[watch.node].scene, 0, named, why)

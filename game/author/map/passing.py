"""How many lives pass: of every scene, choice and way on, the share, exact where every life could be walked and else
estimated from a sample.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, Literal

import attrs

from game.author.map.ways import ends_of, target_of
from game.odds.budget import Budget, OverBudget, Spending, Tell
from game.odds.chances import Chance, ChoiceChance
from game.odds.charting import chart
from game.odds.choosing import UNIFORM
from game.odds.counting import Counts, Survey, count, plan, survey
from game.odds.estimate import Estimate
from game.odds.exactly import Exactly
from game.odds.firsts import in_several
from game.odds.foresight import check
from game.odds.graph import Graph
from game.odds.items import places
from game.odds.loop_states import LoopTooLarge
from game.odds.reckoning import LIVES, NO_WITNESSES, odds
from game.odds.sampled import Sampled
from game.odds.sampling import CutShort, sample
from game.story.model import Choice, Story

Method = Literal["exact", "sampled"]
Way = tuple[str, str]
"""A choice, and the scene or ending it leads to."""

SEVERAL: Final = "a scene can be met again later on"


@attrs.frozen(eq=False)
class Shares:
    """How many lives pass where, each choice on offer alike. A share is of all lives, 0 to 1."""

    method: Method
    lives: int | None
    """How many were drawn; none where every life was walked."""
    why: str
    """Why not every life could be walked; empty where that was so, or a sample was asked for."""
    scenes: Mapping[str, Chance]
    endings: Mapping[str, Chance]
    choices: Mapping[str, ChoiceChance]
    ways: Mapping[Way, float]
    """Of choices that lead to one place or another by a condition, how many lives go each way; those that cannot be told
    apart are left out.
    """
    stuck: Mapping[str, float]
    """Scenes at which some lives find nothing on offer, or go round for ever from, and how many."""


def shares_of(
    story: Story, *, budget: Budget | None = None, lives: int | None = None, tell: Tell | None = None
) -> Shares:
    """The shares of a story.

    Args:
        story: the story.
        budget: what may be spent on walking every life before a sample is drawn.
        lives: draw as many by chance, and walk none.
        tell: is told how far it has come.

    Raises:
        KeyboardInterrupt: Somebody would not wait, and nothing was known yet.
    """
    spending = Spending(budget or Budget(), tell)
    spending.begin("Reading the story's ways", 0.0, 0.05)
    look = survey(chart(story), UNIFORM)
    if lives is not None:
        return _drawn(look, lives, "", spending)
    try:
        return _walked(look, spending)
    except OverBudget as over:
        return _drawn(look, LIVES, str(over), spending)
    except LoopTooLarge as loop:
        return _drawn(look, LIVES, f"lives go round in {loop.states:,} states", spending)


def _walked(look: Survey, spending: Spending) -> Shares:
    graph, to = look.graph, plan(look)
    check(look, to, spending.budget, UNIFORM)
    spending.begin("Walking every life", 0.05, 1.0)
    nodes = len(graph.nodes)

    def note(node: int, states: int, held: int) -> None:
        spending.check(node, states, held)
        spending.say(node / nodes)

    counts, _ = count(look, to, note)
    told = Exactly(graph, places(graph), counts, counts, NO_WITNESSES)
    scenes, endings, choices = told.scenes(), told.endings(), told.choices()
    again = {happening[1] for happening in in_several(graph) if happening[0] != "told"}
    if again:
        # What a life can meet at two places is no sum of what comes to each: that is counted by itself.
        known = odds(graph.story, budget=spending.budget, witnesses=False, variants=False, findings=False)
        if not known.exact:
            raise OverBudget(graph.start, 0, SEVERAL)
        scenes, endings, choices = known.scenes, known.endings, known.choices
    return Shares(
        method="exact",
        lives=None,
        why="",
        scenes={each.id: each for each in scenes},
        endings={each.id: each for each in endings},
        choices={each.id: each for each in choices},
        ways={way: share for way, share in _ways(graph, counts.made).items() if way[0] not in again},
        stuck=_stuck(graph, counts),
    )


def _drawn(look: Survey, lives: int, why: str, spending: Spending) -> Shares:
    spending.begin("Living lives by chance", 0.05, 1.0)
    try:
        seen = sample(look.graph, lives, watches=False, progress=lambda lived: spending.say(lived / lives))
    except CutShort as short:
        seen = short.so_far
    guess = Estimate(look, places(look.graph), seen, None, None)
    return Shares(
        method="sampled",
        lives=seen.lives,
        why=why,
        scenes={each.id: each for each in guess.scenes()},
        endings={each.id: each for each in guess.endings()},
        choices={each.id: each for each in guess.choices()},
        ways=_ways(look.graph, _followed(seen)),
        stuck={},
    )


def _followed(seen: Sampled) -> dict[tuple[int, int], float]:
    return {edge: times / seen.lives for edge, times in seen.followed.items()}


def _ways(graph: Graph, made: Mapping[tuple[int, int], float]) -> dict[Way, float]:
    """How many lives go each way from the junctions that choices have to themselves."""
    choosers: defaultdict[int, set[str]] = defaultdict(set)
    junctions: defaultdict[str, set[int]] = defaultdict(set)
    for choice, to in _parted(graph):
        choosers[to].add(choice.id)
        junctions[choice.id].add(to)
    inside = {node for loop in graph.loops for node in loop}
    ends = ends_of(graph.story)
    story, found = graph.story, defaultdict[Way, float](float)
    for name, at in junctions.items():
        choice = story.choices[name]
        if any(node in inside or choosers[node] != {name} for node in at):
            continue
        for node in at:
            for place, route in enumerate(choice.goto):
                target = target_of(route, story.scenes[story.scene_of[name]], story, ends)
                found[name, target] += made.get((node, place), 0.0)
    return dict(found)


def _parted(graph: Graph) -> Iterator[tuple[Choice, int]]:
    """Choices that lead on by conditions, and their junctions."""
    for node in graph.nodes:
        for edge in node.edges:
            if edge.choice is not None and len(edge.choice.goto) > 1:
                yield edge.choice, edge.to


def _stuck(graph: Graph, counts: Counts) -> dict[str, float]:
    found: defaultdict[str, float] = defaultdict(float)
    ends = ends_of(graph.story)
    for node, share in counts.stuck_at.items():
        if share > 0 and graph.nodes[node].scene not in ends:
            found[graph.nodes[node].scene] += share
    return dict(found)

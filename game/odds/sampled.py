"""What was seen in a sample of lives, and how far that can be trusted.

What a sample has not seen is not impossible, and nothing here says so: see `Sampled.interval`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import attrs
import numpy as np

from game.odds.chances import Interval
from game.odds.crowd import Crowd
from game.odds.graph import Graph, Ints
from game.odds.tallies import LIVES, STUCK, UNENDED, Event

Z = 1.959963984540054
"""How many standard errors a 95 % interval reaches to either side."""


def wilson(count: int, lives: int) -> Interval:
    """The 95 % interval of Wilson ("Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 1927) for something that happened in `count` of `lives`.

    For what never happened it reaches from 0 to Z²/(lives + Z²), which is close to 3.84/lives.
    """
    if lives == 0:
        return 0.0, 1.0
    share, doubt = count / lives, Z * Z / lives
    middle = (share + doubt / 2) / (1 + doubt)
    reach = Z * sqrt(share * (1 - share) / lives + doubt / (4 * lives)) / (1 + doubt)
    return (0.0 if count == 0 else middle - reach), (1.0 if count == lives else middle + reach)


@attrs.frozen(eq=False)
class Sampled:
    """What happened in a sample of lives. A life in which a thing happens several times is counted for it once."""

    graph: Graph
    choosing: str
    seed: int
    lives: int
    """How many there were; fewer than asked for where time ran out."""
    came: tuple[int, ...]
    """How many came to each node."""
    followed: Mapping[tuple[int, int], int]
    """How many followed each edge, by node and place."""
    offered: Mapping[tuple[int, int], int]
    """To how many each edge was on offer; at a junction, how many followed it."""
    told: Mapping[int, tuple[int, ...]]
    """For each watch by its number, how many were told each arm, and last how many were told none. Empty where texts were
    not watched."""
    scenes: Mapping[str, int]
    """How many entered each scene, at whichever of its nodes."""
    choices: Mapping[str, int]
    """How many made each choice."""
    offers: Mapping[str, int]
    """To how many each choice was on offer."""
    texts: Mapping[tuple[int, ...], tuple[int, ...]]
    """`told`, for texts that are watched at several nodes, by the numbers of their watches."""
    endings: Mapping[str, int]
    """How many came to each ending."""
    stuck: int
    """How many came to where nothing is on offer."""
    unended: int
    """How many still went round a loop after `crowd.ROUNDS` times, and were given up."""
    choices_made: int
    """How many choices were made in all; going on where nothing is asked is not one."""
    seconds: float

    def interval(self, count: int) -> Interval:
        """The 95 % interval for something that happened in so many of these lives. Its upper end is never 0: what was not
        seen in them may yet be. Whatever it is may have lain before those given up, so the upper end counts them too.
        """
        return wilson(count, self.lives)[0], wilson(min(count + self.unended, self.lives), self.lives)[1]


def read(crowd: Crowd, counts: Ints, choosing: str, seed: int, seconds: float, *, watched: bool) -> Sampled:
    """What the counters of a crowd say.

    Args:
        crowd: the lives.
        counts: their counters, added up.
        choosing: the name of how they chose.
        seed: of their chance.
        seconds: how long they took.
        watched: whether texts were watched.
    """
    graph, one = crowd.graph, crowd.written.one

    def once(event: Event, times: int) -> int:
        counter = crowd.written.counter(event)
        return times if counter is None else int(counts[counter])

    came, made, offered, told = _at_nodes(crowd, counts)
    return Sampled(
        graph=graph,
        choosing=choosing,
        seed=seed,
        lives=int(counts[LIVES]),
        came=tuple(once(("came", node), times) for node, times in enumerate(came)),
        followed={edge: once(("made", *edge), times) for edge, times in made.items()},
        offered={edge: once(("offered", *edge), times) for edge, times in offered.items()},
        told={
            watch: tuple(once(("told", watch, arm), int(times)) for arm, times in enumerate(arms))
            for watch, arms in (told.items() if watched else ())
        },
        scenes={scene: once(("scene", scene), sum(came[at] for at in nodes)) for scene, nodes in one.scenes.items()},
        choices={
            choice: once(("choice", choice), sum(made[edge] for edge in edges)) for choice, edges in one.choices.items()
        },
        offers={
            choice: once(("offer", choice), sum(offered[edge] for edge in edges))
            for choice, edges in one.choices.items()
        },
        texts={
            text: tuple(
                once(("text", text, arm), sum(int(told[watch][arm]) for watch in text))
                for arm in range(len(told[text[0]]))
            )
            for text in (one.texts if watched else ())
        },
        endings={
            ending: sum(came[at] for at, node in enumerate(graph.nodes) if node.ending == ending)
            for ending in graph.story.endings
        },
        stuck=int(counts[STUCK]),
        unended=int(counts[UNENDED]),
        choices_made=sum(
            times
            for (node, at), times in made.items()
            if (choice := graph.nodes[node].edges[at].choice) is not None and not choice.going_on
        ),
        seconds=seconds,
    )


Times = dict[tuple[int, int], int]


def _at_nodes(crowd: Crowd, counts: Ints) -> tuple[list[int], Times, Times, dict[int, Ints]]:
    """How often each node was come to, each edge made, each on offer, and each arm told; again each time it was."""
    nodes = crowd.graph.nodes
    came = [0] * len(nodes)
    made: Times = {(number, at): 0 for number, node in enumerate(nodes) for at in range(len(node.edges))}
    offered = dict(made)
    told = {number: np.zeros(len(watch.guards) + 1, np.int64) for number, watch in enumerate(crowd.graph.watches)}
    for number, stop in crowd.stops.items():
        came[number] = int(counts[stop.came])
        for at in stop.crossing.open:
            made[number, at] = int(counts[stop.made + at])
            offered[number, at] = int(counts[stop.offered + at]) if stop.chooses else made[number, at]
        for _, tellings in ((None, stop.met), *stop.heard, *stop.told):
            for telling, first in tellings:
                told[telling.number] += counts[first : first + telling.arms]
    return came, made, offered, told

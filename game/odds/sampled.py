"""What was seen in a sample of lives, and how far that can be trusted.

What a sample has not seen is not impossible, and nothing here says so: see `Sampled.interval`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Literal

import attrs
import numpy as np

from game.odds.chances import Interval
from game.odds.crowd import Crowd, Stop
from game.odds.graph import Graph, Ints
from game.odds.tallies import LIVES, STUCK, UNENDED, Event

Z = 1.959963984540054
"""How many standard errors a 95 % interval reaches to either side."""

How = Literal["made", "offered"]


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


@attrs.frozen
class Drawing:
    """How lives were drawn."""

    choosing: str
    """The name of how they chose."""
    seed: int
    """Of their chance."""
    watched: bool
    """Whether texts were watched."""


def read(crowd: Crowd, counts: Ints, drawing: Drawing, seconds: float) -> Sampled:
    """What the counters of a crowd say.

    Args:
        crowd: the lives.
        counts: their counters, added up.
        drawing: how they were drawn.
        seconds: how long they took.
    """
    counted = _Counted(crowd, counts)
    return Sampled(
        graph=crowd.graph,
        choosing=drawing.choosing,
        seed=drawing.seed,
        lives=int(counts[LIVES]),
        came=counted.came(),
        followed=counted.at_edges("made"),
        offered=counted.at_edges("offered"),
        told=counted.told() if drawing.watched else {},
        scenes=counted.scenes(),
        choices=counted.choices("choice", "made"),
        offers=counted.choices("offer", "offered"),
        texts=counted.texts() if drawing.watched else {},
        endings=counted.endings(),
        stuck=int(counts[STUCK]),
        unended=int(counts[UNENDED]),
        choices_made=counted.choices_made(),
        seconds=seconds,
    )


class _Counted:
    """How often each thing happened in a crowd; and, where it may happen to one life again, to how many lives it did."""

    def __init__(self, crowd: Crowd, counts: Ints) -> None:
        self._graph, self._written, self._counts = crowd.graph, crowd.written, counts
        nodes = crowd.graph.nodes
        edges = {(number, at): 0 for number, node in enumerate(nodes) for at in range(len(node.edges))}
        self._came = [0] * len(nodes)
        self._at_edges = {"made": edges, "offered": dict(edges)}
        self._told = {
            number: np.zeros(len(watch.guards) + 1, np.int64) for number, watch in enumerate(crowd.graph.watches)
        }
        for number, stop in crowd.stops.items():
            self._take(number, stop)

    def _take(self, number: int, stop: Stop) -> None:
        """Take what happened at a node: again each time it did."""
        made, offered = self._at_edges["made"], self._at_edges["offered"]
        self._came[number] = int(self._counts[stop.came])
        for at in stop.crossing.open:
            made[number, at] = int(self._counts[stop.made + at])
            offered[number, at] = int(self._counts[stop.offered + at]) if stop.chooses else made[number, at]
        for _, tellings in ((None, stop.met), *stop.heard, *stop.told):
            for telling, first in tellings:
                self._told[telling.number] += self._counts[first : first + telling.arms]

    def _once(self, event: Event, times: int) -> int:
        """To how many lives something happened, which happened so many times."""
        counter = self._written.counter(event)
        return times if counter is None else int(self._counts[counter])

    def came(self) -> tuple[int, ...]:
        """How many came to each node."""
        return tuple(self._once(("came", node), times) for node, times in enumerate(self._came))

    def at_edges(self, how: How) -> dict[tuple[int, int], int]:
        """How many made each edge, or to how many it was on offer."""
        return {edge: self._once((how, *edge), times) for edge, times in self._at_edges[how].items()}

    def told(self) -> dict[int, tuple[int, ...]]:
        """How many were told each arm of each watch."""
        return {
            watch: tuple(self._once(("told", watch, arm), int(times)) for arm, times in enumerate(arms))
            for watch, arms in self._told.items()
        }

    def scenes(self) -> dict[str, int]:
        """How many entered each scene."""
        return {
            scene: self._once(("scene", scene), sum(self._came[node] for node in nodes))
            for scene, nodes in self._written.one.scenes.items()
        }

    def choices(self, event: str, how: How) -> dict[str, int]:
        """How many made each choice, or to how many it was on offer; and what that is called as an event."""
        times = self._at_edges[how]
        return {
            choice: self._once((event, choice), sum(times[edge] for edge in edges))
            for choice, edges in self._written.one.choices.items()
        }

    def texts(self) -> dict[tuple[int, ...], tuple[int, ...]]:
        """How many were told each arm of each text."""
        return {
            text: tuple(
                self._once(("text", text, arm), sum(int(self._told[watch][arm]) for watch in text))
                for arm in range(len(self._told[text[0]]))
            )
            for text in self._written.one.texts
        }

    def endings(self) -> dict[str, int]:
        """How many came to each ending."""
        return {
            ending: sum(self._came[at] for at, node in enumerate(self._graph.nodes) if node.ending == ending)
            for ending in self._graph.story.endings
        }

    def choices_made(self) -> int:
        """How many choices were made in all, going on not among them."""
        found = 0
        for (node, at), times in self._at_edges["made"].items():
            choice = self._graph.nodes[node].edges[at].choice
            if choice is not None and not choice.going_on:
                found += times
        return found

"""The estimate: very many random lives, and how often each thing happened in them, with an interval.

What a sample has not seen is not impossible, and nothing here says so: see `Sampled.interval`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from math import sqrt

import attrs
import numpy as np

from game.odds.chances import Interval
from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.crossings import Dice, Randoms
from game.odds.crowd import Crowd
from game.odds.draws import Draw
from game.odds.graph import Graph, Guard, Ints
from game.odds.live import Asked, all_of, live
from game.odds.possible import Masks, possible
from game.odds.tallies import LIVES, STUCK, UNENDED, Event, together
from game.story.model import Story

BATCH = 1 << 16
"""Lives lived at once: few enough that a processor's near memory holds them, enough that numpy's calls are cheap."""

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


class CutShort(KeyboardInterrupt):
    """Somebody interrupted, and this is what had been counted."""

    def __init__(self, so_far: Sampled) -> None:
        super().__init__()
        self.so_far = so_far


def sample(
    story: Story | Graph,
    lives: int,
    *,
    seed: int = 0,
    choosing: Choosing = UNIFORM,
    chapter: str | None = None,
    watches: bool = True,
    seconds: float | None = None,
    progress: Callable[[int], None] | None = None,
) -> Sampled:
    """Live many random lives, and count what happens in them.

    The same seed always gives the same lives, and the first of them do not depend on how many there are. How likely a
    choice is made is right to one part in 2³¹.

    Args:
        story: whose lives, or its graph.
        lives: how many.
        seed: of chance; 0 or more.
        choosing: how they choose.
        chapter: where they begin; the graph knows for itself.
        watches: whether to count what texts tell.
        seconds: when to stop, having lived one batch at least.
        progress: told after each batch how many lives have been lived.

    Raises:
        CutShort: Somebody interrupted after the first batch.
        NoSuchChapter: The story has no such chapter.
    """
    began = time.monotonic()
    graph = chart(story, chapter) if isinstance(story, Story) else story
    draws = _draws(graph, choosing)
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    watched = list(enumerate(graph.watches)) if watches else []
    texts = [(watch.node, guard) for _, watch in watched for guard in watch.guards if guard is not None]
    told_apart = live(graph, can, masks, _asked(draws, texts))
    crowd = Crowd(graph, can, told_apart, draws, one=together(graph), watches=watched)
    counts = np.zeros(crowd.written.length, np.int64)
    step = min(BATCH, crowd.most)

    def so_far() -> Sampled:
        return _read(crowd, counts, choosing.name, seed, time.monotonic() - began, watched=watches)

    try:
        for batch in range(-(-lives // step)):
            beginning = crowd.begin(graph.start, graph.first, min(step, lives - batch * step))
            counts += crowd.live([beginning], chance(seed, batch))
            if progress is not None:
                progress(int(counts[LIVES]))
            if seconds is not None and time.monotonic() - began >= seconds:
                break
    except KeyboardInterrupt:
        if not counts[LIVES]:
            raise
        raise CutShort(so_far()) from None
    return so_far()


def _draws(graph: Graph, choosing: Choosing) -> dict[int, Draw]:
    return {at: Draw(graph, node, choosing) for at, node in enumerate(graph.nodes) if node.kind == "choose"}


def _asked(draws: Mapping[int, Draw], texts: Sequence[tuple[int, Guard]] = ()) -> Asked:
    return Asked(all_of(texts), {node: draw.reads for node, draw in draws.items() if draw.reads})


def chance(seed: int, batch: int) -> Dice:
    """Chance for one batch: Doty-Humphrey's SFC64, as numpy has it."""
    source = np.random.SFC64(np.random.SeedSequence([seed, batch]))

    def dice(count: int) -> Randoms:
        words = source.random_raw(count + 1 >> 1).view(np.uint32)[:count]
        return np.right_shift(words, 1, out=words)

    return dice


def _read(crowd: Crowd, counts: Ints, choosing: str, seed: int, seconds: float, *, watched: bool) -> Sampled:
    """What the counters say."""
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

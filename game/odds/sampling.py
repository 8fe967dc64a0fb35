"""The estimate: very many random lives, and how often each thing happened in them.

Choices are drawn by random whole numbers below 2³¹, so that how likely each is made is right to one part in as many.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import attrs
import numpy as np

from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.crossings import Dice, Randoms
from game.odds.crowd import Crowd, Group
from game.odds.draws import Draw, draws_of
from game.odds.graph import Graph, Guard, Ints
from game.odds.live import Asked, all_of, live
from game.odds.possible import Masks, Possible, possible
from game.odds.sampled import Sampled, Z, read, wilson
from game.odds.tallies import LIVES, together
from game.story.model import Story

__all__ = ["BATCH", "CutShort", "Reached", "Sampled", "Z", "chance", "sample", "sample_from", "wilson"]

BATCH = 1 << 16
"""Lives lived at once: few enough that a processor's near memory holds them, enough that numpy's calls are cheap."""


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

    The same arguments always give the same lives, and whole batches of them do not depend on how many lives there are.

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
    draws = draws_of(graph, choosing)
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    watched = list(enumerate(graph.watches)) if watches else []
    texts = [(watch.node, guard) for _, watch in watched for guard in watch.guards if guard is not None]
    told_apart = live(graph, can, masks, _asked(draws, texts))
    crowd = Crowd(graph, can, told_apart, draws, one=together(graph), watches=watched)
    counts = np.zeros(crowd.written.length, np.int64)
    step = min(BATCH, crowd.most)

    def so_far() -> Sampled:
        return read(crowd, counts, choosing.name, seed, time.monotonic() - began, watched=watches)

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


OTHERWISE = -1
"""In `Reached.ended`: came to where the lives were to stop."""
NOWHERE = -2
"""In `Reached.ended`: nothing was on offer, or was given up going round a loop."""

Start = tuple[int, tuple[int, ...]]
"""A node, and the place of every fact there."""


@attrs.frozen(eq=False)
class Reached:
    """Lives from several states on, as far as one node. Every array is shaped (starts, lives)."""

    columns: Mapping[int, Ints]
    """For each fact asked for, its place in each life that came there; -1 in one that did not."""
    ended: Ints
    """The number of the node at which each life had ended before; `OTHERWISE` or `NOWHERE`."""


def sample_from(
    graph: Graph,
    starts: Sequence[Start],
    lives_each: int,
    until: int,
    *,
    seed: int = 0,
    choosing: Choosing = UNIFORM,
    facts: Collection[int] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Reached:
    """Live many random lives from each of several states, until they come to one node or end.

    Args:
        graph: the story.
        starts: the states; each may be any.
        lives_each: how many lives from each.
        until: where to stop.
        seed: of chance; 0 or more.
        choosing: how they choose.
        facts: the facts to be told there; all that can still matter there, when left out.
        progress: told after each batch how many lives have been lived.
    """
    draws = draws_of(graph, choosing)
    masks = Masks(graph.facts)
    can = _possible_from(graph, masks, starts)
    if facts is None:
        facts = live(graph, can, masks, _asked(draws)).at[until].keys()
    kept = {**_asked(draws).kept, until: frozenset(facts)}
    asked = attrs.evolve(_asked(draws), kept=kept)
    one = attrs.evolve(together(graph), repeated=frozenset())
    crowd = Crowd(graph, can, live(graph, can, masks, asked), draws, one=one, until=frozenset((until,)), know=True)
    total = len(starts) * lives_each
    columns = {fact: np.full(total, -1, np.int64) for fact in facts}
    ended = np.full(total, NOWHERE, np.int64)
    first = 0

    def arrived(node: int, group: Group) -> None:
        assert group.ids is not None
        ids = group.ids + first
        ended[ids] = OTHERWISE if node == until else node
        if node == until:
            tables = crowd.stops[node].crossing.tables
            for fact, column in columns.items():
                column[ids] = tables.places_of(fact, group.columns)

    for batch, first in enumerate(range(0, total, BATCH)):
        last = min(first + BATCH, total)
        beginnings = []
        for number in range(first // lives_each, -(-last // lives_each)):
            ids = np.arange(max(first, number * lives_each), min(last, (number + 1) * lives_each)) - first
            beginnings.append(crowd.begin(*starts[number], len(ids), ids))
        crowd.live(beginnings, chance(seed, batch), arrived)
        if progress is not None:
            progress(last)
    shape = len(starts), lives_each
    return Reached({fact: column.reshape(shape) for fact, column in columns.items()}, ended.reshape(shape))


def _possible_from(graph: Graph, masks: Masks, starts: Iterable[Start]) -> Possible:
    """What may be at each node, from the story's beginning on and from any of these states on."""
    can = possible(graph, masks)
    for node, places in starts:
        here = can.at[node]
        if here is not None and all(mask >> place & 1 for mask, place in zip(here, places, strict=True)):
            continue
        there = possible(attrs.evolve(graph, start=node), masks, tuple(1 << place for place in places))
        both = zip(can.at, there.at, strict=True)
        can = Possible(
            tuple(
                (one or other)
                if one is None or other is None
                else tuple(a | b for a, b in zip(one, other, strict=True))
                for one, other in both
            ),
            tuple(
                tuple(a or b for a, b in zip(one, other, strict=True))
                for one, other in zip(can.through, there.through, strict=True)
            ),
        )
    return can


def _asked(draws: Mapping[int, Draw], texts: Sequence[tuple[int, Guard]] = ()) -> Asked:
    return Asked(all_of(texts), {node: draw.reads for node, draw in draws.items() if draw.reads})


def chance(seed: int, batch: int) -> Dice:
    """Chance for one batch: Doty-Humphrey's SFC64, as numpy has it."""
    source = np.random.SFC64(np.random.SeedSequence([seed, batch]))

    def dice(count: int) -> Randoms:
        words = source.random_raw(count + 1 >> 1).view(np.uint32)[:count]
        return np.right_shift(words, 1, out=words)

    return dice

"""The estimate: very many random lives, and how often each thing happened in them.

Choices are drawn by random whole numbers below 2³¹, so that how likely each is made is right to one part in as many.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.crossings import Dice, Randoms
from game.odds.crowd import Crowd
from game.odds.draws import Draw, draws_of
from game.odds.graph import Graph, Guard, Watch
from game.odds.live import Asked, all_of, live
from game.odds.possible import Masks, possible
from game.odds.sampled import Drawing, Sampled, Z, read, wilson
from game.odds.tallies import LIVES, together
from game.story.model import Story

__all__ = ["BATCH", "CutShort", "Sampled", "Z", "asked_of", "chance", "sample", "wilson"]

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
    crowd = _crowd(graph, choosing, list(enumerate(graph.watches)) if watches else [])
    counts = np.zeros(crowd.written.length, np.int64)
    drawing = Drawing(choosing.name, seed, watches)

    def so_far() -> Sampled:
        return read(crowd, counts, drawing, time.monotonic() - began)

    try:
        for batch, some in enumerate(_batches(lives, min(BATCH, crowd.most))):
            counts += crowd.live([crowd.begin(graph.start, graph.first, some)], chance(seed, batch))
            if progress is not None:
                progress(int(counts[LIVES]))
            if seconds is not None and time.monotonic() - began >= seconds:
                break
    except KeyboardInterrupt:
        if not counts[LIVES]:
            raise
        raise CutShort(so_far()) from None
    return so_far()


def _crowd(graph: Graph, choosing: Choosing, watched: Sequence[tuple[int, Watch]]) -> Crowd:
    """Lives of a graph, with all told apart that steers them, or that a text asks about that is watched."""
    draws = draws_of(graph, choosing)
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    texts = [(watch.node, guard) for _, watch in watched for guard in watch.guards if guard is not None]
    told_apart = live(graph, can, masks, asked_of(draws, texts))
    return Crowd(graph, can, told_apart, draws, one=together(graph), watches=watched)


def _batches(lives: int, most: int) -> Iterator[int]:
    """How many lives are lived at once, until all have been."""
    for begin in range(0, lives, most):
        yield min(most, lives - begin)


def asked_of(draws: Mapping[int, Draw], texts: Sequence[tuple[int, Guard]] = ()) -> Asked:
    """What lives that choose so have to be told apart for, and those conditions, each at its node."""
    return Asked(all_of(texts), {node: draw.reads for node, draw in draws.items() if draw.reads})


def chance(seed: int, batch: int) -> Dice:
    """Chance for one batch: Doty-Humphrey's SFC64, as numpy has it."""
    source = np.random.SFC64(np.random.SeedSequence([seed, batch]))

    def dice(count: int) -> Randoms:
        words = source.random_raw(count + 1 >> 1).view(np.uint32)[:count]
        return np.right_shift(words, 1, out=words)

    return dice

"""Each half walked by itself: first with every message let both come and not come, then with each as likely as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from game.odds.draws import Draw, Floats, Shares, draws_of
from game.odds.gathering import Spread
from game.odds.graph import Watch
from game.odds.halves import Chain, Parted
from game.odds.live import Classes, live
from game.odds.packing import Digits, Packing, Tables, TooWide
from game.odds.planning import Plan, Survey, asked_by
from game.odds.possible import possible
from game.odds.walk import Note, Walk, walk, watched


@attrs.frozen(eq=False)
class Half:
    """One half walked by itself."""

    chain: Chain
    packing: Packing
    draws: Mapping[int, Draw]
    walked: Walk
    """With every message let both come and not come."""


def walk_half(look: Survey, to: Plan, chain: Chain, note: Note | None) -> Half:
    """Walk one half by itself."""
    assert to.parted is not None
    graph, masks = chain.graph, look.masks
    can = possible(graph, masks)
    draws = draws_of(graph, look.choosing)
    back = {original: node for node, original in enumerate(chain.original) if node in chain.own}
    mine = [(number, attrs.evolve(watch, node=back[watch.node])) for number, watch in watches_of(to, chain, back)]
    asked = asked_by(draws, mine)
    settled = {
        fact: _with_what_cannot_be(classes, look.can.places(to.parted.fold, fact))
        for fact, classes in to.live.at[to.parted.fold].items()
        if graph.owner(fact) == chain.half
    }
    asked = attrs.evolve(
        asked,
        kept={**asked.kept, chain.end: frozenset(to.parted.history)},
        settled={chain.end: settled},
    )
    packing = Packing(graph, can, live(graph, can, masks, asked))
    entry = graph.start, Spread(np.array([packing.pack(graph.start, graph.first)]), np.ones(1))
    told = None if note is None else lambda node, states, held: note(chain.original[node], states, held)
    try:
        return Half(chain, packing, draws, walk(packing, draws, entry, note=told))
    except TooWide as wide:
        raise TooWide(chain.original[wide.node]) from None


def _with_what_cannot_be(classes: Classes, places: Sequence[int]) -> Classes:
    """Classes in which values that no whole life has at the fold are told apart from those that some have: a half walked
    by itself may come to them, after messages that never come.
    """
    of = np.full_like(classes.of, classes.count)
    of[list(places)] = classes.of[list(places)]
    return attrs.evolve(classes, of=of)


def watches_of(to: Plan, chain: Chain, back: Mapping[int, int]) -> list[tuple[int, Watch]]:
    """The watches of a chain: those that look at nothing but its own half's facts, and at what nobody has changed yet."""
    found = []
    graph = to.packing.graph
    for number, watch in to.watches:
        read = watch.reads
        first = {fact for fact in read if to.packing.can.places(watch.node, fact) == [graph.first[fact]]}
        if watch.node in back and all(fact in first or chain.graph.owner(fact) == chain.half for fact in read):
            found.append((number, watch))
    return found


def weighed(look: Survey, to: Plan, parted: Parted, half: Half, other: Half) -> Walk:
    """One half again, each message weighed by how likely it is to those who have come so far."""
    chances = _messages(parted, half, other)
    chain, graph = half.chain, half.chain.graph
    back = {original: node for node, original in enumerate(chain.original) if node in chain.own}
    mine = [(number, attrs.evolve(watch, node=back[watch.node])) for number, watch in watches_of(to, chain, back)]

    def incoming(node: int, tables: Tables, digits: Digits, edge: int) -> Shares:
        message = chain.receives[node]
        at = parted.history.index(message)
        so_far = np.zeros(len(digits[0]), np.int64)
        for place, earlier in enumerate(parted.history[:at]):
            so_far += tables.place_of(digits, earlier).astype(np.int64) << place
        is_sent = graph.nodes[node].edges[edge].message is not None
        shares: Floats = chances[message][int(is_sent)][so_far]
        return shares

    entry = graph.start, Spread(np.array([half.packing.pack(graph.start, graph.first)]), np.ones(1))
    return walk(half.packing, half.draws, entry, watches=watched(mine), incoming=incoming)


def _messages(parted: Parted, half: Half, other: Half) -> dict[int, Floats]:
    """How likely each message to a half is not to come, and to come, given those that have passed so far.

    The sender's chain, with each message to it taken to come or not, is a chain of its own: messages to it that come later
    are held to one value and sum to one.
    """
    spread = other.walked.ends[other.chain.end]
    sent = {
        message: other.packing.column(other.chain.end, message, spread.keys).astype(np.int64)
        for message in parted.history
    }
    which = parted.chains.index(half.chain)
    chances = {}
    for at, message in enumerate(parted.history):
        if parted.sender[message] == which:
            continue
        alike = np.ones(len(spread.keys), bool)
        for later in parted.history[at + 1 :]:
            if parted.sender[later] == which:
                alike &= sent[later] == 0
        so_far = np.zeros(len(spread.keys), np.int64)
        for place, earlier in enumerate(parted.history[: at + 1]):
            so_far += sent[earlier] << place
        totals = np.bincount(so_far[alike], spread.shares[alike], 2 << at)
        which_way = totals.reshape(2, 1 << at)
        both = which_way.sum(axis=0)
        chances[message] = np.divide(which_way, both, out=np.zeros_like(which_way), where=both > 0)
    return chances

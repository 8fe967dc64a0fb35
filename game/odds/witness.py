"""The shortest way to each thing that can happen, as choices that `play` can replay.

Every pass is walked once more for depths, and whoever tells apart what a thing needs is asked for its least deep state.
Where the halves were walked apart, a life is as long as both its halves so far, and they need only agree about the
messages that have passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs
import numpy as np

from game.odds.counting import Counts, Passed
from game.odds.depths import FAR, SHIFT, Depths, Standing, fathom, open_ways
from game.odds.graph import Graph, Ints
from game.odds.half_walks import watches_of
from game.odds.halves import Parted
from game.odds.items import Places
from game.odds.lookout import Find, Finds, Item, Listing, Lookout, Wanted
from game.odds.meeting import Meeting, meet
from game.odds.packing import Packing, Tables
from game.odds.planning import Survey
from game.odds.walk import BLOCK

Way = tuple[str, ...]
"""The ids of the choices made, going on among them."""

Made = list[tuple[int, str]]
"""Choices made, each with the node of the whole graph where it was."""


@attrs.frozen(eq=False)
class Witnesses:
    """A shortest way to each thing, as far as one was sought and there is one."""

    endings: Mapping[str, Way]
    scenes: Mapping[str, Way]
    choices: Mapping[str, Way]
    """Each ends with the choice."""
    arms: Mapping[tuple[int, int], Way]
    """By the least number of the watches of a text, and the place of the arm; of an arm of a choice's `then`, with the choice."""


def seek(
    look: Survey, passed: Sequence[Passed], where: Places, counts: Counts, say: Callable[[float], None]
) -> Witnesses:
    """Seek a shortest way to everything that can happen.

    Args:
        look: the graph.
        passed: the passes in which it was counted; what none of them tells for certain is left out.
        where: where everything happens in it.
        counts: what came of every life, choosing evenly.
        say: is told the share of the work that is done.
    """
    ways: dict[Item, Way] = {}
    listing = Listing(look, where, counts, [each.to for each in passed])
    for at, each in enumerate(passed):

        def note(share: float, at: int = at) -> None:
            say((at + share) / len(passed))

        finds = Finds({item: len(way) for item, way in ways.items()})
        ways |= _Search(look.graph, each, listing.wanted(each.to, ways), finds, note).ways()
    by_kind: dict[str, dict[str, Way]] = {"ending": {}, "scene": {}, "choice": {}}
    arms: dict[tuple[int, int], Way] = {}
    for item, way in ways.items():
        if len(item) == 3:
            arms[item[1], item[2]] = way
        else:
            by_kind[item[0]][item[1]] = way
    return Witnesses(by_kind["ending"], by_kind["scene"], by_kind["choice"], arms)


class _Search:
    """What is sought in one pass."""

    def __init__(
        self,
        graph: Graph,
        passed: Passed,
        wanted: Mapping[int, Wanted],
        finds: Finds,
        note: Callable[[float], None],
    ) -> None:
        self.graph, self.passed, self.to = graph, passed, passed.to
        self.wanted, self.finds, self.note = wanted, finds, note

    def ways(self) -> dict[Item, Way]:
        """A shortest way to each thing that is sought in this pass and not known to be as near already."""
        parted = self.to.parted
        later = {node: wanted for node, wanted in self.wanted.items() if parted is None or node >= self.to.first}
        apart, meeting = None, None
        if parted is not None and self.wanted:
            apart = _Apart(self.graph, self.passed, parted, self.wanted, self.finds, folds=bool(later))
            meeting = apart.meeting() if later else None
        if later:
            self._walk(later, apart, meeting)
        return {item: find.tell() for item, find in self.finds.known.items()}

    def _walk(self, wanted: Mapping[int, Wanted], apart: _Apart | None, meeting: Meeting | None) -> None:
        """Walk what is lived as a whole."""
        packing = self.to.packing
        if meeting is None:
            entry = Standing(np.array([packing.pack(self.graph.start, self.graph.first)]), np.zeros(1, np.int64))
        else:
            entry = meeting.standing
        lookouts = {node: Lookout(each, self.finds, None) for node, each in wanted.items()}
        last = max(wanted)

        def note(node: int) -> None:
            self.note(min(1.0, node / last) if last else 1.0)

        found = fathom(packing, (self.to.first, entry), wanted=frozenset(wanted), regard=lookouts, note=note)

        def tell(find: Find) -> Way:
            place, edges = found.trace(find.state)
            before = [] if apart is None or meeting is None else apart.before_fold(*meeting.pair(place))
            after = _choices(self.graph, edges + _last(find))
            return tuple(choice for _, choice in before + after)

        for lookout in lookouts.values():
            lookout.teller = tell


class _Apart:
    """What is sought in the halves, each walked by itself."""

    def __init__(
        self,
        graph: Graph,
        passed: Passed,
        parted: Parted,
        wanted: Mapping[int, Wanted],
        finds: Finds,
        *,
        folds: bool,
    ) -> None:
        self.graph, self.to, self.parted = graph, passed.to, parted
        self.halves = passed.halves
        self.order = _order(graph, parted)
        self.sent = _doors(graph, parted)
        mine = [self._wanted(which, wanted) for which in (0, 1)]
        self.walked = [self._walked(which, mine, folds=folds) for which in (0, 1)]
        for which in (0, 1):
            for node, each in mine[which].items():
                self._look(which, node, each, finds)

    def _wanted(self, which: int, wanted: Mapping[int, Wanted]) -> dict[int, Wanted]:
        """What is sought at the nodes of one half, by its own nodes."""
        chain = self.halves[which].chain
        back = {original: node for node, original in enumerate(chain.original) if node in chain.own}
        told = {number for number, _ in watches_of(self.to, chain, back)}
        found = {}
        for original, node in back.items():
            if original in wanted:
                own = self.graph.nodes[original].half == chain.half and not self.graph.nodes[original].door
                each = wanted[original].only(things=own, watches=told)
                if each:
                    found[node] = each
        return found

    def _walked(self, which: int, mine: Sequence[Mapping[int, Wanted]], *, folds: bool) -> Depths:
        half = self.halves[which]
        other = self.halves[1 - which].chain
        met = (self._meeting_node(other.original[node], which) for node in mine[1 - which])
        needed = frozenset((*mine[which], *met, *((half.chain.end,) if folds else ())))
        graph = half.chain.graph
        entry = Standing(np.array([half.packing.pack(graph.start, graph.first)]), np.zeros(1, np.int64))
        return fathom(half.packing, (graph.start, entry), wanted=needed, keep=needed)

    def _meeting_node(self, original: int, which: int) -> int:
        """Where one half stands while a life is at a node of the whole graph: past the door, if it is there."""
        chain, nodes = self.halves[which].chain, self.graph.nodes
        while nodes[original].door:
            original = nodes[original].edges[-1].to
        if original == self.parted.fold:
            return chain.end
        if nodes[original].half == chain.half:
            return chain.original.index(original)
        part = nodes[original].part
        return next(
            node
            for node, each in enumerate(chain.original)
            if not nodes[each].door and nodes[each].half != chain.half and nodes[each].part == part
        )

    def _look(self, which: int, node: int, wanted: Wanted, finds: Finds) -> None:
        """Look for what is sought at one node of a half."""
        half, other = self.halves[which], self.halves[1 - which]
        here, original = self.walked[which], half.chain.original[node]
        there, met = self.walked[1 - which], self._meeting_node(original, 1 - which)
        if node not in here.kept or met not in there.kept:
            return
        messages = [message for message in self.parted.history if self.sent[message] < original]
        theirs = _so_far(other.packing, met, messages, there.kept[met].keys)
        least = np.full(1 << len(messages), FAR << SHIFT, np.int64)
        codes = (there.kept[met].depths << SHIFT) + np.arange(len(theirs))
        np.minimum.at(least, theirs, codes)
        together = least[_so_far(half.packing, node, messages, here.kept[node].keys)]
        depths = here.kept[node].depths + (together >> SHIFT)
        can = np.flatnonzero(depths < FAR)
        keys, depths = here.kept[node].keys[can], depths[can]

        def tell(find: Find) -> Way:
            place = can[find.state]
            with_it = int(together[place]) & ((1 << SHIFT) - 1)
            _, edges = here.trace(int(here.numbers[node][place]))
            _, others = there.trace(int(there.numbers[met][with_it]))
            return tuple(choice for _, choice in self._merged({which: edges + _last(find), 1 - which: others}))

        tables = Tables(half.packing, node)
        lookout = Lookout(wanted, finds, tell)
        for begin in range(0, len(keys), BLOCK):
            digits = tables.digits(keys[begin : begin + BLOCK])
            ways = [] if tables.node.kind == "end" else list(open_ways(tables, digits))
            lookout(tables, digits, depths[begin : begin + BLOCK], ways, begin)

    def meeting(self) -> Meeting:
        """The fold."""
        ends = [
            (half.packing, half.chain.end, walked.kept[half.chain.end])
            for half, walked in zip(self.halves, self.walked, strict=True)
        ]
        return meet(self.graph, self.to.live, self.parted, self.to.packing, ends)

    def before_fold(self, one: int, other: int) -> Made:
        """The choices that lead the halves to two of their last states, by their places."""
        edges = {}
        for which, place in enumerate((one, other)):
            walked, end = self.walked[which], self.halves[which].chain.end
            _, edges[which] = walked.trace(int(walked.numbers[end][place]))
        return self._merged(edges)

    def _merged(self, edges: Mapping[int, Iterable[tuple[int, int]]]) -> Made:
        """What both halves chose, part by part as it was lived."""
        made: Made = []
        for which in (0, 1):
            chain = self.halves[which].chain
            made += [(chain.original[node], choice) for node, choice in _choices(chain.graph, edges[which])]
        return sorted(made, key=lambda each: self.order[self.graph.nodes[each[0]].part])


def _choices(graph: Graph, edges: Iterable[tuple[int, int]]) -> Made:
    """The choices among edges that were followed."""
    made = []
    for node, edge in edges:
        choice = graph.nodes[node].edges[edge].choice
        if choice is not None:
            made.append((node, choice.id))
    return made


def _last(find: Find) -> list[tuple[int, int]]:
    """The edge that is followed in the end, if it is."""
    return [] if find.edge is None else [(find.node, find.edge)]


def _order(graph: Graph, parted: Parted) -> dict[str, int]:
    """The parts before the fold, in the order in which they are lived: the nodes of one stand before those of the next."""
    parts = (node.part for node in graph.nodes[: parted.fold] if not node.door)
    return {part: at for at, part in enumerate(dict.fromkeys(parts))}


def _doors(graph: Graph, parted: Parted) -> dict[int, int]:
    """The node at which each message passes, by its fact."""
    names = {graph.facts[fact].name: fact for fact in parted.history}
    found: dict[int, int] = {}
    for number, node in enumerate(graph.nodes[: parted.fold]):
        if node.door and len(node.edges) > 1 and node.edges[0].message in names:
            found.setdefault(names[node.edges[0].message], number)
    return found


def _so_far(packing: Packing, node: int, messages: Sequence[int], keys: Ints) -> Ints:
    """Which messages have come, a bit each."""
    found = np.zeros(len(keys), np.int64)
    for at, message in enumerate(messages):
        found += packing.column(node, message, keys) << at
    return found

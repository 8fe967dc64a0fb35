"""What is looked for at each node while depths are walked, and the least deep states in which it was seen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import attrs
import numpy as np

from game.odds.counting import Counts
from game.odds.depths import FAR, Way
from game.odds.graph import Graph, Ints, Watch
from game.odds.items import Places
from game.odds.packing import Bools, Digits, Tables
from game.odds.walk import told_arms

Item = tuple[str, str] | tuple[str, int, int]
"""`("ending", id)`, `("scene", id)`, `("choice", id)`, or `("arm", watch, arm)` by the least number of the watches of its
text.
"""


@attrs.define(eq=False)
class Wanted:
    """What is sought at one node."""

    here: list[Item] = attrs.field(factory=list)
    """What happens to all who come."""
    made: dict[int, Item] = attrs.field(factory=dict)
    """The choices, by their edges."""
    told: list[tuple[int, Watch, dict[int, Item]]] = attrs.field(factory=list)
    """Watches, each with its number and the arms that are sought."""

    def only(self, *, things: bool, watches: Collection[int]) -> Wanted:
        """Part of it: what is no text or not, and some watches."""
        told = [each for each in self.told if each[0] in watches]
        return Wanted(self.here, self.made, told) if things else Wanted(told=told)

    def __bool__(self) -> bool:
        return bool(self.here or self.made or self.told)


def wanted_at(
    graph: Graph, where: Places, counts: Counts, watches: Sequence[tuple[int, Watch]], *, things: bool
) -> dict[int, Wanted]:
    """What is sought at every node: all that can happen there.

    Args:
        graph: the graph.
        where: where everything happens in it.
        counts: what came of every life.
        watches: the variants whose arms are sought, with their numbers.
        things: whether endings, scenes and choices are sought too.
    """
    found: dict[int, Wanted] = {}
    for kind, of in (("ending", where.endings), ("scene", where.scenes)) if things else ():
        for name, nodes in of.items():
            for node in nodes:
                if counts.shares[node] > 0:
                    found.setdefault(node, Wanted()).here.append((kind, name))
    for choice, edges in where.choices.items() if things else ():
        for node, edge in edges:
            if counts.made.get((node, edge), 0.0) > 0:
                found.setdefault(node, Wanted()).made[edge] = ("choice", choice)
    least = {which: min(variant.watches) for variant in where.texts for which in variant.watches}
    for number, watch in watches:
        told = counts.told.get(number, ())
        arms: dict[int, Item] = {
            arm: ("arm", least[number], arm) for arm, share in enumerate(told) if share > 0 and arm < len(watch.guards)
        }
        if arms:
            found.setdefault(watch.node, Wanted()).told.append((number, watch, arms))
    return found


@attrs.frozen(eq=False)
class Find:
    """Where a thing was seen."""

    depth: int
    """The least number of choices to it."""
    node: int
    """The number of the node, in the graph in which it was seen."""
    state: int
    """Which state it was, as the lookout was told."""
    edge: int | None
    """The edge that is followed in the end; None where the thing is met before any is."""
    lookout: Lookout

    def tell(self) -> tuple[str, ...]:
        """The choices of a shortest life to it."""
        assert self.lookout.teller is not None
        return self.lookout.teller(self)


@attrs.frozen(eq=False)
class Finds:
    """What has been seen."""

    known: dict[Item, Find] = attrs.field(factory=dict)

    def depth(self, item: Item) -> int:
        """The least number of choices after which a thing has been seen; `FAR` where it has not."""
        find = self.known.get(item)
        return FAR if find is None else find.depth


@attrs.define(eq=False)
class Lookout:
    """Looks at the states of one node, block by block, for what is sought there."""

    wanted: Wanted
    finds: Finds
    teller: Callable[[Find], tuple[str, ...]] | None
    """Tells the way to what was found."""

    def __call__(self, tables: Tables, digits: Digits, depths: Ints, ways: Sequence[Way], first: int) -> None:
        here = _Block(tables.number, depths, int(depths.min()), first)
        for item in self.wanted.here:
            self._see(item, here, None, None)
        open_to = {edge: chosen for edge, _, chosen in ways}
        for edge, item in self.wanted.made.items():
            if edge in open_to:
                self._see(item, here, open_to[edge], edge)
        for _, watch, arms in self.wanted.told:
            if watch.edge is not None and watch.edge not in open_to:
                continue
            edge_made = watch.edge if watch.told == "made" else None
            nearest = here.least + (edge_made is not None)
            if all(self.finds.depth(item) <= nearest for item in arms.values()):
                continue
            among = None if watch.edge is None else open_to[watch.edge]
            for arm, those in told_arms(tables, watch, digits):
                if arm in arms:
                    both = those if among is None else among if those is None else those & among
                    self._see(arms[arm], here, both, edge_made)

    def _see(self, item: Item, here: _Block, those: Bools | None, edge: int | None) -> None:
        """Note the least deep of some states, if it is less deep than any before."""
        further = int(edge is not None)
        before = self.finds.depth(item)
        if before <= here.least + further:
            return
        places = None if those is None else np.flatnonzero(those)
        if places is not None and not len(places):
            return
        place = int(here.depths.argmin() if places is None else places[here.depths[places].argmin()])
        depth = int(here.depths[place]) + further
        if depth < before:
            self.finds.known[item] = Find(depth, here.node, here.first + place, edge, self)


@attrs.frozen(eq=False)
class _Block:
    """Some states of a node."""

    node: int
    depths: Ints
    least: int
    """The least of the depths."""
    first: int
    """The number of the first state."""

"""What is looked for at each node while depths are walked, and the least deep states in which it was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import attrs
import numpy as np

from game.odds.counting import Counts
from game.odds.depths import FAR, Way
from game.odds.flows import told_arms
from game.odds.graph import Ints, Watch
from game.odds.items import Places
from game.odds.packing import Bools, Digits, Tables
from game.odds.planning import Plan, Survey

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


class Listing:
    """All that can happen, and where.

    Args:
        look: the graph.
        where: where everything happens in it.
        counts: what came of every life.
        plans: the passes in which it was counted.
    """

    def __init__(self, look: Survey, where: Places, counts: Counts, plans: Sequence[Plan]) -> None:
        self._places: dict[Item, list[tuple[int, int | None]]] = {}
        for kind, of in (("ending", where.endings), ("scene", where.scenes)):
            for name, nodes in of.items():
                self._places[kind, name] = [(node, None) for node in nodes if counts.shares[node] > 0]
        for choice, edges in where.choices.items():
            self._places["choice", choice] = [edge for edge in edges if counts.made.get(edge, 0.0) > 0]
        watched = {number for each in plans for number, _ in each.watches}
        self._arms: dict[int, dict[int, Item]] = {}
        for variant in where.texts:
            met = [which for which in variant.watches if look.can.at[look.graph.watches[which].node] is not None]
            if watched.issuperset(met):
                for which in met:
                    told = counts.told.get(which, ())
                    arms = [arm for arm, share in enumerate(told) if share > 0 and arm < len(variant.arms)]
                    self._arms[which] = {arm: ("arm", min(variant.watches), arm) for arm in arms}

    def wanted(self, to: Plan, known: Collection[Item]) -> dict[int, Wanted]:
        """What is to be sought in a pass, by node: of what is not known yet all that it comes to, and its texts."""
        found: defaultdict[int, Wanted] = defaultdict(Wanted)
        for item, places in self._places.items():
            if item in known or any(node > to.last for node, _ in places):
                continue
            for node, edge in places:
                if edge is None:
                    found[node].here.append(item)
                else:
                    found[node].made[edge] = item
        for number, watch in to.watches:
            arms = self._arms.get(number)
            if arms:
                found[watch.node].told.append((number, watch, arms))
        return dict(found)


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

    lengths: Mapping[Item, int]
    """The least number of choices to what was seen in other passes."""
    known: dict[Item, Find] = attrs.field(factory=dict)
    """What has been seen after fewer."""

    def depth(self, item: Item) -> int:
        """The least number of choices after which a thing has been seen; `FAR` where it has not."""
        find = self.known.get(item)
        return self.lengths.get(item, FAR) if find is None else find.depth


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

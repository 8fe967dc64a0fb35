"""The passes in which a story's texts are watched: few enough to be quick, each narrow enough to be walked.

Texts read facts that nothing else does any more, so to watch them all at once would widen every node. What costs nothing
is watched with what steers; the rest is parted into passes, by when it is told.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from game.odds.graph import Guard, Watch, reads_of
from game.odds.planning import Plan, Survey, plan

_GROWTH = 4.0
"""How many times wider than what steers a pass for texts may be, before it is made two."""


def unmet(look: Survey) -> frozenset[int]:
    """The watches at nodes to which nothing leads."""
    graph = look.graph
    return frozenset(number for number, watch in enumerate(graph.watches) if look.can.at[watch.node] is None)


def is_told_apart(to: Plan, look: Survey, watch: Watch) -> bool:
    """Whether a plan already tells apart all that a watch looks at, in the part that is walked whole."""
    here = to.live.at[watch.node]
    for guard in watch.guards:
        if guard is None:
            continue
        for fact in reads_of(guard):
            if fact not in here or not _is_readable(look, to, watch.node, fact, guard):
                return False
    return True


def _is_readable(look: Survey, to: Plan, node: int, fact: int, guard: Guard) -> bool:
    classes = to.live.at[node][fact]
    places = look.can.places(node, fact)
    if classes.count == len(places):
        return True
    if len(guard.facts) > 1:
        return False
    low = look.graph.facts[fact].low
    for group in range(classes.count):
        alike = (low + place for place in places if classes.of[place] == group)
        held = {bool(guard.condition.evaluate(dict.fromkeys(guard.facts, value)) != 0) for value in alike}
        if len(held) > 1:
            return False
    return True


def grouped(look: Survey, steering: Plan, narrow: float, only: frozenset[int] | None = None) -> list[Plan]:
    """The passes in which all texts are watched; the first is for what steers, with all that costs nothing to watch.

    Args:
        look: the graph.
        steering: the plan for what steers.
        narrow: how many states at a node are few enough to watch everything at once.
        only: the watches that matter, by number; all when left out.
    """
    everything = [
        (number, watch)
        for number, watch in enumerate(look.graph.watches)
        if look.can.at[watch.node] is not None and (only is None or number in only)
    ]
    across = _across(look, steering, everything)
    everything = [each for each in everything if each[0] not in {number for number, _ in across}]
    limit = max(narrow, _GROWTH * steering.widest()[0])
    whole = plan(look, everything)
    if whole.widest()[0] <= limit:
        plans = [whole]
    else:
        free = [each for each in everything if is_told_apart(steering, look, each[1])]
        plans = [plan(look, free)]
        known = {number for number, _ in free}
        _part_up(look, [each for each in everything if each[0] not in known], limit, plans)
    if across:
        # These ask about both halves at once, and so can only be watched where the halves are walked together.
        together = attrs.evolve(plan(look, across, last=max(watch.node for _, watch in across)), parted=None)
        if together.widest()[0] <= limit:
            plans.append(together)
    return plans


def _across(look: Survey, steering: Plan, watches: Sequence[tuple[int, Watch]]) -> list[tuple[int, Watch]]:
    """The watches before the fold that look at what is not their own half's."""
    if steering.parted is None:
        return []
    owners: dict[int, str] = {}
    for chain in steering.parted.chains:
        owners |= {chain.original[node]: chain.half for node in chain.own if not chain.graph.nodes[node].door}
    found = []
    for number, watch in watches:
        if watch.node >= steering.parted.fold:
            continue
        strange = {fact for fact in watch.reads if look.can.places(watch.node, fact) != [look.graph.first[fact]]}
        halves = {
            chain.half
            for chain in steering.parted.chains
            if all(look.graph.owner(fact) == chain.half for fact in strange)
        }
        owner = owners.get(watch.node)
        if not halves or (owner is not None and owner not in halves):
            found.append((number, watch))
    return found


def _part_up(look: Survey, watches: Sequence[tuple[int, Watch]], limit: float, plans: list[Plan]) -> None:
    """Watch texts together as long as that stays narrow; halve them by when they are told where it does not. A pass ends
    with its last text: what is asked only later need not be told apart in it. One text's watches stay together.
    """
    if not watches:
        return
    together = plan(look, watches, last=max(watch.node for _, watch in watches))
    texts: dict[tuple[str, int], list[tuple[int, Watch]]] = {}
    for each in sorted(watches, key=lambda each: each[1].node):
        texts.setdefault((each[1].of, id(each[1].varied)), []).append(each)
    if len(texts) == 1 or together.widest()[0] <= limit:
        plans.append(together)
        return
    in_order = list(texts.values())
    middle = len(in_order) // 2
    for some in (in_order[:middle], in_order[middle:]):
        _part_up(look, [each for text in some for each in text], limit, plans)

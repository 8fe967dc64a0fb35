"""How wide a walk would grow, before it is begun.

A node's domain is the most states it could have, and often far more than it has. Where that is too many, a few lives are
lived as far as the node, and the states they are in counted: how many lives share one with another tells how many there
are at least (Chao, "Nonparametric estimation of the number of classes in a population", Scandinavian Journal of
Statistics 11, 1984).
"""

from __future__ import annotations

import numpy as np

from game.odds.budget import Budget, OverBudget, in_words
from game.odds.choosing import Choosing
from game.odds.graph import Ints
from game.odds.packing import WIDEST
from game.odds.planning import Plan, Survey
from game.odds.reached import OTHERWISE, sample_from
from game.odds.wide_meters import for_want_of_fewer

BYTES_A_STATE = 64
"""What a state being walked holds: its number and its share, and the same at each place it goes to, before equal ones
are added up.
"""

STATES_A_SECOND = 20e6
"""How many are walked in a second at most, on a quick machine."""

_LIVES = 1 << 15
_FEWEST = 1 << 10
_SHARE = 0.1
"""Of the seconds that may be spent, what may go on living those few."""
_STEPS_A_SECOND = 5e7
"""Facts that are carried over a node in a second, by all lives together."""
_HARDLY_ANY_SHARED = 0.5
"""Where there are more states than this for each life, a few lives tell too little, and the domain is believed: where
many facts are told apart, most of what could be is.
"""

_RARER = 8.0
"""How many times as many states as Chao's least there may well be, since some are rare."""


class Foresight:
    """Which walks would cost more than they may; each is looked into once."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._found: dict[Plan, OverBudget | None] = {}

    def check(self, look: Survey, to: Plan) -> None:
        """Refuse a walk that would cost more than it may.

        Raises:
            OverBudget: It would.
        """
        if not self.fits(look, to):
            over = self._found[to]
            assert over is not None
            raise over

    def fits(self, look: Survey, to: Plan) -> bool:
        """Whether a walk need not be refused before it is begun."""
        if to not in self._found:
            try:
                check(look, to, self.budget, look.choosing)
                self._found[to] = None
            except OverBudget as over:
                self._found[to] = over
        return self._found[to] is None


def check(look: Survey, to: Plan, budget: Budget, choosing: Choosing) -> None:
    """Refuse a walk that would cost more than it may.

    Raises:
        OverBudget: It would.
    """
    most, node = to.widest()
    capacity = min(budget.bytes / BYTES_A_STATE, STATES_A_SECOND * budget.seconds)
    if most <= capacity:
        return
    steps = (node + 1) * max(1, len(to.live.at[node]))
    lives = int(min(_LIVES, max(_FEWEST, _SHARE * budget.seconds * _STEPS_A_SECOND / steps)))
    expected = states_at(look, to, node, choosing, lives)
    if expected <= capacity and to.packing.domain[node] <= WIDEST:
        return
    what = "in memory" if budget.bytes / BYTES_A_STATE < STATES_A_SECOND * budget.seconds else "in the time"
    why = f"there may be {in_words(expected)} states there, and {in_words(capacity)} can be held {what}"
    why += for_want_of_fewer(look.graph, to.live.at[node])
    raise OverBudget(node, int(min(expected, 1e18)), why)


def states_at(look: Survey, to: Plan, node: int, choosing: Choosing, lives: int = _LIVES) -> float:
    """About how many states a node is met in: as many as there may well be, by what a few lives show."""
    graph = look.graph
    start = graph.start, graph.first
    facts = to.live.at[node].keys()
    reached = sample_from(graph, [start], lives, node, choosing=choosing, facts=facts)
    came = reached.ended[0] == OTHERWISE
    if int(came.sum()) < 2 or not reached.columns:
        return float(to.packing.domain[node])
    rows = np.stack([column[0][came] for column in reached.columns.values()])
    classes = [to.live.at[node][fact].of for fact in reached.columns]
    together: Ints = np.stack([of[row] for of, row in zip(classes, rows, strict=True)])
    _, counts = np.unique(together, axis=1, return_counts=True)
    if len(counts) > _HARDLY_ANY_SHARED * int(came.sum()):
        return float(to.packing.domain[node])
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    least = len(counts) + once * (once - 1) / (2 * (twice + 1))
    return min(float(to.packing.domain[node]), _RARER * least)

"""How long exact odds may take and how much they may hold, what is said on the way, and how they stop."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from game.odds.chances import Odds
    from game.odds.counting import Counts


@attrs.frozen
class Budget:
    """What may be spent."""

    seconds: float = 120.0
    """How long walking may go on before what is left is sampled."""
    bytes: int = 2 << 30
    """How much memory the states being walked may hold."""


@attrs.frozen
class Progress:
    """How far it has come."""

    doing: str
    """In a few words, for a person."""
    share: float
    """Of the work, how much is done; 0 to 1."""


USUAL = Budget()

Tell = Callable[[Progress], None]


class Interrupted(Exception):
    """Somebody would not wait; carries what was known by then."""

    def __init__(self, so_far: Odds | None) -> None:
        super().__init__("interrupted")
        self.so_far = so_far


class OverBudget(Exception):
    """The walk came to where it would spend more than it may."""

    def __init__(self, node: int, states: int, why: str, *, is_wide: bool = True) -> None:
        super().__init__(why)
        self.node, self.states, self.why = node, states, why
        self.is_wide = is_wide
        """Whether that node is to blame, rather than the sum of all that came before it."""
        self.counts: Counts | None = None
        """What had been counted before that node, where anything had."""


_SECONDS_BETWEEN = 0.1


class Spending:
    """What has been spent so far, and a line said about it now and then."""

    def __init__(self, budget: Budget, tell: Tell | None) -> None:
        self.budget = budget
        self._tell = tell
        self._began = time.monotonic()
        self._said = 0.0
        self._from, self._to, self._doing = 0.0, 1.0, ""

    @property
    def seconds(self) -> float:
        """How long it has gone on."""
        return time.monotonic() - self._began

    def begin(self, doing: str, begin: float, end: float) -> None:
        """Say what is done next, and which stretch of the whole work it is."""
        self._doing, self._from, self._to = doing, begin, end
        self._said = 0.0
        self.say(0.0)

    def say(self, share: float) -> None:
        """Say how much of this stretch is done."""
        now = time.monotonic()
        if self._tell is not None and now - self._said >= _SECONDS_BETWEEN:
            self._said = now
            self._tell(Progress(self._doing, self._from + (self._to - self._from) * share))

    def check(self, node: int, states: int, held: float) -> None:
        """Stop where too much has been spent.

        Raises:
            OverBudget: So it has.
        """
        if held > self.budget.bytes:
            raise OverBudget(node, states, f"walking on would hold more than {_size(self.budget.bytes)} in memory")
        if self.seconds > self.budget.seconds:
            why = f"walking on would take more than {self.budget.seconds:g} second{'' if self.budget.seconds == 1 else 's'}"
            raise OverBudget(node, states, why, is_wide=False)


def _size(held: int) -> str:
    return f"{held / (1 << 30):.3g} GiB" if held >= 1 << 30 else f"{held / (1 << 20):.0f} MiB"


def in_words(states: float) -> str:
    """A number of states or of pairs of them, as a sentence has it: `33 million`."""
    if states < 1e6:
        return f"{states:,.0f}"
    for size, name in ((1e12, "million million"), (1e9, "thousand million"), (1e6, "million")):
        if states >= size:
            return f"{states / size:,.0f} {name}"
    return f"{states:,.0f}"


def peak_bytes() -> int:
    """The most memory the process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

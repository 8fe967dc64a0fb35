"""All lives that begin with one day, counted."""

from __future__ import annotations

import attrs

from game.odds.counting import Counts
from game.odds.items import Places, Variant
from game.odds.planning import Survey


@attrs.frozen(eq=False)
class Beginning:
    """All lives that begin with one day, counted, each choice on offer being as likely as another."""

    look: Survey
    where: Places
    counts: Counts
    unwatched: frozenset[int] | None
    """The watches that were not counted; None where no texts were."""

    def is_watched(self, variant: Variant) -> bool:
        """Whether it was counted how often each arm is told."""
        return self.unwatched is not None and self.unwatched.isdisjoint(variant.watches)

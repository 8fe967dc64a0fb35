"""What is wrong with a story's odds: what cannot happen, cannot be left, is never or always true."""

from __future__ import annotations

from game.odds.counting import Counts, Survey
from game.odds.items import Places
from game.story.diagnostic import Diagnostic


def find(look: Survey, where: Places, counts: Counts, *, texts: bool) -> tuple[Diagnostic, ...]:
    """Everything found."""
    return ()

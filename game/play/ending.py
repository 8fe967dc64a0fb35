"""Which ending a life has come to, and which it would come to."""

from __future__ import annotations

from collections.abc import Iterable

from game.play.state import State
from game.story.condition import Facts, holds
from game.story.model import Ending, Story


def ending(story: Story, state: State) -> Ending | None:
    """The ending a state has reached; none while the life goes on."""
    return None if state.ending is None else story.endings[state.ending]


def first_that_holds(endings: Iterable[Ending], facts: Facts) -> Ending:
    """The ending that `goto: ending` takes: the first whose condition holds, of those that need not be named."""
    return next(each for each in endings if not each.by_name and holds(each.when, facts))

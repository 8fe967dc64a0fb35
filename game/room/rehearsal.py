"""Phones that are not there, so that a facilitator can rehearse an hour alone: they come in, think, and vote by chance."""

from __future__ import annotations

import asyncio
import random
from typing import Final

from game.room import views
from game.room.asked import NotUnderstood
from game.room.hosting import Hosted
from game.room.vote import NotNow, Phase

MOST: Final = 200
"""Phones that a rehearsal has at most."""
THINKING_S: Final = (0.5, 8.0)
"""How long a phone takes to choose, from the quickest to the slowest."""
_CHANGES_ITS_MIND: Final = 0.1
"""How many choose a second time."""


async def crowd(hosted: Hosted, phones: int, dice: random.Random) -> None:
    """Let so many phones come in, and vote on every page until this is cancelled.

    Args:
        hosted: The open room.
        phones: How many come in, each with a hand of its own.
        dice: Decides what they choose, and how soon.
    """
    seats = [hosted.sit("") for _ in range(phones)]
    while True:
        turning = hosted.turning
        voting = asyncio.create_task(_vote(hosted, seats, dice))
        await turning.wait()
        voting.cancel()


async def _vote(hosted: Hosted, seats: list[str], dice: random.Random) -> None:
    session = hosted.session
    if session.vote is None or session.vote.phase is not Phase.OPEN:
        return
    page, sides = views.page_of(session), len(session.vote.choices) + 1
    again = [seat for seat in seats if dice.random() < _CHANGES_ITS_MIND]
    moments = sorted((dice.uniform(*THINKING_S), seat) for seat in (*seats, *again))
    before = 0.0
    for moment, seat in moments:
        await asyncio.sleep(moment - before)
        before = moment
        chosen = dice.randrange(sides)
        try:
            hosted.say(seat, {"page": page, "said": [int(place == chosen) for place in range(sides)]})
        except (NotNow, NotUnderstood):  # the page was turned, or the seat is gone
            return

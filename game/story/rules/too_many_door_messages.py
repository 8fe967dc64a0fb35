"""More goes through the door than can be told apart."""

from __future__ import annotations

from typing import Final

from game.story.diagnostic import Report
from game.story.draft import Draft

MOST: Final = 6
"""Yes-or-no messages in a story: 64 histories, which is as many as exact odds can hold."""


def find(draft: Draft, report: Report) -> None:
    """Note the first that is too many."""
    door = draft.story.door
    if len(door) > MOST:
        message = f"{len(door)} door messages, where at most {MOST} may pass"
        report.error("too-many-door-messages", message, door[MOST].span)

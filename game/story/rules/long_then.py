"""More told after a choice than a player waits for."""

from __future__ import annotations

from typing import Final

from game.story.diagnostic import Report
from game.story.draft import Draft

MOST: Final = 3
"""Beats between a choice and what comes next."""


def find(draft: Draft, report: Report) -> None:
    """Warn of each."""
    for choice in draft.story.choices.values():
        beats = len(choice.then.paragraphs) if choice.then else 0
        if beats > MOST:
            help_ = "what is longer is a scene"
            message = f"{beats} beats after the choice `{choice.id}`, where {MOST} are as many as are read"
            report.warning("long-then", message, choice.span, help=help_)

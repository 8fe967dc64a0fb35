"""A list of ways on of which none may hold."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for choice in draft.story.choices.values():
        if choice.goto and choice.goto[-1].when is not None:
            message = "the last way on has a condition, so that there may be no way on"
            help_ = "add one without `when`: `- {to: …}`"
            report.error("last-route-has-condition", message, choice.goto[-1].span, help=help_)

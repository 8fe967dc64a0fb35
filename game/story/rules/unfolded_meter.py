"""A meter that the fold does not say how to fold."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    fold = draft.story.fold
    if fold is None:
        return
    folded = {one.meter for one in fold.meters}
    for meter in draft.story.meters.values():
        if meter.id not in folded:
            help_ = f"add it to the fold's `meters`: `{meter.id}: lowest`"
            report.error("unfolded-meter", f"the fold does not say what becomes of `{meter.id}`", fold.span, help=help_)

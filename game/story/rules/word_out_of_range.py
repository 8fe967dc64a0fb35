"""A word for readings that a meter never has."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Warn of each."""
    for meter in draft.story.meters.values():
        for least, word in meter.words:
            if least > meter.high:
                message = f"`{word}` is from {least} up, and `{meter.id}` never goes beyond {meter.high}"
                report.warning("word-out-of-range", message, meter.span)

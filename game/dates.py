"""Days and hours in words, by the player's own clock and in their language."""

from __future__ import annotations

from datetime import datetime

from game.language import later, tr

MONTHS = (
    *(later("January"), later("February"), later("March"), later("April"), later("May"), later("June")),
    *(later("July"), later("August"), later("September"), later("October"), later("November"), later("December")),
)


def said(when: datetime) -> str:
    """A moment as a page says it: *26 November 2026, 16:40*."""
    here = when.astimezone()
    return tr("{day}, {time}", day=day(when), time=f"{here:%H:%M}")


def day(when: datetime) -> str:
    """A day as a page says it: *26 November 2026*."""
    here = when.astimezone()
    return tr("{day} {month} {year}", day=here.day, month=tr(MONTHS[here.month - 1]), year=here.year)

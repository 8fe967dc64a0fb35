"""Days and hours in words, by the player's own clock."""

from __future__ import annotations

from datetime import datetime


def said(when: datetime) -> str:
    """A moment as a page says it: *26 November 2026, 16:40*."""
    here = when.astimezone()
    return f"{day(when)}, {here:%H:%M}"


def day(when: datetime) -> str:
    """A day as a page says it: *26 November 2026*."""
    here = when.astimezone()
    return f"{here.day} {here:%B %Y}"

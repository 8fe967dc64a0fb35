"""What a story must keep: one file for each rule, named for what it finds."""

from __future__ import annotations

from pathlib import Path

from game.story.diagnostic import Report
from game.story.draft import Draft


def judge(draft: Draft, report: Report, shared: tuple[Path, ...]) -> None:
    """Note everything in a story that breaks a rule."""

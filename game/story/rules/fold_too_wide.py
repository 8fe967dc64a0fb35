"""More crosses the fold than can be told apart."""

from __future__ import annotations

from math import prod
from typing import Final

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.nearest import listed

MOST: Final = 100
"""Combinations of what is carried and counted."""


def find(draft: Draft, report: Report) -> None:
    """Note what crosses, and how many combinations it makes."""
    fold, variables = draft.story.fold, draft.story.variables
    if fold is None:
        return
    crossing = dict.fromkeys((*fold.carry, *(name for _, counted in fold.counts for name in counted)))
    known = [variables[name] for name in crossing if name in variables]
    width = prod(variable.high - variable.low + 1 for variable in known)
    if width > MOST:
        sizes = listed([f"{variable.id} ({variable.high - variable.low + 1})" for variable in known])
        message = f"{width:,} combinations cross the fold, where at most {MOST} may"
        report.error("fold-too-wide", message, fold.span, notes=(Note(f"what crosses is {sizes}"),))

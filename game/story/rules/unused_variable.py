"""A variable that nothing reads, or that nothing changes."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Warn of each; a door message may do all it does by its effects."""
    if not draft.is_whole:
        return
    fold = draft.story.fold
    counted = {name for _, names in fold.counts for name in names} if fold else set()
    summed = {name for name, _ in fold.counts} if fold else set()
    for variable in draft.story.variables.values():
        if variable.message:
            continue
        if variable.id not in draft.read and variable.id not in counted:
            report.warning("unused-variable", f"nothing reads `{variable.id}`", variable.span)
        elif variable.id not in draft.changed and variable.id not in summed:
            report.warning("constant-variable", f"nothing changes `{variable.id}`", variable.span)

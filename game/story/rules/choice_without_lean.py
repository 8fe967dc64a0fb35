"""A choice that leans no way, in a story that declares leans."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft
from game.story.nearest import listed


def find(draft: Draft, report: Report) -> None:
    """Note each choice that an author wrote."""
    leans = draft.story.leans
    if not leans:
        return
    help_ = f"add `lean:` with {listed(leans, 'or')}"
    for choice in draft.story.choices.values():
        if choice.lean is None and not choice.going_on:
            report.error("choice-without-lean", f"the choice `{choice.id}` has no `lean`", choice.span, help=help_)

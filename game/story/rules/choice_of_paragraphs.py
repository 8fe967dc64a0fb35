"""A choice whose words are more than one paragraph."""

from __future__ import annotations

from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for choice in draft.story.choices.values():
        if len(choice.text.paragraphs) > 1:
            help_ = "put what follows under `then:`, which is told once it is chosen"
            message = f"the words of the choice `{choice.id}` are more than one paragraph"
            report.error("choice-of-paragraphs", message, choice.text.paragraphs[1].span, help=help_)

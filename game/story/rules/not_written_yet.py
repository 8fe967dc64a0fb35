"""A scene or a choice that was only begun."""

from __future__ import annotations

from game.story import begun
from game.story.diagnostic import Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Warn of each."""
    for scene in draft.story.scenes.values():
        span = begun.left_standing(scene)
        if span is not None:
            message = f"the scene `{scene.id}` still says what stood there when it was begun"
            report.warning("not-written-yet", message, span, help="write what happens in its place")
        for choice, at in begun.choices_left_standing(scene):
            message = f"the choice `{choice}` still says what stood there when it was begun"
            report.warning("not-written-yet", message, at, help="write what one does, or says, in its place")

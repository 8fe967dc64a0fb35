"""A part whose first scene belongs to another part."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    for part in draft.story.parts.values():
        scene = draft.story.scenes.get(part.scene)
        if scene is not None and scene.part and scene.part in draft.story.parts and scene.part != part.id:
            message = f"`{part.id}` begins with `{scene.id}`, which belongs to `{scene.part}`"
            note = Note("the scene is here", scene.span)
            report.error("part-begins-elsewhere", message, part.span, notes=(note,))

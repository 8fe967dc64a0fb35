"""An ending's scene that goes on."""

from __future__ import annotations

from game.story.diagnostic import Note, Report
from game.story.draft import Draft


def find(draft: Draft, report: Report) -> None:
    """Note each."""
    story = draft.story
    for ending in story.endings.values():
        scene = story.scenes.get(ending.scene)
        if scene is not None and scene.choices:
            note = Note(f"`{ending.id}` ends with this scene", ending.span)
            message = f"the scene `{scene.id}` is an ending's last, and leads on"
            report.error("ending-scene-with-choices", message, scene.choices[0].span, notes=(note,))

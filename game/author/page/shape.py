"""The shape of a story, as far as it could be read: its chapters, their parts, the scenes of each, and its endings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.story.model import Scene, Story
from game.story.reading import Reading
from game.story.source import Span

Shape = list[dict[str, Any]]


def shape(reading: Reading) -> Shape:
    """The bands of a story from its first day to its endings, each with its scenes in the order they are written."""
    if reading.draft is None:
        return []
    story = reading.draft.story
    own = {ending.scene for ending in story.endings.values()}
    in_part: dict[str, list[Scene]] = {}
    loose = []
    for scene in story.scenes.values():
        if scene.id in own:
            continue
        if scene.part in story.parts:
            in_part.setdefault(scene.part, []).append(scene)
        else:
            loose.append(scene)
    bands = [
        {
            "id": chapter.id,
            "title": chapter.title or chapter.id,
            **_at(chapter.span),
            "parts": [
                {
                    "id": part.id,
                    "half": _half(story, part.half),
                    "scenes": [_scene(s) for s in in_part.get(part.id, [])],
                }
                for part in chapter.parts
            ],
        }
        for chapter in story.chapters.values()
    ]
    ends = [
        {**_scene(story.scenes[ending.scene]), "title": ending.title}
        for ending in story.endings.values()
        if ending.scene in story.scenes
    ]
    bands += [_loose("endings", "Endings", ends)] if ends else []
    return bands + ([_loose("loose", "In no part yet", [_scene(scene) for scene in loose])] if loose else [])


def scene_at(story: Story, file: str, line: int) -> str | None:
    """The scene that a line of a file belongs to: the last one that begins above it.

    Args:
        story: The story.
        file: The file, as diagnostics call it.
        line: The line, from 1.
    """
    begun: Mapping[int, str] = {
        scene.span.line: scene.id
        for scene in story.scenes.values()
        if scene.span.file == file and scene.span.line <= line
    }
    return begun[max(begun)] if begun else None


def _scene(scene: Scene) -> dict[str, Any]:
    return {"id": scene.id, "title": scene.id, "time": scene.time or "", **_at(scene.span)}


def _at(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line}


def _half(story: Story, half: str) -> dict[str, str]:
    known = story.halves.get(half)
    return {"name": known.header if known else half, "ink": known.ink if known else "both"}


def _loose(name: str, title: str, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "title": title, "file": "", "line": 0, "parts": [{"id": name, "half": None, "scenes": scenes}]}

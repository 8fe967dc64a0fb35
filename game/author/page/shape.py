"""The shape of a story, as far as it could be read: its chapters, their parts, the scenes of each, and its endings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.author.language import OpenStory
from game.story.model import Scene, Story
from game.story.source import Span

Shape = list[dict[str, Any]]


def shape(story: OpenStory) -> Shape:
    """The bands of a story from its first day to its endings, each with its scenes in the order they are written. While a line
    is half typed they are those it had when all of it could last be read, where they stand now.
    """
    drafts = story.drafts
    if not drafts:
        return []
    now = drafts[0].story.scenes
    return _bands(drafts[-1].story, {name: scene.span for name, scene in now.items()})


def _bands(story: Story, now: Mapping[str, Span]) -> Shape:
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
                    "scenes": [_scene(one, now) for one in in_part.get(part.id, [])],
                }
                for part in chapter.parts
            ],
        }
        for chapter in story.chapters.values()
    ]
    ends = [
        {**_scene(story.scenes[ending.scene], now), "title": ending.title}
        for ending in story.endings.values()
        if ending.scene in story.scenes
    ]
    bands += [_loose("endings", "Endings", ends)] if ends else []
    return bands + ([_loose("loose", "In no part yet", [_scene(scene, now) for scene in loose])] if loose else [])


def _scene(scene: Scene, now: Mapping[str, Span]) -> dict[str, Any]:
    return {"id": scene.id, "title": scene.id, "time": scene.time or "", **_at(now.get(scene.id, scene.span))}


def _at(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line}


def _half(story: Story, half: str) -> dict[str, str]:
    known = story.halves.get(half)
    return {"name": known.header if known else half, "ink": known.ink if known else "both"}


def _loose(name: str, title: str, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "title": title, "file": "", "line": 0, "parts": [{"id": name, "half": None, "scenes": scenes}]}

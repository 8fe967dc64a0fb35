"""The shape of a story, as far as it could be read: its chapters, their parts, the scenes of each, and its endings."""

from __future__ import annotations

from typing import Any

from game.author.language import OpenStory
from game.story.model import Scene, Story
from game.story.source import Span

Shape = list[dict[str, Any]]


def shape(story: OpenStory) -> Shape:
    """The bands of a story from its first day to its endings, each with its scenes in the order they are written. While a line
    is half typed they are those it had when all of it could last be read.
    """
    drafts = story.drafts
    return _bands(drafts[-1].story) if drafts else []


def places(story: OpenStory) -> dict[str, Span]:
    """Where each of those scenes stands; of one that stands nowhere now, where it last did."""
    drafts = story.drafts
    found = {name: scene.span for name, scene in drafts[-1].story.scenes.items()} if drafts else {}
    if len(drafts) > 1:
        found.update((name, scene.span) for name, scene in drafts[0].story.scenes.items() if name in found)
    return found


def _bands(story: Story) -> Shape:
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
            "parts": [
                {
                    "id": part.id,
                    "half": _half(story, part.half),
                    "scenes": [_scene(one) for one in in_part.get(part.id, [])],
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


def _scene(scene: Scene) -> dict[str, Any]:
    return {"id": scene.id, "title": scene.id, "time": scene.time or ""}


def _half(story: Story, half: str) -> dict[str, str]:
    known = story.halves.get(half)
    return {"name": known.header if known else half, "ink": known.ink if known else "both"}


def _loose(name: str, title: str, scenes: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": name, "title": title, "parts": [{"id": name, "half": None, "scenes": scenes}]}

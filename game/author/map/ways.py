"""Where choices lead: to which scene or ending, once `next` and an ending's own scene are followed."""

from __future__ import annotations

from collections.abc import Mapping

from game.story.model import ENDING, NEXT, Route, Scene, Story

Ends = Mapping[str, str]
"""For each ending's scene, the ending."""


def target_of(route: Route, scene: Scene, story: Story, ends: Ends) -> str:
    """The id of the scene or ending that a route of a scene leads to, or `ENDING` where the first ending that holds is
    taken. A name that stands for nothing yet comes back as it is written.
    """
    if route.to == NEXT:
        return _following(scene, story)
    return ends.get(route.to, route.to)


def ends_of(story: Story) -> Ends:
    """The ending that each ending's scene belongs to; of several, the first."""
    return {ending.scene: ending.id for ending in reversed(tuple(story.endings.values()))}


def _following(scene: Scene, story: Story) -> str:
    """The scene at which the next part or day begins; `ENDING` after the last."""
    chapter = story.chapters.get(scene.chapter)
    if chapter is None:
        return ENDING
    names = [part.id for part in chapter.parts]
    after = chapter.parts[names.index(scene.part) + 1 :] if scene.part in names else ()
    if not after and chapter.next is not None and chapter.next in story.chapters:
        after = story.chapters[chapter.next].parts
    return after[0].scene if after else ENDING

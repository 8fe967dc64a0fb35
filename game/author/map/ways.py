"""Where choices lead: to which scene or ending, once `next` and an ending's own scene are followed."""

from __future__ import annotations

from game.story.model import ENDING, NEXT, Route, Scene, Story


def target_of(route: Route, scene: Scene, story: Story) -> str:
    """The id of the scene or ending that a route of a scene leads to, or `ENDING` where the first ending that holds is
    taken. A name that stands for nothing yet comes back as it is written.
    """
    if route.to == NEXT:
        return _following(scene, story)
    if route.to in story.scenes:
        return ending_of(route.to, story) or route.to
    return route.to


def ending_of(scene: str, story: Story) -> str | None:
    """The ending whose scene it is."""
    return next((ending.id for ending in story.endings.values() if ending.scene == scene), None)


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

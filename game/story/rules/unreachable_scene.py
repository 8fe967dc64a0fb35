"""A scene that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from game.story.diagnostic import Note, Report
from game.story.draft import Draft
from game.story.model import ENDING, NEXT, Chapter, Part, Story


def find(draft: Draft, report: Report) -> None:
    """Warn of each scene and ending that no way leads to, whatever its conditions are."""
    if not draft.is_whole:
        return
    story = draft.story
    reached = _reached(story)
    for ending in story.endings.values():
        if ending.id not in reached:
            by = (
                "only a `goto` that names it leads to it, and none does"
                if ending.by_name
                else "there is no `goto: ending`"
            )
            message = f"nothing leads to the ending `{ending.id}`"
            report.warning("unreachable-ending", message, ending.span, notes=(Note(by),))
    last = {ending.scene for ending in story.endings.values()}
    for scene in story.scenes.values():
        if scene.id not in reached and scene.id not in last:
            report.warning("unreachable-scene", f"nothing leads to the scene `{scene.id}`", scene.span)


def _reached(story: Story) -> set[str]:
    """Scenes and endings that some way leads to, from the first chapter or one begun by itself."""
    after = {part.id: following for part, following in _following(story)}
    waiting = [
        part.scene for chapter in story.chapters.values() if _begins(story, chapter) for part in chapter.parts[:1]
    ]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        if name in story.endings:
            waiting.append(story.endings[name].scene)
        scene = story.scenes.get(name)
        for route in [route for choice in scene.choices for route in choice.goto] if scene else ():
            if route.to == NEXT:
                waiting.append(after.get(scene.part, "") if scene else "")
            elif route.to == ENDING:
                waiting.extend(ending.id for ending in story.endings.values() if not ending.by_name)
            else:
                waiting.append(route.to)
    return reached


def _begins(story: Story, chapter: Chapter) -> bool:
    return chapter.id == story.start or bool(chapter.alone) or chapter.recap is not None


def _following(story: Story) -> Iterator[tuple[Part, str]]:
    """Each part, and the scene that comes when it is over."""
    for chapter in story.chapters.values():
        for part, later in pairwise(chapter.parts):
            yield part, later.scene
        following = story.chapters.get(chapter.next or "")
        if chapter.parts and following is not None and following.parts:
            yield chapter.parts[-1], following.parts[0].scene

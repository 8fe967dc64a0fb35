"""What of a story is read aloud, in the order of its days: what is told and said, and what a player may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import attrs

from game.author.script.bits import Line, line_of
from game.story.model import ENDING, NEXT, Choice, DoorMessage, Drain, Scene, Story
from game.story.prose import Text
from game.story.wording import asked

Kind = Literal["scene", "choice", "after a choice", "at the door", "before the day", "debrief"]


@attrs.frozen
class Told:
    """One text of the story."""

    kind: Kind
    of: str
    """The id of the scene, choice, door message, chapter or ending it belongs to."""
    scene: str
    """The scene in which it is told; empty between scenes."""
    chapter: str
    half: str
    when: str
    """On what it hangs that it is told at all, in the author's words; empty where it always is."""
    lines: tuple[Line, ...]
    spoken: bool = False
    """Whether the player says it."""


@attrs.frozen
class Offered:
    """A choice, and where it leads."""

    choice: Choice
    words: tuple[Line, ...]
    hint: tuple[Line, ...]
    then: tuple[Line, ...]
    when: str
    ways: tuple[tuple[str, str], ...]
    """Under which condition, in the author's words, and where to."""


def told(story: Story, chapter: str | None = None) -> Iterator[Told]:
    """Every text that is told or said, day by day; of one day only, where that is named."""
    for day in story.chapters.values():
        if chapter not in (None, day.id):
            continue
        if day.recap is not None:
            yield Told("before the day", day.id, "", day.id, "", "the day is begun alone", _lines(day.recap))
        for part in day.parts:
            yield from (each for scene in scenes_of(story, part.id) for each in _scene(story, scene))
            yield from _door(story, part.id, day.id)
    if chapter is None:
        yield from _endings(story)


def scenes_of(story: Story, part: str) -> list[Scene]:
    """The scenes of a part, but for those of endings, in the author's order."""
    last = {ending.scene for ending in story.endings.values()}
    return [scene for scene in story.scenes.values() if scene.part == part and scene.id not in last]


def offered(story: Story, scene: Scene) -> tuple[Offered, ...]:
    """The choices of a scene, without the one that stands for going on."""
    return tuple(
        Offered(
            choice,
            _lines(choice.text),
            _lines(choice.hint),
            _lines(choice.then),
            asked(choice.when) if choice.when is not None else "",
            ways(choice, story),
        )
        for choice in scene.choices
        if not choice.going_on
    )


def ways(choice: Choice, story: Story) -> tuple[tuple[str, str], ...]:
    """Where a choice leads, in words, and on what that hangs."""
    several = len(choice.goto) > 1
    found = []
    for route in choice.goto:
        when = asked(route.when) if route.when is not None else "otherwise" if several else ""
        ending = story.endings.get(route.to)
        names = {NEXT: "what comes next", ENDING: "an ending"}
        found.append((when, names.get(route.to, ending.title if ending is not None else route.to)))
    return tuple(found)


def _scene(story: Story, scene: Scene) -> Iterator[Told]:
    def here(kind: Kind, of: str, when: str, lines: tuple[Line, ...], *, spoken: bool = False) -> Told:
        return Told(kind, of, scene.id, scene.chapter, scene.half, when, lines, spoken)

    yield here("scene", scene.id, "", _lines(scene.text))
    for each in offered(story, scene):
        yield here("choice", each.choice.id, each.when, each.words, spoken=each.choice.spoken)
        if each.then:
            yield here("after a choice", each.choice.id, f"chose({each.choice.id})", each.then)


def _door(story: Story, part: str, chapter: str) -> Iterator[Told]:
    passing: list[tuple[str, DoorMessage | Drain]] = [(message.id, message) for message in story.door]
    passing += [(f"after-{drain.after}", drain) for drain in story.drains]
    for name, each in passing:
        if each.after == part and each.text is not None:
            when = asked(each.when) if each.when is not None else ""
            yield Told("at the door", name, "", chapter, each.to, when, _lines(each.text))


def _endings(story: Story) -> Iterator[Told]:
    for ending in story.endings.values():
        scene = story.scenes[ending.scene]
        when = asked(ending.when) if ending.when is not None else ""
        yield Told("scene", scene.id, scene.id, "", scene.half, when, _lines(scene.text))
        if ending.lead is not None:
            yield Told("debrief", ending.id, "", "", "", "", _lines(ending.lead))


def _lines(text: Text | None) -> tuple[Line, ...]:
    return () if text is None else tuple(map(line_of, text.paragraphs))

"""A branch as it will be written: the new choice, the new scene, where that leads, and what to say of it all."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any, Final

import attrs

from game import disk
from game.author.new.asked import Asked, Refused, free, or_else, taken
from game.author.new.placing import Insertion, Placing
from game.author.new.wording import Item, Line, as_typed, in_yaml, listed_lines
from game.story import begun, identity
from game.story.model import ENDING, NEXT, Choice, Route, Scene, Story
from game.story.nodes import quoted
from game.story.reading import Reading
from game.story.scenes import GO_ON

_ID: Final = re.compile(r"[^\W_][\w-]*")


class Plan:
    """A branch as it will be written."""

    def __init__(self, story: Story, scene: Scene, asked: Asked) -> None:
        self.story, self.scene, self.asked = story, scene, asked
        self.id = free(f"{scene.id}-branch", taken(story)) if asked.id is None else self._wanted(asked.id)
        joined = self.id if self.id.startswith(f"{scene.id}-") else f"{scene.id}-{self.id}"
        self.choice = free(
            joined, {*story.choices, *story.former, *(each for choice in story.choices.values() for each in choice.was)}
        )
        self.routes, self.like = self._routes()
        self.words = begun.CHOICE if asked.words is None else asked.words

    def _wanted(self, name: str) -> str:
        story = self.story
        if not _ID.fullmatch(name) or name in (NEXT, ENDING):
            raise Refused(
                f"`{name}` cannot be a name: it is letters, digits and hyphens, and neither `{NEXT}` nor `{ENDING}`."
            )
        others = taken(story)
        if name in others:
            there = story.scenes.get(name) or story.endings.get(name)
            where = f" ({there.span.file}:{there.span.line})" if there else ""
            raise Refused(
                f"There is a scene or an ending called `{name}` already{where}. `{free(name, others)}` would be free."
            )
        return name

    def _routes(self) -> tuple[tuple[Route, ...], Choice | None]:
        """Where the new scene leads, and the choice whose ways it takes; no choice where they are all it can take."""
        asked, choices = self.asked, self.scene.choices
        if asked.to is not None:
            return (Route(None, self._target(asked.to), self.scene.span),), None
        if not choices:
            raise Refused(f"`{self.scene.id}` leads nowhere yet: say with --to where the new scene is to lead.")
        ways = {tuple((_meant(route.when), route.to) for route in choice.goto) for choice in choices}
        if len(ways) == 1:
            return choices[0].goto, None
        common = Counter(choice.goto[-1].to for choice in choices).most_common(1)[0][0]
        alike = [choice for choice in choices if choice.goto[-1].to == common]
        return alike[0].goto[-1:], min(alike, key=lambda choice: len(choice.goto))

    def _target(self, name: str) -> str:
        story = self.story
        ending = next((ending.id for ending in story.endings.values() if ending.scene == name), None)
        if ending is not None:
            raise Refused(
                f"`{name}` is the last scene of an ending, and a way leads to the ending: write `--to {ending}`."
            )
        targets = [*(scene for scene in story.scenes), *story.endings, NEXT, ENDING]
        if name in targets:
            return name
        raise Refused(f"There is no `{name}` to lead to. {or_else(name, targets)}")

    # ---- lines

    def insertions(self, placing: Placing) -> list[Insertion]:
        """What is put in where, the later place first."""
        goto = self._goto(placing)
        lean = self._lean()
        said = quoted(self.words) if placing.is_between_braces else in_yaml(self.words)
        choice = Item((("id", self.choice), ("say" if self.asked.spoken else "text", said), *lean, ("goto", self.id)))
        going_on = Item((("id", identity.going_on(self.scene.id)), ("text", GO_ON), *lean))
        place = placing.written("place")
        # A list of places on lines of its own is named anew: between brackets, as short lists are written.
        place = place or (f"[{', '.join(self.scene.places)}]" if self.scene.places else None)
        scene = Item(
            keys=(
                ("id", self.id),
                *((("part", self.scene.part),) if self.scene.part else ()),
                *((("place", place),) if place else ()),
            ),
            text=begun.opening(self.id),
            last=(("goto", goto),),
        )
        return [placing.another_scene(scene), *reversed(placing.another_choice(choice, going_on))]

    def _lean(self) -> tuple[Line, ...]:
        """The way the new choice leans: one that none beside it does, where there is one."""
        leans = self.story.leans
        used = {choice.lean for choice in self.scene.choices}
        lean = next((each for each in leans if each not in used), next(iter(leans), None))
        return (("lean", lean),) if lean else ()

    def _goto(self, placing: Placing) -> str:
        if len(self.routes) == 1:
            return self.routes[0].to
        ways = (f"{{when: {when}, to: {to}}}" if when else f"{{to: {to}}}" for when, to in placing.ways())
        return f"[{', '.join(ways)}]"

    # ---- what is said of it

    def told(self, again: Reading, text: str, path: Path) -> str:
        """One paragraph: what was written, on which lines, and what to type next."""
        story, scene = again.story, self.scene
        assert story is not None
        lines = text.split("\n")
        choice, new = story.choices[self.choice], story.scenes[self.id]
        choice_lines = _lines(lines, choice.span.line, choice.span.column)
        scene_lines = _lines(lines, new.span.line, new.span.column)
        leaning = f", which leans `{choice.lean}` until you say otherwise" if choice.lean else ""
        became = ""
        if any(choice.going_on for choice in scene.choices):
            became = f" It used to ask nothing: going on is now its other choice, `{identity.going_on(scene.id)}`."
        chapter = f" --chapter {scene.chapter}" if scene.chapter and scene.chapter != story.start else ""
        is_named = path in disk.shipped_stories() and disk.find_story(path.name) == path
        folder = path.name if is_named else as_typed(path)
        return (
            f"In {scene.span.file}, the scene `{scene.id}` has a choice more: “{self.words}” ({listed_lines(*choice_lines)}){leaning}.{became} "
            f"It leads to a new scene, `{self.id}` ({listed_lines(*scene_lines)}), which goes on {self._on()}. "
            f"Nothing else was changed. Write the scene, then type `ampersand check {folder}`, and "
            f"`ampersand play {folder}{chapter}` to see it."
        )

    def _on(self) -> str:
        to = self.routes[-1].to
        where = {NEXT: "to whatever comes next", ENDING: "to the ending that holds"}.get(to, f"to `{to}`")
        if self.asked.to is not None:
            return where
        if self.like is not None:
            return f"{where}, as `{self.like.id}` does"
        return f"{where}, as {'the others there do' if len(self.scene.choices) > 1 else 'the scene did'}"


def _meant(part: object) -> object:
    """A condition, or a part of one, without where it stands: two that ask the same are equal."""
    kind: Any = type(part)
    if not attrs.has(kind):
        return part
    return kind, *(_meant(getattr(part, field.name)) for field in attrs.fields(kind) if field.name != "span")


def _lines(lines: list[str], first: int, column: int) -> tuple[int, int]:
    """The first and the last line of an item whose id stands there."""
    line = lines[first - 1]
    dash = len(line) - len(line.lstrip())
    last = first
    for number in range(first + 1, len(lines) + 1):
        words = lines[number - 1].strip()
        if words and len(lines[number - 1]) - len(lines[number - 1].lstrip()) <= dash:
            break
        last = number if words else last
    return first, last

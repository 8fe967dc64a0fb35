"""A new scene in an author's story, and the new choice that leads to it.

What is written is first read back as part of the whole story: unless it is the same story with one scene and one choice
more, nothing is written.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import attrs

from game import disk
from game.author.new.placing import Insertion, NoPlace, Placing
from game.author.new.wording import Item, Line, as_typed, in_yaml, listed_lines
from game.author.page.whole import write_over
from game.author.page.written import CannotShow, Edit, Written
from game.story import identity
from game.story.diagnostic import Diagnostic, StoryProblems
from game.story.model import ENDING, NEXT, Choice, Route, Scene, Story
from game.story.nearest import listed, nearest
from game.story.nodes import quoted
from game.story.reading import Reading, read
from game.story.scenes import GO_ON
from game.story.source import Source

WORDS: Final = "Do what nobody has done here yet."
"""What a new choice says until its author says it better."""
_MOST_LISTED: Final = 12
_ID: Final = re.compile(r"[^\W_][\w-]*")


class Refused(Exception):
    """A branch that was not written, and why, in sentences for its author. Nothing was changed."""


@attrs.frozen
class Asked:
    """What an author asks for."""

    scene: str
    """Where it branches; empty where that has not been said."""
    id: str | None = None
    """What the new scene is to be called; made from where it branches if left out."""
    words: str | None = None
    """What the new choice says."""
    spoken: bool = False
    """Whether it is said aloud."""
    to: str | None = None
    """Where the new scene leads; where the others lead if left out."""


@attrs.frozen
class Branched:
    """What was written."""

    file: str
    scene: str
    choice: str
    told: str
    """In one paragraph: what, on which lines, and what to type next."""
    warnings: tuple[Diagnostic, ...]
    """What is found in the story now that was not found before."""
    sources: dict[str, Source]


def branch(path: Path, asked: Asked) -> Branched:
    """Add a scene, and the choice that leads to it, to the story at a path.

    Raises:
        StoryProblems: The story cannot be told, so that nothing can be wired into it yet.
        NoStory: There is none.
        Refused: Something asked for cannot be.
        OSError: The disk refuses.
    """
    shared = (disk.shared_folder("assets"),)
    before = read(path, shared=shared)
    if before.story is None:
        raise StoryProblems(before.diagnostics, before.sources)
    story = before.story
    scene = _scene(story, asked.scene)
    plan = _Plan(story, scene, asked)
    file = Path(scene.span.file)
    held = Written(file.read_bytes())
    try:
        placing = Placing(held.text, scene.span.file, scene.id)
        insertions = plan.insertions(placing)
    except (NoPlace, CannotShow):
        raise Refused(_no_place(scene, plan)) from None
    after = _with(held, insertions)
    again = read(path, shared=shared, unsaved={Path(os.path.abspath(file)): after.text})  # noqa: PTH100 -- as the reader asks
    _must_be_one_more(before, again, scene, plan)
    target = file.resolve()
    if not write_over(target, after.data, still_wanted=lambda: target.read_bytes() == held.data):
        raise Refused(f"{file} was changed by another program in this very moment. Try again.")
    told = plan.told(again, after.text, path)
    known = Counter((found.code, found.message) for found in before.diagnostics)
    fresh = tuple(found for found in again.diagnostics if not known[found.code, found.message])
    return Branched(scene.span.file, plan.id, plan.choice, told, fresh, dict(again.sources))


# ---- what was asked for


def _scene(story: Story, name: str) -> Scene:
    """The scene of a name, from which a way can lead on."""
    last = {ending.scene: ending for ending in story.endings.values()}
    if name in last:
        ending = last[name]
        raise Refused(
            f"`{name}` is the last scene of the ending `{ending.id}`, and nothing comes after it.{_leading(story, ending.id)}"
        )
    if name in story.scenes:
        return story.scenes[name]
    if name in story.endings:
        raise Refused(f"`{name}` is an ending, and nothing comes after it.{_leading(story, name)}")
    if name in story.scene_of:
        raise Refused(
            f"`{name}` is a choice, in the scene `{story.scene_of[name]}`: write `--from {story.scene_of[name]}`."
        )
    if name in story.former and story.former[name] in story.scenes:
        raise Refused(f"`{name}` is called `{story.former[name]}` now: write `--from {story.former[name]}`.")
    can = [scene for scene in story.scenes if scene not in last]
    raise Refused(
        f"{f'No scene is called `{name}`.' if name else 'Say with --from where it is to branch.'} {_or_else(name, can)}"
    )


def _leading(story: Story, ending: str) -> str:
    """The scenes that lead to an ending by its name, or to whichever holds."""
    by_name = story.endings[ending].by_name
    led = dict.fromkeys(
        story.scene_of[choice.id]
        for choice in story.choices.values()
        for route in choice.goto
        if route.to == ending or (route.to == ENDING and not by_name)
    )
    return f" What leads to it is {listed(f'`{scene}`' for scene in led)}." if led else ""


def _or_else(wrong: str, names: list[str]) -> str:
    meant = nearest(wrong, names) or next((name for name in names if wrong and wrong in name), None)
    if meant is not None:
        return f"Did you mean `{meant}`?"
    shown = listed(f"`{name}`" for name in names[:_MOST_LISTED])
    more = f", and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"There {'is' if len(names) == 1 else 'are'} {shown}{more}."


class _Plan:
    """A branch as it will be written."""

    def __init__(self, story: Story, scene: Scene, asked: Asked) -> None:
        self.story, self.scene, self.asked = story, scene, asked
        self.id = _free(f"{scene.id}-branch", _taken(story)) if asked.id is None else self._wanted(asked.id)
        joined = self.id if self.id.startswith(f"{scene.id}-") else f"{scene.id}-{self.id}"
        self.choice = _free(
            joined, {*story.choices, *story.former, *(each for choice in story.choices.values() for each in choice.was)}
        )
        self.routes, self.like = self._routes()
        self.words = WORDS if asked.words is None else asked.words

    def _wanted(self, name: str) -> str:
        story = self.story
        if not _ID.fullmatch(name) or name in (NEXT, ENDING):
            raise Refused(
                f"`{name}` cannot be a name: it is letters, digits and hyphens, and neither `{NEXT}` nor `{ENDING}`."
            )
        taken = _taken(story)
        if name in taken:
            there = story.scenes.get(name) or story.endings.get(name)
            where = f" ({there.span.file}:{there.span.line})" if there else ""
            raise Refused(
                f"There is a scene or an ending called `{name}` already{where}. `{_free(name, taken)}` would be free."
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
        raise Refused(f"There is no `{name}` to lead to. {_or_else(name, targets)}")

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
            text=(
                f"This is where the scene {self.id} begins. Write here what happens,",
                "and leave a line empty wherever there is to be a pause.",
            ),
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
        folder = as_typed(path)
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


def _taken(story: Story) -> set[str]:
    return {*story.scenes, *story.endings, *story.former, NEXT, ENDING}


def _free(name: str, taken: Iterable[str]) -> str:
    """The name, with a number where it is taken."""
    taken = set(taken)
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


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


# ---- what is read back


def _with(held: Written, insertions: list[Insertion]) -> Written:
    """The file with all of it put in, from its end on."""
    for each in insertions:
        at = len(held.text[: each.at].encode("utf-16-le")) // 2
        held = held.edited(Edit(at, at, each.text))
    return held


def _must_be_one_more(before: Reading, again: Reading, scene: Scene, plan: _Plan) -> None:
    """See that it is the same story with one scene and one choice more."""
    known = Counter((found.code, found.message) for found in before.errors)
    wrong = next((found for found in again.errors if not known[found.code, found.message]), None)
    if wrong is not None:
        help_ = f" ({wrong.help})" if wrong.help else ""
        raise Refused(f"With this the story could not be told: {wrong.message}{help_}. Nothing was written.")
    assert before.story is not None
    if again.story is None or _shape(again.story) != _more(_shape(before.story), scene.id, plan):
        raise Refused(_no_place(scene, plan))


Shape = dict[str, tuple[str, ...]]
"""The choices of each scene."""


def _shape(story: Story) -> Shape:
    return {scene.id: tuple(choice.id for choice in scene.choices) for scene in story.scenes.values()}


def _more(shape: Shape, scene: str, plan: _Plan) -> Shape:
    return {**shape, scene: (*shape[scene], plan.choice), plan.id: (identity.going_on(plan.id),)}


def _no_place(scene: Scene, plan: _Plan) -> str:
    return (
        f"`{scene.id}` ({scene.span.file}:{scene.span.line}) is written in a way that cannot be added to from here, so nothing "
        f"was written. By hand: put a choice with `goto: {plan.id}` into it, and a scene with `id: {plan.id}` after it."
    )

"""A new scene in an author's story, and the new choice that leads to it.

What is written is first read back as part of the whole story: unless it is the same story with one scene and one choice
more, nothing is written.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import attrs

from game import disk
from game.author.new.asked import Asked, Refused, scene_of
from game.author.new.placing import Insertion, NoPlace, Placing
from game.author.new.plan import Plan
from game.author.page.whole import write_over
from game.author.page.written import CannotShow, Edit, Written
from game.story import identity
from game.story.diagnostic import Diagnostic, StoryProblems
from game.story.model import Scene, Story
from game.story.reading import Reading, read
from game.story.source import Source


@attrs.frozen
class Branched:
    """What was written."""

    file: str
    scene: str
    choice: str
    told: str
    """In one paragraph: what, on which lines, and what to type next."""
    warnings: tuple[Diagnostic, ...]
    """What is found in the story now that was not found before, but for what is to be written, which is told above."""
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
    scene = scene_of(story, asked.scene)
    plan = Plan(story, scene, asked)
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
    fresh = tuple(
        found for found in again.diagnostics if found.code != "not-written-yet" and not known[found.code, found.message]
    )
    return Branched(scene.span.file, plan.id, plan.choice, told, fresh, dict(again.sources))


# ---- what is read back


def _with(held: Written, insertions: list[Insertion]) -> Written:
    """The file with all of it put in, from its end on."""
    for each in insertions:
        at = len(held.text[: each.at].encode("utf-16-le")) // 2
        held = held.edited(Edit(at, at, each.text))
    return held


def _must_be_one_more(before: Reading, again: Reading, scene: Scene, plan: Plan) -> None:
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


def _more(shape: Shape, scene: str, plan: Plan) -> Shape:
    return {**shape, scene: (*shape[scene], plan.choice), plan.id: (identity.going_on(plan.id),)}


def _no_place(scene: Scene, plan: Plan) -> str:
    return (
        f"`{scene.id}` ({scene.span.file}:{scene.span.line}) is written in a way that cannot be added to from here, so nothing "
        f"was written. By hand: put a choice with `goto: {plan.id}` into it, and a scene with `id: {plan.id}` after it."
    )

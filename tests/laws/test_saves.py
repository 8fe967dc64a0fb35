"""Laws of saves: what was saved comes back; what was edited may move a player, never lose them."""

from __future__ import annotations

import contextlib
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play.history import Playthrough
from game.play.save import SaveProblem, dump, load
from game.story.condition import reads
from game.story.model import Choice, Route, Scene, Story
from tests.laws.made_stories import Dice, dice, made, stories
from tests.laws.test_moves import lived

NOW = datetime(2025, 11, 24, 21, 40, tzinfo=UTC)


@given(stories, dice, st.integers(0, 60))
def test_a_save_gives_back_the_life_that_was_saved(story: Story, by: random.Random, most: int) -> None:
    life = lived(story, by, most)
    loaded = load(dump(life, NOW), story)
    assert loaded.playthrough == life
    assert loaded.notices == ()


@given(stories, dice)
def test_a_save_leaves_out_what_was_gone_back_on(story: Story, by: random.Random) -> None:
    life = lived(story, by).back(2)
    assert load(dump(life, NOW), story).playthrough == attrs.evolve(life, future=())


@given(stories, dice)
def test_a_day_begun_alone_is_saved_as_that(story: Story, by: random.Random) -> None:
    life = Playthrough.begin(story, chapter=by.choice(list(story.chapters)))
    life = life.choose(by.choice(life.offered))
    loaded = load(dump(life, NOW), story)
    assert loaded.playthrough == life
    assert loaded.notices == ()


@given(stories, dice, st.data())
def test_no_damage_to_a_save_is_worse_than_a_sentence(story: Story, by: random.Random, data: st.DataObject) -> None:
    whole = dump(lived(story, by, 5), NOW)
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    with contextlib.suppress(SaveProblem):
        assert lived_on(load(damaged, story).playthrough, by).is_over


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b"[]", "not a saved game"),
        (b'{"kind": "shopping"}', "not a saved game"),
        (b" " * 5_000_000, "too large"),
    ],
)
def test_a_file_that_is_no_save_is_named(data: bytes, says: str) -> None:
    with pytest.raises(SaveProblem, match=says):
        load(data, made(1))


def changed(data: bytes, **entries: object) -> bytes:
    return json.dumps(json.loads(data) | entries).encode()


def test_a_save_of_a_later_game_or_another_story_is_named() -> None:
    story = made(1)
    saved = dump(Playthrough.begin(story), NOW)
    with pytest.raises(SaveProblem, match="later version"):
        load(changed(saved, format=99), story)
    with pytest.raises(SaveProblem, match="another story, “Made”"):
        load(saved, attrs.evolve(story, id="other"))


# ---- a story that was edited


def edited(story: Story, scenes: dict[str, Scene], former: dict[str, str] | None = None) -> Story:
    """The story with other scenes, everything derived from them anew."""
    choices = {choice.id: choice for scene in scenes.values() for choice in scene.choices}
    owners = {choice.id: scene.id for scene in scenes.values() for choice in scene.choices}
    first = {scene.part: scene.id for scene in reversed(scenes.values())}
    parts = {part.id: attrs.evolve(part, scene=first[part.id]) for part in story.parts.values()}
    chapters = {
        chapter.id: attrs.evolve(chapter, parts=tuple(parts[part.id] for part in chapter.parts))
        for chapter in story.chapters.values()
    }
    fold = story.fold and attrs.evolve(story.fold, before=first[story.scenes[story.fold.before].part])
    return attrs.evolve(
        story,
        scenes=scenes,
        choices=choices,
        scene_of=owners,
        parts=parts,
        chapters=chapters,
        fold=fold,
        former=former or {},
        fingerprint="edited",
    )


def renamed(story: Story, name: Callable[[str], str]) -> Story:
    """The story with every scene and choice called something else, and `was:` for each."""

    def to(route: Route) -> Route:
        return attrs.evolve(route, to=name(route.to)) if route.to in story.scenes else route

    def choice(each: Choice) -> Choice:
        return attrs.evolve(each, id=name(each.id), was=(each.id,), goto=tuple(map(to, each.goto)))

    scenes = {
        name(scene.id): attrs.evolve(
            scene, id=name(scene.id), was=(scene.id,), choices=tuple(map(choice, scene.choices))
        )
        for scene in story.scenes.values()
    }
    former = {old: name(old) for old in (*story.scenes, *story.choices)}
    endings = {each.id: attrs.evolve(each, scene=name(each.scene)) for each in story.endings.values()}
    return attrs.evolve(edited(story, scenes, former), endings=endings)


@given(stories, dice)
def test_a_save_survives_renamed_scenes_and_choices(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    now = renamed(story, lambda old: f"new-{old}")
    loaded = load(dump(life, NOW), now)
    assert loaded.notices == ()
    # Conditions on visited scenes keep the old names, which mean the new ones.
    assert loaded.playthrough.choices == tuple(f"new-{choice}" for choice in life.choices)
    assert loaded.playthrough.state.readings == life.state.readings


def without_choice(story: Story, gone: str) -> Story:
    scene = story.scenes[story.scene_of[gone]]
    left = tuple(choice for choice in scene.choices if choice.id != gone)
    return edited(story, story.scenes | {scene.id: attrs.evolve(scene, choices=left)})


@given(stories, dice)
def test_a_save_survives_a_removed_choice(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    taken = [step.choice for before, step in life.moments() if len(story.scenes[before.scene].choices) > 1]
    if not taken:
        return
    gone = by.choice(taken)
    now = without_choice(story, gone)
    if now.scenes[story.scene_of[gone]].choices[0].when is not None:
        return  # a scene that may offer nothing is no story
    loaded = load(dump(life, NOW), now)
    assert len(loaded.notices) == 1
    assert "The story has changed since you saved" in loaded.notices[0]
    assert gone not in loaded.playthrough.choices
    assert lived_on(loaded.playthrough, by).is_over


def lived_on(life: Playthrough, by: random.Random) -> Playthrough:
    while not life.is_over:
        life = life.choose(by.choice(life.offered))
    return life


@given(stories, dice)
def test_a_save_survives_a_removed_scene(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    visited = [before.scene for before, _ in life.moments()]
    parts = Counter(scene.part for scene in story.scenes.values())
    spare = [name for name in visited if parts[story.scenes[name].part] > 1 and not asked_about(story, name)]
    if not spare:
        return
    gone = by.choice(spare)
    scenes = {name: rerouted(story, scene, gone) for name, scene in story.scenes.items() if name != gone}
    loaded = load(dump(life, NOW), edited(story, scenes))
    assert len(loaded.notices) <= 1
    assert gone not in loaded.playthrough.state.visited
    assert lived_on(loaded.playthrough, by).is_over


def asked_about(story: Story, scene: str) -> bool:
    """Whether a route looks at having been in a scene, so that its author would have to mend that too."""
    routes = [route for choice in story.choices.values() for route in choice.goto]
    return any(route.when is not None and f"visited({scene})" in reads(route.when) for route in routes)


def rerouted(story: Story, scene: Scene, gone: str) -> Scene:
    """The scene with its ways to one that is gone leading where that one led."""
    on = story.scenes[gone].choices[0].goto[-1].to

    def choice(each: Choice) -> Choice:
        routes = tuple(attrs.evolve(route, to=on) if route.to == gone else route for route in each.goto)
        return attrs.evolve(each, goto=routes)

    return attrs.evolve(scene, choices=tuple(map(choice, scene.choices)))


def test_where_the_past_cannot_be_lived_again_the_day_is_kept() -> None:
    story = next(story for story in (made(number, days=3) for number in range(99)) if asks_twice(story))
    life, by = Playthrough.begin(story), Dice(5)
    while life.state.chapter == story.start:
        life = life.choose(life.offered[-1])
    life = life.choose(by.choice(life.offered))
    now = without_choice(story, life.choices[0])
    loaded = load(dump(life, NOW), now)
    assert loaded.playthrough.state.readings == life.state.readings
    assert loaded.playthrough.state.scene == life.state.scene
    assert "no further than the start of Day 1" in loaded.notices[0]
    again = load(dump(loaded.playthrough, NOW), now)
    assert again.notices == ()
    assert again.playthrough == loaded.playthrough


def asks_twice(story: Story) -> bool:
    """Whether the first scene always offers a second choice."""
    choices = story.scenes[story.parts[next(iter(story.parts))].scene].choices
    return len(choices) > 1 and all(choice.when is None for choice in choices)

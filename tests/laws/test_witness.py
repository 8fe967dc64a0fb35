"""Shortest lives: each leads by `game.play` to the thing it was sought for, and no other life comes there sooner."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.made_weeks import write
from game.odds.charting import chart
from game.odds.choosing import UNIFORM
from game.odds.counting import Passed, count
from game.odds.depths import Depths, Standing, fathom
from game.odds.items import places
from game.odds.meeting import Meeting, meet
from game.odds.packing import Packing
from game.odds.passes import grouped
from game.odds.planning import Plan, Survey, plan, survey
from game.odds.witness import Way, seek
from game.play import choose, offered, start
from game.story import read_story
from game.story.model import Story
from tests.laws.brute_force import Chain, Item, TooManyStates, chain, heard, least, met_in
from tests.laws.made_odds_stories import looped_stories, made_story, odds_stories

TESTS = Path(__file__).parent.parent
STORIES = sorted(each for each in (TESTS / "stories").iterdir() if each.is_dir())

WIDE = 2e7
"""So wide that all texts are watched in one pass, but for those that ask about both halves while they are apart."""

some = settings(
    deadline=None,
    derandomize=True,
    max_examples=20,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def looked_at(story: Story, chapter: str | None = None) -> Survey:
    return survey(chart(story, chapter), UNIFORM)


def everything(look: Survey) -> Plan:
    """A plan for one pass in which every text is watched that may be met. Those that ask about both halves while they are
    apart are only watched if the halves are walked together.
    """
    met = [each for each in enumerate(look.graph.watches) if look.can.at[each[1].node] is not None]
    return plan(look, met)


def sought(look: Survey, *plans: Plan) -> dict[Item, Way]:
    """A shortest life to everything, as passes with these plans find it."""
    (counts, first), *others = (count(look, each) for each in plans)
    for more, _ in others:
        counts.told.update(more.told)
    where = places(look.graph)
    found = seek(look, [first, *(passed for _, passed in others)], where, counts, lambda _: None)
    named: dict[Item, Way] = {("ending", each): way for each, way in found.endings.items()}
    named |= {("scene", each): way for each, way in found.scenes.items()}
    named |= {("made", each): way for each, way in found.choices.items()}
    for variant in where.texts:
        for at, arm in enumerate(variant.arms):
            way = found.arms.get((min(variant.watches, default=-1), at))
            if way is not None:
                named["arm", f"{arm.span.line}.{arm.span.column}"] = way
    return named


def lengths(found: Mapping[Item, Way]) -> dict[Item, int]:
    return {item: len(way) for item, way in found.items()}


def comes_to(story: Story, chapter: str | None, way: Way) -> set[Item]:
    """What happens at the end of a life, by its last choice and where that leads; nothing may be asked before the first."""
    state, events = start(story, chapter=chapter), ()
    for each in way:
        state, events = choose(story, state, each)
    return heard(events) | met_in(story, state) | {("made", each) for each in way[-1:]}


def lived(story: Story, chapter: str | None = None, most: int = 1500) -> Chain:
    """Every life of a story; one that is too large to be waited for is passed over."""
    try:
        return chain(story, chapter, most=most)
    except TooManyStates:
        assume(False)
        raise


def are_shortest(found: Mapping[Item, Way], story: Story, lives: Chain, chapter: str | None = None) -> None:
    """Every life leads to its thing, and none is longer than it need be; there is one to all that can happen."""
    nearest = {item: depth for item, depth in least(lives).items() if item[0] in ("ending", "scene", "made", "arm")}
    assert lengths(found) == nearest
    for item, way in found.items():
        if way:
            assert item in comes_to(story, chapter, way), (item, way)


# ---- small stories, every life lived


@some
@given(odds_stories)
def test_no_life_comes_sooner_to_anything(story: Story) -> None:
    lives = lived(story)
    look = looked_at(story)
    are_shortest(sought(look, *grouped(look, plan(look), WIDE)), story, lives)


@some
@given(looped_stories)
def test_no_life_that_goes_round_comes_sooner(story: Story) -> None:
    lives = lived(story, most=250)
    look = looked_at(story)
    are_shortest(sought(look, *grouped(look, plan(look), WIDE)), story, lives)


@some
@given(odds_stories)
def test_a_life_may_begin_with_any_day(story: Story) -> None:
    for chapter in story.chapters:
        lives = lived(story, chapter)
        look = looked_at(story, chapter)
        are_shortest(sought(look, *grouped(look, plan(look), WIDE)), story, lives, chapter)


@some
@given(odds_stories)
def test_of_what_several_passes_find_the_shortest_is_told(story: Story) -> None:
    lives = lived(story)
    look = looked_at(story)
    are_shortest(sought(look, *grouped(look, plan(look), 1)), story, lives)


@some
@given(story=odds_stories)
def test_halves_lived_apart_come_there_as_soon_as_together(story: Story) -> None:
    look = looked_at(story)
    apart = everything(look)
    assume(apart.parted is not None)
    together = sought(look, attrs.evolve(apart, parted=None))
    found = sought(look, *grouped(look, plan(look), WIDE))
    assert lengths(found) == lengths(together)


def test_what_no_pass_watched_everywhere_is_left_out() -> None:
    for number in range(20):
        look = looked_at(made_story(number))
        bare = sought(look, plan(look))
        assert all(item[0] != "arm" for item in bare)
        assert bare.keys() == {item for item in sought(look, everything(look)) if item[0] != "arm"}


# ---- stories on disk


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_every_life_can_be_replayed_and_meets_what_it_was_sought_for(folder: Path) -> None:
    story = read_story(folder)
    look = looked_at(story)
    for item, way in sought(look, *grouped(look, plan(look), WIDE)).items():
        state = start(story)
        for at, each in enumerate(way):
            assert each in {choice.id for choice in offered(story, state)}, (item, way[:at])
            state, _ = choose(story, state, each)
        if item[0] == "ending":
            assert state.ending == item[1]
        elif item[0] == "scene":
            assert state.scene == item[1]
        elif item[0] == "made":
            assert way[-1] == item[1]


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_weeks_lived_apart_come_there_as_soon_as_together(seed: int, tmp_path: Path) -> None:
    write(tmp_path / "weeks", seed=seed, days=(1, 1), step=3)
    look = looked_at(read_story(tmp_path / "weeks"))
    apart = everything(look)
    assert apart.parted is not None
    together = lengths(sought(look, attrs.evolve(apart, parted=None)))
    assert lengths(sought(look, apart)) == together
    assert lengths(sought(look, *grouped(look, plan(look), 20))) == together


# ---- the fold


def folded(passed: Passed, pairs: int) -> Meeting:
    """What comes out of the fold, by pairs of the halves' states or by transforms."""
    to = passed.to
    assert to.parted is not None
    ends = []
    for half in passed.halves:
        walked = alone(half.packing, half.chain.end)
        ends.append((half.packing, half.chain.end, walked.kept[half.chain.end]))
    return meet(to.packing.graph, to.live, to.parted, to.packing, ends, pairs=pairs)


def alone(packing: Packing, end: int) -> Depths:
    """One half walked to its end."""
    graph = packing.graph
    entry = Standing(np.array([packing.pack(graph.start, graph.first)]), np.zeros(1, np.int64))
    return fathom(packing, (graph.start, entry), wanted=frozenset({end}), keep=frozenset({end}))


def agree(passed: Passed) -> None:
    by_pairs, by_transforms = folded(passed, 1 << 62), folded(passed, -1)
    assert np.array_equal(by_pairs.standing.keys, by_transforms.standing.keys)
    assert np.array_equal(by_pairs.standing.depths, by_transforms.standing.depths)
    walked = [alone(half.packing, half.chain.end).kept[half.chain.end] for half in passed.halves]
    for place, depth in enumerate(by_pairs.standing.depths):
        one, other = by_pairs.pair(place)
        assert walked[0].depths[one] + walked[1].depths[other] == depth
    assert passed.joined is not None
    assert np.array_equal(passed.joined.packed(passed.to.packing).keys, by_pairs.standing.keys)


@some
@given(number=st.integers(0, 9999))
def test_pairs_and_transforms_tell_of_the_same_depths(number: int) -> None:
    look = looked_at(made_story(number))
    to = everything(look)
    assume(to.parted is not None)
    _, passed = count(look, to)
    assume(passed.joined is not None)
    agree(passed)


def test_pairs_and_transforms_tell_of_the_same_depths_in_made_weeks(tmp_path: Path) -> None:
    write(tmp_path / "weeks", seed=3, days=(1, 1), step=3)
    look = looked_at(read_story(tmp_path / "weeks"))
    _, passed = count(look, everything(look))
    agree(passed)

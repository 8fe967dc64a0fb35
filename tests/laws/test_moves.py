"""Laws of a life, in stories made up by chance."""

from __future__ import annotations

import random
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import NotOffered, choose, offered, opening, start
from game.play.events import Assigned, Chosen, Entered, Folded, Moved, PartEnded, Reached
from game.play.history import Playthrough
from game.play.state import State
from game.story.model import Story
from tests.laws.made_stories import dice, made, stories


def lived(story: Story, by: random.Random, most: int = 1000) -> Playthrough:
    """A life in which chance chooses, to its ending or to as many choices as `most`."""
    life = Playthrough.begin(story)
    for _ in range(most):
        if life.is_over:
            break
        life = life.choose(by.choice(life.offered))
    return life


def states(life: Playthrough) -> list[State]:
    return [life.origin, *(step.state for step in life.steps)]


@given(stories, dice)
def test_every_life_comes_to_an_ending(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    assert life.state.ending in story.endings
    assert offered(story, life.state) == ()


@given(stories, dice)
def test_meters_and_variables_stay_in_their_ranges(story: Story, by: random.Random) -> None:
    for state in states(lived(story, by)):
        for readings in state.readings:
            for meter, value in zip(story.meters.values(), readings, strict=True):
                assert meter.low <= value <= meter.high
        for variable, value in zip(story.variables.values(), state.variables, strict=True):
            assert variable.low <= value <= variable.high


@given(stories, dice)
def test_replaying_a_journal_gives_the_same_state(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    again = Playthrough.begin(story).follow(life.choices)
    assert again == life
    assert again.journal == life.journal
    assert again.backlog == life.backlog


@given(stories, dice)
def test_what_happened_accounts_for_every_change(story: Story, by: random.Random) -> None:
    for before, step in lived(story, by).moments():
        readings = {
            (half, meter): value
            for half, row in zip(story.halves, before.readings, strict=True)
            for meter, value in zip(story.meters, row, strict=True)
        }
        for event in step.events:
            if isinstance(event, Moved):
                assert readings[event.half, event.meter] == event.before
                readings[event.half, event.meter] = event.after
            elif isinstance(event, Folded):
                readings |= {(event.into, m): value for m, value in zip(story.meters, event.readings, strict=True)}
        now = [value for row in step.state.readings for value in row]
        assert list(readings.values()) == now
        assert step.events[0] == Chosen(step.choice)
        arrived = step.events[-2] if isinstance(step.events[-1], Reached) else step.events[-1]
        assert isinstance(arrived, Entered)
        assert arrived.scene == step.state.scene


@given(stories, dice)
def test_before_the_door_only_the_half_that_is_awake_changes(story: Story, by: random.Random) -> None:
    for before, step in lived(story, by).moments():
        for event in takewhile(lambda each: not isinstance(each, PartEnded), step.events):
            if isinstance(event, Moved):
                assert event.half == before.half
            if isinstance(event, Assigned):
                assert story.variables[event.variable].half == before.half


@given(stories, dice, st.integers(0, 60))
def test_going_back_and_choosing_again_is_where_you_were(story: Story, by: random.Random, count: int) -> None:
    life = lived(story, by)
    gone_back = life.back(count)
    assert gone_back.forward(count) == life
    assert gone_back.follow(step.choice for step in gone_back.future) == life
    again = gone_back
    for step in gone_back.future:
        again = again.choose(step.choice)
    assert again == life


@given(stories, dice, st.integers(1, 60))
def test_another_choice_gives_up_the_future(story: Story, by: random.Random, count: int) -> None:
    life = lived(story, by).back(count)
    others = [each for each in life.offered if life.future and each.id != life.future[0].choice]
    if others:
        assert not life.choose(others[0]).can_go_forward
    assert life.can_go_back == bool(life.steps)


@given(stories, dice)
def test_a_choice_that_is_not_on_offer_is_refused(story: Story, by: random.Random) -> None:
    life = lived(story, by, most=3)
    on_offer = {choice.id for choice in life.offered}
    for choice in story.choices.values():
        if choice.id not in on_offer:
            with pytest.raises(NotOffered) as refused:
                choose(story, life.state, choice)
            assert set(refused.value.offered) == on_offer
            break


@given(stories)
def test_every_day_can_be_begun_alone_and_ended(story: Story) -> None:
    for chapter in story.chapters:
        state = start(story, chapter=chapter)
        told = [event for event in opening(story, state) if isinstance(event, Entered)]
        assert [event.scene for event in told] == [state.scene]
        by = random.Random(0)
        while state.ending is None:
            state, _ = choose(story, state, by.choice(offered(story, state)))


@given(stories, dice)
def test_choosing_leaves_the_old_state_as_it_was(story: Story, by: random.Random) -> None:
    state = start(story)
    kept = hash(state)
    choose(story, state, by.choice(offered(story, state)))
    assert hash(state) == kept
    assert state == start(story)


def test_the_tables_of_a_story_go_with_it() -> None:
    from game.play import tables

    story = made(1)
    start(story)
    kept = len(tables._known)
    del story
    assert len(tables._known) == kept - 1

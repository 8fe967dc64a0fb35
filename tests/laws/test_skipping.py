"""Laws of skipping a day: it changes nothing, and can be gone back on, told and saved like anything else a player does."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import attrs
import pytest
from hypothesis import assume, given

from game.play import SKIP, CannotSkip, can_skip, skip
from game.play.debrief import debrief
from game.play.events import ChapterBegan, Entered, Folded, Moved, Skipped
from game.play.history import Playthrough
from game.play.save import dump, load
from game.story.model import Story
from tests.laws.made_stories import dice, stories

NOW = datetime(2025, 11, 24, 21, 40, tzinfo=UTC)


def lived(story: Story, by: random.Random, most: int = 1000) -> Playthrough:
    """A life in which chance chooses, and skips every other day."""
    life = Playthrough.begin(story)
    for _ in range(most):
        if life.is_over:
            break
        life = life.skip() if life.can_skip and by.random() < 0.5 else life.choose(by.choice(life.offered))
    return life


def skipped(life: Playthrough) -> list[int]:
    return [at for at, step in enumerate(life.steps) if step.choice == SKIP]


@given(stories, dice)
def test_a_day_that_is_skipped_changes_nothing(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    for before, step in life.moments():
        if step.choice != SKIP:
            continue
        day, after = story.chapters[before.chapter], step.state
        assert after.chapter == day.next
        assert after.scene == story.chapters[after.chapter].parts[0].scene
        assert not any(story.scenes[scene].chapter == day.id for scene in after.visited)
        assert after.chosen == before.chosen
        assert not any(isinstance(event, Moved) for event in step.events)
        if not any(isinstance(event, Folded) for event in step.events):
            assert (after.readings, after.variables) == (before.readings, before.variables)


@given(stories, dice)
def test_whatever_is_skipped_there_is_an_ending(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    assert life.state.ending in story.endings
    assert debrief(life).ending == life.state.ending


@given(stories, dice)
def test_a_scene_after_a_skipped_day_is_lived_by_its_own_half(story: Story, by: random.Random) -> None:
    for step in lived(story, by).steps:
        if step.choice == SKIP:
            assert step.state.half == story.scenes[step.state.scene].half
            assert isinstance(step.events[0], Skipped)
            assert ChapterBegan(step.state.chapter) in step.events


@given(stories, dice)
def test_only_a_day_that_has_not_been_lived_in_can_be_skipped(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    for before, step in life.moments():
        begins = before.scene == story.chapters[before.chapter].parts[0].scene
        if not begins or story.chapters[before.chapter].next is None:
            assert not can_skip(story, before)
            with pytest.raises(CannotSkip):
                skip(story, before)
        assert step.choice != SKIP or can_skip(story, before)


@given(stories, dice)
def test_skipping_is_gone_back_on_and_forward_again(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    assume(skipped(life))
    at = skipped(life)[0]
    back = life.to(at)
    assert back.state == (life.steps[at - 1].state if at else life.origin)
    assert back.skip() == life.to(at + 1)
    assert back.to(len(life.steps)) == life


@given(stories, dice)
def test_a_save_keeps_the_days_that_were_skipped(story: Story, by: random.Random) -> None:
    life = attrs.evolve(lived(story, by, by.randint(0, 12)), identity="one")
    loaded = load(dump(life, NOW), story)
    assert loaded.playthrough == life
    assert loaded.notices == ()


@given(stories, dice)
def test_the_record_tells_choices_and_skipped_days_in_order(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    record = life.record
    assert [line.step for line in record] == sorted(line.step for line in record)
    assert [line.step for line in record if line.entry is None] == skipped(life)
    assert tuple(line.entry for line in record if line.entry is not None) == life.journal
    for line in record:
        assert life.to(line.step).state.chapter == line.chapter


@given(stories, dice)
def test_the_first_page_of_a_skipped_day_counts_as_unread(story: Story, by: random.Random) -> None:
    life = lived(story, by)
    read = {(each.step, each.event.scene) for each in life.backlog if isinstance(each.event, Entered)}
    for at in skipped(life):
        assert (at, life.to(at).state.scene) not in read

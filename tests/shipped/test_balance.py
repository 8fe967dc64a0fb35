"""Our own story, all lives at once: it can be walked, every ending can be come to, and none is nearly all or nearly nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.odds import Odds, odds
from game.odds.choosing import read
from game.play import choose, start
from game.story import read_story
from tools.balance import largest_swings, written

STORY_FOLDER = Path(__file__).parents[2] / "story" / "ampersand"
STORY = read_story(STORY_FOLDER)

HINGE = ("door-keeps-turning", "half-a-resignation")
"""The endings that are chosen before the second week."""


@pytest.fixture(scope="module")
def evenly() -> Odds:
    return odds(STORY, variants=False, findings=False)


def test_every_life_is_walked(evenly: Odds) -> None:
    assert evenly.exact
    assert sum(ending.probability for ending in evenly.endings) == pytest.approx(1, abs=1e-9)


def test_every_ending_scene_and_choice_can_be_come_to(evenly: Odds) -> None:
    assert not [each.id for each in (*evenly.endings, *evenly.scenes, *evenly.choices) if not each.reachable]


def test_the_shortest_way_to_each_ending_can_be_lived(evenly: Odds) -> None:
    for ending in evenly.endings:
        state = start(STORY)
        for choice in ending.witness or ():
            state, _ = choose(STORY, state, choice)
        assert state.ending == ending.id


def test_no_ending_is_a_quarter_of_all_lives_nor_less_than_one_in_a_hundred(evenly: Odds) -> None:
    shares = {ending.id: ending.probability for ending in evenly.endings}
    assert not {ending: share for ending, share in shares.items() if not 0.01 <= share <= 0.25}
    assert all(0.08 <= shares[ending] <= 0.2 for ending in HINGE)


@pytest.mark.parametrize("lean", STORY.leans)
def test_whoever_leans_one_way_throughout_pays_for_it(lean: str) -> None:
    found = odds(STORY, choosing=read(f"lean:{lean}", STORY), variants=False, findings=False, witnesses=False)
    assert {ending.id: ending.probability for ending in found.endings}["ampersand"] <= 0.02


def test_whoever_leans_to_self_past_the_hinge_pays_for_it() -> None:
    (way,) = written(STORY_FOLDER).also.values()
    found = odds(STORY, choosing=read(way, STORY), variants=False, findings=False, witnesses=False)
    shares = {ending.id: ending.probability for ending in found.endings}
    assert shares["ampersand"] <= 0.02
    assert not any(shares[ending] for ending in HINGE)


@pytest.mark.parametrize("way", ["middle", "highest", "lowest"])
def test_minding_the_dials_is_not_enough(way: str) -> None:
    found = odds(STORY, choosing=read(way, STORY), variants=False, findings=False, witnesses=False)
    assert {ending.id: ending.probability for ending in found.endings}["ampersand"] <= 0.1


def test_each_ending_has_a_plain_way_of_playing_toward_it() -> None:
    ways = written(STORY_FOLDER).ways
    assert {way.ending for way in ways} == STORY.endings.keys()
    for way in ways:
        found = odds(STORY, choosing=read(way.choosing, STORY), variants=False, findings=False, witnesses=False)
        assert {ending.id: ending.probability for ending in found.endings}[way.ending] > 0.5, way


def test_no_choice_before_the_last_friday_decides_an_ending() -> None:
    largest = largest_swings(STORY, written(STORY_FOLDER).may_decide, lives=5)[0]
    assert largest.points <= 0.25, largest

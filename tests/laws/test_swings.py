"""Which choices moved the odds, told from odds that are handed in."""

from __future__ import annotations

import json
from collections.abc import Mapping

import attrs
import pytest

from game.play.history import Playthrough
from game.play.swings import LEAST, Moment, Option, Swings, in_a_hundred, moments, swings, written
from tests.laws.test_debrief import EARLY, STORY, life

CHOSEN, DRIFTED = "lamp-out", "all-hours"
LIFE = life(*EARLY)
ASKED = [
    at
    for at, (_, step) in enumerate(LIFE.moments())
    if step.choice in EARLY  # going on is no choice
]


def shares(alike: float) -> dict[str, float]:
    """Odds of which so much falls to endings of the life's own group."""
    return {CHOSEN: alike / 2, "walked-out": alike / 2, DRIFTED: 1 - alike}


def moment(
    at: int, before: float, after: Mapping[str, float], *, width: float = 0.0, life: Playthrough = LIFE
) -> Moment:
    """The moment of the life's choice `at`, with the share of its group before it and after each choice."""
    widths = {CHOSEN: width, DRIFTED: width}
    options = tuple(Option(choice, shares(share), widths) for choice, share in after.items())
    return Moment(ASKED[at], shares(before), options)


def told(*these: Moment, life: Playthrough = LIFE) -> Swings:
    found = swings(life, these)
    assert found is not None
    return found


def test_it_says_how_often_such_lives_end_so_and_by_which_way_of_choosing_once() -> None:
    opening = told(moment(0, 0.314, {"bake-plain": 0.05, "bake-seeded": 0.578})).opening
    assert opening == (
        "Of a hundred lives begun as yours was, 31, like yours, ended because somebody chose, "
        "when every choice on offer is as likely as another."
    )


def test_a_choice_is_quoted_with_what_it_moved_and_what_another_would_have() -> None:
    (swing,) = told(moment(0, 0.314, {"bake-plain": 0.05, "bake-seeded": 0.578})).swings
    assert swing.entry.choice == "bake-seeded"
    assert swing.entry.recall == "On the first night there was flour for one kind of loaf."
    assert swing.told == "Before this, 31 of a hundred. After it, 58."
    assert swing.otherwise == "Had you chosen ‘Bake forty plain’, 5."


def test_the_choice_that_moved_the_odds_least_is_left_out_and_the_rest_stand_as_they_were_lived() -> None:
    found = told(
        moment(0, 0.30, {"bake-plain": 0.24, "bake-seeded": 0.36}),
        moment(1, 0.36, {"sweep-it": 0.60, "leave-it": 0.12}),
        moment(2, 0.60, {"give-it": 0.45, "keep-it": 0.75}),
        moment(3, 0.45, {"shut-early": 1.0, "stay-open": 0.0}),
    )
    assert [swing.entry.choice for swing in found.swings] == ["sweep-it", "give-it", "shut-early"]
    assert found.finding == "On the way you came, these three choices moved that number most."
    assert found.swings[1].told == "Before this, 60 of a hundred. After it, 45."
    assert found.swings[2].told == "Before this, 45 of a hundred. After it, all."
    assert found.swings[2].otherwise == "Had you chosen ‘Stay behind the counter until the street is dark’, none."


def test_where_nothing_moved_much_it_says_that_no_single_choice_decided() -> None:
    small = LEAST * 0.9
    found = told(
        moment(0, 0.9, {"bake-plain": 0.9 - small, "bake-seeded": 0.9 + small}),
        moment(1, 0.9 + small, {"sweep-it": 0.99, "leave-it": 0.9}),
    )
    assert found.finding == "No single choice decided it: none of yours moved that number by five."
    assert found.swings == ()


def test_what_another_choice_would_have_made_is_said_only_where_it_differs() -> None:
    (swing,) = told(moment(0, 0.3, {"bake-plain": 0.38, "bake-seeded": 0.4})).swings
    assert swing.otherwise == ""


def test_sampled_numbers_are_about_so_much_and_prove_nothing() -> None:
    found = told(moment(3, 0.4, {"shut-early": 1.0, "stay-open": 0.0}, width=0.01))
    assert "about 40, like yours, ended" in found.opening
    assert found.swings[0].told == "Before this, about 40 of a hundred. After it, more than 99."
    assert (
        found.swings[0].otherwise == "Had you chosen ‘Stay behind the counter until the street is dark’, fewer than 1."
    )


def test_what_may_be_chance_is_not_spoken_of() -> None:
    odds = {"bake-plain": 0.24, "bake-seeded": 0.36}
    assert told(moment(0, 0.3, odds)).swings
    assert not told(moment(0, 0.3, odds, width=0.03)).swings


def test_a_story_that_sorts_its_endings_by_nothing_counts_this_ending_alone() -> None:
    endings = {name: attrs.evolve(ending, group=None) for name, ending in STORY.endings.items()}
    plain = attrs.evolve(LIFE, story=attrs.evolve(STORY, endings=endings))
    opening = told(moment(0, 0.3, {"bake-plain": 0.2, "bake-seeded": 0.4}), life=plain).opening
    assert "15, like yours, came to ‘The Lamp Out’" in opening


def test_a_life_in_which_nothing_was_asked_has_nothing_to_show() -> None:
    assert swings(LIFE, ()) is None


def test_a_life_that_goes_on_has_nothing_to_show() -> None:
    assert swings(life(*EARLY[:2]), [moment(0, 0.3, {"bake-plain": 0.2, "bake-seeded": 0.4})]) is None


@pytest.mark.parametrize(
    "wrong",
    [moment(0, 0.3, {"bake-plain": 0.2}), attrs.evolve(moment(0, 0.3, {"bake-seeded": 0.2}), step=99)],
    ids=["a choice not on offer", "a step it did not take"],
)
def test_moments_of_another_life_are_refused(wrong: Moment) -> None:
    with pytest.raises(ValueError, match="step"):
        swings(LIFE, [wrong])


def test_moments_survive_being_written_for_another_process() -> None:
    these = (moment(0, 0.3, {"bake-plain": 0.2, "bake-seeded": 0.4}, width=0.02),)
    assert moments(json.loads(json.dumps(written(these)))) == these
    with pytest.raises(ValueError, match="no moments"):
        moments([{"step": 0}])


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "none"), (0.004, "fewer than 1"), (0.005, "1"), (0.3149, "31"), (0.315, "32"), (0.996, "more than 99")],
)
def test_an_exact_share_is_a_whole_number_of_a_hundred(share: float, words: str) -> None:
    assert in_a_hundred(share, is_exact=True) == words


def test_a_sum_of_shares_that_rounding_left_short_is_still_all() -> None:
    assert in_a_hundred(1 - 1e-12, is_exact=True) == "all"
    assert in_a_hundred(1 - 1e-12, is_exact=False) == "more than 99"

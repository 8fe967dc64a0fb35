"""Laws of odds, in stories made up by chance: what they say of every life is what living every life says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import isclose, sqrt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from game.odds import Budget, axes, joining, live, meeting, odds, packing, passes, possible, reckoning, walk
from game.odds.chances import Chance, Odds, VariantChance
from game.odds.choosing import Choosing, UnknownChoosing, read
from game.odds.influence import influence
from game.play import choose, offered, opening, start
from game.story import read_story
from game.story.model import Story
from game.story.prose import Text, Varied
from tests.laws.brute_force import (
    Chain,
    Item,
    Lived,
    TooManyStates,
    always_offered,
    always_told,
    chain,
    draw,
    draws,
    endings_from,
    heard,
    least,
    lived,
    met_in,
    solved,
)
from tests.laws.made_odds_stories import LEANS, Dice, looped_stories, made_story, odds_stories

WAYS = (*(f"lean:{lean}" for lean in LEANS), "highest", "lowest", "middle", "recorded")

few = settings(
    deadline=None,
    derandomize=True,
    max_examples=25,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
fewest = settings(few, max_examples=12)
many = settings(few, max_examples=60)
numbers = st.integers(0, 9999)


def every_life(story: Story, chapter: str | None = None, most: int = 1500) -> Chain:
    """The story's chain; a story that is too large to be waited for is passed over."""
    try:
        return chain(story, chapter, most=most)
    except TooManyStates:
        assume(False)
        raise


def way_called(name: str, story: Story, number: int = 0) -> tuple[Choosing, Mapping[str, float] | None]:
    """A way of choosing, and the votes it goes by, as a room may have cast them: for some choices none, and for one that
    is not there any more.
    """
    if name != "recorded":
        return read(name, story), None
    dice = Dice(number)
    votes = {choice: dice.choice([0, 0, 1, 2, 7]) for choice in story.choices if dice.random() < 0.8} | {"gone": 3.0}
    return Choosing("recorded:votes.json", votes=votes), votes


# ---- what odds speak of, as the items of a life


def texts_of(story: Story) -> dict[int, tuple[str, str]]:
    """For each text by its number: what it belongs to, and the id of that."""
    found: dict[int, tuple[str, str]] = {}

    def note(of: str, key: str, *texts: Text | None) -> None:
        pieces = [piece for text in texts if text for beat in text.paragraphs for piece in beat.pieces]
        found.update({piece.branches[0].span.line: (of, key) for piece in pieces if isinstance(piece, Varied)})

    last = {ending.scene: ending.id for ending in story.endings.values()}
    for scene in story.scenes.values():
        of = f"ending {last[scene.id]}" if scene.id in last else f"scene {scene.id}"
        note(of, scene.id, scene.text, scene.recall)
        for choice in scene.choices:
            note(f"choice {choice.id}", choice.id, choice.text, choice.hint, choice.then)
    for message in story.door:
        note(f"door message {message.id}", message.id, message.text)
    for drain in story.drains:
        note(f"drain after {drain.after}", drain.after, drain.text)
    for ending in story.endings.values():
        note(f"ending {ending.id}", ending.id, ending.lead)
    return found


def arm_of(variant: VariantChance) -> str:
    return f"{variant.span.line}.{variant.span.column}"


def chances(found: Odds) -> dict[Item, Chance]:
    """Everything that odds speak of."""
    named: dict[Item, Chance] = {("ending", each.id): each for each in found.endings}
    named |= {("scene", each.id): each for each in found.scenes}
    named |= {("made", each.id): each for each in found.choices}
    named |= {("arm", arm_of(each)): each for each in found.variants}
    return named


def agree(found: Odds, truth: Lived, within: float) -> None:
    """Whatever may happen is spoken of, and is as likely as the lives say."""
    for item, chance in chances(found).items():
        assert abs(chance.probability - truth.ever.get(item, 0.0)) <= within, (item, chance, truth.ever.get(item, 0.0))
        assert chance.interval == (chance.probability, chance.probability)
    for choice in found.choices:
        expected = truth.ever.get(("offered", choice.id), 0.0)
        assert abs(choice.offered - expected) <= within, (choice, expected)
    assert abs(found.never_ends - (1 - truth.ended)) <= within
    assert abs(sum(ending.probability for ending in found.endings) + found.never_ends - 1) <= within
    if truth.ended > 1 - within:
        assert isclose(found.choices_a_life, truth.choices, rel_tol=within, abs_tol=within)


def spoken_of(found: Odds, story: Story) -> None:
    """Every ending, scene, choice and arm of the story is spoken of once, as what it is."""
    asked = {choice.id for choice in story.choices.values() if not choice.going_on}
    assert [ending.id for ending in found.endings] == list(story.endings)
    assert [scene.id for scene in found.scenes] == list(story.scenes)
    assert asked <= {choice.id for choice in found.choices} <= set(story.choices)
    assert all(choice.scene == story.scene_of[choice.id] for choice in found.choices)
    texts = texts_of(story)
    assert {variant.span.line for variant in found.variants} == texts.keys()
    assert len({variant.id for variant in found.variants}) == len(found.variants)
    for variant in found.variants:
        of, key = texts[variant.span.line]
        assert (variant.of, variant.id.rpartition("/")[0], variant.text) == (of, key, f"[{arm_of(variant)}]")


def proved(found: Odds, lives: Chain, story: Story, chapter: str | None = None) -> None:
    """What can happen is said to, what cannot is said not to, and each witness is a shortest life to it."""
    nearest = least(lives)
    for item, chance in chances(found).items():
        assert chance.reachable is (item in nearest), (item, chance)
        if chance.reachable:
            assert chance.witness is not None
            assert len(chance.witness) == nearest[item], (item, chance.witness, nearest[item])
            assert item in ends_with(story, chapter, chance.witness)
        else:
            assert chance.witness is None
    offers, tells = always_offered(lives), always_told(lives)
    for choice in found.choices:
        if choice.scene in offers:
            assert choice.always is (choice.id in offers[choice.scene]), choice
    for variant in found.variants:
        if str(variant.span.line) in tells:
            assert variant.always is (arm_of(variant) in tells[str(variant.span.line)]), variant


def ends_with(story: Story, chapter: str | None, witness: tuple[str, ...]) -> set[Item]:
    """What happens at the end of a life: by its last choice, and on coming to where that leads."""
    state, events = start(story, chapter=chapter), ()
    if not witness:
        events = opening(story, state)
    for choice in witness:
        state, events = choose(story, state, choice)
    return heard(events) | met_in(story, state) | {("made", choice) for choice in witness[-1:]}


# ---- every life


@many
@given(odds_stories)
def test_odds_are_what_living_every_life_says(story: Story) -> None:
    lives = every_life(story)
    found = odds(story)
    assert (found.method, found.exact, found.lives, found.stopped) == ("exact", True, None, None)
    spoken_of(found, story)
    agree(found, lived(lives, draws(story, lives, "uniform")), 1e-12)
    proved(found, lives, story)


@pytest.mark.parametrize("way", WAYS)
@few
@given(story=odds_stories, number=numbers)
def test_odds_are_of_lives_chosen_in_the_stated_way(way: str, story: Story, number: int) -> None:
    lives = every_life(story)
    choosing, votes = way_called(way, story, number)
    found = odds(story, choosing=choosing)
    assert found.choosing == choosing.name
    agree(found, lived(lives, draws(story, lives, way, votes)), 1e-12)
    proved(found, lives, story)


@few
@given(story=odds_stories, way=st.sampled_from(WAYS), number=numbers)
def test_odds_begin_with_any_day(story: Story, way: str, number: int) -> None:
    for chapter in story.chapters:
        lives = every_life(story, chapter)
        choosing, votes = way_called(way, story, number)
        found = odds(story, chapter=chapter, choosing=choosing)
        assert found.chapter == chapter
        agree(found, lived(lives, draws(story, lives, way, votes)), 1e-12)
        proved(found, lives, story, chapter)


@few
@given(odds_stories)
def test_odds_without_witnesses_or_variants_are_the_same(story: Story) -> None:
    whole, bare = odds(story), odds(story, witnesses=False, variants=False)
    assert bare.variants == ()
    assert all(chance.witness is None for chance in chances(bare).values())
    for item, chance in chances(bare).items():
        assert isclose(chance.probability, chances(whole)[item].probability, abs_tol=1e-12)


@few
@given(odds_stories)
def test_odds_of_a_small_story_are_worked_out_as_those_of_a_large_one_are(story: Story) -> None:
    lives = every_life(story)
    with pytest.MonkeyPatch.context() as size:
        size.setattr(joining, "PAIRS", -1)  # the halves are joined by transforms
        size.setattr(walk, "BLOCK", 3)  # a few states are moved at a time
        size.setattr(packing, "CHUNK", 2)  # a state's number is cut into many
        found = odds(story)
    agree(found, lived(lives, draws(story, lives, "uniform")), 1e-12)
    proved(found, lives, story)


@few
@given(odds_stories)
def test_odds_of_a_small_story_are_worked_out_as_those_of_one_with_wide_meters_are(story: Story) -> None:
    lives = every_life(story)
    with pytest.MonkeyPatch.context() as size:
        for module in (possible, live):
            size.setattr(module, "TOGETHER", 1)  # not every value is looked at beside every other
        size.setattr(axes, "TABLED", 0)  # what two readings become is worked out each time
        size.setattr(joining, "PAIRS", 1)  # two pairs of states are many
        size.setattr(joining, "ROOM", -1)  # and no room for transforms
        for module in (joining, meeting):
            size.setattr(module, "DENSE", 0)  # nor for an array of what comes of them
        found = odds(story)
    agree(found, lived(lives, draws(story, lives, "uniform")), 1e-12)
    proved(found, lives, story)


# ---- lives that may go round


@many
@given(looped_stories)
def test_lives_that_may_go_round_are_solved_for(story: Story) -> None:
    lives = every_life(story, most=150)
    found = odds(story)
    assert found.exact
    agree(found, solved(lives, draws(story, lives, "uniform")), 1e-9)
    proved(found, lives, story)


@few
@given(story=looped_stories, way=st.sampled_from(WAYS), number=numbers)
def test_a_way_of_choosing_may_go_round_where_another_does_not(story: Story, way: str, number: int) -> None:
    lives = every_life(story, most=150)
    choosing, votes = way_called(way, story, number)
    found = odds(story, choosing=choosing)
    agree(found, solved(lives, draws(story, lives, way, votes)), 1e-9)
    proved(found, lives, story)


# ---- which choices mattered


@few
@given(story=odds_stories, way=st.sampled_from(("uniform", *WAYS)), number=numbers)
def test_the_odds_of_each_option_are_those_of_every_life_that_takes_it(story: Story, way: str, number: int) -> None:
    lives, dice = every_life(story), Dice(number)
    choosing, votes = way_called(way, story, number)
    known = endings_from(lives, draws(story, lives, way, votes), story.endings)
    at, choices, asked = 0, [], []
    while lives.steps[at]:
        step = dice.choice(lives.steps[at])
        if len(lives.steps[at]) > 1:
            asked.append((len(choices), at, step.choice.id))
        choices.append(step.choice.id)
        at = step.to
    turns = influence(story, tuple(choices), choosing=choosing)
    assert [(turn.step, turn.scene, turn.chosen) for turn in turns] == [
        (number, lives.states[at].scene, choice) for number, at, choice in asked
    ]
    for turn, (_, at, _) in zip(turns, asked, strict=True):
        assert [option.choice for option in turn.options] == [step.choice.id for step in lives.steps[at]]
        near(turn.before, known[at], {})
        for option, step in zip(turn.options, lives.steps[at], strict=True):
            near(option.endings, known[step.to], option.half_width)


def near(said: Mapping[str, float], truth: Mapping[str, float], half_widths: Mapping[str, float]) -> None:
    """Within five standard errors of the truth where it is an estimate, and the same where it is none."""
    assert said.keys() == truth.keys()
    for ending, expected in truth.items():
        assert abs(said[ending] - expected) <= 2.5 * half_widths.get(ending, 0.0) + 1e-12


# ---- estimates


def test_an_estimate_holds_the_truth_about_nineteen_times_in_twenty() -> None:
    held = asked = 0
    for number in range(30):
        story = made_story(number)
        lives = chain(story)
        truth = lived(lives, draws(story, lives, "uniform"))
        found = odds(story, sample=20_000)
        assert (found.method, found.lives) == ("sampled", 20_000)
        nearest = least(lives)
        for item, chance in chances(found).items():
            expected = truth.ever.get(item, 0.0)
            low, high = chance.interval
            assert 0 <= low <= chance.probability <= high <= 1
            assert chance.reachable is not (item not in nearest), (item, chance)
            # Six standard errors, and an event or two where it is rare: chance does not go so far.
            far = 6 * sqrt(expected * (1 - expected) / 20_000) + 1e-3
            assert abs(chance.probability - expected) <= far, (item, chance, expected)
            if 0 < expected < 1:
                asked += 1
                held += low <= expected <= high
    # Not far from 0.95: every story meets the same chance, so that its items go astray together.
    assert 0.8 * asked < held


@fewest
@given(odds_stories)
def test_no_estimate_is_called_exact_or_says_never_of_what_can_happen(story: Story) -> None:
    lives = every_life(story)
    truth = lived(lives, draws(story, lives, "uniform"))
    for found in (*hurried(story), text_by_text(story)):
        modest(found, story, lives, truth, 1e-12)


@fewest
@given(looped_stories)
def test_no_estimate_of_lives_that_go_round_does_either(story: Story) -> None:
    lives = every_life(story, most=150)
    truth = solved(lives, draws(story, lives, "uniform"))
    for found in (*hurried(story), text_by_text(story)):
        modest(found, story, lives, truth, 1e-9)


def hurried(story: Story) -> Iterator[Odds]:
    """The odds of a story from a few lives, and where there is too little time or room to walk it."""
    yield odds(story, sample=30)
    yield odds(story, budget=Budget(seconds=1e-6))
    yield odds(story, budget=Budget(bytes=1))
    with pytest.MonkeyPatch.context() as size:
        size.setattr(joining, "PAIRS", -1)
        size.setattr(joining, "MOST_PAIRS", -1)  # the halves cannot be joined by pairs
        size.setattr(joining, "ROOM", -1)  # nor by transforms
        yield odds(story)


def text_by_text(story: Story) -> Odds:
    """The odds of a story whose texts are watched in as many passes as can be, and are soon too wide to watch."""
    with pytest.MonkeyPatch.context() as size:
        size.setattr(reckoning, "NARROW", 1)
        size.setattr(passes, "_GROWTH", 0.0)
        return odds(story)


def modest(found: Odds, story: Story, lives: Chain, truth: Lived, within: float) -> None:
    """Odds claim no more than they know."""
    nearest = least(lives)
    assert found.exact is (found.method == "exact")
    for item, chance in chances(found).items():
        low, high = chance.interval
        if low == high:
            assert abs(chance.probability - truth.ever.get(item, 0.0)) <= within, (found.method, item, chance)
        else:
            assert not found.exact
        if chance.reachable is not None:
            assert chance.reachable is (item in nearest), (found.method, item, chance)
        if chance.witness is not None:
            assert item in ends_with(story, None, chance.witness)


# ---- ways of choosing

FORK = """
story: fork
title: Fork
start: day
meters: {{rest: {{range: [0, 10], start: {rest}}}, cheer: {{range: [0, 40], start: {cheer}}}, fixed: {{range: [3, 3], start: 3}}}}
leans: [work, people, home]
chapters: [{{id: day, title: Day, parts: [{{id: all, scene: fork}}]}}]
scenes:
  - {{id: fork, part: all, text: Which?, choices: [{choices}]}}
  - {{id: the-end, text: That was it.}}
endings: [{{id: end, title: End, scene: the-end}}]
"""


def fork(folder: Path, *choices: str, rest: int = 5, cheer: int = 20) -> Story:
    """A story of one scene, whose choices are called `a`, `b` and so on; what else they have is as given."""
    written = []
    for name, extra in zip("abcd", choices, strict=False):
        lean = "" if "lean" in extra else "lean: work, "
        written.append(f"{{id: {name}, text: Do it., {lean}{extra and extra + ', '}goto: ending}}")
    text = FORK.format(choices=", ".join(written), rest=rest, cheer=cheer)
    (folder / "story.yaml").write_text(text, encoding="utf-8")
    return read_story(folder)


def shares(story: Story, way: str, votes: Mapping[str, float] | None = None) -> list[float]:
    """How often each choice of a fork is made; odds and the judge must agree."""
    choosing = read(way, story) if votes is None else Choosing("recorded:votes.json", votes=votes)
    found = {choice.id: choice.probability for choice in odds(story, choosing=choosing).choices}
    state = start(story)
    on_offer = offered(story, state)
    drawn = draw(story, state, on_offer, way, votes)
    drawn_of = {choice.id: float(share) for choice, share in zip(on_offer, drawn, strict=True)}
    assert found == pytest.approx({choice: drawn_of.get(choice, 0.0) for choice in story.choices}, abs=1e-15)
    return [found[choice] for choice in story.choices]


THIRDS = [1 / 3, 1 / 3, 1 / 3]


def test_where_nothing_leans_the_wanted_way_all_are_drawn_from(tmp_path: Path) -> None:
    story = fork(tmp_path, "lean: work", "lean: people", "lean: work")
    assert shares(story, "lean:home") == pytest.approx(THIRDS)
    assert shares(story, "lean:people") == [0, 1, 0]


def test_a_lean_that_is_not_on_offer_is_not_waited_for(tmp_path: Path) -> None:
    story = fork(tmp_path, "lean: work", "lean: people, when: rest > 9", "lean: home")
    assert shares(story, "lean:people") == [0.5, 0, 0.5]
    assert shares(story, "lean:work") == [1, 0, 0]


def test_of_several_that_lean_the_wanted_way_each_is_drawn_alike(tmp_path: Path) -> None:
    assert shares(fork(tmp_path, "lean: work", "lean: home", "lean: work"), "lean:work") == [0.5, 0, 0.5]


def test_votes_weigh_what_is_on_offer(tmp_path: Path) -> None:
    story = fork(tmp_path, "", "", "when: rest > 9")
    assert shares(story, "recorded", {"a": 3, "b": 1, "c": 96, "gone": 5}) == [0.75, 0.25, 0]
    assert shares(story, "recorded", {"b": 1}) == [0, 1, 0]


def test_where_nobody_voted_each_is_drawn_alike(tmp_path: Path) -> None:
    story = fork(tmp_path, "", "", "when: rest > 9")
    assert shares(story, "recorded", {}) == [0.5, 0.5, 0]
    assert shares(story, "recorded", {"a": 0, "b": 0, "c": 7}) == [0.5, 0.5, 0]


def test_a_vote_for_what_a_choice_used_to_be_called_counts(tmp_path: Path) -> None:
    story = fork(tmp_path, "was: [old]", "")
    file = tmp_path / "votes.json"
    file.write_text(json.dumps({"votes": {"old": 2, "a": 1, "b": 1}}), encoding="utf-8")
    found = odds(story, choosing=read(f"recorded:{file}", story))
    assert [choice.probability for choice in found.choices] == [0.75, 0.25]


def test_of_meters_tied_the_one_a_choice_raises_most_counts(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +1}", "effects: {cheer: +3}", "effects: {rest: +2, cheer: -9}")
    assert shares(story, "highest") == [0, 1, 0]
    story = fork(tmp_path, "effects: {rest: -1}", "effects: {rest: -1, cheer: -2}", "effects: {rest: +1, cheer: -9}")
    assert shares(story, "highest") == [0, 0, 1]


def test_choices_that_raise_it_alike_are_drawn_alike(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +2}", "effects: {cheer: +2}", "effects: {rest: +1, cheer: +1}")
    assert shares(story, "highest") == [0.5, 0.5, 0]
    assert shares(fork(tmp_path, "", "effects: {cheer: +1}", "", rest=9), "highest") == pytest.approx(THIRDS)


def test_meters_are_compared_by_how_far_up_their_range_they_stand(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +1}", "effects: {cheer: +1}", rest=6, cheer=23)
    assert shares(story, "highest") == [1, 0]
    story = fork(tmp_path, "effects: {rest: +1}", "effects: {cheer: +1}", rest=5, cheer=23)
    assert shares(story, "highest") == [0, 1]


def test_a_meter_that_cannot_move_stands_at_the_foot_of_its_range(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +1}", "effects: {cheer: +1}", "effects: {fixed: +1}", rest=1, cheer=1)
    assert shares(story, "lowest") == [0, 0, 1]
    story = fork(tmp_path, "effects: {rest: +1}", "effects: {cheer: +2}", "effects: {fixed: +1}", rest=0, cheer=1)
    assert shares(story, "lowest") == [0.5, 0, 0.5]


def test_what_a_choice_moves_is_what_it_says_even_where_the_meter_stops(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +3}", "effects: {rest: +1}", rest=10)
    assert shares(story, "highest") == [1, 0]
    assert shares(story, "middle") == [0, 1]


def test_the_middle_way_moves_all_meters_least(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +2}", "effects: {rest: +1, cheer: -1}", "effects: {cheer: +3}")
    assert shares(story, "middle") == [0.5, 0.5, 0]
    assert shares(fork(tmp_path, "effects: {rest: +1}", "", "when: rest > 9"), "middle") == [0, 1, 0]


def test_what_is_wanted_is_done_before_all_else(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {rest: +2}", "effects: {rest: +1, cheer: +2}", "effects: {cheer: -1}")
    assert shares(story, "wants:rest") == [1, 0, 0]
    assert shares(story, "wants:rest,cheer") == [0, 1, 0]
    assert shares(story, "wants:-cheer") == [0, 0, 1]
    assert shares(story, "wants:3*rest,cheer") == [1, 0, 0]
    assert shares(story, "wants:rest,9*c") == [0, 0, 1]
    leaning = fork(tmp_path, "lean: work, effects: {rest: +1}", "lean: home", "lean: home, effects: {rest: +1}")
    assert shares(leaning, "wants:lean=home,9*rest") == [0, 0, 1]
    assert shares(leaning, "wants:-lean=home") == [1, 0, 0]


def test_what_is_wanted_alike_is_settled_as_it_says(tmp_path: Path) -> None:
    story = fork(tmp_path, "effects: {fixed: +1}", "effects: {cheer: +1}", "effects: {cheer: -1}")
    assert shares(story, "wants:-2*c") == [0.5, 0.5, 0]
    assert shares(story, "lowest:-2*c") == [1, 0, 0]
    assert shares(story, "lowest:b") == [0, 1, 0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wants:", "`` is nothing that can be wanted"),
        ("wants:rest,,cheer", "`` is nothing that can be wanted"),
        ("wants:0*rest", "`0*rest` is nothing that can be wanted"),
        ("wants:chear", "did you mean `cheer`?"),
        ("wants:lean=wrok", "did you mean `work`?"),
        ("lowest:rest=high", "`rest=high` is nothing that a life of this story can want"),
    ],
)
def test_what_cannot_be_wanted_is_said(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UnknownChoosing, match=re.escape(said)):
        read(name, fork(tmp_path, "", ""))


# ---- the judge, judged


@few
@given(odds_stories)
def test_lives_counted_one_way_are_those_counted_another(story: Story) -> None:
    lives = every_life(story, most=150)
    drawn = draws(story, lives, "uniform")
    counted, again = lived(lives, drawn), solved(lives, drawn)
    assert again.ever.keys() >= counted.ever.keys()
    for item, share in again.ever.items():
        assert isclose(share, counted.ever.get(item, 0.0), abs_tol=1e-12)


def test_lives_lived_by_chance_are_as_the_count_of_all_says() -> None:
    for number in range(8):
        story, dice, count = made_story(number), Dice(number), 2_000
        lives = chain(story)
        truth, seen = lived(lives, draws(story, lives, "uniform")), dict[Item, int]()
        for _ in range(count):
            state, happened = start(story), set(lives.opening)
            while on_offer := offered(story, state):
                choice = dice.choice(on_offer)
                state, events = choose(story, state, choice)
                happened |= {("made", choice.id)} | heard(events) | met_in(story, state)
            for item in happened:
                seen[item] = seen.get(item, 0) + 1
        assert seen.keys() <= truth.ever.keys()
        for item, share in truth.ever.items():
            assert abs(seen.get(item, 0) / count - share) <= 5 * sqrt(share * (1 - share) / count) + 1e-3

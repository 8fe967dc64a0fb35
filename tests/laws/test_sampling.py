"""Laws of the sample: what very many random lives do is what walking every life says they would, as near as chance allows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from benchmarks.made_weeks import write
from game.odds import columns, crossings, crowd, sampling
from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing, read
from game.odds.draws import Draw
from game.odds.gathering import Spread
from game.odds.graph import Graph
from game.odds.live import NOTHING, Asked, all_of, live
from game.odds.packing import Packing
from game.odds.possible import Masks, possible
from game.odds.reached import NOWHERE, OTHERWISE, sample_from
from game.odds.sampling import CutShort, Sampled, sample, wilson
from game.odds.walk import Walk, walk, watched
from game.story import read_story
from game.story.model import ENDING, Story
from tests.laws.made_odds_stories import made_story
from tests.laws.test_loops import choice
from tests.laws.test_loops import story as story_of

HERE = Path(__file__).resolve().parent.parent
TWO_HALVES = read_story(HERE / "stories" / "two-halves")
SHORT_DAY = read_story(HERE / "stories" / "short-day")
SHIPPED = read_story(HERE.parent / "story" / "ampersand")


def weeks() -> Story:
    """A made-up story of two days, whose halves become one."""
    with TemporaryDirectory() as folder:
        write(Path(folder) / "weeks", seed=1, days=(1, 1), step=3)
        return read_story(Path(folder) / "weeks")


WEEKS = weeks()

FAR = 5.0
"""Standard errors by which a sample may be off. Everything here is drawn from fixed seeds."""


def walked(graph: Graph, choosing: Choosing = UNIFORM) -> Walk:
    """Every life; with every text watched, where that is no long walk."""
    draws = {at: Draw(graph, node, choosing) for at, node in enumerate(graph.nodes) if node.kind == "choose"}
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    watches = [] if graph.story is WEEKS else list(enumerate(graph.watches))
    texts = [(watch.node, guard) for _, watch in watches for guard in watch.guards if guard is not None]
    asked = Asked(all_of(texts), {node: draw.reads for node, draw in draws.items() if draw.reads})
    packing = Packing(graph, can, live(graph, can, masks, asked))
    entry = Spread(np.array([packing.pack(graph.start, graph.first)]), np.ones(1))
    return walk(packing, draws, (graph.start, entry), watches=watched(watches))


def beside(graph: Graph, seen: Sampled, known: Walk) -> Iterator[tuple[object, int, float]]:
    """Everything that is counted: what it is, how often it was seen, and how likely it is."""
    for node, share in enumerate(known.shares):
        yield ("came", node), seen.came[node], float(share)
    for edge, share in known.made.items():
        yield ("followed", edge), seen.followed[edge], share
    for edge, share in known.offered.items():
        if graph.nodes[edge[0]].kind == "choose":
            yield ("offered", edge), seen.offered[edge], share
    for watch, shares in known.told.items():
        for arm, share in enumerate(shares):
            yield ("told", watch, arm), seen.told[watch][arm], float(share)
    yield "never ends", seen.stuck + seen.unended, known.stuck


def errors(count: int, lives: int, share: float) -> float:
    """By how many standard errors a count is off; one life more or less is never far."""
    return max(0.0, abs(count - lives * share) - 1) / sqrt(max(lives * share * (1 - share), 1e-9))


def agrees(story: Story, lives: int, choosing: Choosing = UNIFORM, *, seed: int = 0) -> Sampled:
    """A sample, having been compared with every life."""
    graph = chart(story)
    seen = sample(graph, lives, choosing=choosing, seed=seed)
    assert seen.lives == lives
    off = {what: errors(count, lives, share) for what, count, share in beside(graph, seen, walked(graph, choosing))}
    assert not {what: by for what, by in off.items() if by > FAR}
    return seen


@pytest.mark.parametrize("story", [TWO_HALVES, SHORT_DAY, WEEKS], ids=lambda story: story.id)
def test_what_a_sample_sees_is_as_frequent_as_walking_every_life_says(story: Story) -> None:
    seen = agrees(story, 50_000)
    assert sum(seen.endings.values()) == seen.lives
    assert (seen.stuck, seen.unended) == (0, 0)


@pytest.mark.parametrize("name", ["highest", "lowest", "middle", "lean:work", "lean:people", "recorded"])
@pytest.mark.parametrize("story", [TWO_HALVES, WEEKS], ids=lambda story: story.id)
def test_lives_choose_in_the_way_they_were_told_to(story: Story, name: str, tmp_path: Path) -> None:
    if name == "recorded":
        votes = {choice: number % 4 for number, choice in enumerate(story.choices)}
        (tmp_path / "votes.json").write_text(json.dumps({"votes": votes}), encoding="utf-8")
        name = f"recorded:{tmp_path / 'votes.json'}"
    agrees(story, 20_000, read(name, story))


@pytest.mark.parametrize("number", range(12))
def test_made_up_stories_are_sampled_as_they_are_walked(number: int) -> None:
    for choosing in (UNIFORM, Choosing("lowest", follows="lowest")):
        agrees(made_story(number), 20_000, choosing, seed=number)


@pytest.mark.parametrize("number", range(8))
def test_a_life_that_goes_round_is_counted_once(number: int) -> None:
    agrees(made_story(number, loops=True), 4_000, seed=number)


def test_it_is_all_one_where_every_fact_has_a_column_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST", 1)
    for story in (WEEKS, TWO_HALVES, *(made_story(number) for number in range(4))):
        agrees(story, 10_000, seed=3)


def test_it_is_all_one_where_too_much_may_be_on_offer_to_look_it_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crossings, "FEW", 0)
    for story in (WEEKS, TWO_HALVES, *(made_story(number) for number in range(4))):
        agrees(story, 10_000, seed=4)


ROUND = {"hall": [choice("back", "hall"), choice("back-too", "hall")]}
OUT = {"hall": [choice("back", "hall"), choice("away", ENDING)]}


def test_a_life_that_cannot_leave_a_loop_is_given_up_and_said_to_be() -> None:
    seen = sample(story_of(ROUND), 100)
    assert seen.unended == 100
    assert sum(seen.endings.values()) == 0
    assert seen.choices_made == 100 * crowd.ROUNDS
    assert seen.choices["back"] == 100  # each life counted once, however often it went round
    assert all(seen.interval(count)[1] == 1.0 for count in seen.endings.values())  # for all we know they end so


def test_a_life_that_can_leave_a_loop_does() -> None:
    seen = sample(story_of(OUT), 20_000)
    assert (seen.unended, seen.choices["away"]) == (0, 20_000)
    assert errors(seen.choices["back"], 20_000, 1 / 2) < FAR
    assert abs(seen.choices_made / 20_000 - 2) < FAR * sqrt(2 / 20_000)  # a fair coin comes up at the second toss


@pytest.mark.parametrize(
    ("count", "lives", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_wilsons(count: int, lives: int, low: float, high: float) -> None:
    """The numbers are those of Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
    Medicine 17 (1998), table I, method 3.
    """
    assert wilson(count, lives) == pytest.approx((low, high), abs=5e-5)


def test_what_was_not_seen_may_still_be_and_what_was_always_seen_may_not() -> None:
    least, most = wilson(0, 1_000_000)
    assert least == 0.0
    assert most == pytest.approx(3.84 / 1_000_000, rel=1e-3)
    assert wilson(1_000_000, 1_000_000) == (pytest.approx(1 - most), 1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def test_nineteen_intervals_in_twenty_hold_the_truth() -> None:
    graph = chart(TWO_HALVES)
    known = walked(graph)
    held = []
    for seed in range(60):
        seen = sample(graph, 1_000, seed=seed)
        for _, count, share in beside(graph, seen, known):
            if 0.02 < share < 0.98:
                low, high = seen.interval(count)
                held.append(low <= share <= high)
    assert 0.93 < np.mean(held) < 0.97


def test_the_same_seed_gives_the_same_lives_and_more_lives_begin_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "BATCH", 1_000)
    few, again, many = (sample(SHIPPED, lives, seed=8) for lives in (3_000, 3_000, 5_000))
    assert (few.came, few.told) == (again.came, again.told)
    assert all(one <= other for one, other in zip(few.came, many.came, strict=True))
    assert sample(SHIPPED, 3_000, seed=9).came != few.came


def test_a_sample_may_be_cut_short_and_keeps_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "BATCH", 1_000)
    assert sample(TWO_HALVES, 1_000_000, seconds=0).lives == 1_000

    def interrupt(lived: int) -> None:
        if lived == 3_000:
            raise KeyboardInterrupt

    with pytest.raises(CutShort) as cut:
        sample(TWO_HALVES, 1_000_000, progress=interrupt)
    assert cut.value.so_far.lives == sum(cut.value.so_far.endings.values()) == 3_000


def test_a_chapter_can_be_sampled_by_itself() -> None:
    chapter = list(TWO_HALVES.chapters)[-1]
    graph = chart(TWO_HALVES, chapter)
    seen = sample(TWO_HALVES, 5_000, chapter=chapter, watches=False)
    assert seen.told == {}
    known = walked(graph)
    assert all(errors(count, 5_000, float(share)) < FAR for count, share in zip(seen.came, known.shares, strict=True))


# ---- from given states on


def the_fold(graph: Graph) -> int:
    return next(at for at, node in enumerate(graph.nodes) if node.folds)


@pytest.mark.parametrize("story", [TWO_HALVES, WEEKS, made_story(1)], ids=lambda story: story.id)
def test_lives_from_the_beginning_to_the_fold_stand_there_as_walking_says(story: Story) -> None:
    graph = chart(story)
    fold = the_fold(graph)
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    packing = Packing(graph, can, live(graph, can, masks, NOTHING))
    draws = {at: Draw(graph, node, UNIFORM) for at, node in enumerate(graph.nodes) if node.kind == "choose"}
    entry = Spread(np.array([packing.pack(graph.start, graph.first)]), np.ones(1))
    there = walk(packing, draws, (graph.start, entry), until=frozenset((fold,))).ends[fold]
    lives = 30_000
    reached = sample_from(graph, [(graph.start, graph.first), (graph.start, graph.first)], lives, fold, seed=1)
    for row in range(2):
        came = reached.ended[row] == OTHERWISE
        stand = {fact: places[row][came] for fact, places in reached.columns.items()}
        keys = packing.pack_columns(fold, stand, int(came.sum()))
        for key, share in zip(there.keys.tolist(), there.shares.tolist(), strict=True):
            assert errors(int((keys == key).sum()), lives, share) < FAR
        assert set(keys.tolist()) <= set(there.keys.tolist())


def test_lives_from_where_they_are_to_stop_stand_where_they_began() -> None:
    graph = chart(TWO_HALVES)
    facts = range(len(graph.facts))
    reached = sample_from(graph, [(the_fold(graph), graph.first)], 3, the_fold(graph), facts=facts)
    assert (reached.ended == OTHERWISE).all()
    assert all((reached.columns[fact] == graph.first[fact]).all() for fact in facts)


def test_lives_that_end_before_are_told_apart_by_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "BATCH", 1_000)  # so that the lives from one state fall into several batches
    graph = chart(SHIPPED)
    after = graph.nodes[the_fold(graph)].edges[0].to
    ends = [at for at, node in enumerate(graph.nodes) if node.ending is not None]
    reached = sample_from(graph, [(after, graph.first), (ends[0], graph.first)], 2_500, ends[-1])
    assert set(reached.ended[0].tolist()) <= {OTHERWISE, *ends[:-1]}
    assert NOWHERE not in reached.ended
    assert (reached.ended[1] == ends[0]).all()
    for places in reached.columns.values():
        assert ((places >= 0) == (reached.ended == OTHERWISE)).all()

"""Stories that go round: what the odds say of them is what one can work out, or what living every life says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isclose

import attrs
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from game.odds.charting import chart
from game.odds.choosing import UNIFORM, Choosing
from game.odds.draws import Draw
from game.odds.firsts import first_times, in_several
from game.odds.gathering import Gathering, Spread
from game.odds.graph import Graph
from game.odds.live import Asked, all_of, live
from game.odds.loops import LoopTooLarge, walk_loop
from game.odds.packing import Packing
from game.odds.possible import Masks, possible
from game.odds.rounds import Chain, Event, TooSlow, solve
from game.odds.walk import Happening, Walk, Walking, walk, watched
from game.story.condition import Chose, Compare, Condition, Name, Not, Number
from game.story.model import (
    ENDING,
    Assignment,
    Change,
    Chapter,
    Choice,
    Drain,
    Ending,
    Half,
    Meter,
    Part,
    Player,
    Route,
    Scene,
    Story,
    Variable,
)
from game.story.prose import Branch, Paragraph, Text, Varied
from game.story.style import Style
from tests.laws import brute_force
from tests.laws.brute_force import chain, draws
from tests.laws.made_odds_stories import looped_stories
from tests.laws.made_stories import SPAN, words

# ---- small stories, and walking them

ENERGY = Meter("energy", 0, 3, 3, ((0, "none"),), None, SPAN)
HAS_KEY = Variable("key", "self", ("no", "yes"), 0, 1, 0, None, SPAN)
HAS_LAMP = Variable("lamp", "self", ("no", "yes"), 0, 1, 0, None, SPAN)


def choice(
    name: str,
    to: str,
    *,
    when: Condition | None = None,
    energy: int = 0,
    gains: str | None = None,
    then: Text | None = None,
    otherwise: tuple[Condition, str] | None = None,
) -> Choice:
    """A choice that leads somewhere, or somewhere else under a condition."""
    effects = (Change("energy", energy, True, SPAN),) if energy else ()
    given = (Assignment(gains, 1, SPAN),) if gains else ()
    first = (Route(otherwise[0], otherwise[1], SPAN),) if otherwise else ()
    goto = (*first, Route(None, to, SPAN))
    return Choice(name, words(name), False, when, None, then, effects, given, None, None, goto, (), SPAN)


def varied(*arms: tuple[Condition | None, str]) -> Text:
    """A text of one variant."""
    branches = tuple(Branch(when, (words,), SPAN) for when, words in arms)
    return Text((Paragraph(None, (Varied(branches, SPAN),), SPAN),))


def energy(sign: str, value: int) -> Condition:
    """A condition on the meter."""
    return Compare(Name("energy", SPAN), sign, Number(value, SPAN), SPAN)


def story(
    scenes: Mapping[str, Sequence[Choice]], *, texts: Mapping[str, Text] | None = None, meter: Meter = ENERGY
) -> Story:
    """A story of one day and one self, whose first scene is the first, and which has one ending."""
    made = {
        name: Scene(
            name,
            "all",
            "self",
            "day",
            (),
            (),
            None,
            (),
            None,
            (texts or {}).get(name, words(name)),
            tuple(choices),
            None,
            (),
            SPAN,
        )
        for name, choices in scenes.items()
    }
    made["over"] = Scene("over", "", "self", "", (), (), None, (), None, words("over"), (), None, (), SPAN)
    first = next(iter(scenes))
    part = Part("all", "self", first, SPAN)
    return Story(
        id="round",
        version="1",
        title="Round",
        tagline="",
        cover=None,
        start="day",
        player=Player("Andy", "they"),
        folder="",
        fingerprint="",
        meters={"energy": meter},
        halves={"self": Half("self", "self", "both", None, SPAN)},
        variables={"key": HAS_KEY, "lamp": HAS_LAMP},
        leans=(),
        door=(),
        drains=(),
        fold=None,
        cast={},
        places={},
        content={},
        sources={},
        lessons={},
        chapters={"day": Chapter("day", "Day", None, None, (part,), (), None, (), SPAN)},
        parts={"all": part},
        scenes=made,
        choices={each.id: each for choices in scenes.values() for each in choices},
        scene_of={each.id: scene for scene, choices in scenes.items() for each in choices},
        pairs=(),
        groups={},
        endings={"over": Ending("over", "Over", "over", None, False, None, None, (), SPAN)},
        style=Style(),
        former={},
    )


@attrs.frozen(eq=False)
class Walked:
    """A story walked, every text of it watched."""

    graph: Graph
    found: Walk
    noted: list[tuple[int, int]]

    def node(self, scene: str) -> int:
        """The node at which a scene is come to."""
        return next(at for at, node in enumerate(self.graph.nodes) if node.enters and node.scene == scene)

    def met(self, scene: str) -> float:
        """Of all lives, the share that comes to a scene."""
        return float(self.found.shares[self.node(scene)])

    def made(self, name: str) -> float:
        """Of all lives, the share that makes a choice."""
        return self.found.made[self._edge(name)]

    def offered(self, name: str) -> float:
        """Of all lives, the share to whom it is ever on offer."""
        return self.found.offered[self._edge(name)]

    def unoffered(self, name: str) -> float:
        """Of all lives, the share to whom it ever is not, where it stands."""
        return self.found.unoffered[self._edge(name)]

    def times(self, name: str) -> float:
        """How often a life makes it."""
        return self.found.times[self._edge(name)]

    def told(self, of: str) -> list[float]:
        """Of all lives, the share told each arm of a text, and none."""
        which = next(at for at, watch in enumerate(self.graph.watches) if watch.of == of)
        return [float(share) for share in self.found.told[which]]

    def _edge(self, name: str) -> tuple[int, int]:
        return next(
            (number, at)
            for number, node in enumerate(self.graph.nodes)
            for at, edge in enumerate(node.edges)
            if edge.choice is not None and edge.choice.id == name
        )


def prepared(told: Story, choosing: Choosing = UNIFORM) -> tuple[Packing, dict[int, Draw], Spread]:
    """A story ready to be walked."""
    graph = chart(told)
    masks = Masks(graph.facts)
    can = possible(graph, masks)
    drawn = {at: Draw(graph, node, choosing) for at, node in enumerate(graph.nodes) if node.kind == "choose"}
    guards = all_of((watch.node, guard) for watch in graph.watches for guard in watch.guards if guard is not None)
    packing = Packing(graph, can, live(graph, can, masks, Asked(guards, {})))
    return packing, drawn, Spread(np.array([packing.pack(graph.start, graph.first)]), np.ones(1))


def walked(told: Story, choosing: Choosing = UNIFORM) -> Walked:
    """A story walked."""
    packing, drawn, entry = prepared(told, choosing)
    graph = packing.graph
    noted: list[tuple[int, int]] = []
    found = walk(
        packing,
        drawn,
        (graph.start, entry),
        watches=watched(list(enumerate(graph.watches))),
        store=True,
        note=lambda node, states, _: noted.append((node, states)),
    )
    return Walked(graph, found, noted)


def agrees_with_living(told: Story) -> None:
    """Whatever the walk says of scenes and choices, living every life says too."""
    lives = chain(told)
    truth = brute_force.solved(lives, draws(told, lives, "uniform"))
    ours = walked(told)
    for scene in told.scenes:
        assert ours.met(scene) == pytest.approx(truth.ever.get(("scene", scene), 0.0), abs=1e-9)
    for name in told.choices:
        assert ours.made(name) == pytest.approx(truth.ever.get(("made", name), 0.0), abs=1e-9)
        assert ours.offered(name) == pytest.approx(truth.ever.get(("offered", name), 0.0), abs=1e-9)
        assert (ours.made(name) > 0) is (("made", name) in truth.ever)


# ---- what happens at least once


def test_a_scene_that_may_be_repeated_is_come_to_once_however_often_it_is_lived() -> None:
    text = varied((Chose("stay", SPAN), "Again."), (None, "For the first time."))
    ours = walked(story({"bed": [choice("stay", "bed"), choice("rise", ENDING)]}, texts={"bed": text}))
    assert ours.met("bed") == pytest.approx(1, abs=1e-12)
    assert ours.made("stay") == pytest.approx(1 / 2, abs=1e-12)
    assert ours.made("rise") == pytest.approx(1, abs=1e-12)
    assert ours.times("stay") == pytest.approx(1, abs=1e-12)
    assert ours.times("rise") == pytest.approx(1, abs=1e-12)
    assert ours.told("scene bed") == pytest.approx([1 / 2, 1, 0], abs=1e-12)
    assert ours.met("over") == pytest.approx(1, abs=1e-12)


def test_a_loop_that_a_meter_bounds_comes_to_its_end() -> None:
    ours = walked(
        story(
            {
                "desk": [
                    choice("work", "desk", when=energy(">=", 1), energy=-1),
                    choice("leave", ENDING),
                    choice("sleep", "desk-asleep", when=energy("<=", 0)),
                ],
                "desk-asleep": [choice("wake", "desk", energy=+2)],
            }
        )
    )
    assert ours.offered("work") == 1
    assert ours.made("work") == pytest.approx(1 / 2)
    assert ours.offered("sleep") == pytest.approx(1 / 8)
    assert ours.unoffered("work") == pytest.approx(1 / 8)
    assert ours.made("sleep") == pytest.approx(1 / 16)
    assert ours.met("desk-asleep") == pytest.approx(1 / 16)
    # From asleep one is at nought again with chance 1/4, and sleeps again with 1/8.
    assert ours.times("sleep") == pytest.approx(1 / 16 / (1 - 1 / 8))
    assert ours.unoffered("leave") == 0


def test_a_loop_within_a_loop() -> None:
    ours = walked(
        story(
            {
                "outer": [choice("in", "inner"), choice("home", ENDING)],
                "inner": [choice("again", "inner"), choice("back", "outer"), choice("out", ENDING)],
            }
        )
    )
    assert ours.met("inner") == pytest.approx(1 / 2)
    assert ours.made("again") == pytest.approx(1 / 2 * (1 / 3) / (1 - (1 / 3) * (1 / 2)))
    assert ours.made("back") == pytest.approx(1 / 4)
    assert ours.times("in") == pytest.approx(1 / 2 * 4 / 3)
    assert ours.made("home") + ours.made("out") == pytest.approx(1)


def test_going_back_through_several_scenes_with_what_was_found_there() -> None:
    house = story(
        {
            "hall": [
                choice("to-yard", "yard"),
                choice("to-cellar", "cellar", when=Name("lamp", SPAN)),
                choice("unlock", ENDING, when=Name("key", SPAN)),
            ],
            "yard": [choice("search", "hall", gains="lamp"), choice("pause", "yard", energy=-1), choice("in", "hall")],
            "cellar": [
                choice("dig", "hall", gains="key", energy=-1, otherwise=(energy("<=", 1), "cellar")),
                choice("up", "hall", energy=+1),
            ],
        }
    )
    agrees_with_living(house)


def test_what_is_told_when_a_choice_is_made_is_counted_once_for_each_life() -> None:
    then = varied((energy(">=", 3), "Fresh."), (energy(">=", 2), "Tired."))
    ours = walked(story({"desk": [choice("work", "desk", energy=-1, then=then), choice("leave", ENDING)]}))
    assert ours.told("choice work") == pytest.approx([1 / 2, 1 / 4, 1 / 8], abs=1e-12)


def test_what_happens_at_any_node_of_a_scene_is_told_for_the_scene() -> None:
    text = varied((Chose("stay", SPAN), "Again."), (None, "For the first time."))
    ours = walked(story({"bed": [choice("stay", "bed"), choice("rise", ENDING)]}, texts={"bed": text}))
    which = next(at for at, watch in enumerate(ours.graph.watches) if watch.of == "scene bed")
    assert ours.found.ever["scene", "bed"] == pytest.approx(1)
    assert ours.found.ever["made", "stay"] == pytest.approx(1 / 2)
    assert ours.found.ever["told", which, 0] == pytest.approx(1 / 2)
    assert ("scene", "over") not in ours.found.ever


def test_a_choice_that_nobody_makes_is_not_called_possible() -> None:
    told = story(
        {
            "bed": [choice("stay", "bed"), choice("rise", ENDING), choice("dream", "dream")],
            "dream": [choice("on", "bed")],
        }
    )
    ours = walked(told, Choosing("recorded:votes", votes={"stay": 3.0, "rise": 1.0}))
    assert ours.offered("dream") == 1
    assert ours.made("dream") == 0
    assert ours.met("dream") == 0
    assert ours.found.states[ours.node("dream")] == 0
    assert ours.made("stay") == pytest.approx(3 / 4)


def test_what_is_too_unlikely_for_a_float_is_still_possible() -> None:
    meter = attrs.evolve(ENERGY, high=1200, start=0)
    ours = walked(
        story(
            {
                "stairs": [
                    choice("up", "stairs", when=energy("<", 1200), energy=+1),
                    choice("down", ENDING),
                    choice("jump", "roof", when=energy(">=", 1200)),
                ],
                "roof": [choice("fall", "stairs", energy=-3)],
            },
            meter=meter,
        )
    )
    assert 0 < ours.met("roof") < 1e-100
    assert ours.made("up") == pytest.approx(1 / 2)
    assert ours.met("over") == pytest.approx(1)


def test_states_and_memory_are_told_once_for_each_node_of_a_loop() -> None:
    ours = walked(story({"desk": [choice("work", "desk", when=energy(">=", 1), energy=-1), choice("leave", ENDING)]}))
    desk = ours.node("desk")
    assert [states for node, states in ours.noted if node == desk] == [4]
    assert len(ours.found.keys[desk]) == ours.found.states[desk] == 4


# ---- what may happen at several places, one after another


def test_a_text_told_in_a_loop_and_again_on_the_way_out_is_counted_once() -> None:
    text = varied((energy(">=", 3), "Nobody saw you go."), (None, "They saw you go."))
    day = story(
        {
            "shift": [choice("round-the-block", "block"), choice("straight-home", "home")],
            "block": [choice("back", "shift", energy=-1), choice("away", ENDING)],
            "home": [choice("sleep", ENDING)],
        }
    )
    parts = {name: Part(name, "self", scene, SPAN) for name, scene in (("shift", "shift"), ("after", "block"))}
    scenes = {
        name: attrs.evolve(scene, part=scene.part and ("shift" if name == "shift" else "after"))
        for name, scene in day.scenes.items()
    }
    chapter = attrs.evolve(day.chapters["day"], parts=tuple(parts.values()))
    drain = Drain("shift", "self", None, (), text, SPAN)
    day = attrs.evolve(day, parts=parts, scenes=scenes, chapters={"day": chapter}, drains=(drain,))
    packing, drawn, entry = prepared(day)
    graph = packing.graph
    told = [(which, watch) for which, watch in enumerate(graph.watches) if watch.of == "drain after shift"]
    assert len({watch.node for _, watch in told}) == 2
    seen = ("told", told[0][0], 1)
    assert seen in in_several(graph)
    assert ("scene", "shift") not in in_several(graph)
    begin = (graph.start, entry)
    assert first_times(packing, drawn, begin, seen, watched(told)) == pytest.approx(1 / 4, abs=1e-12)
    assert first_times(packing, drawn, begin, ("told", told[0][0], 0), watched(told)) == pytest.approx(1, abs=1e-12)
    assert first_times(packing, drawn, begin, ("made", "back"), watched([])) == pytest.approx(1 / 4, abs=1e-12)


@given(looped_stories)
@settings(deadline=None, derandomize=True, max_examples=40, suppress_health_check=list(HealthCheck))
def test_what_happens_at_least_once_is_what_living_every_life_says(told: Story) -> None:
    try:
        lives = chain(told, most=300)
    except brute_force.TooManyStates:
        assume(False)
    truth = brute_force.solved(lives, draws(told, lives, "uniform")).ever
    packing, drawn, entry = prepared(told)
    graph = packing.graph
    begin = (graph.start, entry)
    found = walk(packing, drawn, begin)
    inside = {node for loop in graph.loops for node in loop}
    once: dict[Happening, float] = dict(found.ever)
    for number, node in enumerate(graph.nodes):
        if number in inside:
            continue
        if node.enters:
            once["scene", node.scene] = once.get(("scene", node.scene), 0.0) + found.shares[number]
        for at, edge in enumerate(node.edges):
            if edge.choice is not None:
                for name, shares in (("made", found.made), ("offered", found.offered)):
                    before = once.get((name, edge.choice.id), 0.0)
                    once[name, edge.choice.id] = before + shares.get((number, at), 0.0)
    several = {each for each in in_several(graph) if each[0] in ("scene", "made", "offered")}
    once |= {each: first_times(packing, drawn, begin, each, watched([])) for each in several}
    for happening, share in once.items():
        if len(happening) == 2 and happening[0] != "unoffered":
            assert share == pytest.approx(truth.get(happening, 0.0), abs=1e-9)
            assert bool(share > 0) is (happening in truth)


# ---- what cannot be left


def test_a_loop_that_cannot_be_left_is_found_with_its_nodes_and_its_share() -> None:
    ours = walked(
        story(
            {
                "hall": [choice("wait", "hall"), choice("enter", "office"), choice("go", ENDING)],
                "office": [choice("meet", "meeting"), choice("idle", "office")],
                "meeting": [choice("adjourn", "office"), choice("sing", "meeting", when=energy("<", 0))],
            }
        )
    )
    assert ours.found.stuck == pytest.approx(1 / 2)
    assert ours.found.never_ends == pytest.approx(1 / 2)
    assert ours.found.stuck_at == {ours.node("office"): pytest.approx(1 / 2)}
    assert set(ours.found.trapped) == {ours.node("office"), ours.node("meeting")}
    assert ours.met("meeting") == pytest.approx(1 / 2)
    assert ours.made("idle") == pytest.approx(1 / 2)
    assert ours.times("idle") == inf
    assert ours.made("sing") == ours.times("sing") == 0
    assert ours.met("over") == pytest.approx(1 / 2)


def test_a_loop_that_only_some_can_leave() -> None:
    house = story(
        {
            "gate": [choice("take", "maze", gains="key"), choice("leave-it", "maze"), choice("home", ENDING)],
            "maze": [
                choice("on", "maze"),
                choice("back", "gate", when=Not(Name("key", SPAN), SPAN)),
                choice("over-the-wall", ENDING, when=energy(">", 3)),
            ],
        }
    )
    ours = walked(house)
    agrees_with_living(house)
    assert ours.found.never_ends + ours.met("over") == pytest.approx(1)
    assert ours.found.never_ends == pytest.approx(1 / 2)
    assert ours.found.stuck_at == {ours.node("maze"): pytest.approx(1 / 2)}


def test_coming_to_where_nothing_is_on_offer_is_not_going_round_for_ever() -> None:
    house = story(
        {
            "desk": [
                choice("work", "desk", when=energy(">=", 1), energy=-1),
                choice("leave", ENDING, when=energy(">=", 1)),
            ]
        }
    )
    ours = walked(house)
    assert ours.found.stuck == pytest.approx(1 / 8)
    assert ours.found.stuck_at == {ours.node("desk"): pytest.approx(1 / 8)}
    assert ours.found.never_ends == 0
    assert not ours.found.trapped


# ---- what is too large


def test_a_loop_with_too_many_states_is_refused() -> None:
    meter = attrs.evolve(ENERGY, high=40, start=40)
    packing, drawn, entry = prepared(
        story(
            {
                "desk": [
                    choice("work", "desk", energy=-1),
                    choice("leave", ENDING, when=energy("<", 20)),
                    choice("rest", "desk", when=energy("==", 0), energy=+1),
                ]
            },
            meter=meter,
        )
    )
    gathering = Gathering(packing)
    gathering.add(packing.graph.start, entry.keys, entry.shares)
    with pytest.raises(LoopTooLarge) as refused:
        walk_loop(Walking(packing, drawn, gathering=gathering), packing.graph.loops[0], most=10)
    assert refused.value.node == packing.graph.start
    assert refused.value.states > 10


def ruin(high: int, start: int) -> tuple[Chain, Event]:
    """The gambler's ruin: one up or one down alike, out below nought; the event is to come to the top."""
    states = np.arange(high + 1)
    up, down = states[:-1], states[1:]
    origin = np.concatenate([up, down])
    to = np.concatenate([up + 1, down - 1])
    order = np.argsort(origin, kind="stable")
    share = np.where(origin == high, 1.0, 0.5)[order]
    begins = np.zeros(high + 1)
    begins[start] = 1.0
    chain = Chain(np.array([0, high + 1]), begins, origin[order], to[order], share, states == 0)
    top = Event(np.array([high]), np.ones(1), np.flatnonzero(chain.origin == high))
    return chain, top


@pytest.mark.parametrize("small", [0, 1000])
def test_ruin_is_as_likely_as_it_is_known_to_be(small: int) -> None:
    # Feller, "An Introduction to Probability Theory and Its Applications", volume I, 1968, XIV.2.
    game, top = ruin(19, 6)
    found = solve(game, [top], small=small)
    assert found.ever[0] == pytest.approx(7 / 20, abs=1e-10)
    assert found.times[0] * 0.5 == pytest.approx(1, abs=1e-10)


def test_a_chain_that_is_left_too_slowly_is_refused_when_it_is_large() -> None:
    game, top = ruin(5000, 2500)
    with pytest.raises(TooSlow):
        solve(game, [top], work=10_000_000)


def test_a_chain_that_is_left_slowly_is_solved_at_once_when_it_is_small_enough() -> None:
    game, top = ruin(1199, 299)
    assert solve(game, [top], work=1_000_000).ever[0] == pytest.approx(300 / 1200, abs=1e-9)


@pytest.mark.parametrize("number", range(12))
def test_both_ways_of_solving_agree_with_cutting_the_chain(number: int) -> None:
    dice = np.random.default_rng(number)
    count = 30
    shares = np.where(dice.random((count, count)) < 0.08, dice.random((count, count)), 0.0)
    totals = shares.sum(axis=1)
    shares /= np.maximum(totals, 1e-300)[:, None] * np.where(dice.random(count) < 0.3, 1.25, 1.0)[:, None]
    leaves = (shares.sum(axis=1) < 1 - 1e-9) & (totals > 0)
    origin, to = np.nonzero(shares)
    chain = Chain(np.array([0, 11, count]), np.full(count, 1 / count), origin, to, shares[origin, to], leaves)
    events = []
    for _ in range(6):
        at = np.flatnonzero(dice.random(count) < 0.15)
        events.append(Event(at, np.ones(len(at)), np.flatnonzero(np.isin(origin, at))))
        edges = np.flatnonzero(dice.random(len(origin)) < 0.05)
        edges = edges[np.unique(origin[edges], return_index=True)[1]]
        events.append(Event(origin[edges], chain.share[edges], edges))
    for solved in (solve(chain, events), solve(chain, events, small=0)):
        for event, ever in zip(events, solved.ever, strict=True):
            assert isclose(ever, by_cutting(shares, chain, event), abs_tol=1e-10)


def by_cutting(shares: np.ndarray, chain: Chain, event: Event) -> float:
    """How likely an event is, from the equations of the chain cut where it happens."""
    left = shares.copy()
    left[chain.origin[event.steps], chain.to[event.steps]] = 0.0
    happens = np.zeros(len(shares))
    happens[event.states] = event.shares
    can = happens > 0
    for _ in shares:
        can |= (left > 0) @ can
    inner = np.ix_(can, can)
    chances = np.linalg.solve(np.eye(int(can.sum())) - left[inner], happens[can])
    return float(chain.begins[can] @ chances)

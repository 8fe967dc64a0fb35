"""Odds of meters with hundreds of values: found through arrays, and the same as what is found value by value."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.odds import odds
from game.odds.charting import chart
from game.odds.graph import Graph
from game.odds.live import _sorted, _sorted_by_hand
from game.odds.possible import WIDE, bits, marks, mask_of
from game.play import choose, offered, start
from game.play.state import State
from game.play.tables import tables_of
from game.story import read_story
from game.story.model import Story

STORY = """story: wide
title: Wide
meters: {a: {range: [0, 900], start: 450}, b: {range: [0, 900], start: 450}}
halves:
  one: {header: One, ink: inner}
  two: {header: Two, ink: outer}
  both: {header: Both, ink: both}
fold: {before: third, into: both, meters: {a: lowest, b: {take: mean-up, least: 100, most: 700}}}
chapters:
  - {id: day, title: Day, parts: [{id: p, half: one, scene: first}, {id: q, half: two, scene: second}, {id: r, half: both, scene: third}]}
groups: {g: were g}
endings:
  - {id: hi, title: Hi, scene: e-hi, group: g, when: a + b > 900}
  - {id: mid, title: Mid, scene: e-mid, group: g, when: a > 300}
  - {id: lo, title: Lo, scene: e-lo, group: g}
scenes:
  - id: first
    part: p
    text: "It is {a > 400: high | low}."
    choices:
      - {id: f1, text: One., effects: {a: +300, b: -120}, goto: next}
      - {id: f2, text: Two., effects: {a: -500, b: +333}, goto: first-again}
  - id: first-again
    part: p
    text: Again.
    choices:
      - {id: g1, text: One., effects: {a: +777}, goto: next}
      - {id: g2, text: Two., when: b > 700, effects: {b: -90}, goto: next}
  - id: second
    part: q
    text: Then.
    choices:
      - {id: s1, text: One., effects: {a: +200, b: -50}, goto: next}
      - {id: s2, text: Two., effects: {a: -200, b: +51}, goto: next}
  - id: third
    part: r
    text: "{a + b > 800: Much. | Little.}"
    choices:
      - {id: t1, text: One., effects: {a: +15}, goto: ending}
      - {id: t2, text: Two., when: a < 420, effects: {b: +400}, goto: ending}
  - {id: e-hi, part: r, text: Hi.}
  - {id: e-mid, part: r, text: Mid.}
  - {id: e-lo, part: r, text: Lo.}
"""


@cache
def folding() -> Graph:
    """The story as a graph."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "story.yaml").write_text(STORY, encoding="utf-8")
        return chart(read_story(folder))


def every_life(story: Story, state: State, share: Fraction, ends: dict[str, Fraction]) -> None:
    if state.ending is not None:
        ends[state.ending] = ends.get(state.ending, Fraction(0)) + share
        return
    offers = offered(story, state)
    for each in offers:
        every_life(story, choose(story, state, each)[0], share / len(offers), ends)


@pytest.mark.parametrize("highest", [900, 10_000])
def test_the_odds_of_wide_meters_are_those_of_every_life_lived_one_by_one(tmp_path: Path, highest: int) -> None:
    (tmp_path / "story.yaml").write_text(STORY.replace("range: [0, 900]", f"range: [0, {highest}]"), encoding="utf-8")
    story = read_story(tmp_path)
    ends: dict[str, Fraction] = {}
    every_life(story, start(story), Fraction(1), ends)
    found = odds(story)
    assert found.exact
    assert len(ends) > 1
    for ending in found.endings:
        assert ending.probability == pytest.approx(float(ends.get(ending.id, Fraction(0))))


@given(st.data())
def test_a_fold_makes_of_many_readings_what_playing_makes_of_each(data: st.DataObject) -> None:
    graph = folding()
    (edge,) = next(node.edges for node in graph.nodes if node.folds)
    rule = tables_of(graph.story).folding
    assert rule is not None
    whole = start(graph.story).readings[2]
    rows = data.draw(st.lists(st.tuples(*[st.integers(0, 900)] * 4), min_size=1, max_size=20))
    readings = [((a, b), (c, d), whole) for a, b, c, d in rows]
    played = [rule.readings(each)[rule.into_at] for each in readings]
    for at, meter in enumerate(("a", "b")):
        update = edge.updates[graph.fact_named(f"both.{meter}")]
        columns = tuple(np.array([each[half][at] for each in readings]) for half in (0, 1))
        assert update.table[columns].tolist() == [folded[at] for folded in played]


@given(st.sets(st.integers(0, 400), min_size=1))
def test_a_mask_is_the_places_it_is_made_of_however_wide(places: set[int]) -> None:
    mask = sum(1 << place for place in places)
    assert bits(mask) == sorted(places)
    assert mask_of(np.array(sorted(places))) == mask
    assert np.flatnonzero(marks(mask, 401)).tolist() == sorted(places)


@given(st.data())
def test_values_are_sorted_into_the_same_classes_with_arrays_as_by_hand(data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, 300), min_size=WIDE + 1, max_size=120)))
    one = st.lists(st.integers(0, 3), min_size=len(places), max_size=len(places))
    asks = data.draw(st.lists(one, max_size=4))
    arrays = _sorted(np.array(places), [np.array(each) for each in asks], 301)
    by_hand = _sorted_by_hand(places, asks, 301)
    assert arrays.of[places].tolist() == by_hand.of[places].tolist()
    assert arrays.representative.tolist() == by_hand.representative.tolist()

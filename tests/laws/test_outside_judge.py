"""The exact odds are what an outside judge says they are: the model checker Storm, which shares no line with us.

Storm is asked in two ways. A story is lived by `game.play` into a chain, so that what is judged is the odds alone; and it is
translated from `docs/format.md` into a program, which Storm itself makes into a chain, so that `game.play` is judged too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.made_weeks import write
from game.odds import odds
from game.odds.chances import Odds
from game.odds.choosing import read
from game.play import State, choose, offered, start
from game.story import read_story
from game.story.model import Choice, Story
from tests.laws.made_odds_stories import looped_stories, odds_stories
from tests.laws.prism_program import program
from tests.laws.storm import Verdict, judge, judge_program
from tests.laws.walked_chain import Label, walk

TESTS = Path(__file__).parent.parent
STORIES = sorted(each for each in (TESTS / "stories").iterdir() if each.is_dir())
SHIPPED = TESTS.parent / "story" / "ampersand"
MOST = 300_000
"""How many states our story may have for us, who tell fewer of them apart, to be asked about: Storm is slower."""
NEAR = 1e-9
"""How far the odds may be from what Storm says; of a thing that happens in one life of a thousand million, nothing."""

ROUND = """
story: round-and-round
version: 1
title: Round and Round
start: day
meters: {hope: {range: [0, 3], start: 1}}
halves: {self: {header: by day, ink: both}}
chapters:
  - {id: day, title: A day, parts: [{id: all, half: self, scene: corner}]}
endings:
  - {id: left, title: Left, scene: end-left, when: hope >= 3}
  - {id: stayed, title: Stayed, scene: end-stayed}
places: {street: {looks: A street.}}
scenes:
  - id: corner
    part: all
    place: street
    text: A corner.
    choices:
      - {id: wait, text: Wait., effects: {hope: -1}, goto: corner}
      - {id: look, text: Look about., effects: {hope: +1}, goto: corner}
      - {id: cross, text: Cross over., when: hope >= 2, goto: bridge}
      - {id: go-down, text: Go down the stairs., when: chose(wait) and hope == 0, goto: stairs}
  - id: bridge
    part: all
    place: street
    text: A bridge.
    choices:
      - {id: go-back, text: Go back., effects: {hope: -2}, goto: corner}
      - {id: go-on, text: Go on., goto: ending}
      - {id: run, text: Run., when: visited(stairs), effects: {hope: +1}, goto: ending}
  - id: stairs
    part: all
    place: street
    text: Stairs.
    choices:
      - {id: go-up, text: Go up again., effects: {hope: +2}, goto: corner}
      - {id: go-further, text: Go further down., goto: landing}
  - {id: landing, part: all, place: street, text: A landing., goto: cellar}
  - {id: cellar, part: all, place: street, text: A cellar with two landings., goto: landing}
  - {id: end-left, part: all, place: street, text: You left.}
  - {id: end-stayed, part: all, place: street, text: You stayed.}
"""
"""A story that lives may go round in, some of them for ever."""


@pytest.fixture
def round_and_round(tmp_path: Path) -> Story:
    (tmp_path / "round.yaml").write_text(ROUND, encoding="utf-8")
    return read_story(tmp_path / "round.yaml")


def every_label(story: Story) -> list[Label]:
    """Everything that can be asked about: each ending, each scene, and each choice as made and as offered. Going on where
    nothing is asked is not a choice.
    """
    asked = [choice.id for choice in story.choices.values() if not choice.going_on]
    kinds: list[tuple[str, Iterable[str]]] = [("ending", story.endings), ("scene", story.scenes)]
    kinds += [("made", asked), ("offered", asked)]
    return [(kind, each) for kind, ids in kinds for each in ids]


def some_labels(story: Story, every: int) -> list[Label]:
    """Each ending, and of all else one in so many."""
    labels = every_label(story)
    first = len(story.endings)
    return labels[:first] + labels[first::every]


def chances(found: Odds) -> dict[Label, float]:
    """What the odds say of everything that can be asked about."""
    said = {("ending", each.id): each.probability for each in found.endings}
    said |= {("scene", each.id): each.probability for each in found.scenes}
    said |= {("made", each.id): each.probability for each in found.choices}
    return said | {("offered", each.id): each.offered for each in found.choices}


def agree(ours: Mapping[Label, float], verdict: Verdict, near: float = NEAR) -> None:
    """Fail where two differ, and say by how much and on how large a story."""
    apart = {label: abs(ours[label] - said) for label, said in verdict.chances.items()}
    worst = max(apart, key=lambda label: apart[label])
    assert apart[worst] <= near, (
        f"of {len(apart)} chances in {verdict.states:,} states and {verdict.transitions:,} moves, "
        f"{sum(each > near for each in apart.values())} differ; most of all {' '.join(worst)}: "
        f"{ours[worst]!r}, and Storm says {verdict.chances[worst]!r}"
    )


def agrees_with_odds(found: Odds, verdict: Verdict) -> None:
    """Fail where exact odds differ from what Storm says."""
    assert found.exact, found.stopped
    agree(chances(found), verdict)
    ended = math.fsum(said for (kind, _), said in verdict.chances.items() if kind == "ending")
    assert found.never_ends == pytest.approx(1 - ended, abs=NEAR)
    if math.isfinite(verdict.choices_a_life):
        assert found.choices_a_life == pytest.approx(verdict.choices_a_life, rel=NEAR)


def watched(labels: Iterable[Label]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(which for kind, which in labels if kind in ("made", "offered")))


def asked_of_lives(story: Story, labels: Collection[Label], chapter: str | None = None) -> Verdict:
    return judge(walk(story, chapter=chapter, watched=watched(labels)), labels)


def asked_of_text(story: Story, labels: Collection[Label], chapter: str | None = None) -> Verdict:
    written = program(story, chapter=chapter, watched=watched(labels))
    wanted = frozenset(labels)
    return judge_program(written.text, {name: label for name, label in written.labels.items() if label in wanted})


def every_life(story: Story, chapter: str) -> Counter[Label]:
    """The exact chance of everything that can be asked about, by living every life to its end."""
    found: Counter[Label] = Counter()

    def live(state: State, likely: Fraction, had: frozenset[Label]) -> None:
        on_offer = offered(story, state)
        had |= {("scene", state.scene), *(("offered", each.id) for each in on_offer)}
        if state.ending is not None:
            for label in had | {("ending", state.ending)}:
                found[label] += likely  # type: ignore[assignment]
        for each in on_offer:
            live(choose(story, state, each)[0], likely / len(on_offer), had | {("made", each.id)})

    live(start(story, chapter=chapter), Fraction(1), frozenset())
    return found


SMALL = [
    pytest.param(folder, chapter, id=f"{folder.name}, {chapter}")
    for folder in STORIES
    for chapter in read_story(folder).chapters
]


@pytest.mark.parametrize(("folder", "chapter"), SMALL)
def test_the_judge_says_what_living_every_life_says(folder: Path, chapter: str) -> None:
    story = read_story(folder)
    lives = every_life(story, chapter)
    counted = {label: float(lives[label]) for label in every_label(story)}
    agree(counted, asked_of_lives(story, list(counted), chapter), near=1e-14)
    agree(counted, asked_of_text(story, list(counted), chapter), near=1e-14)


@settings(max_examples=40, deadline=None)
@given(odds_stories | looped_stories, st.data())
def test_a_story_lived_is_the_story_that_was_read(story: Story, data: st.DataObject) -> None:
    chapter = data.draw(st.sampled_from(list(story.chapters)))
    labels = every_label(story)
    lived, written = asked_of_lives(story, labels, chapter), asked_of_text(story, labels, chapter)
    counted = (written.states - 1, written.transitions - 1)  # a program begins in no scene yet
    assert (lived.states, lived.transitions) == counted
    agree(lived.chances, written, near=1e-11)
    assert lived.choices_a_life == pytest.approx(written.choices_a_life, rel=NEAR)


@pytest.mark.parametrize(("folder", "chapter"), SMALL)
def test_the_odds_of_a_small_story_are_what_the_judge_says(folder: Path, chapter: str) -> None:
    story = read_story(folder)
    agrees_with_odds(odds(story, chapter=chapter), asked_of_lives(story, every_label(story), chapter))


@settings(max_examples=40, deadline=None)
@given(odds_stories | looped_stories, st.data())
def test_the_odds_of_stories_made_by_chance_are_what_the_judge_says(story: Story, data: st.DataObject) -> None:
    chapter = data.draw(st.sampled_from(list(story.chapters)))
    agrees_with_odds(odds(story, chapter=chapter), asked_of_text(story, every_label(story), chapter))


def test_the_odds_of_going_round_are_what_the_judge_says(round_and_round: Story) -> None:
    labels = every_label(round_and_round)
    lived, written = asked_of_lives(round_and_round, labels), asked_of_text(round_and_round, labels)
    agree(lived.chances, written)
    assert lived.choices_a_life == math.inf, "some lives never end"
    agrees_with_odds(odds(round_and_round), lived)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_odds_of_two_short_weeks_are_what_the_judge_says(seed: int, tmp_path: Path) -> None:
    """Two halves, a hinge and ten endings, in thousands of states; each way to ask is asked."""
    write(tmp_path / "weeks", seed=seed, days=(1, 1), step=3)
    story = read_story(tmp_path / "weeks")
    labels = some_labels(story, every=6)
    found = odds(story)
    agrees_with_odds(found, asked_of_lives(story, labels))
    agrees_with_odds(found, asked_of_text(story, labels))


def test_the_odds_of_leaning_are_what_the_judge_says(tmp_path: Path) -> None:
    """Lives that choose what leans to work wherever something does."""

    def leaning(state: State, on_offer: Sequence[Choice]) -> Sequence[float]:
        count = sum(choice.lean == "work" for choice in on_offer)
        return [(choice.lean == "work") / count if count else 1 / len(on_offer) for choice in on_offer]

    write(tmp_path / "weeks", seed=1, days=(1, 1), step=3)
    for story in (read_story(tmp_path / "weeks"), read_story(STORIES[-1])):
        labels = every_label(story)
        said = judge(walk(story, watched=watched(labels), draw=leaning), labels)
        agrees_with_odds(odds(story, choosing=read("lean:work", story)), said)


def test_the_odds_of_our_own_story_are_what_the_judge_says() -> None:
    """Begun with each of its days, from the last to the first that is not too long for Storm."""
    story = read_story(SHIPPED)
    for chapter in reversed(story.chapters):
        found = odds(story, chapter=chapter, variants=False, witnesses=False, findings=False)
        if not found.exact or found.states > MOST:
            break
        agrees_with_odds(found, asked_of_text(story, some_labels(story, every=15), chapter))
    else:
        return
    assert chapter != list(story.chapters)[-1], f"not even {chapter} by itself could be judged"


def test_the_odds_of_a_million_states_are_what_the_judge_says(tmp_path: Path) -> None:
    write(tmp_path / "weeks", seed=17, days=(1, 2), step=2, steering=6)
    story = read_story(tmp_path / "weeks")
    verdict = asked_of_text(story, some_labels(story, every=9))
    assert verdict.states > 1_000_000
    agrees_with_odds(odds(story), verdict)

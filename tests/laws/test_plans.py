"""Plans of lives in the small stories and in the shipped one, each lived twice: straight on, and saved and loaded after
every choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.play import page
from game.play.events import Entered, Moved, Said
from game.play.history import Playthrough
from game.play.save import dump, load
from game.story import read_story

TESTS = Path(__file__).parent.parent
STORIES = TESTS / "stories"
SHIPPED = TESTS.parent / "story"
NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)

Step = tuple[str, str]


def lives(plan: Path) -> Iterator[list[Step]]:
    """The lives a plan holds, each a list of what is expected or done, and its words."""
    for life in plan.read_text(encoding="utf-8").split("\n---\n"):
        lines = (line for line in life.splitlines() if line and not line.startswith("#"))
        yield [(kind, words) for kind, _, words in (line.partition(": ") for line in lines)]


PLANS = [
    pytest.param(stories / plan.stem, life, id=f"{plan.stem}, life {number}")
    for plans, stories in ((STORIES, STORIES), (TESTS / "shipped", SHIPPED))
    for plan in sorted(plans.glob("*.plan"))
    for number, life in enumerate(lives(plan), start=1)
]


def straight_on(life: Playthrough) -> Playthrough:
    return life


def saved_and_loaded(life: Playthrough) -> Playthrough:
    loaded = load(dump(life, NOW), life.story)
    assert loaded.notices == ()
    return loaded.playthrough


class Reader:
    """Somebody who follows a plan."""

    def __init__(self, story: Path, between: Callable[[Playthrough], Playthrough]) -> None:
        self.between = between
        self.arrive(Playthrough.begin(read_story(story)))

    def arrive(self, life: Playthrough) -> None:
        self.life = self.between(life)
        events = self.life.latest
        self.lines = [beat.plain for event in events if isinstance(event, Said | Entered) for beat in event.beats]
        self.moves = [page.moved(life.story, event) for event in events if isinstance(event, Moved)]
        story, state = life.story, life.state
        hints = [(page.wording(story, state, each), page.hint(story, state, each)) for each in self.life.offered]
        self.offers = [f"{words} ({hint})" if hint else words for words, hint in hints]
        self.named: list[str] = []

    def line(self, words: str) -> None:
        at = next((at for at, line in enumerate(self.lines) if line.startswith(words)), None)
        assert at is not None, f"nobody said {words!r}; what is left: {self.lines}"
        self.lines = self.lines[at + 1 :]

    def moved(self, words: str) -> None:
        assert words in self.moves
        self.moves.remove(words)

    def offer(self, words: str) -> None:
        self.named.append(words)

    def choose(self, number: str) -> None:
        if self.named:
            assert self.named == self.offers
        self.arrive(self.life.choose(self.life.offered[int(number) - 1]))

    def ending(self, title: str) -> None:
        assert self.life.state.ending is not None
        assert self.life.story.endings[self.life.state.ending].title == title


@pytest.mark.parametrize("between", [straight_on, saved_and_loaded])
@pytest.mark.parametrize(("story", "plan"), PLANS)
def test_a_life_goes_as_its_plan_says(
    story: Path, plan: list[Step], between: Callable[[Playthrough], Playthrough]
) -> None:
    reader = Reader(story, between)
    for kind, words in plan:
        getattr(reader, kind)(words)
    assert reader.life.is_over

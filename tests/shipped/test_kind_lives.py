"""Whoever plays kindly and sensibly does not always come to the same ending."""

from __future__ import annotations

from pathlib import Path

from game.play.history import Playthrough
from game.story import read_story

LIVES = Path(__file__).with_name("kindly.txt")
STORY = read_story(Path(__file__).parents[2] / "story" / "ampersand")


def lived(choices: list[str]) -> str | None:
    """The ending that these choices lead to, going on wherever nothing is asked."""
    life = Playthrough.begin(STORY)
    for choice in choices:
        while life.offered[0].going_on:
            life = life.choose(life.offered[0])
        life = life.choose(choice)
    while not life.is_over:
        life = life.choose(life.offered[0])
    return life.state.ending


def test_three_kind_lives_end_in_three_ways() -> None:
    endings = []
    for life in LIVES.read_text(encoding="utf-8").split("\n\n")[1:]:
        _, *choices, ending = life.strip().splitlines()
        endings.append(lived(choices))
        assert f"ending: {endings[-1]}" == ending
    assert len(set(endings)) == len(endings) == 3

"""The made-up stories that speed is measured on are stories like any other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.made_weeks import write
from game.play import choose, offered, start
from game.story.model import Story
from game.story.reading import read

SMALL = {"days": (1, 1), "inside": (2, 2), "outside": (1, 2), "whole": (2, 2), "leak_days": (0,), "step": 3}


def made(folder: Path) -> Story:
    """The story in a folder, which has no errors."""
    reading = read(folder)
    assert [str(found) for found in reading.errors] == []
    assert reading.story is not None
    return reading.story


@pytest.mark.parametrize("seed", range(4))
def test_a_made_story_has_no_errors_and_can_be_lived_to_an_ending(tmp_path: Path, seed: int) -> None:
    write(tmp_path / "weeks", seed=seed, **SMALL)
    story = made(tmp_path / "weeks")
    dice, state = random.Random(seed), start(story)
    while state.ending is None:
        state, _ = choose(story, state, dice.choice(offered(story, state)))
    assert state.folded
    assert state.ending in story.endings


def test_two_weeks_of_usual_length_fit_what_a_story_may_hold(tmp_path: Path) -> None:
    write(tmp_path / "weeks", seed=2, step=2, leak_days=(1, 2, 3))
    story = made(tmp_path / "weeks")
    assert len(story.door) == 6
    assert len(story.endings) == 10


def test_a_story_without_friends_or_anything_carried_is_one_too(tmp_path: Path) -> None:
    write(tmp_path / "weeks", seed=1, allies=0, crossing=0, leak_days=(), days=(2, 2))
    assert made(tmp_path / "weeks").endings


def test_the_same_seed_makes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        write(tmp_path / name, seed=seed, **SMALL)
    told = [
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "again", "other")
    ]
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_a_folder_with_a_story_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: mine\n")
    with pytest.raises(FileExistsError, match="there is a story"):
        write(tmp_path, seed=0)
    assert (tmp_path / "story.yaml").read_text() == "story: mine\n"

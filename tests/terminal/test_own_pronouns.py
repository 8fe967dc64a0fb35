"""Pronouns that a player brings: typed in five forms, filled into the prose, kept in the save."""

from __future__ import annotations

import json

import pytest

from game import disk
from game.saves import AUTO
from tests.terminal.test_terminal import SHORT_DAY, saved, typed

TO_THE_LANE = ("2", "1", "1", "2")
"""The choices that lead to where somebody stands at the stop."""


def test_five_forms_of_somebody_s_own_are_filled_in() -> None:
    read = typed(SHORT_DAY, "name Sam Reed, ze/zir/zir/zirs/zirself", *TO_THE_LANE)
    assert "You are Sam Reed, ze/zir/zir/zirs/zirself, with is." in read
    assert "Nobody has told zir that they must go. *Nobody* has told zir that ze is staying." in read
    assert "there is a bus stop, and ze stands at it." in read


def test_they_take_are_where_that_is_said() -> None:
    read = typed(SHORT_DAY, "name Sam, xe/xem/xyr/xyrs/xemself, are", *TO_THE_LANE)
    assert "*Nobody* has told xem that xe are staying." in read
    assert "there is a bus stop, and xe stand at it." in read


def test_the_pronouns_alone_can_be_said() -> None:
    read = typed(
        SHORT_DAY, "name , fae/faer/faer/faers/faerself", "name", "name Sam", "name , they/them/their/theirs/themself"
    )
    assert "You are Ash Lane, fae/faer/faer/faers/faerself, with is." in read
    assert "You are Sam, fae/faer/faer/faers/faerself, with is." in read
    assert "You are Sam, they." in read


@pytest.mark.parametrize("said", ["she", "She/her", "she, her, hers", "she/her/her/hers/herself"])
def test_a_set_is_known_by_some_of_its_forms(said: str) -> None:
    assert "You are Sam, she." in typed(SHORT_DAY, f"name Sam, {said}")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ze/zir", "five words, and `ze/zir` is 2"),
        ("ze/zir/zir/zirs/zirself/zirs", "is 6"),
        ("ze/zir/z1r/zirs/zirself", "`z1r`, for *their*, is not a word"),
        ("ze/zir/{name}/zirs/zirself", "`{name}`, for *their*, is not a word"),
        ("ze/zir/zir/zirs/" + "z" * 30, "for *themself*, is too long"),
    ],
)
def test_what_cannot_be_filled_in_is_said_in_words(said: str, told: str) -> None:
    read = typed(SHORT_DAY, f"name Sam, {said}", "1")
    assert told in read
    assert "they, she or he" in read
    assert saved(SHORT_DAY, AUTO).state.player.name == "Ash Lane"


def test_a_save_keeps_them_and_one_from_before_still_opens() -> None:
    typed(SHORT_DAY, "name Sam, ze/zir/zir/zirs/zirself", "1")
    assert saved(SHORT_DAY, AUTO).state.player.pronouns == "ze/zir/zir/zirs/zirself/is"
    typed(SHORT_DAY, "name Kim, she", "1", "2")
    file = disk.saves_folder() / "short-day" / "auto.save"
    content = json.loads(file.read_text())
    assert (content["format"], content["player"]) == (1, {"name": "Kim", "pronouns": "she"})
    assert saved(SHORT_DAY, AUTO).state.player.pronouns == "she"


@pytest.mark.parametrize("said", ["ze", "ze/zir/zir/zirs/zirself", "ze/zir/zir/zirs/*/is", "", "they/them"])
def test_a_save_that_says_something_else_is_damaged_and_no_worse(said: str) -> None:
    typed(SHORT_DAY, "1")
    file = disk.saves_folder() / "short-day" / "auto.save"
    content = json.loads(file.read_text())
    content["player"]["pronouns"] = said
    file.write_text(json.dumps(content))
    assert "This save is damaged." in typed(SHORT_DAY, "load auto")

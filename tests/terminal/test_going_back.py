"""Choices that stick: how far `back` goes, who said so, and that it is said why not."""

from __future__ import annotations

import json

import pytest

from game import disk
from tests.terminal.test_terminal import TWO_HALVES, typed


def test_going_back_is_free_until_somebody_says_otherwise() -> None:
    read = typed(TWO_HALVES, "1", "back", "back", "stick")
    assert "This is the beginning; there is nothing to go back to." in read
    assert "Any choice can be gone back on." in read


def test_no_choice_is_gone_back_on_where_choices_stick() -> None:
    read = typed(TWO_HALVES, "stick never", "1", "back", "journal")
    assert "There is no way back from here: choices stick." in read
    assert read.count("You chose") + read.count("You said") == 1


def test_a_day_is_gone_back_on_until_it_is_over() -> None:
    lines = ("stick day", "1", "1", "1", "1", "1", "back 99", "back", "journal")
    read = typed(TWO_HALVES, *lines, chapter=None)
    assert read.count("This is as far as there is a way back: choices stick once their day is over.") == 2
    within = typed(TWO_HALVES, "1", "back")
    assert "choices stick" not in within


def test_the_wish_is_kept_among_the_others_and_outlives_the_life() -> None:
    wishes = disk.settings_folder() / "window.json"
    wishes.parent.mkdir(parents=True)
    wishes.write_text(json.dumps({"text_percent": 150}))
    typed(TWO_HALVES, "stick never")
    assert json.loads(wishes.read_text()) == {"text_percent": 150, "going_back": "never"}
    assert "choices stick" in typed(TWO_HALVES, "1", "back")
    assert "Any choice" in typed(TWO_HALVES, "stick free")


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"going_back": 4}', '{"going_back": "often"}'])
def test_wishes_that_cannot_be_read_leave_the_way_free(kept: str) -> None:
    wishes = disk.settings_folder() / "window.json"
    wishes.parent.mkdir(parents=True)
    wishes.write_text(kept)
    assert "choices stick" not in typed(TWO_HALVES, "1", "back")


def test_a_word_that_is_no_rule_is_said_so() -> None:
    assert "`stick` is followed by free, day or never." in typed(TWO_HALVES, "stick sometimes")

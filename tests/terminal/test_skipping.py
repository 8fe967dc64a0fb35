"""A day is left out, and looking back says so."""

from __future__ import annotations

from tests.terminal.test_terminal import TWO_HALVES, typed


def test_a_day_is_skipped_on_its_first_page_and_the_next_one_is_told() -> None:
    read = typed(TWO_HALVES, "skip", "meters", "journal", "history")
    assert "The second day\nWho was it for?" in read
    assert "Noon, and both of you are in the shop." in read
    assert read.count("You skipped The first day.") == 2


def test_a_day_that_is_lived_in_and_the_last_day_are_not_skipped() -> None:
    no = "What has just begun can be skipped, on its first page, and not the last."
    assert no in typed(TWO_HALVES, "1", "skip")
    assert no in typed(TWO_HALVES, "skip", "skip", "skip")


def test_a_skipped_day_is_gone_back_to_and_kept() -> None:
    read = typed(TWO_HALVES, "skip", "back")
    assert read.count("Ten past three.") == 2
    assert read.count("Bake forty plain.") == 2

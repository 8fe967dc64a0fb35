"""Wishes of reading and telling: what is left out, what is told in words, and how far apart lines and letters stand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pygame
import pytest

from game.window import layout, theme, typesetting
from game.window.theme import Look
from tests.desktop.conftest import TWO_HALVES, Sit
from tests.desktop.test_at_the_desk import begin, read

WIDE_LEADING = 1.5
"""Sizes from baseline to baseline that wide lines are told with at the least."""


def test_hints_effects_and_dials_are_left_out_where_that_is_wished_for(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", str(TWO_HALVES))
    begin(player)
    hints = [each["value"] for each in player.page["said"] if each["role"] == "choice"]
    assert any(hints)
    assert any(each["role"] == "meter" for each in player.page["said"])
    player.press("escape")
    player.click("Settings")
    while not player.offers("Hints under choices"):
        player.click("Next")
    for name in ("Hints under choices", "What a choice moved", "Meters"):
        player.click(name)
    values = [player.find(name)["value"] for name in ("Hints under choices", "What a choice moved", "Meters")]
    player.press("escape", "escape")
    assert values == ["off", "off", "words"]
    assert not any(each["value"] for each in player.page["said"] if each["role"] == "choice")
    assert not any(each["role"] == "meter" for each in player.page["said"])
    player.press("1")
    assert not any(each["key"] == "moved" for each in player.page["said"])
    read(player)


def test_wide_lines_and_letters_take_more_room_at_once(sit: Sit, wish: Callable[..., None]) -> None:
    wish(reveal="off", is_reduced=True)
    player = sit("play", str(TWO_HALVES))
    player.click("Settings")
    usual = player.find("The kettle")["bounds"]
    player.press("down", "down", "down", "right")
    wide = player.find("The kettle")["bounds"]
    assert wide[3] > usual[3]
    player.press("down", "right")
    assert (player.find("Lines")["value"], player.find("Letters")["value"]) == ("wide", "wide")


@pytest.fixture
def fonts() -> None:
    pygame.font.init()


def held(look: Look) -> float:
    """How many characters a line of the column holds."""
    style = look.style("reading")
    column = layout.spread(look, "inner", is_wide=False).text.width
    return column / typesetting.character(style.cut, style.size)


WINDOWS = [(1280, 720), (1920, 1080), (2560, 1080), (800, 600), (600, 900), (400, 300)]


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("face", theme.FACES)
@pytest.mark.parametrize("letters", theme.LETTER_SPACINGS)
def test_a_line_holds_as_many_characters_as_can_be_read(face: str, letters: str) -> None:
    for (width, height), percent in product(WINDOWS, theme.TEXT_SIZES):
        asked = Look(theme.DAY, width, height, percent, face, "inner", letter_spacing=letters)
        fitted = layout.fitted(asked)
        count = held(fitted)
        assert 40 <= round(count) <= 75, (width, height, percent, count)
        if percent == theme.TEXT_SIZES[0] and asked.across > 1000:
            assert count >= 44.5


@pytest.mark.usefixtures("fonts")
def test_the_books_type_is_as_large_as_was_asked_for_on_any_usual_screen() -> None:
    for (width, height), percent in product([(800, 600), (1280, 720), (1920, 1080)], theme.TEXT_SIZES):
        asked = Look(theme.DAY, width, height, percent, "book", "inner")
        assert layout.fitted(asked) == asked


@pytest.mark.usefixtures("fonts")
def test_hardly_any_type_is_smaller_than_the_smallest_that_can_be_asked_for() -> None:
    smaller = [
        (face, letters, size)
        for face, letters, size in product(theme.FACES, theme.LETTER_SPACINGS, WINDOWS)
        if layout.fitted(Look(theme.DAY, *size, 100, face, "inner", letter_spacing=letters)).percent < 100
    ]
    assert {(face, letters) for face, letters, _ in smaller} <= {("dyslexic", "wide")}
    assert all(width < height for *_, (width, height) in smaller)


def test_type_that_a_window_is_too_narrow_for_is_told_where_it_was_asked_for(
    sit: Sit, wish: Callable[..., None]
) -> None:
    wish(reveal="off", is_reduced=True, text_percent=200, face="dyslexic")
    player = sit("play", str(TWO_HALVES), size=(1920, 1080))
    player.resize(800, 600)
    player.click("Settings")
    assert player.sees("Were it larger")
    player.resize(1900, 1000)
    assert not player.sees("Were it larger")


@pytest.mark.usefixtures("fonts")
def test_wide_lines_stand_one_and_a_half_sizes_apart_and_letters_a_tenth() -> None:
    for percent in theme.TEXT_SIZES:
        look = Look(theme.DAY, 1280, 720, percent, line_spacing="wide", letter_spacing="wide")
        for use in ("reading", "choice", "hint", "row"):
            style = look.style(use)
            assert style.leading >= style.size * WIDE_LEADING * 0.98
            plain = typesetting.font(style.cut.partition(theme.SPACED)[0], style.size)
            assert (
                typesetting.font(style.cut, style.size).size("nnnnnnnnnn")[0]
                >= plain.size("nnnnnnnnnn")[0] + style.size * 0.7
            )

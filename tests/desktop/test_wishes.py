"""Wishes of reading and telling: what is left out, what is told in words, and how far apart lines and letters stand."""

from __future__ import annotations

from collections.abc import Callable

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


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("face", theme.FACES)
@pytest.mark.parametrize("letters", theme.LETTER_SPACINGS)
def test_a_line_holds_as_many_characters_as_can_be_read(face: str, letters: str) -> None:
    for width, height in ((1280, 720), (1920, 1080), (2560, 1080)):
        for percent in theme.TEXT_SIZES:
            count = held(Look(theme.DAY, width, height, percent, face, "inner", letter_spacing=letters))
            if percent == theme.TEXT_SIZES[0]:
                assert 44.5 <= count <= 75
            elif face != "dyslexic" or (percent < 200 and letters == "usual"):
                assert count >= 40


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

"""Languages at a desk: all of a window in another one, changed while it is open; and one that is none, which shows what was never marked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game import language, wanted
from game.pseudo import pseudo
from tests.desktop.conftest import Sit
from tests.drivers.player import Player
from tests.drivers.tour import live_a_life, pages

INNERMOST = re.compile(r"\[[^\[\]]*\]")
WRITTEN_BY_NOBODY = re.compile(r"Andy Marsh|OpenDyslexic|\bF\d+|\b[LR][BT]\b|\bMenu\b|\bView\b|English|Français")
"""A name, a typeface, what is printed on keys and buttons, and what languages call themselves."""
WORD = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture
def speaks(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has games begin in a language, whatever the system speaks."""
    return lambda code: monkeypatch.setenv(wanted.ASKED, code)


def unmarked(player: Player) -> Iterator[str]:
    """Words on the page that went through no catalogue: whatever stands outside brackets."""
    for each in player.page["said"]:
        for words in (each["name"], each["value"]):
            left = words
            while (inner := INNERMOST.sub(" ", left)) != left:
                left = inner
            if WORD.search(WRITTEN_BY_NOBODY.sub("", left)):
                yield f"{player.page['name']}: {words}"


def test_nothing_on_any_page_was_left_out_of_the_catalogue(
    sit: Sit, wish: Callable[..., None], speaks: Callable[[str], None]
) -> None:
    live_a_life()
    speaks(language.PSEUDO)
    wish(reveal="off", is_reduced=True)
    player = sit()
    found = {words for _ in pages(player, pseudo) for words in unmarked(player)}
    assert not found, "\n".join(sorted(found))


def test_nor_on_the_pages_that_are_met_by_the_way(
    sit: Sit, wish: Callable[..., None], speaks: Callable[[str], None]
) -> None:
    speaks(language.PSEUDO)
    wish(reveal="off", is_reduced=True)
    player = sit()
    found = set()

    def look() -> None:
        found.update(unmarked(player))

    def open_from(*labels: str) -> None:
        for label in labels:
            player.click(pseudo(label))
            look()

    open_from("What to expect")
    player.press("escape")
    open_from("Settings")
    for _ in range(5):
        player.press("page down")
        look()
        if player.offers(pseudo("Keys and buttons")):
            open_from("Keys and buttons")
            player.press("enter")
            look()
            player.press("escape", "escape")
    player.press("escape")
    open_from("Begin the week", "Write it letter by letter")
    player.press("escape")
    player.click(pseudo("Pronouns"))
    player.press("left", "left", "left", "left")
    look()
    open_from("Begin")
    player.press("escape")
    look()
    open_from("Save")
    player.press("enter", "enter")
    look()
    assert not found, "\n".join(sorted(found))


def test_the_first_page_is_in_the_systems_language_and_offers_the_others(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(wanted.ASKED, raising=False)
    monkeypatch.setenv("LANGUAGE", "fr_CA:fr")
    player = sit(is_asked=False)
    assert player.heading == "Avant de commencer"
    assert player.page["language"] == "fr"
    player.click("English")
    assert player.sees("Before you begin")
    assert player.page["language"] == "en"


def test_a_language_is_changed_at_once_in_the_middle_of_a_scene_and_kept(
    sit: Sit, wish: Callable[..., None], home: Path
) -> None:
    wish(reveal="off", is_reduced=True, language="en")
    player = sit("play", "ampersand", "--chapter", "mon-1")
    assert player.comes_to("Scene")
    player.press("enter", "space", "space", "space")
    assert player.sees("There is rain on your coat")
    before = [each["key"] for each in player.page["said"]]
    player.press("escape")
    player.click("Settings")
    player.press("page down", "page down")
    player.find("Language")
    while player.page["focus"] != "language":
        player.press("up")
    player.press("right")
    assert player.sees("Réglages")
    assert player.heading == "Réglages"
    player.press("escape", "escape")
    assert player.sees("Sur ton manteau")
    assert [each["key"] for each in player.page["said"]] == before
    assert player.find("présence")
    assert json.loads((home / "settings" / "window.json").read_text(encoding="utf-8"))["language"] == "fr"


def test_a_day_that_was_not_translated_says_so_once_and_is_read_as_english(
    sit: Sit, wish: Callable[..., None], speaks: Callable[[str], None]
) -> None:
    speaks("fr")
    wish(reveal="off", is_reduced=True)
    player = sit("play", "ampersand", "--chapter", "tue-1")
    assert player.comes_to("Scène")
    assert player.sees("Cette journée n’est pas encore traduite")
    assert player.sees("Mardi")
    languages = {each["name"]: each["language"] for each in player.page["said"]}
    assert (languages["Mardi"], languages[next(name for name in languages if "Okafor" in name)]) == ("", "en")
    player.press("enter")
    told = {each["language"] for each in player.page["said"] if each["role"] in ("paragraph", "choice", "image")}
    assert (player.page["language"], told) == ("fr", {"en"})


BEFORE_THE_FIRST_FRAME = """
import sys
import pygame
show = pygame.display.flip

def show_once():
    print("first", *sys.modules)
    pygame.display.flip = show
    pygame.event.post(pygame.event.Event(pygame.QUIT))

pygame.display.flip = show_once
from game.cli import main
sys.exit(main([]))
"""


def test_in_english_no_catalogue_is_read_before_the_first_frame(
    wish: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wish(reveal="off")
    for name, value in {wanted.ASKED: "en", "SDL_VIDEODRIVER": "dummy", "SDL_AUDIODRIVER": "dummy"}.items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-c", BEFORE_THE_FIRST_FRAME]
    run = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    first = {module for line in run.stdout.splitlines() if line.startswith("first") for module in line.split()}
    assert "game.language" in first
    assert not first & {"gettext", "babel", "game.catalogue", "game.pseudo", "game.typography"}

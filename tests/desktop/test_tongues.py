"""Words of a story in the window: set, read and spoken as their own language is, whatever the game around them speaks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from game import wanted
from tests.desktop.conftest import STORIES, TWO_HALVES, Sit
from tests.desktop.test_voice import install
from tests.drivers.player import Player

LETTER = str(STORIES / "la-lettre")
LANGUAGE = "!-!SET self LANGUAGE "


@pytest.fixture
def speaks(monkeypatch: pytest.MonkeyPatch, wish: Callable[..., None]) -> Callable[..., None]:
    """Has games begin in a language, with wishes."""

    def begin(code: str, **wishes: object) -> None:
        monkeypatch.setenv(wanted.ASKED, code)
        wish(reveal="off", is_reduced=True, is_asked=True, **wishes)

    return begin


def said(player: Player) -> dict[str, str]:
    """The language of everything on the page, by its words; narrow spaces as `~`. Empty for the one that is spoken."""
    return {each["name"].replace("\u202f", "~"): each["language"] for each in player.page["said"]}


def test_a_french_story_is_set_and_read_as_french_in_an_english_game(sit: Sit, speaks: Callable[..., None]) -> None:
    speaks("en")
    player = sit("play", LETTER)
    title = said(player)
    assert title["Qui a écrit~?"] == title["Une lettre, deux midis~: c’est tout."] == title["Ouvrir la lettre"] == "fr"
    assert title["Settings"] == title["Quit"] == ""
    player.press("enter")
    player.click("Begin")
    card = said(player)
    assert card["Lundi"] == card["Qui attend~?"] == card["Passer ce jour"] == "fr"
    assert card["Go on"] == ""
    player.click("Go on")
    player.press("space", "space", "space")
    scene = said(player)
    assert scene["Lundi"] == scene["Ana: «~Tu l’ouvres~?~»"] == scene["«~Oui~: tout de suite~!~»"] == "fr"
    assert scene["repos"] == "fr"
    assert ["Ahead:", ""] in [piece for each in player.page["said"] for piece in each["pieces"]]
    assert scene["Ahead: Il y est question d’un deuil."] == "fr"
    player.press("1", "space")
    assert player.comes_to("Scene")
    player.press("h")
    history = said(player)
    assert history["«~Oui~: tout de suite~!~»"] == history["Ana: «~Tu l’ouvres~?~»"] == history["Lundi, 12:00"] == "fr"
    assert history["What has been read"] == ""
    player.press("h", "j")
    journal = said(player)
    assert journal["«~Oui~: tout de suite~!~»"] == "fr"
    pieces = {words.replace("\u202f", "~"): code for each in player.page["said"] for words, code in each["pieces"]}
    assert pieces["À midi il y avait une lettre."] == "fr"
    assert pieces["repos 6 to 5, maigre"] == ""


def test_a_debrief_of_a_french_story_is_read_as_french_but_for_our_words(sit: Sit, speaks: Callable[..., None]) -> None:
    speaks("en")
    player = sit("play", LETTER, "--chapter", "deux")
    player.press("enter", "space", "1", "space")
    assert player.comes_to("Debrief")
    ending = said(player)
    assert ending["Lue~!"] == ending["Ana: «~Tu vois~?~»"] == "fr"
    assert ending["Next"] == ""
    player.click("Next")
    lesson = said(player)
    assert lesson["On peut ouvrir plus tard"] == lesson["Tu as choisi~: «~Je la lis~»."] == "fr"
    assert lesson["Something small to try"] == ""
    pieces = [each["pieces"] for each in player.page["said"]]
    assert [["By yourself", ""], ["Laisser une lettre fermée un jour.", "fr"]] in pieces
    assert [["To carry:", ""], ["Qu’est-ce qui attend encore\u202f?", "fr"]] in pieces


def test_an_english_story_is_set_and_read_as_english_in_a_french_game(sit: Sit, speaks: Callable[..., None]) -> None:
    speaks("fr")
    player = sit("play", str(TWO_HALVES), "--chapter", "one")
    player.press("enter", "space", "space", "1", "space", "space")
    assert player.sees("Leave it.")
    player.press("space")
    assert player.sees("Day can have it.")
    scene = said(player)
    assert scene["Otto: ‘Leave it. Leave it.’"] == scene["‘It’s day soon. Day can have it.’"] == "en"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="this program speaks on Linux")
def test_the_voice_says_a_storys_words_in_its_language_and_ours_in_ours(
    sit: Sit, speaks: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs, told = tmp_path / "programs", tmp_path / "told.txt"
    programs.mkdir()
    install(programs, "spd-say", f'echo "$@" >> "{told}"; exec cat >> "{told}"')
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    speaks("en", is_voiced=True, voice="Alan Green")
    player = sit("play", LETTER)
    player.press("down")
    player.wait(lambda: "button 2 of" in told.read_text(encoding="utf-8"), "words")
    spoken, code, voice = [], "en", ""
    for line in told.read_text(encoding="utf-8").replace("\u202f", "~").splitlines()[1:]:
        if line.startswith(LANGUAGE):
            code = line.removeprefix(LANGUAGE)
        elif "SYNTHESIS_VOICE" in line:
            voice = "Alan Green"
        elif "VOICE_TYPE" in line:
            voice = ""
        elif not line.startswith("!-!"):
            spoken.append((line, code, voice))
    assert ("Voice on", "en", "Alan Green") in spoken
    assert ("Qui a écrit ?", "fr", "") in spoken
    assert ("Ouvrir la lettre.", "fr", "") in spoken
    assert ("button 1 of 5", "en", "Alan Green") in spoken

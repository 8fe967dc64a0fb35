"""Words of a story on what a room sees and takes away: set as their own language is, and said to be in it."""

from __future__ import annotations

import html
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import language, wanted
from game.cli import main
from game.room.opening import told_in_languages
from game.story import read_story
from tests.room.phones import open_room

STORIES = Path(__file__).parents[1] / "stories"
FRENCH, ENGLISH = STORIES / "la-lettre", STORIES / "two-halves"
NARROW, TIED = "\u202f", "\u00a0"


@pytest.fixture(autouse=True)
def speaking_english_again() -> Iterator[None]:
    yield
    language.speak(language.ENGLISH)


class Called:
    """Somebody who types commands, in a language."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys

    def says(self, code: str, *asked: str | Path, typed: str = "") -> str:
        """What a command prints."""
        self._monkeypatch.setenv(wanted.ASKED, code)
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert main([str(each) for each in asked]) == 0
        return self._capsys.readouterr().out.replace(TIED, "~")

    def writes(self, code: str, *asked: str | Path) -> str:
        """The page that a command makes."""
        page = self._folder / "page.html"
        self.says(code, *asked, "-o", page)
        return html.unescape(page.read_text(encoding="utf-8").replace(NARROW, "~"))


@pytest.fixture
def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Called:
    return Called(tmp_path, monkeypatch, capsys)


def test_a_room_without_phones_reads_a_french_story_as_french_is_set(called: Called) -> None:
    told = called.says("en", "room", FRENCH, "--hands", typed="5 3\n\n\n\n\nend\n")
    assert "Midi~; la lettre est là." in told
    assert "Ana~: «~Tu l’ouvres~?~»" in told
    assert "1. «~Oui~: tout de suite~!~»" in told
    assert "More hands are for «~Oui~: tout de suite~!~» than for any other." in told


def test_a_french_room_reads_an_english_story_as_english_is_set(called: Called) -> None:
    told = called.says("fr", "room", ENGLISH, "--hands", typed="3 5\n\n\n\n3 5 0\nend\n")
    assert "Otto: ‘Leave it. Leave it.’" in told
    assert "2. ‘It’s day soon. Day can have it.’" in told


def test_the_page_a_room_leaves_with_says_which_words_are_the_storys(called: Called) -> None:
    called.says("en", "room", FRENCH, "--hands", typed="5 3\n\n\n\n\nend\n")
    page = called.writes("en", "report", FRENCH)
    assert '<html lang="en">' in page
    assert '<h3 lang="fr">Lundi</h3>' in page
    assert '<p lang="fr" class="took">▸ «~Oui~: tout de suite~!~»</p>' in page
    assert '<td lang="fr" class="words">La laisser fermée.</td>' in page
    assert '<td class="words">Rather not say</td>' in page
    assert '<p lang="fr">Ana~: «~Alors demain.~»</p>' in page
    assert '<li lang="fr">Que feriez-vous~?</li>' in page
    assert '<li lang="fr">Laisser une lettre fermée un jour.</li>' in page
    assert '<li lang="fr">Un carnet sans date, 1998</li>' in page
    assert "<h2>To carry</h2>" in page


def test_a_run_sheet_says_which_words_are_the_storys(called: Called) -> None:
    page = called.writes("en", "sheet", FRENCH, "--minutes", "15", "--scenes")
    assert '<h1 lang="fr">Lundi</h1>' in page
    assert '<span lang="fr">«~Oui~: tout de suite~!~»</span>' in page
    assert '<p lang="fr">Lundi~: Qui attend~?</p>' in page
    assert '<p lang="fr">Que feriez-vous~?</p>' in page
    assert '<p class="head">Talk, in pairs, then a word from whoever offers one</p>' in page
    assert re.search(r'<div lang="fr" class="both">\s*<h3>Lundi, 12:00</h3>', page)
    assert "<strong>Ana.</strong> «~Tu l’ouvres~?~»" in page
    french = called.writes("fr", "sheet", ENGLISH, "--minutes", "15", "--scenes")
    assert '<span lang="en">‘It’s day soon. Day can have it.’</span>' in french
    assert "<strong>Otto.</strong> ‘Leave it. Leave it.’" in french
    assert '<td class="note">Ne pas le dire</td>' in french


def test_slides_say_which_words_are_the_storys_and_which_are_not(called: Called) -> None:
    page = called.writes("fr", "sheet", ENGLISH, "--minutes", "15", "--slides")
    assert '<section lang="en" id="row-3-choices"' in page
    assert '<li><span lang="fr">Ne pas le dire</span></li>' in page
    assert "<strong>Otto.</strong> ‘Leave it. Leave it.’" in page
    assert '<section id="row-0" class="both top">' in page


def test_a_phone_is_told_of_each_line_which_language_it_is_in() -> None:
    with open_room(FRENCH) as room:
        room.hosted.frames.stories = told_in_languages(read_story(FRENCH))
        phone = room.stranger()
        phone.get(f"/{room.hosted.door.code}", Accept_Language="en-GB")
        state = json.loads(phone.get("/state", Accept_Language="en-GB")[1])
    assert [(each["words"].replace(NARROW, "~"), each["lang"]) for each in state["choices"]] == [
        ("«~Oui~: tout de suite~!~»", "fr"),
        ("La laisser fermée.", "fr"),
        ("Rather not say", ""),
    ]
    assert (state["titleLang"], state["headingLang"], state["lang"]) == ("fr", "fr", "fr")

"""The page to keep: a story's words on it are quoted as their own language is, and said to be in it; ours are in ours."""

from __future__ import annotations

import html
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import keepsake, language, spoken
from game.play.history import Playthrough

STORIES = Path(__file__).parents[1] / "stories"


@pytest.fixture(autouse=True)
def speaking_english_again() -> Iterator[None]:
    yield
    language.speak(language.ENGLISH)


def kept(story: str, code: str) -> str:
    """The page of a life of first choices, in a language; narrow spaces as `~`."""
    language.speak(code)
    life = Playthrough.begin(spoken.story(STORIES / story))
    while life.offered:
        life = life.choose(life.offered[0])
    return html.unescape(keepsake.page(life).replace("\u202f", "~"))


def test_a_life_in_french_is_kept_as_french_in_an_english_game() -> None:
    page = kept("la-lettre", "en")
    assert '<html lang="en">' in page
    assert '<h1 lang="fr">Lue~!</h1>' in page
    assert '<p class="chose">«~Oui~: tout de suite~!~»</p>' in page
    assert '<p><span class="who">Ana</span>«~Tu l’ouvres~?~»</p>' in page
    assert '<p lang="en" class="moved">repos 6 to 5, maigre.</p>' in page
    assert '<blockquote lang="fr" class="both">«~Je la lis.~»</blockquote>' in page
    assert '<li lang="fr"><em lang="en">By yourself.</em> Laisser une lettre fermée un jour.</li>' in page
    assert "<h2>To carry</h2>" in page


def test_a_life_in_english_is_kept_as_english_in_a_french_game() -> None:
    page = kept("two-halves", "fr")
    assert '<html lang="fr">' in page
    assert '<h1 lang="en">The Lamp Out</h1>' in page
    assert '<p><span class="who">Otto</span>‘Leave it. Leave it.’</p>' in page
    assert '<blockquote lang="en" class="inner">‘Bake forty plain.’</blockquote>' in page
    assert '<p lang="en"><strong>A favour is not a debt.</strong> Somebody was owed one.</p>' in page
    assert "<h2>À emporter</h2>" in page


MONDAY = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "day"
msgid "Lundi"
msgstr "Monday"

msgctxt "scene midi"
msgid "Midi ; la lettre est là. L’enveloppe dit “Urgent” !"
msgstr "Noon, and the letter is here. It says “Urgent”!"

msgctxt "scene midi, ana"
msgid "Tu l’ouvres ?"
msgstr "Will you open it?"

msgctxt "choice oui"
msgid "Oui : tout de suite !"
msgstr "Yes, now!"
"""


def test_a_day_that_is_translated_and_one_that_is_not_are_each_in_their_own(tmp_path: Path) -> None:
    story = Path(shutil.copytree(STORIES / "la-lettre", tmp_path / "la-lettre"))
    (story / "languages").mkdir()
    (story / "languages" / "en.po").write_text(MONDAY, encoding="utf-8")
    page = kept(str(story), "en")
    monday, _, tuesday = page.partition('<h2 lang="fr">Mardi</h2>')
    assert '<article class="both">' in monday
    assert '<p><span class="who">Ana</span>‘Will you open it?’</p>' in monday
    assert '<p class="chose">‘Yes, now!’</p>' in monday
    assert '<article lang="fr" class="both">' in tuesday
    assert '<p><span class="who">Ana</span>«~Et maintenant~?~»</p>' in tuesday
    assert '<h3 lang="fr">On peut ouvrir plus tard</h3>' in tuesday
    assert '<li lang="fr">Qu’est-ce qui attend encore~?</li>' in tuesday

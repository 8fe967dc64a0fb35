"""The language a story is written in: who reads aloud, prints, checks and translates goes by it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import keepsake, language, spoken
from game.play.history import Playthrough
from game.room.opening import told_in_languages
from game.story import read_story
from game.story.translation import translated
from game.typography import NARROW
from tests.room.phones import open_room

STORY = """story: lettre
language: fr
title: La Lettre
player: {name: Camille Roy, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
chapters: [{id: un, title: Lundi, question: Qui a écrit ?, parts: [{id: jour, scene: midi}]}]
groups: {done: were done}
endings: [{id: fin, title: La Fin, scene: fin-soir, group: done, lead: Tu l’as lue.}]
scenes:
  - id: midi
    part: jour
    recall: À midi il y avait une lettre.
    text: Il est midi.
    choices:
      - {id: lire, text: Lire la lettre., goto: ending}
      - {id: non, text: Ne pas la lire., goto: ending}
  - {id: fin-soir, part: jour, text: Il fait nuit.}
"""
ENGLISH = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "scene midi"
msgid "Il est midi."
msgstr "It is noon."

msgctxt "choice lire"
msgid "Lire la lettre."
msgstr "Read the letter."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lettre").mkdir()
    (tmp_path / "lettre" / "story.yaml").write_text(STORY, encoding="utf-8")
    return tmp_path / "lettre"


@pytest.fixture(autouse=True)
def speaking_english() -> Iterator[None]:
    language.speak(language.ENGLISH)
    yield
    language.speak(language.ENGLISH)


def asked(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


def told(story: object) -> str:
    return Playthrough.begin(story).latest[-1].beats[0].plain  # type: ignore[arg-type, attr-defined]


def test_a_story_is_told_in_its_own_language_to_whom_it_has_no_other(folder: Path) -> None:
    story = spoken.story(folder)
    assert (told(story), story.told_in("un")) == ("Il est midi.", "fr")


def test_whoever_speaks_its_language_is_told_it_as_it_stands(folder: Path) -> None:
    own = read_story(folder)
    for code in ("fr", "fr-CA"):
        story = translated(own, code)
        assert (told(story), story.told_in("un")) == ("Il est midi.", "fr")


def test_a_story_in_another_language_may_be_translated_into_english(folder: Path) -> None:
    (folder / "languages").mkdir()
    (folder / "languages" / "en.po").write_text(ENGLISH, encoding="utf-8")
    story = spoken.story(folder)
    assert (told(story), story.told_in("un")) == ("It is noon.", "en")


def test_the_page_to_keep_says_what_is_in_which_language(folder: Path) -> None:
    life = Playthrough.begin(spoken.story(folder))
    life = life.choose(life.offered[0])
    page = keepsake.page(life)
    assert '<html lang="en">' in page
    assert '<article lang="fr"' in page
    assert '<h1 lang="fr">La Fin</h1>' in page


def test_a_phone_is_told_the_language_of_what_it_shows(folder: Path) -> None:
    with open_room(folder) as room:
        room.hosted.frames.stories = told_in_languages(read_story(folder))
        phone = room.stranger()
        assert phone.get(f"/{room.hosted.door.code}", Accept_Language="en-GB")[0] == 200
        state = json.loads(phone.get("/state", Accept_Language="en-GB")[1])
        assert state["lang"] == state["titleLang"] == state["headingLang"] == "fr"


def test_a_script_is_in_the_language_of_its_story(folder: Path, tmp_path: Path) -> None:
    made = asked("script", folder, "-o", tmp_path / "script.html")
    assert made.returncode == 0, made.stderr
    page = (tmp_path / "script.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert '<p lang="en" class="under">A script to read aloud' in page
    assert f"Qui a écrit{NARROW}?" in page


def test_spelling_says_for_which_language_it_has_no_dictionary(folder: Path) -> None:
    found = asked("spelling", folder)
    assert found.returncode == 2
    assert "is written in `fr`, for which no dictionary is here" in found.stderr


@pytest.mark.parametrize(("code", "known"), [("en-US", "color"), ("en-GB", "colour"), ("en", "colour")])
def test_a_story_is_spelt_in_its_own_english(tmp_path: Path, code: str, known: str) -> None:
    text = re.sub(
        r"text: [^,\n]+\.", "text: It is a color, a colour.", STORY.replace("language: fr", f"language: {code}")
    )
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    found = [
        each["message"].split("`")[1] for each in json.loads(asked("spelling", tmp_path, "--format", "json").stdout)
    ]
    assert (known in found, {"color", "colour"} <= {*found, known}) == (False, True)

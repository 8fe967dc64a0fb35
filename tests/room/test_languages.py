"""Languages in a room: each phone in its browser's, or the one that was chosen on it, whatever the laptop speaks."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import disk, language, wanted
from game.author.translate.book import bring_up_to_date
from game.author.translate.listing import of_story
from game.cli import main
from game.pseudo import pseudo
from game.room.opening import told_in_languages
from game.story import read_story
from game.story.translation import file_of
from tests.room.phones import SHORT_DAY, OpenRoom, Visitor, open_room

pytestmark = pytest.mark.skipif(
    sys.platform == "darwin", reason="has no second loopback address unless it is given one"
)

FRENCH = {"Accept_Language": "fr-CA,fr;q=0.9,en;q=0.5"}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OpenRoom]:
    """A room whose story has one choice in French."""
    story = Path(shutil.copytree(SHORT_DAY, tmp_path / "short-day"))
    own = read_story(story)
    po = file_of(story, "fr")
    bring_up_to_date(po, "fr", of_story(own), own.title, own.version)
    first = next(choice for scene in own.scenes.values() if len(scene.choices) > 1 for choice in scene.choices)
    text = po.read_text(encoding="utf-8")
    entry = re.search(rf'msgctxt "choice {first.id}(?:, \w+)?"\nmsgid "[^\n]*"\nmsgstr ""', text)
    assert entry
    po.write_text(text.replace(entry[0], entry[0][:-1] + 'Un choix en français."'), encoding="utf-8")
    with open_room(story) as opened:
        opened.hosted.frames.stories = told_in_languages(opened.hosted.session.story)
        yield opened


def phone(room: OpenRoom, **headers: str) -> Visitor:
    visitor = room.stranger()
    assert visitor.get(f"/{room.hosted.door.code}", **headers)[0] == 200
    return visitor


def words(visitor: Visitor, **headers: str) -> list[str]:
    told = json.loads(visitor.get("/state", **headers)[1])
    return [each["words"] for each in told["choices"]]


def test_phones_of_two_languages_vote_on_one_page(room: OpenRoom) -> None:
    french, english = phone(room, **FRENCH), phone(room, Accept_Language="en-GB")
    assert words(french, **FRENCH)[0] == "Un choix en français."
    assert words(french, **FRENCH)[-1] == "Ne pas le dire"
    assert words(english)[-1] == "Rather not say"
    assert french.choose(0) == 200
    assert english.choose(0) == 200
    assert room.hosted.session.vote is not None
    assert room.hosted.session.vote.raised == 2


def test_a_phones_page_and_its_script_speak_the_browsers_language(room: OpenRoom) -> None:
    visitor = room.stranger()
    page = visitor.get(f"/{room.hosted.door.code}", **FRENCH)[1].decode()
    assert '<html lang="fr">' in page
    assert "Ce téléphone est celui d’une table" in page
    script = visitor.get("/phone.js?fr", **FRENCH)[1].decode()
    assert "Vous pouvez changer d’avis" in script
    assert "const WORDS = {};" in visitor.get("/phone.js", Accept_Language="en")[1].decode()
    assert "{{" not in page


def test_a_language_that_was_chosen_on_a_phone_stays_and_keeps_its_seat(room: OpenRoom) -> None:
    visitor = phone(room, Accept_Language="en")
    seats = len(room.hosted.seats.taken)
    status, _, headers = visitor.ask("GET", "/language/fr", Accept_Language="en")
    assert (status, headers["Location"]) == (303, f"/{room.hosted.door.code}")
    assert '<html lang="fr">' in visitor.get(headers["Location"], Accept_Language="en")[1].decode()
    assert words(visitor, Accept_Language="en")[-1] == "Ne pas le dire"
    assert len(room.hosted.seats.taken) == seats


@pytest.mark.parametrize("code", ["../../etc", "xx", "fr%0aSet-Cookie:x"])
def test_a_language_that_there_is_not_changes_nothing(room: OpenRoom, code: str) -> None:
    visitor = room.stranger()
    status, _, headers = visitor.ask("GET", f"/language/{code}")
    assert "Set-Cookie" not in headers
    assert status in (303, 404)
    assert headers.get("Location", "/") == "/"


def test_whoever_leads_and_looks_is_spoken_to_in_the_laptops_language(room: OpenRoom) -> None:
    assert '<html lang="en">' in room.laptop.get("/screen", **FRENCH)[1].decode()
    assert '<html lang="en">' in room.laptop.get("/host", **FRENCH)[1].decode()


def test_what_is_refused_is_said_in_the_language_of_whoever_asked(room: OpenRoom) -> None:
    visitor = room.stranger()
    assert json.loads(visitor.get("/state", **FRENCH)[1])["no"] == "Entrez d’abord par le code."


def test_no_page_of_a_room_has_words_that_were_never_marked(room: OpenRoom) -> None:
    language.speak(language.PSEUDO)
    try:
        for path in ("/", f"/{room.hosted.door.code}", "/screen", "/host", "/pair"):
            page = room.laptop.get(path)[1].decode()
            left = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
            while (inner := re.sub(r"\[[^\[\]]*\]", " ", left)) != left:
                left = inner
            assert not re.search(r"[^\W\d_]{2,}", left.replace("English", "").replace("Français", "")), path
            for attribute in re.findall(r'(?:alt|aria-label|placeholder|title)="([^"]+)"', page):
                assert attribute.startswith("["), attribute
        for name in ("phone", "host", "screen", "pair"):
            script = room.laptop.get(f"/{name}.js")[1].decode()
            told = json.loads(re.search(r"const WORDS = (\{.*\});", script)[1])  # type: ignore[index]
            assert told
            assert all(words == pseudo(english) for english, words in told.items())
    finally:
        language.speak(language.ENGLISH)


@pytest.mark.parametrize(
    "asked",
    [
        ("sheet", "--format", "text", "--scenes"),
        ("sheet", "--minutes", "90", "-o", "page.html"),
        ("sheet", "--slides", "-o", "page.html"),
        ("room", "--hands", "--minutes", "45"),
        ("report", "--when", "26-11", "-o", "page.html"),
    ],
    ids=" ".join,
)
def test_nothing_that_a_room_prints_has_words_that_were_never_marked(
    asked: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(wanted.ASKED, language.PSEUDO)
    monkeypatch.chdir(tmp_path)
    if asked[0] == "report":
        held(monkeypatch, "room", "--hands", "--chapter", "fri-2", "--minutes", "45")
        capsys.readouterr()
    told = held(monkeypatch, *asked, capsys=capsys)
    page = tmp_path / "page.html"
    left = page.read_text(encoding="utf-8") if page.exists() else told
    left = re.sub(r"<(script|style).*?</\1>|<[^>]*>|`[^`]*`", " ", left, flags=re.DOTALL)
    left = re.sub(r"ampersand [a-z]+(?: --?[a-z]+| \d+| [a-z]+-\d)*", " ", html.unescape(left))
    while (inner := re.sub(r"\[[^\[\]]*\]", " ", left)) != left:
        left = inner
    own = disk.shipped_story()
    story = " ".join(file.read_text(encoding="utf-8") for file in own.rglob("*.yaml"))
    known = set(re.findall(r"[^\W\d_]+", story)) | {"Andy", "Marsh"}
    assert [word for word in re.findall(r"[^\W\d_]{2,}", left) if word not in known] == []


def held(monkeypatch: pytest.MonkeyPatch, *asked: str, capsys: pytest.CaptureFixture[str] | None = None) -> str:
    """What a command prints when a room's hour is typed to it."""
    typed = ["help", "time", "talk", "nonsense", *["", "12 9 4", "12 9 4 3", "", "", "splits"] * 12, "end"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    try:
        assert main([*asked]) == 0
    finally:
        language.speak(language.ENGLISH)
    return "" if capsys is None else capsys.readouterr().out

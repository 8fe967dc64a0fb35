"""`ampersand translate`: a story's words out and in, what becomes of them when the story changes, and what a translator is told."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from game import catalogue, disk, language, wanted
from game.author.translate import checking, listing
from game.language import tr, tr_as, tr_count
from game.play.history import Playthrough
from game.play.page import told
from game.play.save import dump, load
from game.story import read_story
from game.story.model import Player
from game.story.translation import translated
from game.terminal import player as terminal
from game.typography import NARROW

ROOT = Path(__file__).parents[2]
TWO_HALVES = ROOT / "tests" / "stories" / "two-halves"
FORMS = """X-Forms: he | she | they\\n"
"X-Form il: il | elle | iel | they\\n"
"X-Form e:  | e | ·e\\n"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TWO_HALVES, tmp_path / "two-halves"))


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    language.speak(language.ENGLISH)


def translate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "game", "translate", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def extracted(story: Path) -> Path:
    done = translate("extract", story, "--language", "fr")
    assert done.returncode == 0, done.stderr
    return story / "languages" / "fr.po"


def put(po: Path, context: str, english: str, french: str) -> None:
    """Translate one message by hand, as an editor would."""
    before = f'msgctxt "{context}"\nmsgid "{english}"\nmsgstr ""'
    text = po.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{before!r} is not one message"
    po.write_text(text.replace(before, before[:-1] + french + '"'), encoding="utf-8")


def reword(story: Path, before: str, after: str) -> None:
    for file in story.glob("*.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


# ---- out


def test_every_line_a_player_reads_goes_out_with_its_scene_its_speaker_and_where_it_stands(story: Path) -> None:
    po = extracted(story).read_text(encoding="utf-8")
    assert 'msgctxt "choice bake-plain"\nmsgid "Bake forty plain."' in po
    assert 'msgctxt "hint bake-plain"\nmsgid "done by six"' in po
    assert 'msgctxt "then bake-seeded, otto"\nmsgid "That’s not in the book."' in po
    assert "#. Otto says this (he)" in po
    assert 'msgctxt "meter sleep"\nmsgid "plenty"' in po
    assert "#: scenes.yaml:" in po
    assert '"{sleep < 4: You count the forty twice and get two answers. |' in po
    assert "fuzzy" not in po


def test_a_line_that_was_put_in_between_leaves_every_other_translated(story: Path) -> None:
    po = extracted(story)
    put(po, "choice bake-plain", "Bake forty plain.", "En cuire quarante, nature.")
    reword(story, "      Ten past three. The flour", "      A new beginning.\n\n      Ten past three. The flour")
    done = translate("extract", story, "--language", "fr")
    assert "1 of" in done.stderr
    assert "1 are new, 0 were reworded" in done.stderr
    assert "En cuire quarante" in po.read_text(encoding="utf-8")


def test_what_was_reworded_keeps_its_old_translation_marked_stale_and_is_told_in_english(story: Path) -> None:
    po = extracted(story)
    put(po, "choice bake-plain", "Bake forty plain.", "En cuire quarante, nature.")
    reword(story, "Bake forty plain.", "Bake fifty plain.")
    done = translate("extract", story, "--language", "fr")
    assert "0 are new, 1 were reworded" in done.stderr
    text = po.read_text(encoding="utf-8")
    assert '#, fuzzy\n#| msgid "Bake forty plain."\nmsgctxt "choice bake-plain"' in text
    told_story = translated(read_story(story), "fr")
    assert told_story.choices["bake-plain"].text == read_story(story).choices["bake-plain"].text
    counted = json.loads(translate("status", story, "--format", "json").stdout)["fr"]
    assert next(part for part in counted if part["part"] == "one")["stale"] == 1


def test_what_nothing_says_any_more_is_put_aside_and_comes_back_when_it_is_said_again(story: Path) -> None:
    po = extracted(story)
    put(po, "hint bake-plain", "done by six", "fini à six heures")
    reword(story, "hint: done by six, ", "")
    assert "1 are put aside" in translate("extract", story, "--language", "fr").stderr
    assert '#~ msgstr "fini à six heures"' in po.read_text(encoding="utf-8")
    reword(story, "text: Bake forty plain., ", "text: Bake forty plain., hint: done by six, ")
    translate("extract", story, "--language", "fr")
    assert '\nmsgstr "fini à six heures"' in po.read_text(encoding="utf-8")


def test_a_catalogue_that_is_up_to_date_is_written_as_it_was(story: Path) -> None:
    po = extracted(story)
    put(po, "day", "The first day", "Le premier jour")
    translate("extract", story, "--language", "fr")
    before = po.read_bytes()
    translate("extract", story, "--language", "fr")
    assert po.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("extract", "{}", "--language", "klingon"), "there is no language 'klingon'"),
        (("check", "{}", "--language", "de"), "`ampersand translate extract` begins one"),
        (("status", "{}"), "has no languages yet"),
        (("try", "{}"), "--language CODE, or --pseudo"),
    ],
)
def test_a_call_that_cannot_be_meant_says_what_can(story: Path, arguments: tuple[str, ...], says: str) -> None:
    done = translate(*(each.format(story) for each in arguments))
    assert done.returncode == 2
    assert says in done.stderr


# ---- what a translator is told


@pytest.mark.parametrize(
    ("french", "says"),
    [
        (
            "{sommeil < 4: Deux fois. | Une fois.}",
            "`sommeil < 4` is not asked here in the original, which asks `sleep < 4`",
        ),
        ("{sleep < 4: Deux fois.", "a brace opens here and is never closed"),
        ("Tu comptes {leur} pain.", "nothing fills in `{leur}`"),
        ("*Tu comptes.", "italics are opened here"),
    ],
)
def test_what_cannot_be_told_is_named_with_its_place_and_the_original_stands_instead(
    story: Path, french: str, says: str
) -> None:
    po = extracted(story)
    text = po.read_text(encoding="utf-8")
    at = text.index('"{sleep < 4: You count the forty twice')
    ends = text.index('msgstr ""', at)
    po.write_text(text[:ends] + f'msgstr "{french}"' + text[ends + len('msgstr ""') :], encoding="utf-8")
    checked = translate("check", story)
    assert checked.returncode == 1
    assert says in checked.stdout
    assert f"fr.po:{text[:ends].count(chr(10)) + 1}:" in checked.stdout
    life = Playthrough.begin(translated(read_story(story), "fr"))
    assert "You count the forty" in " ".join(
        beat.plain for beat in told(life.story, life.state, life.story.scenes["oven"].text)
    )


def test_what_was_lost_on_the_way_is_a_warning(story: Path) -> None:
    po = extracted(story)
    text = po.read_text(encoding="utf-8")
    at = text.index('"{sleep < 4: You count the forty twice')
    ends = text.index('msgstr ""', at)
    po.write_text(text[:ends] + 'msgstr "Tu comptes."' + text[ends + len('msgstr ""') :], encoding="utf-8")
    checked = translate("check", story)
    assert checked.returncode == 0
    assert "the original varies here by `sleep < 4`, and this does not" in checked.stdout


def test_a_language_declares_forms_of_its_own_that_follow_the_players_pronouns(story: Path) -> None:
    po = extracted(story)
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace("X-Language-Name", FORMS + '"\n"X-Language-Name', 1), encoding="utf-8")
    put(po, "choice bake-plain", "Bake forty plain.", "{Il} est rentré{e}, {heureux | heureuse | heureux·se}.")
    assert translate("check", story).returncode == 0
    told_story = translated(read_story(story), "fr")
    wording = {}
    for pronouns in ("he", "she", "they", "ze/zir/zir/zirs/zirself/is"):
        life = Playthrough.begin(told_story, player=Player("Sam", pronouns))
        wording[pronouns] = told(told_story, life.state, told_story.choices["bake-plain"].text)[0].plain
    assert wording == {
        "he": "Il est rentré, heureux.",
        "she": "Elle est rentrée, heureuse.",
        "they": "Iel est rentré·e, heureux·se.",
        "ze/zir/zir/zirs/zirself/is": "Ze est rentré·e, heureux·se.",
    }


def test_marks_and_spaces_are_the_printers_and_what_is_typed_is_not() -> None:
    language.speak("fr")
    assert language.now().marks.set('Quoi? "Oui" : 50 % `back: 3`') == (
        f"Quoi{NARROW}? «{NARROW}Oui{NARROW}»{NARROW}: 50{NARROW}% `back: 3`"
    )
    assert language.in_quotes("si") == f"«{NARROW}si{NARROW}»"
    said = [language.in_quotes("so", code) for code in ("en", "de-AT", "it", "sv", "ja", "nl", "cy")]
    assert said == ["‘so’", "„so“", "«so»", "”so”", "「so」", "‘so’", "‘so’"]
    assert language.number(12345) == f"12{NARROW}345"


# ---- playing


def test_a_save_made_in_one_language_opens_in_another(story: Path) -> None:
    from datetime import UTC, datetime

    po = extracted(story)
    put(po, "day", "The first day", "Le premier jour")
    put(po, "choice bake-plain", "Bake forty plain.", "En cuire quarante.")
    own = read_story(story)
    french = translated(own, "fr")
    life = Playthrough.begin(french).choose("bake-plain")
    data = dump(life, datetime.now(UTC))
    assert b"The first day" in data
    back = load(data, own)
    assert not back.notices
    assert back.playthrough.state == life.state
    assert load(data, french).playthrough.state == life.state
    assert life.told_in(own).choices == life.choices


def test_the_terminal_speaks_another_language_from_one_line_to_the_next(story: Path) -> None:
    po = extracted(story)
    put(po, "choice bake-plain", "Bake forty plain.", "En cuire quarante.")
    output = io.StringIO()
    lines = io.StringIO("langue\nlanguage fr\naide\n1\nretour\nlangue en\n")
    terminal.run(story, chapter=None, resume=False, input=lines, output=output)
    text = output.getvalue()
    assert "1. Bake forty plain. (done by six)" in text
    assert "1. En cuire quarante. (done by six)" in text
    assert "Le numéro d’un choix le fait." in text
    assert "Cette journée n’est pas encore traduite" in text
    assert text.count("Cette journée n’est pas encore traduite") == 1
    assert text.rstrip().endswith("No choice was made, so there is no place to keep.") or "Your place is kept" in text


def test_in_a_language_without_a_catalogue_the_story_is_told_as_it_was_written(story: Path) -> None:
    own = read_story(story)
    assert translated(own, "fr").untold.issuperset(own.chapters)
    assert translated(own, "fr").scenes == own.scenes


# ---- the game's own words


def test_the_catalogues_of_the_interface_hold_every_word_of_the_source() -> None:
    messages = listing.of_game(ROOT)
    files = sorted((ROOT / "assets" / "languages").glob("*.po"))
    assert files
    for file in files:
        found = checking.of_interface(file, messages)
        assert not found, "run tools/translate_interface.py:\n" + "\n".join(
            f"{each.span}: {each.message}" for each in found
        )


def test_a_translation_may_leave_out_what_agrees_in_english_alone_and_nothing_else(tmp_path: Path) -> None:
    english = "{they} {are} here."
    messages = [listing.Message("", english)]
    found = {}
    for words in ("{they} est là.", "{are}.", "{they} {there}."):
        (tmp_path / "fr.po").write_text(f'msgid "{english}"\nmsgstr "{words}"\n', encoding="utf-8")
        found[words] = [each.code for each in checking.of_interface(tmp_path / "fr.po", messages)]
    assert found == {"{they} est là.": [], "{are}.": ["slot-lost"], "{they} {there}.": ["other-slots"]}


def test_the_game_says_vous_in_french_everywhere() -> None:
    familiar = re.compile(r"(?<![\w`])(?:tu|te|toi|ton|ta|tes|t['’]\w+)(?![\w`])", re.IGNORECASE)
    read = catalogue.read(ROOT / "assets" / "languages" / "fr.po")
    assert [told for words in read.words.values() for told in words if familiar.search(told)] == []


def test_the_shipped_storys_first_day_is_told_in_french_and_nothing_of_it_is_wrong() -> None:
    own = read_story(disk.shipped_story())
    french = translated(own, "fr")
    assert "mon-1" not in french.untold
    found, _ = checking.of_story_in(own, "fr")
    assert not found, "\n".join(f"{each.span}: {each.message}" for each in found)


@pytest.mark.parametrize(
    ("broken", "english"),
    [
        ('msgid "Found on {day}"\nmsgstr "Trouvée {jour}"', "Found on 3"),
        ('msgid "Found on {day}"\nmsgstr "Trouvée {"', "Found on 3"),
        ('#, fuzzy\nmsgid "Found on {day}"\nmsgstr "Trouvée {day}"', "Found on 3"),
        ('msgid "Found on {day}"\nmsgstr "Trouvée {day}"', "Trouvée 3"),
    ],
)
def test_a_translation_that_asks_for_what_is_not_there_falls_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, english: str
) -> None:
    (tmp_path / "zz.po").write_text(broken + "\n", encoding="utf-8")
    monkeypatch.setattr(language, "_home", lambda: str(tmp_path))
    monkeypatch.setattr(language, "_read", {})
    language.speak("zz")
    assert tr("Found on {day}", day=3) == english


def test_numbers_take_the_form_that_the_languages_own_rule_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);"
    head = f'msgid ""\nmsgstr "Plural-Forms: {rule}\\n"\n\n'
    entry = 'msgid "{n} choice"\nmsgid_plural "{n} choices"\nmsgstr[0] "{n} A"\nmsgstr[1] "{n} B"\nmsgstr[2] "{n} C"\n'
    (tmp_path / "xx.po").write_text(head + entry, encoding="utf-8")
    monkeypatch.setattr(language, "_home", lambda: str(tmp_path))
    monkeypatch.setattr(language, "_read", {})
    language.speak("xx")
    assert [tr_count("{n} choice", "{n} choices", n) for n in (1, 3, 5, 21)] == ["1 A", "3 B", "5 C", "21 A"]
    assert catalogue.plurals("no rule at all")(2) == 1


@pytest.mark.parametrize(
    ("accepts", "code"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("de,en;q=0.5", "en"),
        ("en-GB,fr;q=0.9", "en"),
        ("*;q=x,,;", "en"),
        ("", "en"),
    ],
)
def test_a_browser_is_spoken_to_in_the_first_language_it_accepts_that_there_is(accepts: str, code: str) -> None:
    assert wanted.of_a_browser(accepts) == code


def test_what_is_one_word_in_english_may_be_two_elsewhere() -> None:
    language.speak("fr")
    assert tr_as("a volume", "off") == "coupé"
    assert tr("off") == "non"


def test_a_language_that_is_none_keeps_what_is_filled_in_and_typed_and_is_longer() -> None:
    language.speak(language.PSEUDO)
    marked: Callable[..., str] = tr
    assert marked("`back` goes back one choice").startswith("[`back` göéš")
    assert "[" in marked("Found on {day}", day="Monday")
    assert "Monday" in marked("Found on {day}", day="Monday")
    assert len(marked("Settings")) >= len("Settings") * 1.4

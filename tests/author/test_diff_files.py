"""`ampersand diff` of what lies beside a story's text: pictures, sounds and translations."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.author.test_diff import Desk

CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "scene oven"
msgid "The flour is in two sacks."
msgstr "{flour}"

msgctxt "scene oven"
msgid "Bake forty plain."
msgstr "{plain}"
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    desk = Desk(capsys)
    for folder in ("old", "new"):
        put(f"{folder}/pictures/step.svg", "<svg/>\n")
        put(f"{folder}/sounds/hum.ogg", "hum")
        put(f"{folder}/languages/fr.po", french("La farine est dans deux sacs.", ""))
    return desk


def put(name: str, text: str) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8"))


def french(flour: str, plain: str) -> str:
    return CATALOGUE.replace("{flour}", flour).replace("{plain}", plain)


def test_what_is_the_same_is_not_told_whichever_way_its_lines_end(desk: Desk) -> None:
    put("new/pictures/step.svg", "<svg/>\r\n")
    put("new/languages/fr.po", french("La farine est dans deux sacs.", "").replace("\n", "\r\n"))
    assert "nothing was changed that a story reads" in desk.diff("--no-odds")


def test_pictures_and_sounds_that_came_went_and_are_others(desk: Desk) -> None:
    put("new/pictures/step.svg", "<svg><!-- anew --></svg>\n")
    put("new/pictures/roof.svg", "<svg/>\n")
    Path("new/sounds/hum.ogg").unlink()
    told = desk.diff("--no-odds")
    assert told.startswith("From old to new: 1 picture added, 1 picture changed, 1 sound removed.")
    assert "picture `roof.svg` is new" in told
    assert "picture `step.svg` is another file now" in told
    assert "sound `hum.ogg` is gone" in told
    assert [(it["kind"], it["what"], it["id"], it["file"]) for it in desk.found("--no-odds")["changes"]] == [
        ("added", "picture", "roof.svg", "new/pictures/roof.svg"),
        ("changed", "picture", "step.svg", "new/pictures/step.svg"),
        ("removed", "sound", "hum.ogg", "old/sounds/hum.ogg"),
    ]
    assert "- sound `hum.ogg` is gone" in desk.diff("--no-odds", "--format", "markdown")


def test_a_picture_under_another_name_is_the_same_picture(desk: Desk) -> None:
    Path("new/pictures/step.svg").rename("new/pictures/doorstep.svg")
    assert "picture `doorstep.svg` was called `step.svg`" in desk.diff("--no-odds")


def test_where_a_picture_is_seen_is_told(desk: Desk) -> None:
    places = Path("new/head.yaml").read_text(encoding="utf-8")
    assert "step: {" in places
    for folder in ("old", "new"):
        put(f"{folder}/head.yaml", places.replace("step: {", "step: {picture: step.svg, "))
        put(f"{folder}/pictures/step.inner.svg", f"<svg>{folder}</svg>")
    assert "picture `step.inner.svg` is another file now, seen at `step`" in desk.diff("--no-odds")


def test_a_translation_says_how_many_lines_came_went_and_were_reworded(desk: Desk) -> None:
    put("new/languages/fr.po", french("La farine tient dans deux sacs.", "Cuire quarante pains."))
    told = desk.diff("--no-odds")
    assert "translation `fr` has 1 line translated that was not (2 of 2 lines translated)" in told
    assert "1 line in other words: “… farine est dans deux …” is now “… farine tient dans deux …”" in told or (
        "“La farine est dans deux sacs.” is now “La farine tient dans deux sacs.”" in told
    )
    fresh, other = desk.found("--no-odds")["changes"]
    assert (fresh["kind"], fresh["after"]) == ("changed", "Cuire quarante pains.")
    assert (other["before"], other["after"]) == ("La farine est dans deux sacs.", "La farine tient dans deux sacs.")


def test_a_translation_that_came_or_cannot_be_read_says_so(desk: Desk) -> None:
    put("new/languages/nl.po", french("", ""))
    put("new/languages/fr.po", "this is no catalogue")
    told = desk.diff("--no-odds")
    assert "translation `nl` is new: 0 of 2 lines translated" in told
    assert "translation `fr`" in told


@pytest.mark.needs("git", "git")
def test_what_git_keeps_has_its_pictures_sounds_and_translations_too(desk: Desk) -> None:
    shutil.rmtree("old")
    for words in (
        ["init", "-q"],
        ["add", "new"],
        ["-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", *words], check=True)
    assert "nothing was changed" in desk.diff("--no-odds", names=("HEAD:new", "new"))
    put("new/sounds/hum.ogg", "another hum")
    Path("new/pictures/step.svg").unlink()
    told = desk.diff("--no-odds", names=("HEAD:new", "new"))
    assert "sound `hum.ogg` is another file now" in told
    assert "picture `step.svg` is gone" in told

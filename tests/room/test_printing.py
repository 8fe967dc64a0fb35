"""What is printed beside the sheet: slides for the day when nothing works, the guide, and PDFs by the browser that is here."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path

import pytest

from game import disk
from game.cli import main
from game.room import printing
from game.room.printing import CannotPrint, printed
from game.room.sheets import sheet
from game.room.slides import MOST_WORDS, slides
from game.story import read_story

AMPERSAND = read_story(disk.shipped_story())
ROOT = Path(__file__).parents[2]


def words(page: str) -> str:
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


@pytest.mark.parametrize("minutes", [15, 45, 90])
@pytest.mark.parametrize("day", ["mon-1", "thu-1"])
def test_slides_hold_the_scenes_the_choices_what_comes_of_each_the_talk_and_the_cards(minutes: int, day: str) -> None:
    made = sheet(AMPERSAND, minutes=minutes, chapter=day)
    shown = list(slides(AMPERSAND, made))
    said = " ".join(text for each in shown for _, runs in each.told for text, _ in runs)
    offered = {words.strip("‘’") for each in shown for words, _ in each.choices}
    for stop in made.scenes:
        for beat in stop.told:
            assert all(run.text in said for run in beat.runs)
        assert {each.words for each in stop.offers} <= offered
        for each in stop.offers:
            assert all(run.text in said for beat in each.then for run in beat.runs)
    asked = [each.question for each in shown]
    assert all(" ".join(row.say) in asked for row in made.rows if row.kind in ("talk", "card"))


def test_every_way_on_a_slide_leads_to_a_slide() -> None:
    shown = list(slides(AMPERSAND, sheet(AMPERSAND, minutes=45, chapter="mon-1")))
    keys = [each.key for each in shown]
    assert len(keys) == len(set(keys))
    ways = [to for each in shown for _, to in each.choices if to] + [each.on for each in shown if each.on]
    assert ways
    assert set(ways) <= set(keys)


def test_a_slide_holds_no_more_than_the_last_row_reads() -> None:
    for each in slides(AMPERSAND, sheet(AMPERSAND, minutes=45, chapter="mon-1")):
        told = [sum(len(text.split()) for text, _ in runs) for _, runs in each.told]
        assert len(told) == 1 or sum(told) <= MOST_WORDS


def test_the_command_writes_slides_among_the_documents_or_where_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.html"
    assert main(["sheet", "--slides", "--chapter", "mon-1", "-o", str(file)]) == 0
    page = file.read_text(encoding="utf-8")
    assert "Who in this building could have said no" in words(page)
    assert "http://" not in page
    assert "<script" not in page
    assert main(["sheet", "--slides", "--format", "text"]) == 2
    assert "a page of their own" in capsys.readouterr().err


def test_the_guide_is_the_guide_and_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "guide.html"
    assert main(["guide", "-o", str(file)]) == 0
    read = words(file.read_text(encoding="utf-8"))
    kept = (ROOT / "docs" / "facilitating.md").read_text(encoding="utf-8")
    for line in re.findall(r"^#+ (.*)$", kept, re.MULTILINE):
        assert line in read
    assert "We stop here for five minutes. Nobody has to say anything." in read
    assert "ampersand report" in read
    assert "|" not in read.replace("[___]", "")[: read.index("Before")]


@pytest.mark.needs("chromium", "chromium")
@pytest.mark.needs("pdftotext", "poppler-utils")
def test_a_file_that_ends_in_pdf_is_one(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    assert main(["sheet", "--chapter", "mon-1", "--minutes", "15", "-o", str(file)]) == 0
    told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "Minute by minute" in told


def test_where_nothing_prints_the_page_is_asked_for_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(printing, "found", lambda: None)
    for command in (["guide"], ["sheet", "--chapter", "mon-1"]):
        assert main([*command, "-o", str(tmp_path / "x.pdf")]) == 2
        assert "leave out .pdf" in capsys.readouterr().err
    with pytest.raises(CannotPrint, match="printed nothing"):
        printed("<p>x</p>", find=lambda: "/bin/true")
    assert list(tmp_path.iterdir()) == []

"""`ampersand map`: the picture of a small story with one of everything, as a file, and as a page in a real browser."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from benchmarks.made_weeks import write
from game.author.map import laid_out, shares_of
from game.author.map.measuring import ADVANCES, FIRST
from tests.laws.made_odds_stories import make

ROOT = Path(__file__).resolve().parents[2]
ODD = """story: odd
title: Odd & <Places>
player: {name: Robin, pronouns: they}
meters: {rest: {range: [0, 12], start: 6}}
halves:
  night: {header: by night, ink: inner}
  day: {header: by day, ink: both}
fold: {before: noon, into: day, meters: {rest: highest}}
chapters:
  - {id: one, title: One, next: two, parts: [{id: dark, half: night, scene: oven}]}
  - id: two
    title: Two
    question: What for?
    parts: [{id: light, half: day, scene: noon}]
    alone: {recap: Yesterday there was bread., meters: {rest: 6}}
groups: {done: were done}
endings:
  - {id: early, title: Early, scene: end-early, by: goto, group: done}
  - {id: starved, title: Starved, scene: end-starved, when: rest == 0, group: done}
  - {id: late, title: Late, scene: end-late, group: done}
scenes:
  - id: oven
    part: dark
    text: Ten past three </script><script>alert(1)</script>.
    choices:
      - {id: bake, text: Bake *it*., goto: [{when: rest == 3, to: never-land}, {to: next}]}
      - {id: again, text: Look again., when: not chose(again), goto: oven}
      - {id: leave, say: "I'm off.", goto: early}
  - {id: never-land, part: dark, text: Nobody., goto: next}
  - {id: lost, part: dark, text: Nobody., goto: next}
  - id: noon
    part: light
    text: "Noon. {rest >= 5: You sit.}"
    choices:
      - {id: rest-a-while, text: Rest a while., goto: yard}
      - {id: trap, text: Trap., goto: pit}
      - {id: go-on, text: Go on., goto: ending}
  - {id: yard, part: light, text: A yard., goto: ending}
  - id: pit
    part: light
    text: A pit.
    choices:
      - {id: climb, text: Climb., when: rest == 1, goto: ending}
  - {id: end-early, part: dark, text: The door shuts behind you.}
  - {id: end-starved, part: light, text: It is dark.}
  - {id: end-late, part: light, text: It is dark.}
"""
SVG = "{http://www.w3.org/2000/svg}"


def draw(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The map as an author asks for it."""
    return subprocess.run(
        [sys.executable, "-m", "game", "map", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("odd")
    (made / "story.yaml").write_text(ODD, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def page(folder: Path) -> Path:
    drawn = draw(folder, "-o", folder / "map.html")
    assert (drawn.returncode, drawn.stderr, drawn.stdout) == (0, "", f"{folder / 'map.html'}\n")
    return folder / "map.html"


@pytest.fixture(scope="module")
def data(page: Path) -> Any:
    return data_in(page)


def data_in(page: Path) -> Any:
    """What a page draws from."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def rooms(data: Any) -> dict[str, list[Any]]:
    return {room[0]: room for room in data["rooms"]}


def words_of(picture: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in picture.iter(f"{SVG}text")]


# ---- what it says


def test_a_room_says_the_share_of_lives_that_odds_says(folder: Path, data: Any) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "game", "odds", str(folder), "--format", "json"], capture_output=True, check=True
    )
    odds = json.loads(asked.stdout)
    shares = {each["id"]: each["probability"] for each in (*odds["scenes"], *odds["endings"])}
    drawn = {name: room[14] for name, room in rooms(data).items() if name in shares}
    assert set(drawn) == set(shares) - {"end-early", "end-starved", "end-late"}
    assert drawn == pytest.approx({name: shares[name] for name in drawn}, abs=1e-6)


def test_a_line_is_as_thick_as_the_share_of_lives_that_pass(data: Any) -> None:
    whole = 28
    for band in data["bands"]:
        for row in band["rows"]:
            for _, thickness, numbers, _ in row["pieces"]:
                shares = [data["strands"][number][7] for number in numbers]
                if None not in shares and sum(shares) > 0.05:
                    assert thickness == pytest.approx(whole * min(1, sum(shares)), abs=0.01)


def test_the_ways_of_a_choice_that_asks_are_told_apart(data: Any) -> None:
    names = [room[0] for room in data["rooms"]]
    baked = {names[strand[1]]: (strand[5], strand[7]) for strand in data["strands"] if strand[2] == "bake"}
    assert baked == {"never-land": ("if rest == 3", 0), "noon": ("otherwise", pytest.approx(0.5))}


def test_what_hardly_anybody_or_nobody_meets_is_marked_in_words(data: Any) -> None:
    marks = {name: room[9] for name, room in rooms(data).items() if room[9]}
    assert marks == {
        "never-land": "never reached",
        "lost": "nothing leads here",
        "pit": "dead end for 16.7 %",
        "starved": "never reached",
    }


def test_days_are_bands_from_left_to_right_and_endings_are_the_last(data: Any) -> None:
    assert [band["id"] for band in data["bands"]] == ["one", "two", "endings"]
    tops = [band["box"][1] for band in data["bands"]]
    assert tops == sorted(tops)
    put = rooms(data)
    assert put["oven"][4] < put["never-land"][4]
    assert put["noon"][4] < put["yard"][4] == put["pit"][4]


def test_no_two_rooms_overlap(data: Any) -> None:
    boxes = [room[4:8] for room in data["rooms"]]
    for at, (x, y, width, height) in enumerate(boxes):
        for left, top, wide, high in boxes[at + 1 :]:
            assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_a_way_back_says_that_it_leads_back(data: Any) -> None:
    assert [tag[1] for tag in data["bands"][0]["rows"][0]["tags"]].count("back to oven") == 1


@pytest.mark.parametrize("seed", range(12))
def test_what_leads_into_a_room_adds_up_to_the_lives_that_come_there(seed: int) -> None:
    story = make(random.Random(seed))
    shown = laid_out(story, shares_of(story)).shown
    coming: dict[str, list[float | None]] = {}
    for strand in shown.strands:
        coming.setdefault(strand.target, []).append(strand.share)
    begins = story.chapters[story.start].parts[0].scene
    assert coming
    for room, shares in coming.items():
        if room != begins and None not in shares:
            assert sum(share or 0.0 for share in shares) == pytest.approx(shown.rooms[room].share, abs=1e-9)


@pytest.mark.parametrize("seed", range(2))
def test_every_room_of_a_made_up_story_stands_once_and_every_way_is_drawn(tmp_path: Path, seed: int) -> None:
    write(tmp_path / "weeks", seed=seed, days=(2, 2), step=3, leak_days=(0,))
    assert draw(tmp_path / "weeks", "-o", tmp_path / "map.html", "--no-odds").returncode == 0
    made = data_in(tmp_path / "map.html")
    rows = [row for band in made["bands"] for row in band["rows"]]
    assert sorted(at for row in rows for at in row["rooms"]) == list(range(len(made["rooms"])))
    drawn = {number for row in rows for _, _, numbers, _ in row["pieces"] for number in numbers}
    assert drawn == set(range(len(made["strands"])))
    test_no_two_rooms_overlap(made)


# ---- the files


def test_a_drawing_names_every_scene_and_needs_nothing_from_elsewhere(folder: Path) -> None:
    assert draw(folder, "-o", folder / "map.svg", "--no-odds").returncode == 0
    text = (folder / "map.svg").read_text("utf-8")
    picture = ElementTree.fromstring(text)
    assert {"oven", "never-land", "pit", "Early", "One", "Two", "by night"} <= set(words_of(picture))
    assert {group.get("id") for group in picture.iter(f"{SVG}g")} >= {"oven", "day-one"}
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


def test_a_drawing_tells_halves_apart_by_more_than_colour(folder: Path) -> None:
    assert draw(folder, "-o", folder / "map.svg").returncode == 0
    picture = ElementTree.fromstring((folder / "map.svg").read_text("utf-8"))
    dashes = dict(re.findall(r"\.grain-(\w+){[^}]*stroke-dasharray:([^;}]+)", (folder / "map.svg").read_text("utf-8")))
    assert len(set(dashes.values())) == len(dashes) == 3
    assert {"by night", "by day"} <= set(words_of(picture))


def test_a_picture_is_drawn_in_ink_and_not_empty(folder: Path) -> None:
    assert draw(folder, "-o", folder / "map.png", "--no-odds").returncode == 0
    picture = (folder / "map.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 40_000


def test_a_page_lets_no_script_in_but_its_own(page: Path) -> None:
    text = page.read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;")
    assert "unsafe" not in policy[1]
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize(
    ("family", "italic", "file"),
    [("Literata", False, "text"), ("Fraunces", False, "display"), ("Fraunces", True, "display-italic")],
)
def test_words_are_measured_as_the_fonts_set_them(family: str, italic: bool, file: str) -> None:
    font = TTFont(ROOT / "assets" / "fonts" / f"{file}.ttf")
    cmap, widths, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    advances = [round(1000 * widths[cmap[code]][0] / units) for code in range(FIRST, 127)]
    assert advances == list(ADVANCES[family, italic])


# ---- stories that are not finished, and calls that are wrong


def test_a_story_that_cannot_be_told_is_drawn_as_far_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(ODD.replace("goto: yard}", "goto: garden}"), encoding="utf-8")
    drawn = draw(tmp_path, "-o", tmp_path / "map.svg")
    assert drawn.returncode == 1
    assert "cannot be told yet" in drawn.stderr
    assert {"garden", "not written yet", "oven"} <= set(
        words_of(ElementTree.fromstring((tmp_path / "map.svg").read_text("utf-8")))
    )


def test_a_sample_says_that_its_shares_are_estimates(folder: Path) -> None:
    assert draw(folder, "-o", folder / "map.svg", "--sample", "2000").returncode == 0
    words = words_of(ElementTree.fromstring((folder / "map.svg").read_text("utf-8")))
    assert any("estimated from 2,000 lives drawn by chance" in each for each in words)
    assert any(each.startswith("about ") for each in words)


@pytest.mark.parametrize("name", ["map.pdf", "map"])
def test_a_file_of_another_kind_is_called_wrongly(folder: Path, name: str) -> None:
    drawn = draw(folder, "-o", folder / name)
    assert drawn.returncode == 2
    assert "should end in one of .html, .svg, .png" in drawn.stderr


def test_a_file_that_cannot_be_written_is_said_plainly(folder: Path) -> None:
    (folder / "a-file").write_text("")
    drawn = draw(folder, "-o", folder / "a-file" / "map.svg", "--no-odds")
    assert drawn.returncode == 2
    assert "cannot be written" in drawn.stderr


# ---- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install --group test")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def shown(browser: Any, page: Path) -> Iterator[Any]:
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.goto(page.as_uri())
    yield opened
    opened.close()
    assert complaints == []


@pytest.mark.needs("chromium", "chromium")
def test_keys_go_from_room_to_room_and_say_where_one_is(shown: Any) -> None:
    shown.get_by_role("application").focus()
    for key, where in (("ArrowRight", "oven"), ("ArrowRight", "noon"), ("ArrowLeft", "oven"), ("End", "Late")):
        shown.keyboard.press(key)
        shown.wait_for_function("name => document.getElementById('said').textContent.startsWith(name)", arg=where)
    shown.keyboard.press("Escape")
    assert shown.locator("#about").is_hidden()


@pytest.mark.needs("chromium", "chromium")
def test_a_search_finds_a_choice_and_its_address_can_be_sent(shown: Any, browser: Any) -> None:
    shown.get_by_label("Find a scene, a choice, or a word").fill("rest a while")
    shown.keyboard.press("Enter")
    assert shown.url.endswith("#noon")
    about = shown.locator("#about").inner_text().replace("\u00a0", " ")
    assert "Rest a while." in about
    assert "16.7 %" in about
    other = browser.new_page()
    other.goto(shown.url)
    assert other.locator("#about h2").inner_text() == "noon"
    other.close()


@pytest.mark.needs("chromium", "chromium")
def test_the_list_says_everything_that_the_picture_does(shown: Any, data: Any) -> None:
    listed = shown.get_by_role("navigation", name="The story as a list").inner_text()
    for room in data["rooms"]:
        assert room[2] in listed
        assert room[9] in listed
    for strand in data["strands"]:
        assert strand[3] in listed


@pytest.mark.needs("chromium", "chromium")
def test_mouse_and_buttons_move_and_zoom(shown: Any) -> None:
    def picture() -> bytes:
        shown.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return bytes(shown.locator("#picture").screenshot())

    seen = [picture()]
    for move in (
        lambda: shown.get_by_role("button", name="Closer").click(),
        lambda: (shown.mouse.move(600, 400), shown.mouse.down(), shown.mouse.move(300, 200), shown.mouse.up()),
        lambda: shown.get_by_role("button", name="Whole").click(),
    ):
        move()
        seen.append(picture())
    assert len(set(seen)) == len(seen)


@pytest.mark.needs("chromium", "chromium")
def test_it_prints_the_drawing_and_not_the_controls(shown: Any) -> None:
    shown.emulate_media(media="print")
    assert shown.locator("#sheet svg").is_visible()
    assert shown.get_by_role("application").is_hidden()

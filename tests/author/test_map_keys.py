"""The map's keys, in a real browser; and what is said when the author's page is stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHORT_DAY = Path(__file__).parents[1] / "stories" / "short-day"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "BROWSER": "true"}


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install --group test")
    made = [sys.executable, "-m", "game", "map", str(SHORT_DAY), "-o", str(tmp_path / "map.html"), "--no-odds"]
    subprocess.run(made, env=ENVIRONMENT, check=True, capture_output=True)
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto((tmp_path / "map.html").as_uri())
        yield page
        browser.close()
        assert complaints == []


@pytest.mark.needs("chromium", "chromium")
@pytest.mark.parametrize("key", ["F1", "?"])
def test_the_keys_are_listed_at_a_key_and_escape_goes_back_to_the_map(shown: Any, key: str) -> None:
    shown.keyboard.press(key)
    keys = shown.get_by_role("dialog", name="Keys")
    assert "find a scene or a choice" in keys.inner_text()
    shown.keyboard.press("Escape")
    assert keys.is_hidden()
    shown.keyboard.press("ArrowRight")
    shown.locator("#about h2").wait_for()


@pytest.mark.needs("chromium", "chromium")
def test_a_question_mark_that_is_typed_is_searched_for(shown: Any) -> None:
    shown.keyboard.press("/")
    shown.keyboard.type("door?")
    assert shown.locator("#search").input_value() == "door?"
    assert shown.get_by_role("dialog", name="Keys").is_hidden()


@pytest.mark.needs("chromium", "chromium")
def test_escape_goes_one_step_out_each_time(shown: Any) -> None:
    where = "document.activeElement.id || document.activeElement.tagName"
    shown.locator("#search").fill("the")
    shown.locator("#found a").first.wait_for()
    shown.keyboard.press("ArrowDown")
    assert shown.evaluate(where) == "A"
    for wanted in ("search", "map"):
        shown.keyboard.press("Escape")
        assert shown.evaluate(where) == wanted
    shown.keyboard.press("Home")
    shown.keyboard.press("Enter")
    assert shown.evaluate(where) == "about"
    shown.keyboard.press("Escape")
    assert shown.evaluate(where) == "map"
    assert shown.locator("#about").is_visible()
    shown.keyboard.press("Escape")
    assert shown.locator("#about").is_hidden()


@pytest.mark.skipif(sys.platform == "win32", reason="sends its signals otherwise")
def test_stopping_the_authors_page_says_that_it_is_closed_and_nothing_is_lost(tmp_path: Path) -> None:
    shutil.copytree(SHORT_DAY, tmp_path / "mine")
    page = subprocess.Popen(
        [sys.executable, "-m", "game", "author", str(tmp_path / "mine"), "--no-browser"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert page.stdout is not None
    with page.stdout as said:
        address = said.readline().split()[-1]
        assert "Ctrl-C closes the page" in said.readline()
        with urllib.request.urlopen(address.partition("#")[0], timeout=20) as answered:  # it is open
            assert answered.status == 200
        page.send_signal(signal.SIGINT)
        rest = said.read()
    assert page.wait(20) == 0
    assert rest.strip() == "The page is closed. Everything that you wrote is in the story's files."

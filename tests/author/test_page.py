"""The author's page in a real browser: a branch written, mended and played; edits from elsewhere; conflicts; the program falling."""

from __future__ import annotations

import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.author.open_page import Author, OpenPage, open_page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install --group test")
expect = sync_api.expect

pytestmark = pytest.mark.needs("chromium", "chromium")
SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"
BRANCH = """- id: cellar
part: today-all
place: shde
text: |
Down here it is warmer than it was.

Wren: Who lit *this*?"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        yield opened
        opened.close()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHORT_DAY, tmp_path / "story"))


@pytest.fixture
def opened(story: Path) -> Iterator[OpenPage]:
    with open_page(story) as page:
        yield page


@pytest.fixture
def author(browser: Any, opened: OpenPage) -> Iterator[Author]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    somebody = Author(context.new_page())
    somebody.come(opened.address)
    yield somebody
    context.close()
    assert somebody.complaints == []


def holds(file: Path, words: str, author: Author) -> None:
    """Wait until a file holds words."""
    for _ in range(200):
        if words in file.read_text(encoding="utf-8"):
            return
        author.page.wait_for_timeout(25)
    raise AssertionError(file.read_text(encoding="utf-8"))


def test_a_branch_is_written_from_nothing_mended_and_played(author: Author, story: Path) -> None:
    page = author.page
    page.get_by_label("A new file").fill("cellar")
    author.press("Enter")
    expect(page.locator("#fileName")).to_have_text("cellar.yaml")
    page.keyboard.type("  ")
    author.type(BRANCH)
    author.press("Enter", "Backspace")
    author.type("goto: door")

    expect(page.locator("#problems")).to_contain_text("no place is called shde")
    expect(page.locator(".squiggle.error").first).to_be_attached()
    expect(page.locator("#broken")).to_contain_text("cellar.yaml, line 5")
    author.press("F8")
    expect(page.locator("#place")).to_contain_text("did you mean shed?")
    author.press("Control+.")
    holds(story / "cellar.yaml", "place: shed", author)
    expect(page.locator("#broken")).to_be_hidden()
    expect(page.locator("#problems")).to_contain_text("cellar")

    author.go_to("window")
    author.find("light: -1")
    author.find("goto: threshold")
    page.keyboard.type("goto: cellar")
    expect(page.locator("#wrongName")).to_have_text("Nothing is wrong")

    author.press("F6")
    author.press("1")
    page.locator("#choices").get_by_text("‘In.’").click()
    expect(page.locator("#told")).to_contain_text("Down here it is warmer than it was.")
    expect(page.locator("#told em")).to_have_text("this")

    author.go_to("cellar")
    author.find("warmer")
    page.keyboard.type("colder")
    expect(page.locator("#told")).to_contain_text("Down here it is colder than it was.")
    expect(page.locator("#where")).to_have_text("cellar")
    written = (story / "cellar.yaml").read_text(encoding="utf-8")
    assert written.endswith("      Wren: Who lit *this*?\n    goto: door"), written


def test_what_may_be_written_is_offered_and_taken(author: Author, story: Path) -> None:
    author.go_to("window")
    author.find("goto: threshold")
    author.press("End")
    author.press(*["Backspace"] * len("threshold"))
    author.page.keyboard.type("lan", delay=30)
    expect(author.page.locator(".ace_autocomplete .ace_line").first).to_contain_text("lane-end")
    author.press("Escape", *["Backspace"] * len("lan"))
    author.page.keyboard.type("thr", delay=30)
    expect(author.page.locator(".ace_autocomplete .ace_line").first).to_contain_text("threshold")
    author.press("Enter")
    author.wait_until("document.querySelector('#wrongName').textContent === 'Nothing is wrong'")
    assert (story / "story.yaml").read_bytes() == (SHORT_DAY / "story.yaml").read_bytes()


def test_an_edit_from_elsewhere_shows_where_the_cursor_stays_and_can_be_undone(author: Author, story: Path) -> None:
    author.go_to("window")
    author.find("out, or in")
    page, file = author.page, story / "story.yaml"
    place = page.locator("#place span").first.text_content()
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace("The stove is out.", "The stove is cold."), encoding="utf-8")
    expect(page.locator("#told")).to_contain_text("The stove is cold.")
    assert page.locator("#place span").first.text_content() == place
    page.keyboard.type("up, or down")
    holds(file, "The stove is cold.", author)
    holds(file, "Are you looking up, or down?", author)
    author.press(*["Control+z"] * 15)
    author.wait_until("document.querySelector('#told').textContent.includes('The stove is out.')")
    expect(page.locator("#alarm")).to_contain_text("another program")
    assert file.read_text(encoding="utf-8") == before


def test_what_two_editors_wrote_in_the_same_lines_is_shown_and_neither_is_lost(author: Author, story: Path) -> None:
    page, file = author.page, story / "story.yaml"
    author.go_to("window")
    author.find("looking out, or in")
    author.wait_until("document.querySelector('#kept').textContent === 'Everything is on the disk'")
    held: list[Any] = []
    is_free = False

    def hold(route: Any) -> None:
        if is_free:
            route.continue_()
        else:
            held.append(route)

    page.route("**/write", hold)
    page.keyboard.type("facing out")
    theirs = file.read_text(encoding="utf-8").replace("looking out, or in", "going out, or not")
    file.write_text(theirs, encoding="utf-8")
    for _ in range(300):
        if held or page.locator("#conflict").is_visible():
            break
        page.wait_for_timeout(20)
    is_free = True
    for route in held:
        route.continue_()
    expect(page.locator("#conflict")).to_be_visible()
    expect(page.locator("#mine")).to_contain_text("Are you facing out?")
    expect(page.locator("#theirs")).to_contain_text("Are you going out, or not?")
    assert file.read_text(encoding="utf-8") == theirs

    page.get_by_role("button", name="Keep what I have").click()
    holds(file, "Are you facing out?", author)
    author.press("Control+z")
    holds(file, "Are you going out, or not?", author)


def test_a_scene_is_played_from_here_with_any_readings_and_facts(author: Author) -> None:
    page = author.page
    expect(page.locator("#told")).to_contain_text("You have two matches.")
    page.get_by_label("warmth").fill("1")
    expect(page.locator("#told")).to_contain_text("You cannot feel the box in your hand.")
    author.go_to("window")
    author.press("Control+Enter")
    expect(page.locator("#heading")).to_have_text("Today, today, 15:20")
    expect(page.get_by_label("warmth")).to_have_value("1")
    again = page.locator("#choices button", has_text="Strike another.")
    expect(again).to_be_disabled()
    expect(again).to_contain_text("it asks chose(strike) and matches >= 1")
    page.get_by_label("chose(strike)").check()
    expect(again).to_be_enabled()
    page.get_by_label("matches").fill("0")
    page.get_by_label("matches").press("Tab")
    expect(again).to_be_disabled()
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#where")).to_have_text("stove")
    page.get_by_role("button", name="Forward").click()
    expect(page.locator("#where")).to_have_text("window")
    page.get_by_label("asked").check()
    page.locator("#choices").get_by_text("‘In.’").click()
    page.get_by_role("button", name="Go on.").click()
    expect(page.locator("#told")).to_contain_text("Wren has her tail to the stove")


def test_a_scene_is_played_from_here_after_another_file_was_shown(author: Author, story: Path) -> None:
    page = author.page
    author.go_to("window")
    (story / "second.yaml").write_text("# Nothing yet.\n", encoding="utf-8")
    page.locator("#files button", has_text="second.yaml").click()
    expect(page.locator("#playFrom")).to_be_disabled()
    author.go_to("window")
    expect(page.locator("#playFrom")).to_be_enabled()
    expect(page.locator('#tree [aria-current="true"]')).to_have_attribute("data-scene", "window")


def test_a_line_typed_with_its_own_spaces_and_a_line_chosen_stay_whole(author: Author, story: Path) -> None:
    page = author.page
    author.find("title: A Short Day")
    author.press("End")
    author.type("\nplayer:\n  name: You")
    holds(story / "story.yaml", "player:\n  name: You\n", author)
    page.locator(".ace_line", has_text="title: A Short Day").first.click(
        click_count=3, position={"x": 30, "y": 5}, force=True
    )
    page.keyboard.type("title: A Long Day")
    holds(story / "story.yaml", "title: A Long Day\nplayer:\n", author)


def test_the_map_shows_the_story_and_opens_its_text(author: Author) -> None:
    page = author.page
    author.press("Control+m")
    sheet = page.frame_locator("#sheet")
    sheet.locator("#map").wait_for()
    expect(page.locator("#openText")).to_have_text("Open the text of stove")
    sheet.locator("#map").press("ArrowRight")
    sheet.locator("#map").press("Control+Enter")
    expect(page.locator("#map")).to_be_hidden()
    expect(page.locator("#place")).to_contain_text("window")


def test_everything_is_worked_by_keys_and_fits_a_narrow_page(author: Author) -> None:
    page = author.page
    assert page.evaluate("document.activeElement.className") == "ace_text-input"
    author.press("Escape", "Tab")
    assert page.evaluate("!document.activeElement.closest('#editor')")
    author.press("F6")
    assert page.evaluate("document.activeElement.closest('.pane').id") in ("scene", "text", "shape")
    seen = set()
    for _ in range(3):
        author.press("F6")
        seen.add(page.evaluate("document.activeElement.closest('.pane').id"))
    assert seen == {"shape", "text", "scene"}
    for width, height in ((640, 360), (1280, 720), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("Shape", "Files"):
        assert page.get_by_role("heading", name=name, exact=True).count() == 1
    assert page.get_by_role("main").count() == 1


def test_a_strangers_story_runs_nothing_in_the_page(browser: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    text = (SHORT_DAY / "story.yaml").read_text(encoding="utf-8")
    text = text.replace("text: Strike a match.", f"text: '{hostile}'").replace("A Short Day", hostile)
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    with open_page(tmp_path) as opened:
        somebody = Author(browser.new_context().new_page())
        somebody.page.on("dialog", lambda dialog: somebody.complaints.append(dialog.message))
        somebody.come(opened.address)
        expect(somebody.page.locator("#title")).to_contain_text("<img src=x")
        expect(somebody.page.locator("#choices")).to_contain_text("<img src=x")
        assert somebody.page.locator("#scene img, main script").count() == 0
        somebody.page.context.close()
    assert somebody.complaints == []


def test_a_page_that_is_closed_at_once_has_written_what_was_typed(browser: Any, opened: OpenPage, story: Path) -> None:
    context = browser.new_context()
    somebody = Author(context.new_page())
    somebody.come(opened.address)
    somebody.page.on("dialog", lambda dialog: dialog.accept())
    somebody.find("out, or in")
    somebody.page.keyboard.insert_text("up, or down")
    somebody.page.close(run_before_unload=True)
    other = context.new_page()
    holds(story / "story.yaml", "Are you looking up, or down?", Author(other))
    context.close()


ELSEWHERE = """<!doctype html><body><script>
const host = "HOST", tried = {};
const reads = fetch(`http://${host}/file?name=story.yaml`, { credentials: "include" }).then((a) => a.text(), () => "no");
const writes = fetch(`http://${host}/write`, { method: "POST", mode: "no-cors", credentials: "include",
  headers: { "Content-Type": "text/plain" }, body: JSON.stringify({ name: "story.yaml", base: "BASE", start: 0, end: 5, insert: "gone!" }) })
  .then((a) => `${a.type} ${a.status}`, () => "no");
const hears = new Promise((done) => { const s = new WebSocket(`ws://${host}/live`); s.onmessage = (m) => done(m.data); s.onclose = () => done("no"); });
const shows = new Promise((done) => { const f = document.createElement("iframe"); f.src = `http://${host}/`;
  f.onload = () => { let is; try { is = f.contentDocument ? "blank" : "no"; } catch { is = "no"; } done(is); }; document.body.append(f); });
const runs = new Promise((done) => { const s = document.createElement("script"); s.src = `http://${host}/file?name=story.yaml`;
  s.onload = () => done("loaded"); s.onerror = () => done("no"); document.body.append(s); });
Promise.all([reads, writes, hears, shows, runs]).then((all) => { document.title = JSON.stringify(all); });
</script></body>"""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_from_elsewhere_can_neither_read_nor_write(
    author: Author, opened: OpenPage, story: Path, name: str
) -> None:
    before = (story / "story.yaml").read_bytes()
    told = ELSEWHERE.replace("HOST", opened.host).replace("BASE", opened.desk.file("story.yaml")["revision"])

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(told.encode())

        def log_message(self, *said: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as elsewhere:
        threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
        stranger = author.page.context.new_page()
        stranger.goto(f"http://{name}:{elsewhere.server_port}/")
        stranger.wait_for_function("document.title.startsWith('[')")
        reads, writes, hears, shows, runs = stranger.evaluate("JSON.parse(document.title)")
        elsewhere.shutdown()
    assert (reads, hears, shows, runs) == ("no", "no", "no", "no")
    assert writes in ("no", "opaque 0")
    assert (story / "story.yaml").read_bytes() == before


def started(story: Path) -> tuple[subprocess.Popen[str], str]:
    """The page that the command opened in a process of its own, and its address."""
    command = [sys.executable, "-u", "-m", "game", "author", str(story), "--no-browser"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert program.stdout
    with program.stdout as said:
        found = re.search(r"http://\S+", said.readline())
        assert "Ctrl-C" in said.readline()
    assert found
    return program, found.group()


def test_after_the_program_fell_the_page_finds_it_again_and_writes_what_was_typed(browser: Any, story: Path) -> None:
    program, address = started(story)
    somebody = Author(browser.new_context().new_page())
    try:
        somebody.come(address)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        somebody.go_to("window")
        somebody.find("out, or in")
        somebody.page.keyboard.type("up, or down")
        expect(somebody.page.locator("#kept")).to_contain_text("not kept yet")
        assert "up, or down" not in (story / "story.yaml").read_text(encoding="utf-8")
        program, _ = started(story)
        holds(story / "story.yaml", "up, or down", somebody)
        expect(somebody.page.locator("#kept")).to_have_text("Everything is on the disk", timeout=10_000)
    finally:
        program.kill()
        program.wait()
        somebody.page.context.close()

"""A workshop of forty-five minutes with the shipped Monday, from the door to the page to take away: a facilitator, a projector, five
phones and hands in real browsers, with a sleep, a reload, a tie, and a laptop that falls over. No clock is waited for.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game import disk
from game.cli import main
from tests.room.workshop import Workshop, expect, opened, pairing_link, press, says, sync_api, way_in

pytestmark = [pytest.mark.needs("chromium", "chromium"), pytest.mark.needs("pdftotext", "poppler-utils")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as driver:
        shown = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield shown
        shown.close()


def vote(phones: list[Any], *places: int) -> None:
    """Each phone in turn raises its hand for a choice."""
    for phone, place in zip(phones, places, strict=True):
        phone.locator("#choices button").nth(place).click(timeout=15_000)
        says(phone, "Your hand is in.")


def hands(host: Any, *counted: int) -> None:
    """The teller's numbers are typed."""
    for place, number in enumerate(counted):
        host.locator("#rows input").nth(place).fill(str(number))
    press(host, "Count these hands")


def turn(host: Any, heading: str | None) -> str | None:
    """The page is turned; what stands over the next one."""
    press(host, "Turn the page")
    expect(host.locator("#heading")).not_to_have_text(heading or "")
    return str(host.locator("#heading").text_content())


def test_a_monday_of_forty_five_minutes(browser: Any, tmp_path: Path) -> None:
    story = disk.shipped_story()
    room, told = opened("--chapter", "mon-1", "--minutes", "45", story=story)
    try:
        workshop = Workshop(browser, *way_in(told))
        host = workshop.host(pairing_link(told))
        projector = workshop.page()
        projector.goto(re.search(r"Projector: +(\S+)", told)[1])
        expect(projector.locator("#code")).to_have_text(workshop.code)
        phones = [workshop.phone(sees="You are in. It begins soon") for _ in range(5)]
        expect(host.locator("#say")).to_contain_text("In it there is: An operation cancelled")

        press(host, "Begin")
        for phone in phones:
            says(phone, "The vote is open")
        expect(host.locator("#pace")).to_contain_text("In time: 45 minutes of 45 left.")
        vote(phones, 0, 0, 0, 0, 1)
        hands(host, 4, 4)
        phones[0].reload()
        says(phones[0], "Your hand is in.")
        press(host, "Close the vote", "Reveal")
        for phone in phones:
            expect(phone.locator("#result")).to_contain_text("8 of 13")
        expect(projector.locator("#result")).to_contain_text("5 of 13")
        expect(host.locator("#found")).to_contain_text("The smaller side is heard first")
        press(host, "Turn the page")

        phones[1].context.set_offline(True)
        vote([phones[0], *phones[2:]], 0, 0, 0, 0)
        hands(host, 0, 4)
        press(host, "Close the vote", "Reveal")
        expect(projector.locator("#found")).to_contain_text("A tie between")
        phones[1].context.set_offline(False)
        says(phones[1], "This is how the room divided.")
        press(host, "Vote again")
        vote(phones, 0, 0, 0, 0, 0)
        press(host, "Close the vote")
        says(phones[4], "The vote is closed")

        room.kill()
        room.communicate()
        room, told = opened("--resume", story=story)
        assert way_in(told) == (workshop.address, workshop.code)
        host = workshop.host(pairing_link(told))
        press(host, "Reveal")
        for phone in phones:
            says(phone, "This is how the room divided.")
        expect(projector.locator("#result")).to_contain_text("a few")
        press(host, "Turn the page")

        for phone in phones:
            says(phone, "The vote is open")
        vote(phones, 1, 1, 1, 1, 1)
        hands(host, 6, 0)
        press(host, "Close the vote", "Reveal")
        expect(projector.locator("#talk")).to_contain_text("Talk, 4 minutes, in pairs")
        expect(host.locator("#minutes")).to_have_value("4")
        press(host, "Set")
        expect(projector.locator("#clock")).to_contain_text("3:5")
        turn(host, host.locator("#heading").text_content())

        while (heading := host.locator("#heading").text_content()) != "Monday":
            if "vote is open" in (host.locator("#status").text_content() or ""):
                hands(host, 12, 9)
                press(host, "Close the vote", "Reveal")
            turn(host, heading)
        says(phones[0], "The day is over.")
        asked = []
        while "The hour is over" not in (host.locator("#status").text_content() or ""):
            asked.append(turn(host, host.locator("#heading").text_content()))
        assert asked[0] == "How is it, all together"
        assert "Close" in asked
        for phone in phones:
            says(phone, "The hour is over. Thank you for coming.")
        workshop.close()
    finally:
        room.kill()
        room.communicate()

    page, table = tmp_path / "monday.html", tmp_path / "monday.csv"
    assert main(["report", "--when", "26 November", "-o", str(page), "--splits", str(table)]) == 0
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [row["hands"] for row in rows if row["vote"] == "1"][:2] == ["8", "5"]
    assert {row["run"] for row in rows if row["vote"] == "2"} == {"1", "2"}
    pages = printed(browser, page)
    assert "8 of 13" in pages
    assert "Action card" in pages


def printed(browser: Any, page: Path) -> str:
    """The words of a page as Chromium prints it, on A4."""
    sheet = browser.new_page()
    sheet.goto(page.as_uri())
    file = page.with_suffix(".pdf")
    sheet.pdf(path=file, prefer_css_page_size=True, format="A4")
    sheet.close()
    return " ".join(words_of(file).split())


def words_of(file: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return told.stdout

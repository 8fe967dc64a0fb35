"""A workshop in Chromium: the pages of a room, opened and pressed as people do."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.room.phones import SHORT_DAY

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install --group test")
expect = sync_api.expect


class Workshop:
    """The pages of a room, with everything that any of them complained of."""

    def __init__(self, browser: Any, address: str, code: str) -> None:
        self.browser, self.address, self.code = browser, address, code
        self.complaints: list[str] = []
        self.pages: list[Any] = []

    def page(self, **options: Any) -> Any:
        page = self.browser.new_context(**options).new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.pages.append(page)
        return page

    def phone(self, *, sees: str = "The vote is open", **options: Any) -> Any:
        """A phone that comes in as people do: by the address, and the letters on the screen."""
        page = self.page(viewport={"width": 320, "height": 600}, **options)
        page.goto(self.address)
        page.get_by_label("The six letters on the screen").fill(self.code.lower())
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_role("status")).to_contain_text(sees)
        return page

    def host(self, link: str) -> Any:
        page = self.page()
        page.goto(link)
        page.get_by_role("button", name="Lead from this page").click()
        page.wait_for_url("**/host")
        return page

    def close(self) -> None:
        for page in self.pages:
            page.context.close()
        assert self.complaints == []


def press(page: Any, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()


def says(page: Any, words: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(words, timeout=15_000)


def opened(*options: str, story: Path = SHORT_DAY) -> tuple[subprocess.Popen[str], str]:
    """A room that the command opened in a process of its own, and what it said."""
    command = [sys.executable, "-u", "-m", "game", "room", str(story), "--no-window", "--address", "127.0.0.2"]
    room = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert room.stdout
    told = ""
    while "Ctrl-C" not in told:
        line = room.stdout.readline()
        assert line, told
        told += line
    return room, told


def way_in(told: str) -> tuple[str, str]:
    found = re.search(r"Phones:\s+(http://\S+)\s+and the code (\w+)", told)
    assert found
    return found[1], found[2]


def pairing_link(told: str) -> str:
    found = re.search(r"http://\S+/pair#\w+", told)
    assert found
    return found.group()

"""The room's pages in two browsers that are not Chromium's: WebKit, which every iPhone has, and Firefox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest

from tests.room.engines import Page, gecko, reads, until, webkit
from tests.room.phones import OpenRoom, open_room


@pytest.fixture
def room() -> Iterator[OpenRoom]:
    with open_room() as opened:
        yield opened


@pytest.mark.parametrize(
    "browser",
    [
        pytest.param(webkit, id="webkit", marks=pytest.mark.needs("WebKitWebDriver", "webkit2gtk-driver")),
        pytest.param(gecko, id="gecko", marks=pytest.mark.needs("firefox-esr", "firefox-esr")),
    ],
)
def test_a_phone_the_facilitator_and_the_projector_hold_a_vote(
    browser: Callable[[int], AbstractContextManager[list[Page]]], room: OpenRoom
) -> None:
    with browser(3) as (phone, host, screen):
        phone.open(f"http://{room.address}")
        phone.type("#code", room.hosted.door.code.lower())
        phone.press("Come in")
        reads(phone, "The vote is open")
        until(lambda: len(room.sockets) == 1, "a socket")
        phone.press("Strike a match. (one of two)")
        reads(phone, "Your hand is in.")
        pressed = "return document.querySelector('#choices button').getAttribute('aria-pressed')"
        until(lambda: phone.run(pressed) == "true", "a pressed button")

        phone.open(f"http://{room.address}/{room.hosted.door.code}")
        reads(phone, "Your hand is in.")
        assert len(room.hosted.seats.taken) == 1
        wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert phone.run(wide) <= 0

        host.open(f"http://{room.laptop.host}/pair#{room.hosted.leaders.pairing()}")
        host.press("Lead from this page")
        reads(host, "Hands that are in: 1.", "#status")
        host.run("document.querySelector('#rows input').value = ''")
        host.type("#rows input", "9")
        host.press("Count these hands")
        reads(host, "Hands that are in: 10.", "#status")
        screen.open(f"http://{room.laptop.host}/screen")
        reads(screen, "The vote is open", "#status")
        assert screen.run("return document.querySelector('#in img').naturalWidth") > 100

        host.press("Close the vote")
        reads(phone, "The vote is closed")
        host.press("Reveal")
        reads(phone, "This is how the room divided.")
        reads(phone, "most, or all", "#result")
        reads(screen, "most, or all", "#result")
        host.press("Turn the page")
        until(lambda: _sees(phone, "‘In.’"), "the next page")


def _sees(page: Page, words: str) -> Any:
    return words in page.run("return document.querySelector('#choices').textContent")

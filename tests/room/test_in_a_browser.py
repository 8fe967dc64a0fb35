"""A workshop in a real browser: the facilitator, the projector and five phones, with sleeps, reloads, a tie and a crash."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.room.opening import told_in_languages
from game.story import read_story
from tests.room.cable import laid
from tests.room.phones import HERE, SHORT_DAY, OpenRoom, open_room, wait_until
from tests.room.workshop import Workshop, opened, pairing_link, press, says, way_in

LETTER = SHORT_DAY.parent / "la-lettre"

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent: pip install --group test")
expect = sync_api.expect

pytestmark = pytest.mark.needs("chromium", "chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        yield opened
        opened.close()


@pytest.fixture
def room() -> Iterator[OpenRoom]:
    with open_room() as opened:
        yield opened


@pytest.fixture
def workshop(browser: Any, room: OpenRoom) -> Iterator[Workshop]:
    held = Workshop(browser, f"http://{room.address}", room.hosted.door.code)
    yield held
    held.close()


def test_five_phones_and_hands_go_through_a_tie_a_sleep_and_a_reload(workshop: Workshop, room: OpenRoom) -> None:
    host = workshop.host(f"http://{room.laptop.host}/pair#{room.hosted.leaders.pairing()}")
    screen = workshop.page()
    screen.goto(f"http://{room.laptop.host}/screen")
    phones = [workshop.phone(color_scheme="dark" if at % 2 else "light") for at in range(5)]

    for at, phone in enumerate(phones):
        press(phone, "Strike a match. (one of two)" if at < 3 else "Put the box back on its shelf.")
        says(phone, "Your hand is in.")
    host.locator("#rows input").nth(0).fill("3")
    host.locator("#rows input").nth(1).fill("4")
    press(host, "Count these hands")
    says(host, "Hands that are in: 12.")

    phones[0].reload()
    says(phones[0], "Your hand is in.")
    phones[1].context.set_offline(True)
    press(host, "Close the vote")
    for phone in (phones[0], *phones[2:]):
        says(phone, "The vote is closed")
        expect(phone.locator("#result")).to_be_empty()
    phones[1].context.set_offline(False)
    press(host, "Reveal")
    for phone in phones:
        says(phone, "This is how the room divided.")
        expect(phone.locator("#found")).to_contain_text("A tie between")
    expect(screen.locator("#result")).to_contain_text("6 of 12")

    press(host, "Vote again")
    for phone in phones:
        says(phone, "The vote is open")
        press(phone, "Strike a match. (one of two)")
        says(phone, "Your hand is in.")
    host.locator("#rows input").nth(1).fill("5")
    press(host, "Count these hands")
    press(host, "Close the vote", "Reveal")
    expect(screen.locator("#found")).to_contain_text("A tie for the second time")
    host.locator("#words").get_by_role("button", name="Put the box back on its shelf.").click()
    for phone in phones:
        expect(phone.get_by_role("button", name="‘In.’")).to_be_visible(timeout=15_000)
    expect(screen.locator("#told")).to_contain_text("Are you looking out, or in?")
    assert [count.leading for count in room.hosted.session.decisions[0].counts] == [("strike", "save-matches")] * 2


def test_every_page_says_which_of_its_words_are_in_the_storys_language(browser: Any) -> None:
    with open_room(LETTER) as room:
        room.hosted.frames.stories = told_in_languages(read_story(LETTER))
        held = Workshop(browser, f"http://{room.address}", room.hosted.door.code)
        phone, screen = held.phone(locale="en-GB"), held.page()
        screen.goto(f"http://{room.laptop.host}/screen")
        for page, choices in ((phone, phone.locator("#choices button")), (screen, screen.locator("#choices li"))):
            expect(choices.first).to_have_attribute("lang", "fr")
            expect(choices.last).to_have_text("Rather not say")
            expect(choices.last).not_to_have_attribute("lang", "fr")
            expect(page.locator("#heading")).to_have_attribute("lang", "fr")
            expect(page.locator("html")).to_have_attribute("lang", "en")
            expect(page.locator("#status")).not_to_have_attribute("lang", "fr")
        held.close()


def test_a_phone_without_sockets_asks_again_and_again(workshop: Workshop, room: OpenRoom) -> None:
    phone = workshop.page(viewport={"width": 320, "height": 600})
    phone.add_init_script("delete window.WebSocket")
    phone.goto(f"{workshop.address}/{workshop.code}")
    phone.get_by_role("button", name="Rather not say").focus()
    phone.keyboard.press("Enter")
    says(phone, "Your hand is in.")
    room.lead("close")
    says(phone, "The vote is closed")


def test_a_network_that_is_cut_loses_no_vote_and_counts_none_twice(browser: Any) -> None:
    with laid(HERE) as cable, open_room(also=(cable.address,)) as room:
        cable.open((HERE, room.port))
        workshop = Workshop(browser, f"http://{cable.address}", room.hosted.door.code)
        phones = [workshop.phone() for _ in range(3)]
        for phone in phones:
            press(phone, "Strike a match. (one of two)")
            says(phone, "Your hand is in.")

        cable.hang()
        press(phones[0], "Put the box back on its shelf.")
        phones[0].wait_for_timeout(300)
        cable.cut()
        says(phones[0], "The room cannot be reached just now. Your seat is kept")
        assert room.lead("lock")["raised"] == 3
        cable.mend()
        chosen = phones[0].get_by_role("button", name="Put the box back on its shelf.")
        expect(chosen).to_have_attribute("aria-pressed", "true", timeout=15_000)
        assert [dict(stood) for stood in room.hosted.session.vote.cast.values()].count({"save-matches": 1}) == 1
        assert room.lead("unlock")["raised"] == 3
        for phone in phones:
            says(phone, "Your hand is in.")
        wait_until(lambda: len(room.sockets) == 3)

        cable.hang()
        room.lead("close")
        room.lead("reveal")
        for phone in phones[1:]:
            says(phone, "The vote is open")
        cable.cut()
        phones[0].wait_for_timeout(200)
        cable.mend()
        for phone in phones:
            says(phone, "This is how the room divided.")
        workshop.close()


def test_a_phone_whose_socket_died_unsaid_finds_out_by_itself(browser: Any) -> None:
    with laid(HERE) as cable, open_room(also=(cable.address,)) as room:
        cable.open((HERE, room.port))
        workshop = Workshop(browser, f"http://{cable.address}", room.hosted.door.code)
        phone = workshop.page(viewport={"width": 320, "height": 600})
        phone.clock.install()
        phone.goto(f"{workshop.address}/{workshop.code}")
        says(phone, "The vote is open")
        cable.lose()
        room.lead("close")
        before = cable.carried
        phone.clock.fast_forward(16_000)
        phone.wait_for_timeout(200)
        phone.clock.fast_forward(5_000)
        says(phone, "The vote is closed")
        assert cable.carried > before
        workshop.close()


def test_a_browser_that_keeps_no_cookie_is_told_what_to_do(workshop: Workshop) -> None:
    phone = workshop.page(viewport={"width": 320, "height": 600})
    phone.add_init_script("delete window.WebSocket")
    phone.goto(f"{workshop.address}/{workshop.code}")
    says(phone, "The vote is open")
    phone.context.clear_cookies()
    expect(phone.locator("#again")).to_contain_text("This browser did not keep your seat.", timeout=15_000)
    phone.goto(workshop.address)
    expect(phone.locator("#again")).not_to_be_visible()


def test_a_phone_stands_for_a_table(workshop: Workshop, room: OpenRoom) -> None:
    phone = workshop.phone()
    phone.get_by_text("This phone is for a table").click()
    phone.get_by_label("How many hands are at the table?").fill("6")
    press(phone, "Set")
    phone.get_by_label("Strike a match.").fill("2")
    phone.get_by_label("Put the box back on its shelf.").fill("5")
    press(phone, "Send these hands")
    says(phone, "That is 7 hands, and there are 6 at the table.")
    phone.get_by_label("Put the box back on its shelf.").fill("4")
    press(phone, "Send these hands")
    says(phone, "6 of 6 hands are in.")
    assert room.lead("pause")["raised"] == 6


def test_a_second_page_of_one_phone_takes_the_seat_over(workshop: Workshop) -> None:
    phone = workshop.phone()
    other = phone.context.new_page()
    other.goto(f"{workshop.address}/{workshop.code}")
    says(other, "The vote is open")
    says(phone, "This seat is open on another page.")


def test_a_phones_page_fits_and_is_worked_by_keys_alone(workshop: Workshop) -> None:
    phone = workshop.phone()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    for _ in range(2):
        phone.keyboard.press("Tab")
    phone.keyboard.press("Space")
    says(phone, "Your hand is in.")
    chosen = phone.get_by_role("button", name="Put the box back on its shelf.")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-pressed", "true")


def test_a_strangers_story_runs_nothing_on_any_page(browser: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    text = (SHORT_DAY / "story.yaml").read_text(encoding="utf-8")
    text = text.replace("text: Strike a match.", f"text: '{hostile}'").replace("A Short Day", hostile)
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    with open_room(tmp_path) as room:
        workshop = Workshop(browser, f"http://{room.address}", room.hosted.door.code)
        phone = workshop.phone()
        expect(phone.get_by_role("button", name="<img src=x", exact=False)).to_be_visible()
        host = workshop.host(f"http://{room.laptop.host}/pair#{room.hosted.leaders.pairing()}")
        screen = workshop.page()
        screen.goto(f"http://{room.laptop.host}/screen")
        expect(screen.locator("#choices")).to_contain_text("<img src=x")
        for page in (phone, host, screen):
            assert page.locator("main img:not(#pairingCode), main script").count() == 0
        workshop.close()


def test_after_the_laptop_fell_the_phones_find_the_room_again_by_themselves(browser: Any) -> None:
    room, told = opened()
    workshop = Workshop(browser, *way_in(told))
    host = workshop.host(pairing_link(told))
    press(host, "Begin")
    phone = workshop.phone()
    press(phone, "Strike a match. (one of two)")
    says(phone, "Your hand is in.")
    press(host, "Close the vote")
    says(phone, "The vote is closed")
    room.kill()
    room.communicate()
    room, told = opened("--resume")
    try:
        assert way_in(told) == (workshop.address, workshop.code)
        host = workshop.host(pairing_link(told))
        press(host, "Reveal")
        says(phone, "This is how the room divided.")
        expect(phone.locator("#result")).to_contain_text("a few")
        press(host, "Turn the page")
        phone.get_by_role("button", name="‘In.’").click(timeout=15_000)
        says(phone, "Your hand is in.")
        workshop.close()
    finally:
        room.kill()
        room.communicate()

"""An author's page that is open, and those who come to it: its own page in a real browser, and strangers. All speak to a real
server over the loopback.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from game.author.page.desk import Desk
from game.author.page.gate import Keys
from game.author.page.opening import listening_at, serve, server

COMPLAINTS = re.compile(r"Content Security Policy|Refused to|SyntaxError|TypeError")


class OpenPage:
    """A page that is open on this machine."""

    def __init__(self, desk: Desk, keys: Keys, port: int) -> None:
        self.desk, self.keys, self.port = desk, keys, port
        self.host = f"127.0.0.1:{port}"
        self.address = f"http://{self.host}/#{keys.token}"

    @property
    def cookie(self) -> str:
        """What the page's own browser shows."""
        return f"{self.keys.cookie}={self.keys.key}"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Ask as the page does, but for the headers given; one given as empty is left out."""
        sent = {
            "Host": self.host,
            "Cookie": self.cookie,
            "Origin": f"http://{self.host}",
            "Content-Type": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        data = None if body is None else json.dumps(body).encode()
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        wire.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            if value:
                wire.putheader(name, value)
        if data is not None:
            wire.putheader("Content-Length", str(len(data)))
        with contextlib.closing(wire):
            wire.endheaders(data)
            answer = wire.getresponse()
            told = answer.read()
            with contextlib.suppress(ValueError):
                return answer.status, json.loads(told)
            return answer.status, told


@contextlib.contextmanager
def open_page(story: Path) -> Iterator[OpenPage]:
    """The page of a story, open until the block is left."""
    desk = Desk(story)
    listening = listening_at(0)
    port = listening.getsockname()[1]
    keys = Keys(port)
    running = server(desk, port, keys)
    thread = threading.Thread(target=lambda: asyncio.run(serve(desk, running, listening)), daemon=True)
    thread.start()
    try:
        yield OpenPage(desk, keys, port)
    finally:
        running.should_exit = True
        thread.join(10)
        assert not thread.is_alive()


class Author:
    """Somebody at the page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: COMPLAINTS.search(line.text) and self.complaints.append(line.text))

    def come(self, address: str) -> None:
        """Open the address, and wait until the text is there."""
        self.page.goto(address)
        self.page.locator("#editor .ace_line").first.wait_for()
        self.page.locator("#kept", has_text="Everything is on the disk").wait_for()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type as a person does, one key after the other; a line's indentation is the editor's."""
        for at, line in enumerate(words.split("\n")):
            if at:
                self.press("Enter")
            self.page.keyboard.type(line, delay=4)

    def find(self, words: str) -> None:
        """Select the next place in the file where words stand."""
        self.press("Control+f")
        self.page.locator(".ace_search_field").first.fill(words)
        selected = f"ace.edit('editor').getSelectedText() === {json.dumps(words)}"
        self.wait_until(selected)
        self.press("Escape")
        self.wait_until(f"document.activeElement.className === 'ace_text-input' && {selected}")

    def go_to(self, scene: str) -> None:
        """Go to the text of a scene."""
        self.press("Control+p")
        self.page.keyboard.type(scene)
        self.press("Enter")
        self.page.locator("#place", has_text=scene).wait_for()

    def wait_until(self, condition: str) -> None:
        """Wait until something is so of the page, which lets nobody evaluate anything inside it."""
        for _ in range(300):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never so: {condition}")

"""Two other browsers than Chromium, each driven as it offers to be: WebKit, the engine of every iPhone, and Gecko, Firefox's.

Only what the tests of a room's pages ask of a browser is here: to open a page, to press and to type as a finger and a keyboard
do, and to read what stands there.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 20.0
FIND = """const [wanted, words] = [arguments[0], arguments[1]];
return Array.from(document.querySelectorAll(wanted)).find((each) => each.checkVisibility() && each.textContent.trim() === words);"""


class Page(Protocol):
    """A page in a browser, with cookies of its own."""

    def open(self, address: str) -> None:
        """Go to an address."""

    def run(self, script: str, *given: Any) -> Any:
        """What a script returns; it finds what it was given in `arguments`."""

    def press(self, words: str, kind: str = "button") -> None:
        """Click in the middle of the button of those words."""

    def type(self, selector: str, words: str) -> None:
        """Put words into a field, key by key, in place of what is in it."""


def reads(page: Page, words: str, selector: str = "[role=status]") -> None:
    """Wait until words stand somewhere."""
    until(lambda: words in page.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector), words)


def until(holds: Callable[[], bool], what: str) -> None:
    late = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < late, f"nowhere: {what!r}"
        time.sleep(0.05)


# ---- WebKit


class InWebKit:
    """A page of WebKit's own little browser, asked as W3C's WebDriver has it: one browser a page, since each has its cookies."""

    def __init__(self, display: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._driver = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"],
            env={**os.environ, "DISPLAY": display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._where = f"http://127.0.0.1:{port}/session"
        until(lambda: _listens(port), "WebKitWebDriver")
        self._where += f"/{self._ask('', capabilities={})['sessionId']}"

    def _ask(self, what: str, **given: Any) -> Any:
        wanted = urllib.request.Request(self._where + what, json.dumps(given).encode())
        wanted.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(wanted, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> None:
        self._ask("/url", url=address)

    def run(self, script: str, *given: Any) -> Any:
        return self._ask("/execute/sync", script=script, args=list(given))

    def press(self, words: str, kind: str = "button") -> None:
        until(lambda: self.run(FIND, kind, words) is not None, words)
        self._ask(f"/element/{_name(self.run(FIND, kind, words))}/click")

    def type(self, selector: str, words: str) -> None:
        field = _name(self._ask("/element", using="css selector", value=selector))
        self._ask(f"/element/{field}/clear")
        self._ask(f"/element/{field}/value", text=words)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(urllib.request.Request(self._where, method="DELETE"), timeout=10).close()
        self._driver.terminate()
        self._driver.wait()


def _listens(port: int) -> bool:
    with socket.socket() as wire:
        return wire.connect_ex(("127.0.0.1", port)) == 0


def _name(element: dict[str, str]) -> str:
    """How the driver calls an element: the one value of what it gives for it."""
    return next(iter(element.values()))


@contextlib.contextmanager
def webkit(pages: int) -> Iterator[list[InWebKit]]:
    """So many pages, each in a browser of its own, on a display of its own."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        display = f":{answer.readline().strip()}"
    with contextlib.ExitStack() as stack:
        stack.callback(screen.wait)
        stack.callback(screen.terminate)
        yield [stack.enter_context(contextlib.closing(InWebKit(display))) for _ in range(pages)]


# ---- Gecko


class Firefox:
    """A Firefox without a window, asked over its own socket (WebDriver BiDi), which needs no driver beside it."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [
                shutil.which("firefox-esr") or "firefox",
                "--headless",
                "--remote-debugging-port",
                "0",
                "--profile",
                str(folder),
            ],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "HOME": str(folder)},
        )
        try:
            self._greet()
        except BaseException:
            self._process.kill()
            raise

    def _greet(self) -> None:
        assert self._process.stderr
        told = ""
        while not (found := re.search(r"WebDriver BiDi listening on (ws://\S+)", told)):
            line = self._process.stderr.readline()
            assert line, told
            told += line
        self._open = contextlib.ExitStack()
        self._wire: ClientConnection = self._open.enter_context(connect(f"{found[1]}/session", max_size=None))
        self._asked = 0
        self.ask("session.new", capabilities={})

    def ask(self, method: str, **given: Any) -> Any:
        self._asked += 1
        self._wire.send(json.dumps({"id": self._asked, "method": method, "params": given}))
        while True:
            told = json.loads(self._wire.recv(timeout=PATIENCE_S))
            if told.get("id") == self._asked:
                assert told["type"] == "success", told
                return told["result"]

    def page(self) -> InGecko:
        user = self.ask("browser.createUserContext")["userContext"]
        return InGecko(self, self.ask("browsingContext.create", type="tab", userContext=user)["context"])

    def close(self) -> None:
        self._open.close()
        self._process.terminate()
        self._process.wait()
        assert self._process.stderr
        self._process.stderr.close()


class InGecko:
    """A page of Firefox, with cookies of its own."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser, self._context = browser, context

    def open(self, address: str) -> None:
        self._browser.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def run(self, script: str, *given: Any) -> Any:
        told = self._browser.ask(
            "script.callFunction",
            functionDeclaration=f"function () {{ {script} }}",
            arguments=[_sent(each) for each in given],
            target={"context": self._context},
            awaitPromise=True,
        )
        assert told["type"] == "success", told
        return _received(told["result"])

    def press(self, words: str, kind: str = "button") -> None:
        where = f"""const found = (function () {{ {FIND} }}).apply(null, arguments);
        if (!found) return null;
        found.scrollIntoView({{ block: "center" }});
        const box = found.getBoundingClientRect();
        return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];"""
        until(lambda: self.run(where, kind, words) is not None, words)
        self._click(*self.run(where, kind, words))

    def _click(self, x: int, y: int) -> None:
        moves = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": moves}
        self._browser.ask("input.performActions", context=self._context, actions=[finger])

    def type(self, selector: str, words: str) -> None:
        self.run("const at = document.querySelector(arguments[0]); at.focus(); at.select();", selector)
        keys = [{"type": kind, "value": each} for each in words for kind in ("keyDown", "keyUp")]
        self._browser.ask(
            "input.performActions",
            context=self._context,
            actions=[{"type": "key", "id": "keyboard", "actions": keys}],
        )


def _sent(value: Any) -> dict[str, Any]:
    return {"type": "number" if isinstance(value, int) else "string", "value": value}


def _received(value: dict[str, Any]) -> Any:
    if value["type"] == "array":
        return [_received(each) for each in value["value"]]
    return value.get("value") if value["type"] not in ("null", "undefined") else None


@contextlib.contextmanager
def gecko(pages: int) -> Iterator[list[InGecko]]:
    """So many pages of one Firefox."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Firefox(Path(folder))
        try:
            yield [browser.page() for _ in range(pages)]
        finally:
            browser.close()

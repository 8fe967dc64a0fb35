"""Opening the author's page on this machine: its port and its keys, its server, the watch over the folder, the browser."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import socket
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs
import uvicorn
import watchfiles

from game import disk
from game.author.page.desk import Desk
from game.author.page.gate import LOOPBACK, Keys
from game.author.page.server import application
from game.serving import discreet, listening
from game.story.folder import ENDINGS

_QUIET_MS: Final = 15
"""How long the folder has to be still for what changed in it to be looked at."""
_MOST_MS: Final = 60
"""How long it is waited for that."""
_TURN_S: Final = 0.0005
"""How long a story that is being read keeps what is asked meanwhile waiting."""
_WAITING: Final = 128
"""How many connections may wait to be let in."""
_LOOK_S: Final = 5.0
"""How often the folder is looked over where the system sends no news of it."""


@attrs.frozen
class WasOpen:
    """How a story's page could be found when it was last open, so that a page left open finds it again."""

    port: int = 0
    key: str = ""


def run(story: Path, *, browser: bool, say: Callable[[str], None]) -> int:
    """Open the author's page, and keep it open until Ctrl-C.

    Args:
        story: The story's folder, or the one file that is the story.
        browser: Whether to open the browser too.
        say: Tells the author something.

    Raises:
        NoStory: There is nothing there to read.
        NoEditor: The editor component is absent.
        OSError: No port can be had.
    """
    desk = Desk(story)
    kept = _kept_file(desk.files.story)
    was = _was_open(kept)
    socket_ = listening_at(was.port)
    port = socket_.getsockname()[1]
    keys = Keys(port, was.key if port == was.port else "")
    if was.port in (0, port):
        _keep(kept, WasOpen(port, keys.key))
    address = f"http://{LOOPBACK}:{port}/#{keys.token}"
    serving = server(desk, port, keys)
    say(f"The author's page: {address}")
    held = serve(desk, serving, socket_, address if browser else "")
    with contextlib.suppress(KeyboardInterrupt), contextlib.closing(held):  # the server has shut by then, or not begun
        say(
            "The address works once, on this machine alone. What you type is on the disk at once; Ctrl-C closes the page."
        )
        asyncio.run(held)
    if desk.trouble is not None:
        raise desk.trouble
    say(
        "\nThe page is closed. Everything that you wrote is in the story's files."
    )  # below the ^C that a terminal shows
    return 0


def server(desk: Desk, port: int, keys: Keys) -> uvicorn.Server:
    """The server of a page: a socket hears nothing long."""
    return discreet(
        application(desk, host=f"{LOOPBACK}:{port}", keys=keys),
        h11_max_incomplete_event_size=64 * 1024,
        ws="websockets-sansio",
        ws_max_size=1024,
        timeout_graceful_shutdown=1,
    )


async def serve(desk: Desk, serving: uvicorn.Server, listening: socket.socket, address: str = "") -> None:
    """Serve until Ctrl-C, reading the story after each change of its folder; and open the browser where there is an address."""
    sys.setswitchinterval(_TURN_S)
    tasks = [asyncio.create_task(work) for work in (desk.keep_reading(), _watch(desk), _look_over(desk))]
    if address:
        tasks.append(asyncio.create_task(asyncio.to_thread(webbrowser.open, address)))  # type: ignore[arg-type]
    try:
        await serving.serve([listening])
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _watch(desk: Desk) -> None:
    """Look at each file that the system says was changed."""

    def is_ours(_: watchfiles.Change, path: str) -> bool:
        return path.endswith(ENDINGS)

    news = watchfiles.awatch(desk.files.folder, watch_filter=is_ours, debounce=_MOST_MS, step=_QUIET_MS)
    with contextlib.suppress(
        OSError, RuntimeError
    ):  # too many folders are watched already: they are looked over instead
        async for changes in news:
            names = {name for _, path in changes if (name := desk.files.name_of(path))}
            await desk.look_again(names)


async def _look_over(desk: Desk) -> None:
    """Look over the whole folder now and then: a folder on another machine sends no news."""
    while True:
        await asyncio.sleep(_LOOK_S)
        await desk.look_again()


# ---- found again


def _kept_file(story: Path) -> Path:
    named = hashlib.blake2b(str(story).encode(errors="surrogateescape"), digest_size=8).hexdigest()
    return disk.settings_folder() / f"author-{named}.json"


def _was_open(kept: Path) -> WasOpen:
    try:
        said = json.loads(disk.read(kept))
        port, key = said["port"], said["key"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return WasOpen()
    return WasOpen(port, key) if type(port) is int and isinstance(key, str) and 1024 <= port <= 65_535 else WasOpen()


def _keep(kept: Path, found: WasOpen) -> None:
    with contextlib.suppress(OSError):  # the page works without; it only could not be found again
        disk.write_whole(kept, json.dumps(attrs.asdict(found)).encode())


def listening_at(port: int) -> socket.socket:
    """A socket on the loopback: on the port it had, or on any where another program has that."""
    with contextlib.suppress(OSError):
        return listening(LOOPBACK, port, waiting=_WAITING)
    return listening(LOOPBACK, 0, waiting=_WAITING)

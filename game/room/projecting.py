"""The projector as the game's own window: a process beside the room's, told in lines of JSON what there is to see.

It has a process of its own so that neither waits for the other: a close that goes out to two hundred phones holds up no
frame, and a window that falls over, or is shut, takes nobody's vote with it. Which program draws is handed in.

    ->  {"phase": "open", "made": ["…"], "leaf": 0, …}      what the projector may show, whenever that is new
    <-  {"leaf": 1}    {"leaves": 3}                         a key asked for another page; how many the page needs
    <-  {"screens": 1}                                       there are so few that the one it was to fill is not there
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import segno

from game.language import tr, tr_count
from game.room.hosting import Hosted

NO_DISPLAY: Final = 3
"""The exit code of a window that found no display to open on."""
LOOKS_AGAIN_S: Final = 1.0
"""How long a window is left alone at most: a clock may be running on it."""
MOST_ASKED: Final = 1000
"""Pages that a window is believed to have, at most."""


ROOT: Final = Path(__file__).parents[2]
"""Where the package `game` lies: a checkout need not be installed for its window to be found."""


async def project(hosted: Hosted, drawing: Sequence[str], say: Callable[[str], None]) -> None:
    """Keep the window open, until this is cancelled: where it is shut, until the facilitator opens it again.

    Args:
        hosted: The open room.
        drawing: The command that draws it.
        say: Tells the facilitator something.
    """
    while True:
        hosted.window.state = "open"
        code = await _shown(hosted, drawing, say)
        hosted.window.state = "shut"
        where = f"http://127.0.0.1:{hosted.door.port}/screen"
        if code == NO_DISPLAY:
            say(tr("There is no display to open a window on: open {link} in a browser for the projector.", link=where))
        elif code:
            say(
                tr(
                    "The projector's window fell over; the room goes on. Open it again on your page, or {link} in a browser.",
                    link=where,
                )
            )
        else:
            say(
                tr(
                    "The projector's window is shut; the room goes on. Open it again on your page, or {link} in a browser.",
                    link=where,
                )
            )
        while hosted.window.state == "shut":
            hosted.window.shifted.clear()
            await hosted.window.shifted.wait()


async def _shown(hosted: Hosted, drawing: Sequence[str], say: Callable[[str], None]) -> int:
    """One life of the window; how it ended."""
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    window = await asyncio.create_subprocess_exec(
        *drawing,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    telling = asyncio.create_task(_tell(hosted, window))
    hearing = asyncio.create_task(_hear(hosted, window, say))
    try:
        return await window.wait()
    finally:
        for task in (telling, hearing):
            task.cancel()
        await asyncio.gather(telling, hearing, return_exceptions=True)
        if window.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                window.terminate()


async def _tell(hosted: Hosted, window: asyncio.subprocess.Process) -> None:
    assert window.stdin
    squares = code_squares(f"{hosted.address}/{hosted.door.code}")
    before = b""
    while True:
        turning = hosted.turning
        hosted.window.shifted.clear()
        told = json.dumps({**hosted.in_the_window(), "squares": squares}).encode() + b"\n"
        if told != before:
            window.stdin.write(told)
            await window.stdin.drain()  # raises where it has gone, and so ends this
            before = told
        waits = [asyncio.create_task(turning.wait()), asyncio.create_task(hosted.window.shifted.wait())]
        try:
            await asyncio.wait(waits, timeout=LOOKS_AGAIN_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


async def _hear(hosted: Hosted, window: asyncio.subprocess.Process, say: Callable[[str], None]) -> None:
    assert window.stdout
    while line := await window.stdout.readline():
        with contextlib.suppress(ValueError):
            asked = json.loads(line)
            if isinstance(asked, dict):
                _take(hosted, asked)
                if type(screens := asked.get("screens")) is int:
                    say(_no_such_screen(screens))


def _no_such_screen(screens: int) -> str:
    return tr_count(
        "The screen that was named is not there: this laptop has {n}. The window is on it; F11 fills it.",
        "The screen that was named is not there: this laptop has {n}. The window is on the first; F11 fills it.",
        screens,
    )


def _take(hosted: Hosted, asked: dict[str, Any]) -> None:
    leaf, leaves = asked.get("leaf"), asked.get("leaves")
    if type(leaves) is int and 1 <= leaves <= MOST_ASKED:
        hosted.window.leaves = leaves
        hosted.window.leaf = min(hosted.window.leaf, leaves - 1)
    if type(leaf) is int and 0 <= leaf <= MOST_ASKED:
        hosted.window.shift(leaf)


def code_squares(words: str) -> list[str]:
    """A QR code as rows of `0` and `1`, without the white round it."""
    return ["".join("1" if dark else "0" for dark in row) for row in segno.make(words, error="m").matrix]

"""The press's own process: `python -m game.window.press.worker FOLDER`.

Reads one job a line from stdin as JSON, writes the sheet to the cache in FOLDER, and answers one line on stdout:

    {"key": "…", "picture": {…}, "ahead": false}   ->   {"key": "…"}  or  {"key": "…", "trouble": "…"}
    {"key": "…", "grain": [1280, 720, 1.0]}        ->   likewise

What is wanted now goes before what is wanted ahead, the newest wish first. It ends when stdin is closed.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here is linear algebra

import attrs

from game.window.press.cache import Cache
from game.window.press.palette import Inks, palette
from game.window.press.picture import Picture

PROOF = palette(Inks("#ffffff", "#00ffff", "#ff00ff", "#0000ff"))
"""What colours a cached sheet has in a viewer: the process colours it was drawn in."""

GREYS = tuple((grey, grey, grey) for grey in range(256))
QUICK = 1
"""Cached sheets are compressed for speed, not size."""


@attrs.frozen(order=True)
class Turn:
    """A job's place in the queue."""

    ahead: bool
    age: int
    job: dict[str, Any] | None = attrs.field(order=False)
    """None when stdin has been closed."""


def make(job: dict[str, Any]) -> bytes:
    """The sheet a job asks for, as a file."""
    from game.window.press import grain, layers, sheet, sheetfile

    if "grain" in job:
        width, height, scale = job["grain"]
        indices, colours = grain.paper((width, height), scale), GREYS
    else:
        picture = Picture.from_json(job["picture"])
        indices = layers.print_layer(picture) if picture.layer else sheet.print_picture(picture)
        colours = PROOF
    size = (indices.shape[0], indices.shape[1])
    return sheetfile.write(indices.T.tobytes(), size, colours, level=QUICK)


def answer(job: dict[str, Any], cache: Cache) -> dict[str, str]:
    """Do one job. Whatever is wrong with a picture is said in the answer: one bad drawing must not stop the press."""
    key = str(job.get("key"))
    try:
        if not cache.has(key):
            cache.keep(key, make(job))
    except Exception as reason:  # whatever a drawing can do to a rasteriser
        return {"key": key, "trouble": f"{type(reason).__name__}: {reason}"}
    return {"key": key}


def serve(wishes: BinaryIO, answers: BinaryIO, cache: Cache) -> None:
    """Answer until `wishes` ends."""
    turns: queue.PriorityQueue[Turn] = queue.PriorityQueue()
    threading.Thread(target=_listen, args=(wishes, turns), daemon=True).start()
    while (turn := turns.get()).job is not None:
        answers.write(json.dumps(answer(turn.job, cache)).encode() + b"\n")
        answers.flush()


def _listen(wishes: BinaryIO, turns: queue.PriorityQueue[Turn]) -> None:
    for age, line in enumerate(wishes):
        job = json.loads(line)
        ahead = bool(job.get("ahead"))
        turns.put(Turn(ahead, age if ahead else -age, job))
    os._exit(0)  # the window has gone: nobody wants what is on the press; the cache is never half written


def main() -> None:
    """Serve the process that started this one."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is not an answer
    serve(sys.stdin.buffer, answers, Cache(Path(sys.argv[1])))


if __name__ == "__main__":
    main()

"""The process that decodes sounds: `python -m game.window.sound.decoder`.

Reads one wish a line from stdin as JSON, and answers with a line and what the line promises:

    {"file": "…", "rate": 44100, "channels": 2}   ->   {"bytes": 8000}, and as many: samples of 16 bits
                                                  or  {"trouble": "…"}

It ends when stdin is closed, or nothing has been asked of it for a while.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame

from game.window.sound import loops

PATIENCE_S = 10.0
"""How long it waits for the next wish before it ends: a page is read for longer, and nothing is decoded meanwhile."""
NICENESS = 5
"""The page being read comes first."""


def samples(wish: dict[str, Any]) -> bytes:
    """A sound as it is played. Raises pygame.error or OSError where it cannot be decoded."""
    setting = (int(wish["rate"]), -16, int(wish["channels"]))
    if pygame.mixer.get_init() != setting:
        pygame.mixer.quit()
        pygame.mixer.init(*setting, allowedchanges=0)
    return loops.decoded(Path(wish["file"])).get_raw()


def serve(wishes: BinaryIO, answers: BinaryIO) -> None:
    """Answer until `wishes` ends or nothing is asked for so long."""
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(wishes, asked), daemon=True).start()
    while True:
        try:
            wish = json.loads(asked.get(timeout=PATIENCE_S))
        except queue.Empty:
            return
        try:
            decoded = samples(wish)
        except Exception as reason:  # whatever a file can do to a decoder
            answers.write(json.dumps({"trouble": f"{type(reason).__name__}: {reason}"}).encode() + b"\n")
        else:
            answers.write(json.dumps({"bytes": len(decoded)}).encode() + b"\n" + decoded)
        answers.flush()


def _listen(wishes: BinaryIO, asked: queue.SimpleQueue[bytes]) -> None:
    for line in wishes:
        asked.put(line)
    os._exit(0)  # the window has gone


def main() -> None:
    """Serve the process that started this one."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the window, which ends this one
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    serve(sys.stdin.buffer, answers)
    answers.flush()
    os._exit(0)  # the thread that listens to stdin would hold up a quieter end


if __name__ == "__main__":
    main()

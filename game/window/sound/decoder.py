"""The process that decodes sounds: `python -m game.window.sound.decoder FOLDER`.

Reads one wish a line from stdin as JSON, and answers with one on stdout:

    {"file": "…", "rate": 44100, "channels": 2}   ->   {"decoded": "…"}, a file in FOLDER for whoever asked to read and delete,
                                                  or  {"trouble": "…"} where it cannot be decoded
                                                  or  {"refused": "…"} by the disk

It ends when stdin is closed, and FOLDER goes with it; or when nothing has been asked of it for a while.
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import sys
import threading
import wave
from pathlib import Path
from typing import Any, BinaryIO

os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame

from game.window.sound import loops

PATIENCE_S = 10.0
"""How long it waits for the next wish before it ends: a page is read for longer, and nothing is decoded meanwhile."""


def samples(wish: dict[str, Any]) -> bytes:
    """A sound as it is played. Raises pygame.error or OSError where it cannot be decoded."""
    setting = (wish["rate"], -16, wish["channels"])
    if pygame.mixer.get_init() != setting:
        pygame.mixer.quit()
        pygame.mixer.init(*setting, allowedchanges=0)
    return loops.decoded(Path(wish["file"])).get_raw()


def written(decoded: bytes, wish: dict[str, Any], file: Path) -> None:
    """Write it to a file of a kind that is played as it is. Raises OSError where the disk refuses."""
    with file.open("wb") as opened, wave.open(opened) as sound:
        sound.setframerate(wish["rate"])
        sound.setnchannels(wish["channels"])
        sound.setsampwidth(2)
        sound.writeframes(decoded)


def answer(wish: dict[str, Any], folder: Path) -> dict[str, str]:
    """What becomes of a wish. Whatever is wrong with a file is said in the answer: one must not stop the rest."""
    try:
        decoded = samples(wish)
    except Exception as reason:  # whatever a file can do to a decoder
        return {"trouble": f"{type(reason).__name__}: {reason}"}
    file = folder / "decoded.wav"
    try:
        written(decoded, wish, file)
    except OSError as refused:
        return {"refused": str(refused)}
    return {"decoded": str(file)}


def serve(wishes: BinaryIO, answers: BinaryIO, folder: Path) -> None:
    """Answer until `wishes` ends or nothing is asked for so long."""
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(wishes, asked, folder), daemon=True).start()
    while True:
        try:
            wish = json.loads(asked.get(timeout=PATIENCE_S))
        except queue.Empty:
            return
        answers.write(json.dumps(answer(wish, folder)).encode() + b"\n")
        answers.flush()


def _listen(wishes: BinaryIO, asked: queue.SimpleQueue[bytes], folder: Path) -> None:
    for line in wishes:
        asked.put(line)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # the window has gone


def main() -> None:
    """Serve the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the window, which ends this one
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    serve(sys.stdin.buffer, answers, Path(sys.argv[1]))
    answers.flush()
    os._exit(0)  # the thread that listens to stdin would hold up a quieter end


if __name__ == "__main__":
    main()

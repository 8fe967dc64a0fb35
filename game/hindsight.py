"""Which choices of a life moved its odds, worked out in a process of its own while somebody reads.

`python -m game.hindsight` is that process. It reads one job as a line of JSON from stdin, and answers with one on stdout:

    {"story": "…", "fingerprint": "…", "chapter": "…", "choices": ["…"]}   ->   {"moments": […]}  or  {"trouble": "…"}

It ends when stdin is closed. Whoever asked imports no arrays, waits for nothing, and is told nothing of what fails.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from game import beside
from game.play.moves import SKIP
from game.play.swings import Moment, Swings, moments, swings, written

if TYPE_CHECKING:
    from game.play.history import Playthrough
log = logging.getLogger(__name__)


class Hindsight:
    """What moved the odds of the life asked for last.

    Args:
        story: The folder or file the story was read from.
    """

    def __init__(self, story: Path) -> None:
        self._story = story
        self._life: Playthrough | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[tuple[subprocess.Popen[bytes], bytes]] = queue.SimpleQueue()
        self._moments: tuple[Moment, ...] = ()
        self._swings: Swings | None = None

    def ask(self, life: Playthrough, *, is_a_part: bool = False) -> None:
        """Begin to work a life out, unless it is the one asked for last.

        Args:
            life: A finished one.
            is_a_part: Whether it need not be finished: of its odds there is then `moments` alone.
        """
        if self._life is not None and _is_same(life, self._life):
            self._retell(life)
            return
        self.close()
        self._life = life
        # A life set down in the middle, after its story was edited, cannot be lived again from its beginning.
        # Nor do the odds know a life that skipped a day: nobody who chooses among what is on offer does.
        if not (life.is_over or is_a_part) or life.before or not life.is_from_a_beginning or SKIP in life.choices:
            return
        try:
            worker = beside.started("game.hindsight")
        except OSError as refused:
            log.info("the odds are not worked out: %s", refused)
            return
        self._worker = worker
        job = json.dumps(_job(self._story, life)).encode() + b"\n"
        threading.Thread(target=self._listen, args=(worker, job), daemon=True).start()

    def _retell(self, life: Playthrough) -> None:
        """Say it in the language that the same life is told in by now."""
        if self._life is not None and life.story is not self._life.story:
            self._life = life
            self._swings = swings(life, self._moments) if self._moments else None

    @property
    def is_under_way(self) -> bool:
        """Whether there is still something to wait for. Takes in what has come."""
        while not self._answers.empty():
            self._take_in(*self._answers.get_nowait())
        return self._worker is not None

    @property
    def swings(self) -> Swings | None:
        """What moved the odds; none while that is under way, where it is not to be had, or where nothing was asked."""
        return None if self.is_under_way else self._swings

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Every moment of the life at which several choices were on offer; none while that is under way, or is not to be had."""
        return () if self.is_under_way else self._moments

    def wait(self, seconds: float) -> None:
        """Wait for what is under way, so long at most."""
        until = time.monotonic() + seconds
        with contextlib.suppress(queue.Empty):
            while self.is_under_way:
                self._take_in(*self._answers.get(timeout=max(0.0, until - time.monotonic())))

    def close(self) -> None:
        """Let go of whatever is under way, and forget the life."""
        self._life = self._swings = None
        self._moments = ()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()

    def _listen(self, worker: subprocess.Popen[bytes], job: bytes) -> None:
        assert worker.stdin
        assert worker.stdout
        answer = b""
        with contextlib.suppress(OSError), worker:
            worker.stdin.write(job)
            worker.stdin.flush()
            answer = worker.stdout.readline()
            worker.kill()
        self._answers.put((worker, answer))

    def _take_in(self, worker: subprocess.Popen[bytes], answer: bytes) -> None:
        if worker is not self._worker or self._life is None:  # of a life nobody asks about any more
            return
        self._worker = None
        try:
            told = json.loads(answer) if answer else {}
            if "moments" not in told:
                raise ValueError(told.get("trouble", "the process that works them out did not answer"))
            self._moments = moments(told["moments"])
            self._swings = swings(self._life, self._moments)
        except ValueError as wrong:
            log.info("the odds are not worked out: %s", wrong)


def _is_same(one: Playthrough, other: Playthrough) -> bool:
    return (
        one.story.fingerprint == other.story.fingerprint and one.origin == other.origin and one.choices == other.choices
    )


def _job(story: Path, life: Playthrough) -> dict[str, Any]:
    return {
        "story": str(story),
        "fingerprint": life.story.fingerprint,
        "chapter": life.origin.chapter,
        "choices": list(life.choices),
    }


# ---- in the process of its own


def main() -> None:
    """Do the one job that stdin holds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for whoever asked, who ends this one
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here is linear algebra
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    job = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_watch, args=(sys.stdin.buffer,), daemon=True).start()
    answers.write(json.dumps(answer(job)).encode() + b"\n")
    answers.flush()
    os._exit(0)  # the thread that watches stdin would hold up a quieter end


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """What a job comes to. Whatever goes wrong is said in the answer."""
    try:
        return {"moments": written(_moments(job))}
    except Exception as reason:  # whatever keeps a story from being read, or its odds from being worked out
        return {"trouble": f"{type(reason).__name__}: {reason}"}


def _watch(asked: IO[bytes]) -> None:
    asked.read()
    os._exit(0)  # whoever asked has gone


def _moments(job: dict[str, Any]) -> tuple[Moment, ...]:
    from game.odds.influence import influence
    from game.story import read_story

    story = read_story(job["story"])
    if story.fingerprint != job["fingerprint"]:
        raise ValueError("the story has changed since the life was lived")
    turns = influence(story, tuple(job["choices"]), chapter=job["chapter"])
    return tuple(
        Moment(
            turn.step,
            dict(turn.before),
            turn.options,
        )
        for turn in turns
    )


if __name__ == "__main__":
    main()

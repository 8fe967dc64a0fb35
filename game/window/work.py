"""Long work off the main thread: one worker, one thing after another, taken up when it is done."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any


class Work:
    """A worker thread. What it has done is handed over by `deliver`, on the thread that calls it."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]] = (
            queue.SimpleQueue()
        )
        self._done: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._under_way = 0

    def begin(
        self, job: Callable[[], Any], then: Callable[[Any], None], otherwise: Callable[[Exception], None]
    ) -> None:
        """Have `job` done elsewhere; then `then` is called with what it gave, or `otherwise` with what it raised."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._labour, name="work", daemon=True)
            self._thread.start()
        self._under_way += 1
        self._jobs.put((job, then, otherwise))

    def deliver(self) -> bool:
        """Take up what is done; whether anything was."""
        if self._done.empty():
            return False
        while not self._done.empty():
            self._under_way -= 1
            self._done.get_nowait()()
        return True

    def finish(self) -> None:
        """Wait for what has been begun, such as a save, before leaving."""
        while self._under_way:
            self._under_way -= 1
            self._done.get()()

    def _labour(self) -> None:
        while True:
            job, then, otherwise = self._jobs.get()
            try:
                result = job()
            except Exception as error:
                self._done.put(lambda error=error, otherwise=otherwise: otherwise(error))  # type: ignore[misc]
            else:
                self._done.put(lambda result=result, then=then: then(result))  # type: ignore[misc]

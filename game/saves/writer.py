"""The thread that writes saves, so that no page ever waits for a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import attrs

from game.play.history import Playthrough
from game.play.saved import SaveProblem


@attrs.frozen
class Asked:
    """A life to be kept."""

    playthrough: Playthrough
    when: datetime
    returns: int
    """How often a moment had been returned to by then."""

    def takes_the_place_of(self, other: Asked) -> bool:
        """Whether nothing is lost when only this one is written: a life that another begins upon is written first, and
        so is an ending that is gone back from.
        """
        is_same = (self.playthrough.identity, self.returns) == (other.playthrough.identity, other.returns)
        return is_same and not other.playthrough.is_over


class Writer:
    """The thread that writes: started when first asked, always writing the newest of each slot and life."""

    def __init__(self, write: Callable[[str, Asked], None]) -> None:
        self.trouble = ""
        self._write = write
        self._asked: dict[str, list[Asked]] = {}
        self._changed = threading.Condition()
        self._is_writing = False
        self._is_over = False
        self._thread: threading.Thread | None = None

    def ask(self, slot: str, asked: Asked) -> None:
        with self._changed:
            waiting = self._asked.setdefault(slot, [])
            if waiting and asked.takes_the_place_of(waiting[-1]):
                waiting.pop()
            waiting.append(asked)
            if self._thread is None:
                self._is_over = False
                self._thread = threading.Thread(target=self._run, name="saves", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def forget(self) -> None:
        """Write no more of what was asked, and wait for what is being written."""
        with self._changed:
            self._asked.clear()
            self._changed.wait_for(lambda: not self._is_writing)

    def finish(self) -> None:
        """Write what was asked, then stop."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            with self._changed:
                self._is_writing = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._asked or self._is_over)
                if not self._asked:
                    return
                slot = next(iter(self._asked))
                asked = self._asked[slot].pop(0)
                if not self._asked[slot]:
                    del self._asked[slot]
                self._is_writing = True
            try:
                self._write(slot, asked)
                self.trouble = ""
            except SaveProblem as problem:
                self.trouble = str(problem)

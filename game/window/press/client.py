"""The press as the window sees it: ask for a picture, go on drawing, take it when it is there. No numpy here."""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

import attrs
import pygame

from game import beside
from game.window.press import sheetfile
from game.window.press.cache import Cache
from game.window.press.picture import PRESS_VERSION, Edge, Figure, Picture, Plates

__all__ = ["Edge", "Figure", "Picture", "Plates", "Press", "open_sheet", "print_sheet"]

KEPT = 8
"""How many sheets stay in memory: rolling back a few scenes costs nothing."""

PAGE_HEIGHT = 720
"""A page unit is this part of the window's height; the paper's flecks are measured in it."""

log = logging.getLogger(__name__)

Unpacked = tuple[bytes, tuple[int, int]]
"""A sheet's pixels, one byte each, and its size."""


@attrs.frozen
class Arrival:
    """What another thread brings: a sheet, or why there is none."""

    key: str
    sheet: Unpacked | None = None
    trouble: str = ""


def print_sheet(
    sheet: pygame.Surface,
    palette: Sequence[tuple[int, int, int]],
    grain: pygame.Surface | None = None,
    *,
    at: tuple[int, int] = (0, 0),
) -> pygame.Surface:
    """The sheet in colour, 32 bits a pixel; `at` is where it will lie on the page, so that the paper runs on under it."""
    sheet.set_palette(palette)
    printed = pygame.Surface(sheet.get_size(), 0, 32)
    printed.blit(sheet, (0, 0))
    if grain is not None:
        printed.blit(grain, (0, 0), (at, sheet.get_size()), special_flags=pygame.BLEND_RGB_MULT)
    return printed


def open_sheet(file: Path) -> pygame.Surface:
    """A sheet that was printed when the game was built, its palette unset. Quick enough for the first frame.

    Raises:
        OSError: it is not there.
        NotASheet: it is something else.
    """
    pixels, size = sheetfile.read(file.read_bytes())
    return pygame.image.frombytes(pixels, size, "P")


class Press:
    """A worker process and what it has made. Nothing here waits, and nothing raises: a picture that cannot be printed
    is said once, in the log, and stays away.

    Args:
        cache_dir: where sheets are kept between games; made when first needed.
        wake: called, from another thread, when `poll` has something to tell: a window asleep in its event queue posts
            itself an event.
        baked: the folder of what was printed when the game was built, for `grain`.
    """

    def __init__(self, cache_dir: Path, *, wake: Callable[[], None] | None = None, baked: Path | None = None) -> None:
        self._lent: tempfile.TemporaryDirectory[str] | None = None
        self._cache = Cache(self._writable(cache_dir))
        self._wake = wake
        self._baked = baked
        self._worker: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Arrival | None] = queue.SimpleQueue()
        self._fetches: queue.SimpleQueue[str] = queue.SimpleQueue()
        """Keys of sheets to be brought from the disk before anybody wants them."""
        self._fetched: set[str] = set()
        self._fetcher: threading.Thread | None = None
        self._keys: dict[Picture, str] = {}
        self._asked: dict[str, bool] = {}
        """Keys on the press, and whether each is only wanted ahead."""
        self._sheets: OrderedDict[str, pygame.Surface] = OrderedDict()
        self._papers: dict[str, pygame.Surface] = {}
        self._told: set[str] = set()
        self._spoilt: set[str] = set()
        self._broken = False

    def request(self, picture: Picture, *, ahead: bool = False) -> None:
        """Have the picture printed; `ahead` if it is for a scene that may come. Call it once a scene, not once a frame:
        it reads the drawings to see whether they have changed.
        """
        try:
            key = self._keys[picture] = picture.key()
        except (OSError, IndexError) as reason:
            self._keys[picture] = ""
            self._tell(f"a picture is missing: {reason}")
            return
        if key not in self._sheets:
            self._want(key, {"picture": picture.as_json()}, ahead=ahead)

    def ready(self, picture: Picture) -> pygame.Surface | None:
        """The picture's 8-bit sheet, its palette unset, or None while it is not there. Asks for it if nobody has."""
        if picture not in self._keys:
            self.request(picture)
        key = self._keys[picture]
        sheet = self._sheets.get(key)
        if sheet is None and key and self._asked.get(key, True):
            self._want(key, {"picture": picture.as_json()}, ahead=False)
            sheet = self._sheets.get(key)
        if sheet is not None:
            self._sheets.move_to_end(key)
        return sheet

    def is_printed(self, picture: Picture) -> bool:
        """Whether the picture, asked for before, could be had without waiting."""
        key = self._keys.get(picture, "")
        return bool(key) and key not in self._asked and (key in self._sheets or self._cache.has(key))

    def held(self, picture: Picture) -> pygame.Surface | None:
        """The picture's sheet where it is in memory; asks for nothing."""
        return self._sheets.get(self._keys.get(picture, ""))

    def poll(self) -> bool:
        """Take in what has arrived; True when there is something new to draw. Cheap, and never waits."""
        news = False
        while not self._answers.empty():
            news |= self._take_in(self._answers.get_nowait())
        return news

    def grain(self, size: tuple[int, int]) -> pygame.Surface | None:
        """The paper at that size, greys to multiply by, or None while it is being made."""
        key = f"grain-{PRESS_VERSION}-{size[0]}x{size[1]}"
        if key not in self._papers and key not in self._asked and not self._find_baked(key, size):
            self._want(key, {"grain": [*size, size[1] / PAGE_HEIGHT]}, ahead=False)
        return self._papers.get(key)

    def close(self) -> None:
        """Let the worker go."""
        worker, self._worker = self._worker, None
        if worker and worker.stdin:
            self._try_to(worker.stdin.close)
            worker.terminate()  # what it is doing is whole or nowhere: the cache sees to that
            worker.wait()
        self._asked.clear()
        if self._lent:
            self._lent.cleanup()

    def _find_baked(self, key: str, size: tuple[int, int]) -> bool:
        if self._baked is None:
            return False
        try:
            self._papers = {key: _grey(open_sheet(self._baked / baked_paper(size)))}
        except (OSError, sheetfile.NotASheet):
            return False
        return True

    def _writable(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            self._lent = tempfile.TemporaryDirectory(prefix="press-")
            return Path(self._lent.name)

    def _want(self, key: str, job: dict[str, Any], *, ahead: bool) -> None:
        if key in self._spoilt or (ahead and key in self._asked):
            return
        if ahead and self._cache.has(key):
            self._fetch(key)
            return
        if not ahead and self._load(key):
            return
        if self._asked.get(key, True):
            self._asked[key] = ahead
            self._send({"key": key, "ahead": ahead, **job})

    def _fetch(self, key: str) -> None:
        """Have a sheet brought from the disk by another thread."""
        if key in self._fetched:
            return
        self._fetched.add(key)
        self._fetches.put(key)
        if self._fetcher is None:
            self._fetcher = threading.Thread(target=self._bring, name="sheets", daemon=True)
            self._fetcher.start()

    def _bring(self) -> None:
        while True:
            key = self._fetches.get()
            self._answers.put(Arrival(key, self._read(key)))

    def _read(self, key: str) -> Unpacked | None:
        """A sheet from the disk; on any thread."""
        data = self._cache.find(key)
        if data is None:
            return None
        try:
            return sheetfile.read(data)
        except sheetfile.NotASheet:
            self._try_to(lambda: self._cache.forget(key))
            return None

    def _load(self, key: str) -> bool:
        """Bring a sheet from the disk into memory."""
        sheet = self._read(key)
        if sheet is None:
            return False
        self._hold(key, sheet)
        return True

    def _hold(self, key: str, sheet: Unpacked) -> None:
        surface = pygame.image.frombytes(*sheet, "P")
        if key.startswith("grain"):
            self._papers = {key: _grey(surface)}
            return
        self._sheets[key] = surface
        while len(self._sheets) > KEPT:
            self._sheets.popitem(last=False)

    def _take_in(self, answer: Arrival | None) -> bool:
        if answer is None:
            self._broken = True
            self._asked.clear()
            self._tell(f"the press has stopped; the game goes on without new pictures ({self._last_words()})")
            return False
        self._fetched.discard(answer.key)
        ahead = self._asked.pop(answer.key, True)
        if answer.trouble:
            self._spoilt.add(answer.key)
            self._tell(f"a picture could not be printed: {answer.trouble}")
            return False
        if answer.sheet is None:
            return False
        if answer.key not in self._sheets:
            self._hold(answer.key, answer.sheet)
        return not ahead

    def _send(self, job: dict[str, Any]) -> None:
        if self._broken:
            return
        try:
            self._worker = self._worker or self._start()
            assert self._worker.stdin
            self._worker.stdin.write(json.dumps(job).encode() + b"\n")
            self._worker.stdin.flush()
        except (OSError, ValueError) as reason:
            self._broken = True
            self._asked.clear()
            self._tell(f"the press does not run: {reason}")

    def _start(self) -> subprocess.Popen[bytes]:
        with self._complaints().open("wb") as complaints:
            worker = beside.started("game.window.press.worker", str(self._cache.folder), complaints=complaints)
        assert worker.stdout
        threading.Thread(target=self._listen, args=(worker, worker.stdout), daemon=True).start()
        return worker

    def _complaints(self) -> Path:
        return self._cache.folder / "worker.log"

    def _last_words(self) -> str:
        try:
            lines = self._complaints().read_text("utf-8", "replace").split("\n")
        except OSError:
            lines = []
        return next((line for line in reversed(lines) if line), "it did not say why")

    def _listen(self, worker: subprocess.Popen[bytes], answers: IO[bytes]) -> None:
        with answers:
            for line in answers:
                said = json.loads(line)
                trouble = said.get("trouble", "")
                self._answers.put(Arrival(said["key"], None if trouble else self._read(said["key"]), trouble))
                if self._wake:
                    self._wake()
        worker.wait()
        if worker is self._worker:  # it was not we who closed it
            self._answers.put(None)
            if self._wake:
                self._wake()

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            log.warning("%s", sentence)

    @staticmethod
    def _try_to(do: Callable[[], None]) -> None:
        try:
            do()
        except OSError as reason:
            log.debug("%s", reason)


def baked_paper(size: tuple[int, int]) -> str:
    """What the paper of that size is called where it was printed with the game."""
    return f"paper-{size[0]}x{size[1]}.png"


def _grey(surface: pygame.Surface) -> pygame.Surface:
    surface.set_palette([(grey, grey, grey) for grey in range(256)])
    paper = pygame.Surface(surface.get_size(), 0, 32)
    paper.blit(surface, (0, 0))
    return paper

"""The story this window was opened on, and the lives in it that were kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from game import disk
from game.window.screens.screen import Desk

TYPE_CHECKING = False  # importing it from `typing` costs time before the first frame
if TYPE_CHECKING:
    from game.play.history import Playthrough
    from game.story.model import Player, Story
    from game.window.life import Life

HEAD_BYTES = 4096
"""Where a story says what it is called, before anything else of it is read."""


class Shelf:
    """A story's folder; the story itself once it has been read."""

    def __init__(self, desk: Desk, folder: Path | None) -> None:
        self._desk = desk
        self.folder = folder or disk.shipped_story()
        self.is_shipped = self.folder == disk.shipped_story()
        self.story: Story | None = None
        self.trouble = ""
        """Why the story cannot be played, in a sentence."""

    # ---- reading

    def open(self, then: Callable[[], None]) -> None:
        """Read the story off the main thread, once; `then` is called when it is there or known to be unreadable."""
        if self.story is not None or self.trouble:
            then()
            return

        def was_read(story: Story) -> None:
            self.story = story
            then()

        def was_not_read(error: Exception) -> None:
            self.trouble = f"This story cannot be played yet. `ampersand check` says what to mend: {_first_line(error)}"
            then()

        self._desk.work.begin(self._read, was_read, was_not_read)

    def _read(self) -> Story:
        from game.story import read_story

        return read_story(self.folder)

    @property
    def contents(self) -> tuple[str, ...]:
        """The names of what the story warns of."""
        return tuple(self.story.content) if self.story else ()

    # ---- lives

    @property
    def has_latest(self) -> bool:
        return False

    @property
    def latest_words(self) -> str:
        return ""

    def begin(self, chapter: str | None = None, player: Player | None = None) -> None:
        """Begin a life, and lay it on the desk."""
        from game.play.history import Playthrough

        assert self.story is not None
        self.play(Playthrough.begin(self.story, chapter=chapter, player=player))

    def play(self, playthrough: Playthrough, *, is_read: bool = False) -> None:
        """Lay a life on the desk; `is_read` when its page was read before."""
        from game.window.life import Life
        from game.window.screens.scene import Scene

        life = Life(playthrough, self.keep)
        self._desk.begin_with(Scene(self._desk, life, is_read=is_read), "fade")

    def go_on(self) -> None:
        """Take up the life that was played last."""

    def keep(self, playthrough: Playthrough) -> None:
        """Save a life as the one to go on with."""

    def quick_save(self, life: Life) -> None:
        """Keep this moment."""

    def quick_load(self) -> bool:
        """Return to the moment that was kept; whether there is one."""
        return False

    def cover(self, look: object, width: float) -> None:
        """The cover of a story that brings its own."""
        return


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def glimpse(folder: Path) -> tuple[str, str]:
    """A story's title and tagline as a look at its first lines gives them, without reading YAML; empty when unclear."""
    try:
        with (folder / "story.yaml").open(encoding="utf-8", errors="replace") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return "", ""
    said = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon and name in ("title", "tagline"):
            said[name] = value.strip().strip("\"'")
    return said.get("title", ""), said.get("tagline", "")

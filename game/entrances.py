"""Opening the ways in: each is imported when it is asked for, and told where to read and write."""

from __future__ import annotations

import gc
import os
import sys

from game.language import tr

TYPE_CHECKING = False  # type checkers take it for true; importing it from `typing` costs time before the first frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


UNWRITABLE = 74
"""The exit code when what there is to read cannot be written: the system's own number for it."""


def open_window(story: Path | None, chapter: str | None) -> int:
    """Plays a story in its window, or says that there is no display and goes on in the terminal."""
    if not may_have_display():
        return _without_display(story, chapter)
    _insist_on_a_screen()
    gc.disable()  # until the first page is seen (`App.settle_in`): nothing that is imported goes again
    from game.window import app

    try:
        return app.run(story, chapter)
    except app.NoDisplay:
        gc.enable()
        return _without_display(story, chapter)


def open_terminal(story: Path | None, *, chapter: str | None = None, resume: bool = False) -> int:
    """Plays a story as plain lines on standard input and output."""
    from game import disk, spoken
    from game.terminal import player

    spoken.begin(asks_the_system=sys.stdin is not None and sys.stdin.isatty())

    folder = disk.shipped_story() if story is None else story
    return for_a_reader(lambda: player.run(folder, chapter=chapter, resume=resume, input=sys.stdin, output=sys.stdout))


def projector(story: Path, display: int | None = None) -> list[str] | None:
    """The command for a window that shows a room what it is told, filling that screen from the first, 1, where one is named;
    none where there is no display to open one on.
    """
    if not may_have_display():
        say("There is no display to open a window on, so the projector shows a page of the browser.")
        return None
    _insist_on_a_screen()
    # -P: a folder that happens to be called `game` where the facilitator stands is not ours
    window = [sys.executable, "-P", "-m", "game.window.projector", str(story)]
    return window if display is None else [*window, str(display)]


def may_have_display() -> bool:
    """Whether a window is worth trying: only where X11 and Wayland are the ways to one can it be known beforehand."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"))


def _insist_on_a_screen() -> None:
    """Has SDL say so when no display answers; left to itself it draws offscreen, where nobody sees it."""
    if sys.platform not in ("win32", "darwin") and not os.environ.get("SDL_VIDEODRIVER"):
        os.environ["SDL_VIDEODRIVER"] = "x11,wayland"


def _without_display(story: Path | None, chapter: str | None) -> int:
    from game import spoken

    spoken.begin()
    say(tr("There is no display to open a window on, so the story goes on here in the terminal."))
    return open_terminal(story, chapter=chapter)


def trouble_with_a_story(error: Exception) -> tuple[int, str] | None:
    """The exit code and the words for a story or a day that is not there, or cannot be told; None for other errors."""
    from game.play.moves import NoSuchChapter
    from game.story.diagnostic import StoryProblems
    from game.story.folder import NoStory
    from game.story.render.full import full

    if isinstance(error, NoStory):
        return 2, tr("There is no story to play: {error}", error=error)
    if isinstance(error, NoSuchChapter):
        return 2, str(error)
    if isinstance(error, StoryProblems):
        return 1, full(error.diagnostics, error.sources) + "\n" + tr(
            "The story cannot be told until this is put right."
        )
    return None


def for_a_reader(command: Callable[[], int]) -> int:
    """Runs a command that prints, for a terminal that may lack a character and a reader who may leave before the end."""
    if sys.stdin is None or sys.stdout is None:
        say("There is nothing to read from, or nothing to write to: standard input or output is closed.")
        return UNWRITABLE
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = 0
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        _write_no_more()
    except OSError as refused:
        if refused.filename is not None:
            raise
        _write_no_more()
        say(f"What there is to read could not be written: {(refused.strerror or str(refused)).lower()}.")
        return UNWRITABLE
    return code


def _write_no_more() -> None:
    """The reader has gone, as `head` does; Python would complain once more when it flushes on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str) -> None:
    """Talk, which goes to standard error; a process without one, as a Windows game has, stays silent."""
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()

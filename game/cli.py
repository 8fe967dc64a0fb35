"""The front door: the bare command opens the shipped story, everything else goes to `game.commands`.

The bare command is what most people type and the first thing they wait for, so it imports neither click nor anything
else that the first frame can do without.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # type checkers take it for true; importing it from `typing` costs time before the first frame

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

UNEXPECTED = 70
"""The exit code after an error of ours, not of the story (1) or of the call (2): the system's own number for it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line, by default the one the process was started with, and returns its exit code."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")  # it would print itself between the lines of the data
    given = sys.argv[1:] if arguments is None else list(arguments)
    if not given:
        return guarded(lambda: open_window(None, None))

    def command() -> int:
        from game.commands import run

        return run(given)

    return guarded(command)


def open_window(story: Path | None, chapter: str | None) -> int:
    """Plays a story in its window, or says that there is no display and goes on in the terminal."""
    if not may_have_display():
        return _without_display(story, chapter)
    from game.window import app

    try:
        return app.run(story, chapter)
    except app.NoDisplay:
        return _without_display(story, chapter)


def open_terminal(story: Path | None, *, chapter: str | None = None, resume: bool = False) -> int:
    """Plays a story as plain lines on standard input and output."""
    from game import disk
    from game.terminal import player

    folder = disk.shipped_story() if story is None else story
    return for_a_reader(lambda: player.run(folder, chapter=chapter, resume=resume, input=sys.stdin, output=sys.stdout))


def may_have_display() -> bool:
    """Whether a window is worth trying: only where X11 and Wayland are the ways to one can it be known beforehand."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"))


def _without_display(story: Path | None, chapter: str | None) -> int:
    say("There is no display to open a window on, so the story goes on here in the terminal.")
    return open_terminal(story, chapter=chapter)


def guarded(command: Callable[[], int]) -> int:
    """Runs a command so that no traceback reaches a person: an unexpected error goes into a file, and a sentence names it."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        say(_written_down(error))
        return UNEXPECTED


def for_a_reader(command: Callable[[], int]) -> int:
    """Runs a command that prints, for a terminal that may lack a character and a reader who may leave before the end."""
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return command()
    except BrokenPipeError:
        # The reader has gone, as `head` does; Python would complain once more when it flushes on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def say(sentence: str) -> None:
    """Talk, which goes to standard error; a process without one, as a Windows game has, stays silent."""
    if sys.stderr is not None:
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()


def _written_down(error: Exception) -> str:
    import traceback
    from datetime import UTC, datetime

    from game import __version__, disk

    now = datetime.now(UTC)
    report = f"Ampersand {__version__}, Python {sys.version}, {sys.platform}, {now.isoformat()}\n"
    report += f"arguments: {sys.argv[1:]}\n\n" + "".join(traceback.format_exception(error))
    try:
        path = disk.log_folder() / f"error-{now:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
        disk.write_whole(path, report.encode("utf-8", "backslashreplace"))
    except OSError as refused:
        return f"Something went wrong that should not have ({error!r}), and it could not be written down: {refused}"
    return f"Something went wrong that should not have. What is known about it is in {path}"
